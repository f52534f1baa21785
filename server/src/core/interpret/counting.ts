/** Variables that count: which test they end, how the body of a loop changes them, and how many rounds that makes. */
import type { Expr, Stmt } from '../syntax/ast';
import { flatten, placeOf } from './codeWalk';

/** `variable op limit`, as long as which a loop goes on. */
export interface CountingTest {
  /** `i`, `self.current`. */
  readonly place: string;
  readonly variable: Expr;
  readonly op: string;
  /** Undefined for zero. */
  readonly limit: Expr | undefined;
  /** `d * d <= n`: the limit is the square root of what `limit` says. */
  readonly squared: boolean;
}

const MIRRORED: Readonly<Record<string, string>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '!=': '!=',
  '==': '==',
};

export function countingTest(test: Expr): CountingTest | undefined {
  const alone = placeOf(test);
  if (alone !== undefined) return { place: alone, variable: test, op: '>', limit: undefined, squared: false };
  if (test.kind !== 'Compare' || test.ops.length !== 1) return undefined;
  const op = test.ops[0] ?? '';
  const right = test.comparators[0];
  const mirrored = MIRRORED[op];
  if (right === undefined || mirrored === undefined) return undefined;
  return side(test.left, op, right) ?? side(right, mirrored, test.left);
}

function side(variable: Expr, op: string, limit: Expr): CountingTest | undefined {
  const place = placeOf(variable);
  if (place !== undefined) return { place, variable, op, limit, squared: false };
  if (variable.kind !== 'BinOp') return undefined;
  const base = placeOf(variable.left);
  const isSquare =
    (variable.op === '*' && placeOf(variable.right) === base) ||
    (variable.op === '**' && variable.right.kind === 'Constant' && variable.right.value === 2);
  return base === undefined || !isSquare
    ? undefined
    : { place: base, variable: variable.left, op, limit, squared: true };
}

/** One step of a counting variable. */
export interface Change {
  readonly op: string;
  readonly amount: Expr;
  /** Inside an `if`: not on every round. */
  readonly conditional: boolean;
}

/** How a body changes a place: `i += 1`, `i = i + 1`; undefined if also in another way. */
export function changesOf(body: readonly Stmt[], place: string): readonly Change[] | undefined {
  const changes: Change[] = [];
  for (const { statement, conditional } of flatten(body)) {
    if (statement.kind === 'AugAssign' && placeOf(statement.target) === place) {
      changes.push({ op: statement.op, amount: statement.value, conditional });
    } else if (statement.kind === 'Assign' && statement.targets.some((target) => binds(target, place))) {
      const { value } = statement;
      const divided =
        value === undefined ? undefined : divmodChange(statement.targets, value, place, conditional);
      if (divided !== undefined) {
        changes.push(divided);
        continue;
      }
      if (value?.kind !== 'BinOp' || placeOf(value.left) !== place) return undefined;
      changes.push({ op: value.op, amount: value.right, conditional });
    }
  }
  return changes;
}

/** `n, digit = divmod(n, 10)` divides n. */
function divmodChange(
  [target]: readonly Expr[],
  value: Expr,
  place: string,
  conditional: boolean,
): Change | undefined {
  if (target?.kind !== 'Tuple' || value.kind !== 'Call' || placeOf(value.func) !== 'divmod') return undefined;
  const [quotient] = target.elts;
  const [divided, amount] = value.args;
  if (quotient === undefined || divided === undefined || amount === undefined) return undefined;
  return placeOf(quotient) === place && placeOf(divided) === place
    ? { op: '//', amount, conditional }
    : undefined;
}

function binds(target: Expr, place: string): boolean {
  if (target.kind === 'Tuple' || target.kind === 'List')
    return target.elts.some((part) => binds(part, place));
  return placeOf(target) === place;
}

/** Rounds of `while x test to: x op= amount` that starts at `from`; NaN where that does not end. */
export function roundsBetween(op: string, test: string, from: number, to: number, amount: number): number {
  const extra = test === '<=' || test === '>=' ? 1 : 0;
  const upwards = test === '<' || test === '<=' || (test === '!=' && to > from);
  switch (op) {
    case '+':
      return amount > 0 && upwards ? Math.max(0, Math.ceil((to - from + extra) / amount)) : NaN;
    case '-':
      return amount > 0 && !upwards ? Math.max(0, Math.ceil((from - to + extra) / amount)) : NaN;
    case '*':
      return amount > 1 && upwards && from > 0
        ? Math.max(0, Math.ceil(Math.log(Math.max(1, to / from)) / Math.log(amount)))
        : NaN;
    case '<<':
      return amount >= 1 && upwards && from > 0
        ? Math.max(0, Math.ceil(Math.log2(Math.max(1, to / from)) / amount))
        : NaN;
    case '//':
    case '/':
      return amount > 1 && !upwards
        ? Math.max(0, Math.ceil(Math.log(Math.max(1, from / Math.max(1, to))) / Math.log(amount)) + 1)
        : NaN;
    case '>>':
      return amount >= 1 && !upwards
        ? Math.max(0, Math.ceil(Math.log2(Math.max(1, from / Math.max(1, to))) / amount) + 1)
        : NaN;
    default:
      return NaN;
  }
}
