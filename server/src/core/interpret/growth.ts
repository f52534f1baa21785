/**
 * Integers that outgrow machine words in a loop: `product *= n`, `a, b = b, a + b`, `x = x * x`. Their size decides what
 * arithmetic costs, so it is worked out before the body is interpreted.
 */
import type { Estimate } from '../model/estimate';
import type { Expr, For, Stmt } from '../syntax/ast';
import { integerBits } from './arithmetic';
import { flatten, namesIn } from './codeWalk';
import { iterate } from './iteration';
import type { Frame, Machine } from './machine';
import { quietly } from './quiet';
import type { NumberValue } from './values';

/** Bits of one variable: what they are in an average round, and after the last. */
export interface Growth {
  readonly during: Estimate;
  readonly after: Estimate;
}

/** New bits as `factor` times the old ones plus `added`. */
interface Step {
  readonly factor: number;
  readonly added: number;
}

/** Bits a round of `a, b = b, a + b` adds: the logarithm of the golden ratio. */
const FIBONACCI_BITS = 0.694;
/** Below this, an integer is a machine word or two for as long as any loop runs. */
const WORTHWHILE_BITS = 128;
/** No computer would hold more. */
const MOST_BITS = 1e10;

/** How `name`, an integer of `start` before the loop, grows in `rounds` rounds of `body`; undefined where it does not. */
export function growthOf(
  machine: Machine,
  frame: Frame,
  body: readonly Stmt[],
  name: string,
  start: NumberValue,
  rounds: Estimate,
): Growth | undefined {
  const first = integerBits(start);
  const step = first === undefined ? undefined : stepOf(machine, frame, body, name);
  if (first === undefined || step === undefined || step.factor < 1) return undefined;
  const after = (count: number): number => Math.min(MOST_BITS, grown(Math.max(1, first), step, count));
  const last = after(rounds.mid);
  if (last < WORTHWHILE_BITS) return undefined;
  const during =
    step.factor > 1 ? lastRounds(last / step.factor, step.factor, rounds.mid) : (first + last) / 2;
  return {
    during: { low: Math.min(first, during), mid: during, high: after(rounds.high) },
    after: { low: after(rounds.low), mid: last, high: after(rounds.high) },
  };
}

function grown(first: number, { factor, added }: Step, rounds: number): number {
  if (factor === 1) return first + added * rounds;
  const power = factor ** Math.min(rounds, 200);
  return first * power + (added * (power - 1)) / (factor - 1);
}

/** Multiplication costs about the 1.7th power of the length, so the last rounds cost nearly everything. */
function lastRounds(last: number, factor: number, rounds: number): number {
  const power = 1.7;
  return last * (1 / (Math.max(1, rounds) * (1 - factor ** -power))) ** (1 / power);
}

/** What the assignments of a body do to a name together; undefined where they bound it, or do nothing that is known. */
function stepOf(machine: Machine, frame: Frame, body: readonly Stmt[], name: string): Step | undefined {
  const parts = body.map((part) => (part.kind === 'For' ? loopStep(machine, frame, part, name) : undefined));
  const loops = body.filter((_, index) => parts[index] !== undefined);
  let total: Step | undefined;
  for (const step of parts) {
    if (step !== undefined) total = total === undefined ? step : together(total, step);
  }
  for (const { statement, conditional } of flatten(body.filter((part) => !loops.includes(part)))) {
    const step = assignmentStep(machine, frame, statement, name);
    if (step === 'none') continue;
    // A name that is also reset, reduced or set to something unknown does not grow without end.
    if (step === undefined || (conditional && step.factor > 1)) return undefined;
    const added = conditional ? step.added / 2 : step.added;
    total = total === undefined ? { ...step, added } : together(total, { ...step, added });
  }
  return total;
}

function together(a: Step, b: Step): Step {
  return { factor: Math.max(a.factor, b.factor), added: a.added + b.added };
}

/** An inner loop whose rounds the code tells adds as often to a name; undefined where it does something else to it. */
function loopStep(machine: Machine, frame: Frame, loop: For, name: string): Step | undefined {
  const { trips, element } = iterate(machine, frame, quietly(machine, frame, loop.iter));
  if (trips.basis === 'unknown') return undefined;
  const before = frame.scope.vars;
  frame.scope.vars = before.copy();
  if (loop.target.kind === 'Name') frame.scope.vars.set(loop.target.id, element);
  const step = stepOf(machine, frame, loop.body, name);
  frame.scope.vars = before;
  return step?.factor === 1 ? { factor: 1, added: step.added * trips.count.mid } : undefined;
}

function assignmentStep(
  machine: Machine,
  frame: Frame,
  statement: Stmt,
  name: string,
): Step | undefined | 'none' {
  if (statement.kind === 'AugAssign') {
    if (statement.target.kind !== 'Name' || statement.target.id !== name) return 'none';
    const { target: left, op, value: right, start, end } = statement;
    return bitsOf(machine, frame, { kind: 'BinOp', left, op, right, start, end }, new Set([name]));
  }
  if (statement.kind === 'For' && namesIn(statement.target).includes(name)) return undefined;
  if (statement.kind !== 'Assign' || statement.value === undefined) return 'none';
  for (const target of statement.targets) {
    if (target.kind === 'Name' && target.id === name) {
      return bitsOf(machine, frame, statement.value, new Set([name]));
    }
    if (target.kind !== 'Tuple') continue;
    const index = target.elts.findIndex((part) => part.kind === 'Name' && part.id === name);
    if (index < 0) continue;
    if (statement.value.kind !== 'Tuple') return undefined;
    // `a, b = b, a + b`: both grow together, so a round is judged by its fastest member.
    const names = new Set(target.elts.flatMap((part) => (part.kind === 'Name' ? [part.id] : [])));
    const { elts } = statement.value;
    if (!elts.every((part) => namesIn(part).some((part) => names.has(part)))) return undefined;
    const steps = elts.map((part) => bitsOf(machine, frame, part, names));
    return steps.reduce((a, b) =>
      a === undefined || b === undefined
        ? undefined
        : { factor: Math.max(a.factor, b.factor), added: Math.max(a.added, b.added) },
    );
  }
  return 'none';
}

/** Size of an expression in terms of the growing names; undefined where it is bounded or not an integer. */
function bitsOf(machine: Machine, frame: Frame, expr: Expr, names: ReadonlySet<string>): Step | undefined {
  if (expr.kind === 'Name' && names.has(expr.id)) return { factor: 1, added: 0 };
  if (!namesIn(expr).some((name) => names.has(name))) return constantBits(machine, frame, expr);
  if (expr.kind !== 'BinOp') return undefined;
  const left = bitsOf(machine, frame, expr.left, names);
  const right = bitsOf(machine, frame, expr.right, names);
  if (left === undefined || right === undefined) return undefined;
  switch (expr.op) {
    case '*':
      return { factor: left.factor + right.factor, added: left.added + right.added };
    case '+':
      return {
        factor: Math.max(left.factor, right.factor),
        added:
          left.factor > 0 && right.factor > 0 ? FIBONACCI_BITS : left.factor > 0 ? left.added : right.added,
      };
    case '-':
    case '|':
    case '^':
      return left.factor > 0 ? left : right;
    case '<<':
    case '**':
      return powerBits(machine, frame, expr.op, left, expr.right);
    default:
      return undefined;
  }
}

function powerBits(machine: Machine, frame: Frame, op: string, left: Step, right: Expr): Step | undefined {
  const value = quietly(machine, frame, right);
  const by = value.kind === 'number' ? value.range?.mid : undefined;
  if (by === undefined || by < 0) return undefined;
  return op === '<<'
    ? { factor: left.factor, added: left.added + by }
    : { factor: left.factor * by, added: left.added * by };
}

function constantBits(machine: Machine, frame: Frame, expr: Expr): Step | undefined {
  const value = quietly(machine, frame, expr);
  const bits = value.kind === 'number' ? integerBits(value) : undefined;
  return bits === undefined ? undefined : { factor: 0, added: bits };
}
