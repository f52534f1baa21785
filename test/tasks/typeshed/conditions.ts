/** Decides the conditions that stubs are written for: versions of Python, platforms, type checking. */
import type { Expr } from '../../../server/src/core/syntax/ast';

/** The Python whose branches count first; what only others have is kept too. */
const VERSION: readonly number[] = [3, 13];
const PLATFORM = 'linux';

/** Undefined where the stub asks something else. */
export function conditionOf(test: Expr): boolean | undefined {
  switch (test.kind) {
    case 'BoolOp': {
      const left = conditionOf(test.left);
      const right = conditionOf(test.right);
      if (test.op === 'and') return left === false || right === false ? false : left === true ? right : left;
      return left === true || right === true ? true : left === false ? right : left;
    }
    case 'UnaryOp': {
      const operand = conditionOf(test.operand);
      return test.op === 'not' && operand !== undefined ? !operand : undefined;
    }
    case 'Compare':
      return comparison(test.left, test.ops[0] ?? '', test.comparators[0]);
    case 'Name':
      return test.id === 'TYPE_CHECKING' ? true : undefined;
    default:
      return undefined;
  }
}

function comparison(left: Expr, op: string, right: Expr | undefined): boolean | undefined {
  if (left.kind !== 'Attribute' || right === undefined) return undefined;
  if (left.attr === 'platform' && right.kind === 'Constant') {
    if (op === '==') return right.value === PLATFORM;
    return op === '!=' ? right.value !== PLATFORM : undefined;
  }
  if (left.attr !== 'version_info' || right.kind !== 'Tuple') return undefined;
  const wanted = right.elts.map((part) => (part.kind === 'Constant' ? Number(part.value) : 0));
  const difference =
    wanted.map((part, index) => (VERSION[index] ?? 0) - part).find((sign) => sign !== 0) ?? 0;
  return op === '>=' ? difference >= 0 : op === '<' ? difference < 0 : undefined;
}
