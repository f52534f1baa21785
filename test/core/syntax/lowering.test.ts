/** The AST of every kind of statement and expression, printed in the manner of CPython's `ast.dump`. */
import assert from 'node:assert/strict';
import type { Expr, ModuleAst, Stmt } from '../../../server/src/core/syntax/ast';
import { lowerModule } from '../../../server/src/core/syntax/lowerStatements';
import { parseWithRecovery } from '../../../server/src/core/syntax/recovery';
import { pythonParser } from '../../support/parser';
import { trimmed } from '../../support/trimmed';

async function parsed(text: string): Promise<ModuleAst> {
  const { table, firstError } = parseWithRecovery((await pythonParser()).parse, text);
  return lowerModule(table, firstError);
}

/** Nodes as `Kind(field=…)`, without positions and empty fields. */
function dump(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(dump).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const hidden = new Set([
    'kind',
    'start',
    'end',
    'nameRange',
    'attrRange',
    'bodyRange',
    'bodyText',
    'length',
    'literalLength',
  ]);
  const fields = Object.entries(value).filter(
    ([name, field]) =>
      !hidden.has(name) &&
      field !== undefined &&
      field !== false &&
      !(Array.isArray(field) && field.length === 0),
  );
  const kind = 'kind' in value ? String(value.kind) : '';
  const only =
    kind === 'Name' || kind === 'Constant'
      ? fields.find(([name]) => name === 'id' || name === 'value')
      : undefined;
  if (only !== undefined) return kind === 'Name' ? String(only[1]) : JSON.stringify(only[1]);
  return `${kind}(${fields.map(([name, field]) => `${name}=${dump(field)}`).join(', ')})`;
}

function check(text: string, expected: string): void {
  it(text.split('\n')[0] ?? text, async () => {
    const { body } = await parsed(text);
    assert.equal(trimmed(body.map((part: Stmt | Expr) => dump(part)).join('\n')), trimmed(expected));
  });
}

describe('lowering: statements', () => {
  check('x: int = y = 5', 'Assign(targets=[x, y], value=5, annotation=int)');
  check('x += -1', 'AugAssign(target=x, op="+", value=UnaryOp(op="-", operand=1))');
  check('a, *b = c', 'Assign(targets=[Tuple(elts=[a, Starred(value=b)])], value=c)');
  check(
    'if a: pass\nelif b: pass\nelse: break',
    'If(test=a, body=[Pass()], orelse=[If(test=b, body=[Pass()], orelse=[Break()])])',
  );
  check(
    'for i, (j, k) in x, y: continue\nelse: pass',
    'For(target=Tuple(elts=[i, Tuple(elts=[j, k])]), iter=Tuple(elts=[x, y]), body=[Continue()], orelse=[Pass()])',
  );
  check('while a < b: pass', 'While(test=Compare(left=a, ops=["<"], comparators=[b]), body=[Pass()])');
  check(
    'with a() as b, c: pass',
    'With(items=[(context=Call(func=a), target=b), (context=c)], body=[Pass()])',
  );
  check(
    'try: pass\nexcept (A, B) as e: raise X from e\nexcept* C: pass\nelse: pass\nfinally: del x, y[0]',
    'Try(body=[Pass()], handlers=[(type=Tuple(elts=[A, B]), name="e", body=[Raise(exc=X)]), (type=C, body=[Pass()])], orelse=[Pass()], finalbody=[Delete(targets=[x, Subscript(value=y, slice=0)])])',
  );
  check(
    'match x:\n    case {"a": [1, *r], **k} if z: pass\n    case C(a=1) | D(b): pass\n    case name: pass',
    'Match(subject=x, cases=[(captures=["r", "k"], guard=z, body=[Pass()]), (captures=["b"], body=[Pass()]), (captures=["name"], irrefutable=true, body=[Pass()])])',
  );
  check('import a.b.c as d, e.f', 'Import(names=[(name="a.b.c", asname="d"), (name="e.f")])');
  check(
    'from ..x.y import a as b, c',
    'ImportFrom(module="x.y", level=2, names=[(name="a", asname="b"), (name="c")])',
  );
  check('from . import *', 'ImportFrom(module="", level=1, names=[(name="*")])');
  check('global a, b', 'Global(names=["a", "b"])');
  check('assert x, y', 'Assert(test=x)');
  check(
    '@d(1)\nasync def f(a, /, b: int = 2, *args, c=3, **kw) -> int:\n    return 1, *rest',
    'FunctionDef(name="f", params=[(name="a", form="positional-only"), (name="b", form="positional", annotation=int, default=2), (name="args", form="var-positional"), (name="c", form="keyword-only", default=3), (name="kw", form="var-keyword")], returns=int, decorators=[Call(func=d, args=[1])], isAsync=true, body=[Return(value=Tuple(elts=[1, Starred(value=rest)]))])',
  );
  check(
    'class C(A, metaclass=M):\n    x: int',
    'ClassDef(name="C", bases=[A], keywords=[(arg="metaclass", value=M)], body=[Assign(targets=[x], annotation=int)])',
  );
});

describe('lowering: expressions', () => {
  check(
    'lambda x, *y, z=1: x',
    'Expr(value=Lambda(params=[(name="x", form="positional"), (name="y", form="var-positional"), (name="z", form="keyword-only", default=1)], body=x))',
  );
  check(
    '[a for b in c if d for e in f]',
    'Expr(value=ListComp(elt=a, generators=[(target=b, iter=c, ifs=[d]), (target=e, iter=f)]))',
  );
  check('{k: v for k in x}', 'Expr(value=DictComp(elt=k, value=v, generators=[(target=k, iter=x)]))');
  check(
    'f(x for x in y)',
    'Expr(value=Call(func=f, args=[GeneratorExp(elt=x, generators=[(target=x, iter=y)])]))',
  );
  check(
    'f(*a, k=1, **b)',
    'Expr(value=Call(func=f, args=[Starred(value=a)], keywords=[(arg="k", value=1), (value=b)]))',
  );
  check(
    'a[1:2, ::3]',
    'Expr(value=Subscript(value=a, slice=Tuple(elts=[Slice(lower=1, upper=2), Slice(step=3)])))',
  );
  check(
    'not a and b or c',
    'Expr(value=BoolOp(op="or", left=BoolOp(op="and", left=UnaryOp(op="not", operand=a), right=b), right=c))',
  );
  check(
    'a is not b not in c < 5',
    'Expr(value=Compare(left=a, ops=["is not", "not in", "<"], comparators=[b, c, 5]))',
  );
  check('a if b else c', 'Expr(value=IfExp(body=a, test=b, orelse=c))');
  check('(y := 5)', 'Expr(value=NamedExpr(target="y", value=5))');
  check('{**a, "b": 1}', 'Expr(value=Dict(items=[(value=a), (key="b", value=1)]))');
  check('x = yield', 'Assign(targets=[x], value=Yield())');
  check('f"a{b!r:>{w}}c" "d"', 'Expr(value=JoinedStr(values=[b], specs=1))');
  check('"a\\n" r"\\d" b""', 'Expr(value="a\\n\\\\d")');
  check(
    '[1_000, 0x1F, 1e-3, 2j, True, None]',
    'Expr(value=List(elts=[1000, 31, 0.001, Constant(type="complex"), true, Constant(type="none")]))',
  );
});

describe('lowering: broken text', () => {
  for (const text of [
    'def f(',
    'class',
    'x = (',
    ')',
    'if x\n  y',
    '\0',
    'f(a b c',
    '"""',
    'for in in in',
    '@',
    'import',
    '🙂 = 1\r\rx',
  ]) {
    it(`never throws on ${JSON.stringify(text)}`, async () => {
      const { firstError, body } = await parsed(`${text}\nz = 1\n`);
      dump(body);
      assert.notEqual(firstError, undefined);
    });
  }
  it('survives nesting deeper than any stack frame of ours', async () => {
    const { body } = await parsed(`x = ${'['.repeat(800)}${']'.repeat(800)}`);
    assert.equal(body[0]?.kind, 'Assign');
  });
});
