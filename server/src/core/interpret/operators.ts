/**
 * Operators, comparisons and subscripts of any values: methods written in Python are called, everything else is
 * arithmetic on abstract values at the price of its operations.
 */
import { own } from '../base/own';
import type { TextRange } from '../base/text';
import type { Estimate } from '../model/estimate';
import { binaryOperator, comparison, type Priced } from './arithmetic';
import { arrayOperator } from './arrays';
import { classAttribute } from './attributes';
import { callFunction, NO_ARGUMENTS } from './calls';
import { consume } from './iteration';
import { callKnown } from './library';
import { classChain, collection, spend, type Frame, type Machine } from './machine';
import { join, optionsOf, someNumber, type InstanceValue, type Value } from './values';

export function charge(machine: Machine, frame: Frame, at: TextRange, prices: readonly Priced[]): void {
  for (const { operation, times } of prices) if (times > 0) spend(machine, frame, operation, at, times);
}

/** `left op right`. */
export function applyBinary(
  machine: Machine,
  frame: Frame,
  op: string,
  left: Value,
  right: Value,
  at: TextRange,
): Value {
  const method = own(BINARY_METHODS, op);
  const called =
    method === undefined
      ? undefined
      : (callDunder(machine, frame, left, `__${method}__`, [right], at) ??
        callDunder(machine, frame, right, `__r${method}__`, [left], at));
  if (called !== undefined) return called;
  const arrays = arrayOperator(machine, frame, op, left, right, at);
  if (arrays !== undefined) return arrays;
  if (left.kind === 'object' && method !== undefined) {
    const name = `${left.of}.__${method}__`;
    if (machine.kb.callCost(name) !== undefined) {
      const args = { ...NO_ARGUMENTS, positional: [right] };
      callKnown({ machine, frame, name, receiver: left, args, at, site: undefined });
      return left;
    }
    const type = machine.kb.returnType(name);
    if (type?.kind === 'instance' || type?.kind === 'of-receiver') {
      spend(machine, frame, 'binop-other', at);
      return left;
    }
  }
  const { value, prices } = binaryOperator(op, left, right);
  charge(machine, frame, at, prices);
  if (value.kind !== 'collection') return value;
  // A new container, not the operand.
  return collection(machine, frame, value.type, {
    length: value.length,
    basis: value.basis,
    element: right.kind === 'collection' && op === '+' ? join(value.element, right.element) : value.element,
    mapped: value.mapped,
  });
}

/** `left op= right`: the method for it in place where there is one. */
export function applyInPlace(
  machine: Machine,
  frame: Frame,
  op: string,
  left: Value,
  right: Value,
  at: TextRange,
): Value {
  const method = own(BINARY_METHODS, op);
  const called =
    method === undefined ? undefined : callDunder(machine, frame, left, `__i${method}__`, [right], at);
  if (left.kind === 'collection' && left.type === 'list' && op === '+') {
    // Extends the very list: only what is added is copied.
    spend(machine, frame, 'list-concat', at);
    const { count } = consume(machine, frame, right);
    spend(machine, frame, 'list-concat-element', at, count.mid);
    return left;
  }
  return called ?? applyBinary(machine, frame, op, left, right, at);
}

const BINARY_METHODS: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '@': 'matmul',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'lshift',
  '>>': 'rshift',
};

/** One comparison of a chain. */
export function applyComparison(
  machine: Machine,
  frame: Frame,
  op: string,
  left: Value,
  right: Value,
  at: TextRange,
): Value {
  const called =
    op === 'in' || op === 'not in'
      ? applyContainment(machine, frame, left, right, at)
      : compareObjects(machine, frame, op, left, right, at);
  if (called !== undefined) return called;
  const { value, prices } = comparison(op, left, right);
  charge(machine, frame, at, prices);
  return value;
}

/** `value in container` where one of both has methods of its own for it. */
function applyContainment(
  machine: Machine,
  frame: Frame,
  left: Value,
  right: Value,
  at: TextRange,
): Value | undefined {
  if (right.kind === 'instance') {
    const called = callDunder(machine, frame, right, '__contains__', [left], at);
    if (called === undefined && hasMethod(machine, right, '__iter__')) {
      // Goes over the elements until one is equal: half of them.
      consume(machine, frame, right, 0.5);
    }
    return called ?? someNumber('bool');
  }
  callDunder(machine, frame, left, '__hash__', [], at);
  return undefined;
}

const COMPARISON_METHODS: Readonly<Record<string, { readonly own: string; readonly mirrored: string }>> = {
  '==': { own: '__eq__', mirrored: '__eq__' },
  '!=': { own: '__ne__', mirrored: '__eq__' },
  '<': { own: '__lt__', mirrored: '__gt__' },
  '<=': { own: '__le__', mirrored: '__ge__' },
  '>': { own: '__gt__', mirrored: '__lt__' },
  '>=': { own: '__ge__', mirrored: '__le__' },
};

function compareObjects(
  machine: Machine,
  frame: Frame,
  op: string,
  left: Value,
  right: Value,
  at: TextRange,
): Value | undefined {
  const methods = own(COMPARISON_METHODS, op);
  if (methods === undefined) return undefined;
  const called =
    callDunder(machine, frame, left, methods.own, [right], at) ??
    callDunder(machine, frame, right, methods.mirrored, [left], at);
  if (called !== undefined) return op === '!=' ? someNumber('bool') : called;
  const fields = left.kind === 'instance' ? dataclassFields(left) : 0;
  if (fields === 0) return undefined;
  // The method that `dataclass` writes compares two tuples of all fields.
  spend(machine, frame, 'call-operator-method', at);
  spend(machine, frame, 'tuple-build', at, 2);
  spend(machine, frame, 'load-attribute', at, 2 * fields);
  spend(machine, frame, 'compare-other', at);
  spend(machine, frame, 'compare-sequence-element', at, fields);
  return someNumber('bool');
}

/** Fields of a dataclass, bases included; 0 for any other class. */
export function dataclassFields({ cls }: InstanceValue): number {
  let count = 0;
  let isDataclass = false;
  for (const link of classChain(cls)) {
    if ('library' in link) continue;
    isDataclass ||= link.isDataclass;
    count += link.def.body.filter(
      (part) => part.kind === 'Assign' && part.annotation !== undefined && part.targets[0]?.kind === 'Name',
    ).length;
  }
  return isDataclass ? count : 0;
}

/** Sorting, heaps and minima compare elements by a method, where their class has one. */
export function compareElements(
  machine: Machine,
  frame: Frame,
  element: Value,
  comparisons: Estimate,
  at: TextRange,
): void {
  if (!optionsOf(element).some((option) => option.kind === 'instance') || comparisons.high <= 0) return;
  frame.recorder.open();
  compareObjects(machine, frame, '<', element, element, at);
  const body = frame.recorder.close();
  if (body.length === 0) return;
  const trips = { count: comparisons, basis: 'assumed' as const };
  frame.recorder.push({ kind: 'loop', at: frame.recorder.location(at), trips, body });
}

/** Calls a method that syntax asks for; undefined where the value has none that is written in Python. */
export function callDunder(
  machine: Machine,
  frame: Frame,
  value: Value,
  name: string,
  args: readonly Value[],
  at: TextRange,
): Value | undefined {
  const instance = optionsOf(value).find((option) => option.kind === 'instance');
  if (instance === undefined) return undefined;
  const method = classAttribute(machine, instance.cls, name, instance);
  if (method?.kind !== 'function') return undefined;
  spend(machine, frame, 'call-operator-method', at);
  return callFunction(machine, frame, method, { ...NO_ARGUMENTS, positional: args }, at, method.name);
}

function hasMethod(machine: Machine, value: InstanceValue, name: string): boolean {
  return classAttribute(machine, value.cls, name, value)?.kind === 'function';
}

/** Comparisons of a sort. */
export function sortingComparisons(count: Estimate): Estimate {
  const of = (n: number): number => n * Math.log2(Math.max(2, n));
  return { low: Math.max(0, count.low - 1), mid: of(count.mid), high: of(count.high) };
}
