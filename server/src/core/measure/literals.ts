/**
 * Expressions whose value the text of the file tells. They are written out anew with every name replaced by what it
 * stands for, so that Python can evaluate them without the program around them.
 */
import type { Expr } from '../syntax/ast';
import { dottedName, meaningOf, ownerOf } from '../fixes/names';
import { textOf, type Layout } from '../fixes/layout';
import { descendants, parentsBelow, type Node } from '../fixes/walk';

/** The expression as Python text, or the part of it that is not literal. */
export type Literal = { readonly python: string } | { readonly unknown: Expr };

/** Builtins that compute the same from the same arguments and do nothing else. The driver offers them. */
export const PURE_BUILTINS: readonly string[] = [
  ...['range', 'len', 'min', 'max', 'sum', 'abs', 'round', 'pow', 'divmod', 'sorted', 'reversed'],
  ...['list', 'tuple', 'set', 'frozenset', 'dict', 'zip', 'enumerate'],
  ...['int', 'float', 'complex', 'bool', 'str', 'bytes', 'bytearray', 'chr', 'ord'],
];

/** Names that stand for themselves: variables of the loops that are written around the expression. */
export type LoopNames = ReadonlySet<string>;

/** Constants that name each other are followed this far. */
const MAX_DEPTH = 8;

export function literalOf(layout: Layout, expr: Expr, loops: LoopNames, depth = 0): Literal {
  const inner = (part: Expr): Literal => literalOf(layout, part, loops, depth);
  switch (expr.kind) {
    case 'Constant':
      return { python: `(${textOf(layout, expr)})` };
    case 'UnaryOp':
      return joined([expr.operand], inner, ([operand]) => `(${expr.op} ${operand ?? ''})`);
    case 'BinOp':
    case 'BoolOp':
      return joined(
        [expr.left, expr.right],
        inner,
        ([left, right]) => `(${left ?? ''} ${expr.op} ${right ?? ''})`,
      );
    case 'Tuple':
      return joined(expr.elts, inner, (elts) => `(${elts.map((elt) => `${elt}, `).join('')})`);
    case 'List':
      return joined(expr.elts, inner, (elts) => `[${elts.join(', ')}]`);
    case 'Set':
      return joined(expr.elts, inner, (elts) => `{${elts.join(', ')}}`);
    case 'Starred':
      return joined([expr.value], inner, ([value]) => `*${value ?? ''}`);
    case 'Dict': {
      const keys = expr.items.map(({ key }) => key);
      if (!keys.every((key) => key !== undefined)) return { unknown: expr };
      return joined([...keys, ...expr.items.map(({ value }) => value)], inner, (parts) => {
        const items = keys.map((_, i) => `${parts[i] ?? ''}: ${parts[keys.length + i] ?? ''}`);
        return `{${items.join(', ')}}`;
      });
    }
    case 'Call': {
      const name = dottedName(layout.ast, expr.func);
      if (name === undefined || !PURE_BUILTINS.includes(name) || expr.keywords.length > 0)
        return { unknown: expr };
      return joined(expr.args, inner, (args) => `${name}(${args.join(', ')})`);
    }
    case 'Name':
      return loops.has(expr.id) ? { python: expr.id } : constantOf(layout, expr.id, expr, depth);
    default:
      return { unknown: expr };
  }
}

/** The value of a name that is bound once, to a literal, and not changed in place afterwards. */
function constantOf(layout: Layout, name: string, at: Expr, depth: number): Literal {
  const meaning = meaningOf(layout.ast, name, at);
  const value = meaning.kind === 'variable' && meaning.values.length === 1 ? meaning.values[0] : undefined;
  if (value === undefined || depth >= MAX_DEPTH || layout.ast.globalsWritten.has(name))
    return { unknown: at };
  const literal = literalOf(layout, value, new Set(), depth + 1);
  if ('unknown' in literal || (isMutable(value) && mayChange(layout, name, at))) return { unknown: at };
  return literal;
}

function isMutable(value: Expr): boolean {
  return [...descendants([value])].some(
    ({ kind }) => kind === 'List' || kind === 'Set' || kind === 'Dict' || kind === 'Call',
  );
}

/** Whether something in the scope may change the object of a name: a method call, an item set, another function. */
function mayChange({ ast }: Layout, name: string, at: Expr): boolean {
  const owner = ownerOf(ast, name, at) ?? ast;
  const parents = parentsBelow(owner.body);
  return [...descendants(owner.body)].some((node) => {
    if (node.kind !== 'Name' || node.id !== name || node === at) return false;
    return !isHarmless(node, parents.get(node), parents);
  });
}

/** Being bound, looped over, counted, printed, or handed to the site itself. */
function isHarmless(node: Node, parent: Node | undefined, parents: ReadonlyMap<Node, Node>): boolean {
  switch (parent?.kind) {
    case 'Assign':
      return parent.targets.some((target) => target === node);
    case 'For':
      return parent.iter === node;
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
    case 'JoinedStr':
      return true;
    case 'Call':
      return parent.func.kind === 'Name' && [...PURE_BUILTINS, 'print'].includes(parent.func.id);
    case 'Subscript':
      return parents.get(parent)?.kind !== 'Assign' || parent.slice === node;
    default:
      return false;
  }
}

function joined(
  parts: readonly Expr[],
  inner: (part: Expr) => Literal,
  write: (parts: readonly string[]) => string,
): Literal {
  const written: string[] = [];
  for (const part of parts) {
    const literal = inner(part);
    if ('unknown' in literal) return literal;
    written.push(literal.python);
  }
  return { python: write(written) };
}
