/**
 * Searches for a number whose digest starts with zeros, as blockchains do: how many rounds they take on average follows from
 * the number of zeros, not from the loop.
 */
import type { Trips } from '../model/profile';
import type { Expr, Stmt, While } from '../syntax/ast';
import { expressionsIn, flatten } from './codeWalk';
import { knownTrips } from './iteration';
import type { Frame, Machine } from './machine';
import { quietly } from './quiet';
import { constantOf, type Value } from './values';

/** Values of one digit of a digest in hexadecimal. */
const DIGIT_VALUES = 16;
/** Zeros asked for where the code does not tell: what tutorials ask for. */
const USUAL_ZEROS = 4;
/** More than these are not looked for in Python. */
const MOST_ZEROS = 8;

/** Rounds of a `while` that ends when a digest starts with zeros; undefined for any other. */
export function proofOfWorkTrips(machine: Machine, frame: Frame, statement: While): Trips | undefined {
  const value = (expr: Expr): Value => quietly(machine, frame, expr);
  const zeros = conditionsOf(statement)
    .flatMap(expressionsIn)
    .map((expr) => zerosAsked(expr, value) ?? zerosAskedByCall(expr, value))
    .find((found) => found !== undefined);
  if (zeros === undefined) return undefined;
  const isKnown = zeros > 0;
  const mean = DIGIT_VALUES ** Math.min(MOST_ZEROS, isKnown ? zeros : USUAL_ZEROS);
  // The rounds are spread like throws of a die until it shows a six.
  return isKnown
    ? knownTrips({ low: 1, mid: mean, high: mean * 5 }, 'constant')
    : knownTrips({ low: 1, mid: mean, high: mean * DIGIT_VALUES ** 2 }, 'assumed');
}

/** What decides whether the loop goes on: its test, and the tests of the `if`s in it that leave it. */
function conditionsOf({ test, body }: While): Expr[] {
  const exits = flatten(body).flatMap(({ statement }) =>
    statement.kind === 'If' && leaves(statement.body) ? [statement.test] : [],
  );
  return [test, ...exits];
}

function leaves(body: readonly Stmt[]): boolean {
  return body.some((statement) => statement.kind === 'Break' || statement.kind === 'Return');
}

/** Zeros that `digest.startswith("0" * n)` or `digest[:n] == "0000"` asks for; 0 where it asks for an unknown number. */
function zerosAsked(expr: Expr, value: (expr: Expr) => Value): number | undefined {
  if (expr.kind === 'Call') {
    const [prefix] = expr.args;
    const isPrefixTest = expr.func.kind === 'Attribute' && expr.func.attr === 'startswith';
    return isPrefixTest && prefix !== undefined ? zerosIn(prefix, value) : undefined;
  }
  if (expr.kind !== 'Compare') return undefined;
  const [right] = expr.comparators;
  if (right === undefined || expr.comparators.length > 1) return undefined;
  if (isStart(expr.left)) return zerosIn(right, value);
  return isStart(right) ? zerosIn(expr.left, value) : undefined;
}

/** `digest[:4]` */
function isStart(expr: Expr): boolean {
  return (
    expr.kind === 'Subscript' &&
    expr.slice.kind === 'Slice' &&
    (expr.slice.lower === undefined || isNumber(expr.slice.lower, 0)) &&
    expr.slice.upper !== undefined
  );
}

function isNumber(expr: Expr, value: number): boolean {
  return expr.kind === 'Constant' && expr.value === value;
}

function zerosIn(expr: Expr, value: (expr: Expr) => Value): number | undefined {
  if (expr.kind === 'BinOp' && expr.op === '*') {
    const [zero, times] = isZero(expr.left) ? [expr.left, expr.right] : [expr.right, expr.left];
    if (!isZero(zero)) return undefined;
    return Math.max(0, constantOf(value(times)) ?? 0);
  }
  const known = value(expr);
  const text = known.kind === 'text' ? known.text : undefined;
  return text !== undefined && /^0{2,}$/.test(text) ? text.length : undefined;
}

function isZero(expr: Expr): boolean {
  return expr.kind === 'Constant' && expr.value === '0';
}

/** `while not valid(nonce)`, where `valid` returns such a test. */
function zerosAskedByCall(expr: Expr, value: (expr: Expr) => Value): number | undefined {
  if (expr.kind !== 'Call' || (expr.func.kind !== 'Name' && expr.func.kind !== 'Attribute')) return undefined;
  const callee = value(expr.func);
  if (callee.kind !== 'function' || callee.def.kind === 'Lambda') return undefined;
  const onlyWritten = (part: Expr): Value => (part.kind === 'Constant' ? value(part) : { kind: 'unknown' });
  return flatten(callee.def.body)
    .flatMap(({ statement, expressions }) => (statement.kind === 'Return' ? expressions : []))
    .flatMap(expressionsIn)
    .map((part) => zerosAsked(part, onlyWritten))
    .find((found) => found !== undefined);
}
