/** Operators on abstract values: what they give, and which operations they are priced as. No side effects. */
import type { Operation } from '../cost/operations';
import type { Estimate } from '../model/estimate';
import type { CollectionValue, NumberType, NumberValue, TextValue, Value } from './values';
import { constantOf, someNumber, someText, truth, truthOf, UNKNOWN, weaker } from './values';

/** An operation and how often it is done. */
export interface Priced {
  readonly operation: Operation;
  readonly times: number;
}

export interface OperatorResult {
  readonly value: Value;
  readonly prices: readonly Priced[];
}

/** CPython's integers are arrays of 30-bit digits; the prices of small ones were measured below this length. */
const WORD_BITS = 64;
export const DIGIT_BITS = 30;

export function binaryOperator(op: string, left: Value, right: Value): OperatorResult {
  if (left.kind === 'number' && right.kind === 'number') return numbers(op, left, right);
  if (left.kind === 'text') return textOperator(op, left, right);
  if (right.kind === 'text' && left.kind === 'number' && op === '*') return textOperator(op, right, left);
  if (left.kind === 'collection') return collectionOperator(op, left, right);
  if (right.kind === 'collection' && op === '*') return collectionOperator(op, right, left);
  return { value: UNKNOWN, prices: [{ operation: 'binop-other', times: 1 }] };
}

function numbers(op: string, left: NumberValue, right: NumberValue): OperatorResult {
  const type = resultType(op, left.type, right.type);
  const range =
    left.range === undefined || right.range === undefined
      ? undefined
      : rangeOf(op, left.range, right.range, type);
  const bits = type === 'int' ? resultBits(op, left, right) : undefined;
  const value: NumberValue = {
    kind: 'number',
    type,
    // A double holds no integer of more than 1024 bits.
    range: range !== undefined && Number.isFinite(range.low + range.mid + range.high) ? range : undefined,
    basis: weaker(left.basis, right.basis),
    ...(bits !== undefined && bits.mid > WORD_BITS && { bits }),
  };
  return { value, prices: numberPrices(op, type, left, right, bits?.mid ?? 0) };
}

function resultType(op: string, left: NumberType, right: NumberType): NumberType {
  if (left === 'complex' || right === 'complex') return 'complex';
  if (op === '/') return 'float';
  if (left === 'float' || right === 'float') return 'float';
  return 'int';
}

function numberPrices(
  op: string,
  type: NumberType,
  left: NumberValue,
  right: NumberValue,
  bits: number,
): readonly Priced[] {
  if (type === 'complex') return [{ operation: 'binop-complex', times: 1 }];
  if (op === '/') return [{ operation: 'binop-divide', times: 1 }];
  if (type === 'float') return [{ operation: op === '**' ? 'binop-power' : 'binop-float', times: 1 }];
  const longest = Math.max(bits, integerBits(left) ?? 0, op === '<<' ? 0 : (integerBits(right) ?? 0));
  if (longest > WORD_BITS) return longIntegerPrices(op, left, right, bits);
  if (op === '**') return [{ operation: 'binop-power', times: 1 }];
  if (op === '//' || op === '%') return [{ operation: 'binop-int-divide', times: 1 }];
  return [{ operation: 'binop-int', times: 1 }];
}

/** Bits of an integer; undefined where nothing is known of it, or where it is none. */
export function integerBits(value: NumberValue): number | undefined {
  if (value.type !== 'int' && value.type !== 'bool') return undefined;
  if (value.bits !== undefined) return value.bits.mid;
  return value.range === undefined ? undefined : Math.log2(Math.max(1, Math.abs(value.range.mid)));
}

/** Length of an operator's result; undefined where that of an operand is not known. */
function resultBits(op: string, left: NumberValue, right: NumberValue): Estimate | undefined {
  const a = integerBits(left);
  const b = integerBits(right);
  if (a === undefined || b === undefined) return undefined;
  const by = right.range?.mid ?? 0;
  const bits = (): number => {
    switch (op) {
      case '*':
        return a + b;
      case '**':
        return a * by;
      case '<<':
        return a + by;
      case '>>':
        return Math.max(0, a - by);
      case '//':
        return Math.max(0, a - b);
      case '%':
      case '&':
        return Math.min(a, b);
      default:
        return Math.max(a, b);
    }
  };
  const mid = Math.min(MOST_BITS, bits());
  return { low: mid / 2, mid, high: mid * 2 };
}

/** From here on CPython multiplies by Karatsuba's method (`KARATSUBA_CUTOFF` in longobject.c). */
const KARATSUBA_DIGITS = 70;
const KARATSUBA_POWER = Math.log2(3);
const MOST_BITS = 1e10;

function longIntegerPrices(
  op: string,
  left: NumberValue,
  right: NumberValue,
  bits: number,
): readonly Priced[] {
  const a = Math.max(1, (integerBits(left) ?? 0) / DIGIT_BITS);
  const b = Math.max(1, (integerBits(right) ?? 0) / DIGIT_BITS);
  const result = Math.max(1, bits / DIGIT_BITS);
  const base: Priced = { operation: 'binop-bigint', times: 1 };
  switch (op) {
    case '*':
      // A square needs each pair of different digits only once.
      return [
        base,
        { operation: 'bigint-multiply-digit-pair', times: digitPairs(a, b) * (left === right ? 0.6 : 1) },
      ];
    case '**':
      // The last squaring costs as much as a few of all before.
      return [base, { operation: 'bigint-multiply-digit-pair', times: digitPairs(result / 2, result / 2) }];
    case '//':
    case '%':
      return [base, { operation: 'bigint-divide-digit-pair', times: Math.max(1, a - b + 1) * b }];
    default:
      return [
        base,
        { operation: 'bigint-add-digit', times: Math.max(a, op === '<<' || op === '>>' ? result : b) },
      ];
  }
}

/** Products of digits in a multiplication of `a` by `b` digits. */
export function digitPairs(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (small <= KARATSUBA_DIGITS) return small * large;
  return (large / small) * KARATSUBA_DIGITS ** 2 * (small / KARATSUBA_DIGITS) ** KARATSUBA_POWER;
}

function rangeOf(op: string, a: Estimate, b: Estimate, type: NumberType): Estimate | undefined {
  const whole = type === 'int' || type === 'bool';
  const exact = a.low === a.high && b.low === b.high;
  const apply = (x: number, y: number): number | undefined => scalar(op, x, y, whole);
  if (exact) {
    const value = apply(a.mid, b.mid);
    return value === undefined ? undefined : { low: value, mid: value, high: value };
  }
  if (!['+', '-', '*', '//', '/', '%', '**', '<<', '>>'].includes(op)) return undefined;
  const corners = [apply(a.low, b.low), apply(a.low, b.high), apply(a.high, b.low), apply(a.high, b.high)];
  const mid = apply(a.mid, b.mid);
  if (mid === undefined) return undefined;
  let low = mid;
  let high = mid;
  for (const corner of corners) {
    if (corner === undefined) return undefined;
    low = Math.min(low, corner);
    high = Math.max(high, corner);
  }
  if (op === '%' && b.high > 0)
    return { low: 0, mid: Math.min(a.mid, b.mid / 2), high: Math.max(0, b.high - 1) };
  return { low, mid, high };
}

function scalar(op: string, x: number, y: number, whole: boolean): number | undefined {
  switch (op) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return y === 0 ? undefined : x / y;
    case '//':
      return y === 0 ? undefined : Math.floor(x / y);
    case '%':
      // Beyond 2^53 a double does not hold the last digits.
      if (Math.abs(x) > Number.MAX_SAFE_INTEGER) return undefined;
      return y === 0 ? undefined : x - Math.floor(x / y) * y;
    case '**':
      return x === 0 && y < 0 ? undefined : Math.pow(x, y);
    case '<<':
      return y < 0 ? undefined : x * 2 ** y;
    case '>>':
      return y < 0 ? undefined : Math.floor(x / 2 ** y);
    case '&':
    case '|':
    case '^': {
      const fits = whole && Math.abs(x) < 2 ** 31 && Math.abs(y) < 2 ** 31;
      if (!fits) return undefined;
      if (op === '&') return x & y;
      return op === '|' ? x | y : x ^ y;
    }
    default:
      return undefined;
  }
}

function textOperator(op: string, left: TextValue, right: Value): OperatorResult {
  if (op === '+' && right.kind === 'text') {
    const length = addLengths(left.length, right.length);
    const joined =
      left.text !== undefined && right.text !== undefined && left.text.length + right.text.length <= 256
        ? left.text + right.text
        : undefined;
    return {
      value: { kind: 'text', type: left.type, text: joined, length, basis: weaker(left.basis, right.basis) },
      prices: [
        { operation: 'string-concat', times: 1 },
        { operation: 'string-concat-character', times: length?.mid ?? 0 },
      ],
    };
  }
  if (op === '*') {
    const count = right.kind === 'number' ? right.range : undefined;
    const length = multiplyLengths(left.length, count);
    const basis = right.kind === 'number' ? weaker(left.basis, right.basis) : 'unknown';
    return {
      value: someText(left.type, length, basis),
      prices: [
        { operation: 'string-concat', times: 1 },
        { operation: 'string-concat-character', times: length?.mid ?? 0 },
      ],
    };
  }
  if (op === '%') {
    return formatted(left, right);
  }
  return { value: UNKNOWN, prices: [{ operation: 'string-concat', times: 1 }] };
}

/** `'%d of %s' % (n, name)`. */
function formatted(left: TextValue, right: Value): OperatorResult {
  const given = right.kind === 'collection' && right.type === 'tuple' ? (right.items?.length ?? 1) : 1;
  const specs = left.text === undefined ? undefined : [...left.text.matchAll(/%(?!%)([^a-zA-Z%]*)[a-zA-Z]/g)];
  const count = specs?.length ?? given;
  const precise = specs?.filter(([, spec]) => spec !== '').length ?? 0;
  const length =
    left.length === undefined
      ? undefined
      : { low: left.length.low / 2, mid: left.length.mid + 4 * count, high: left.length.high + 60 * count };
  return {
    value: someText(left.type, length, 'assumed'),
    prices: [
      { operation: 'string-format', times: 1 },
      { operation: 'fstring-part', times: count - precise },
      { operation: 'fstring-spec', times: precise },
    ],
  };
}

/** The length a list operator gives; the caller makes the new list. */
function collectionOperator(op: string, left: CollectionValue, right: Value): OperatorResult {
  if (op === '+' && right.kind === 'collection') {
    const length = addLengths(left.length, right.length);
    return {
      value: { ...left, length, items: undefined, entries: undefined, lazy: undefined },
      prices: [
        { operation: 'list-concat', times: 1 },
        { operation: 'list-concat-element', times: length?.mid ?? 0 },
      ],
    };
  }
  if (op === '*') {
    const count = right.kind === 'number' ? right.range : undefined;
    const length = multiplyLengths(left.length, count);
    return {
      value: {
        ...left,
        length,
        basis: right.kind === 'number' ? weaker(left.basis, right.basis) : 'unknown',
        items: undefined,
        entries: undefined,
      },
      prices: [
        { operation: 'list-repeat', times: 1 },
        { operation: 'list-repeat-element', times: length?.mid ?? 0 },
      ],
    };
  }
  const isSet = left.type === 'set' || left.type === 'frozenset' || left.type === 'dict';
  return {
    value: isSet ? { ...left, items: undefined, entries: undefined } : UNKNOWN,
    prices: isSet
      ? [
          { operation: 'set-operation', times: 1 },
          { operation: 'set-operation-element', times: bothLengths(left, right) },
        ]
      : [{ operation: 'binop-other', times: 1 }],
  };
}

function bothLengths(left: CollectionValue, right: Value): number {
  return (left.length?.mid ?? 0) + (right.kind === 'collection' ? (right.length?.mid ?? 0) : 0);
}

function addLengths(a: Estimate | undefined, b: Estimate | undefined): Estimate | undefined {
  if (a === undefined || b === undefined) return undefined;
  return { low: a.low + b.low, mid: a.mid + b.mid, high: a.high + b.high };
}

function multiplyLengths(a: Estimate | undefined, b: Estimate | undefined): Estimate | undefined {
  if (a === undefined || b === undefined) return undefined;
  return {
    low: Math.max(0, a.low * b.low),
    mid: Math.max(0, a.mid * b.mid),
    high: Math.max(0, a.high * b.high),
  };
}

export function unaryOperator(op: '-' | '+' | '~' | 'not', operand: Value): OperatorResult {
  if (op === 'not') {
    const known = truthOf(operand);
    return {
      value: known === undefined ? someNumber('bool') : truth(!known),
      prices: [{ operation: 'not', times: 1 }],
    };
  }
  const prices: readonly Priced[] = [{ operation: 'unary', times: 1 }];
  if (operand.kind !== 'number' || operand.range === undefined) {
    return { value: operand.kind === 'number' ? operand : UNKNOWN, prices };
  }
  const { low, mid, high } = operand.range;
  if (op === '+') return { value: operand, prices };
  const offset = op === '~' ? -1 : 0;
  return {
    value: { ...operand, range: { low: -high + offset, mid: -mid + offset, high: -low + offset } },
    prices,
  };
}

/** One comparison of a chain. */
export function comparison(op: string, left: Value, right: Value): OperatorResult {
  if (op === 'in' || op === 'not in') return containment(op, left, right);
  if (op === 'is' || op === 'is not') return identity(op, left, right);
  const prices = [{ operation: comparePrice(left, right), times: 1 }];
  const known = compared(op, left, right);
  return { value: known === undefined ? someNumber('bool') : truth(known), prices };
}

function comparePrice(left: Value, right: Value): Operation {
  if (left.kind === 'number' || right.kind === 'number') return 'compare-number';
  if (left.kind === 'text' || right.kind === 'text') return 'compare-string';
  return 'compare-other';
}

function compared(op: string, left: Value, right: Value): boolean | undefined {
  if (left.kind === 'text' && right.kind === 'text') {
    if (left.text === undefined || right.text === undefined) return undefined;
    if (op === '==') return left.text === right.text;
    if (op === '!=') return left.text !== right.text;
    return undefined;
  }
  if (left.kind === 'none' || right.kind === 'none') {
    const both = left.kind === 'none' && right.kind === 'none';
    if (!both && (left.kind === 'unknown' || right.kind === 'unknown')) return undefined;
    if (left.kind === 'union' || right.kind === 'union') return undefined;
    if (op === '==') return both;
    return op === '!=' ? !both : undefined;
  }
  if (left.kind !== 'number' || right.kind !== 'number') return undefined;
  const a = left.range;
  const b = right.range;
  if (a === undefined || b === undefined) return undefined;
  const exact = constantOf(left) !== undefined && constantOf(right) !== undefined;
  switch (op) {
    case '<':
      return a.high < b.low ? true : a.low >= b.high ? false : undefined;
    case '<=':
      return a.high <= b.low ? true : a.low > b.high ? false : undefined;
    case '>':
      return a.low > b.high ? true : a.high <= b.low ? false : undefined;
    case '>=':
      return a.low >= b.high ? true : a.high < b.low ? false : undefined;
    case '==':
      return exact ? a.mid === b.mid : a.high < b.low || b.high < a.low ? false : undefined;
    case '!=':
    case '<>':
      return exact ? a.mid !== b.mid : a.high < b.low || b.high < a.low ? true : undefined;
    default:
      return undefined;
  }
}

function identity(op: string, left: Value, right: Value): OperatorResult {
  const prices: readonly Priced[] = [{ operation: 'compare-identity', times: 1 }];
  if (left.kind === 'none' || right.kind === 'none') {
    const other = left.kind === 'none' ? right : left;
    const known =
      other.kind === 'none' ? true : other.kind === 'unknown' || other.kind === 'union' ? undefined : false;
    if (known !== undefined) return { value: truth(op === 'is' ? known : !known), prices };
  }
  return { value: someNumber('bool'), prices };
}

function containment(op: string, left: Value, right: Value): OperatorResult {
  const unknown = someNumber('bool');
  if (right.kind === 'text') {
    const known =
      left.kind === 'text' && left.text !== undefined && right.text !== undefined
        ? right.text.includes(left.text)
        : undefined;
    return {
      value: known === undefined ? unknown : truth(op === 'in' ? known : !known),
      prices: [
        { operation: 'contains-string', times: 1 },
        { operation: 'contains-string-character', times: (right.length?.mid ?? 0) / 2 },
      ],
    };
  }
  if (right.kind === 'collection' && ['list', 'tuple', 'deque', 'iterator'].includes(right.type)) {
    return {
      value: unknown,
      prices: [
        { operation: 'contains-list', times: 1 },
        { operation: 'contains-list-element', times: (right.length?.mid ?? 0) / 2 },
      ],
    };
  }
  return { value: unknown, prices: [{ operation: 'contains-hash', times: 1 }] };
}
