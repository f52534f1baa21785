/** Evaluates expressions to abstract values and records what evaluating them costs. */
import type { Operation } from '../cost/operations';
import { exactly, multiply, ONE, scale, type Estimate } from '../model/estimate';
import type { Basis } from '../model/profile';
import type { Comprehension, Expr, Subscript } from '../syntax/ast';
import { unaryOperator } from './arithmetic';
import { assignTo, itemAt } from './assignment';
import { getAttribute } from './attributes';
import { evaluateCall } from './calls';
import { awaited } from './coroutineValues';
import { lambdaValue } from './definitions';
import { consume, iterate } from './iteration';
import { collection, spend, step, withRounds, type Frame, type Machine } from './machine';
import { lookupName } from './names';
import { plausibleTrips } from './plausible';
import { applyBinary, applyComparison, callDunder, charge } from './operators';
import { Scope } from './scope';
import { typedValue } from './types';
import {
  constantOf,
  join,
  NONE,
  number,
  someNumber,
  someText,
  text,
  truth,
  truthOf,
  UNKNOWN,
  weaker,
  type CollectionType,
  type Value,
} from './values';

/** What becomes of the value: an expression statement throws it away, a method call only looks at it, `await` waits. */
export type Use = 'kept' | 'discarded' | 'receiver' | 'awaited';

export function evaluate(machine: Machine, frame: Frame, expr: Expr, use: Use = 'kept'): Value {
  if (!step(machine)) return UNKNOWN;
  switch (expr.kind) {
    case 'Name': {
      const { value, operation } = lookupName(machine, frame, expr.id);
      spend(machine, frame, operation, expr);
      return value;
    }
    case 'Constant':
      spend(machine, frame, 'constant', expr);
      return constantValue(expr);
    case 'JoinedStr':
      return evaluateJoined(machine, frame, expr);
    case 'Attribute': {
      const object = evaluate(machine, frame, expr.value, 'receiver');
      spend(machine, frame, 'load-attribute', expr);
      return getAttribute(machine, frame, object, expr.attr, expr);
    }
    case 'Subscript':
      return evaluateSubscript(machine, frame, expr);
    case 'Slice':
      for (const part of [expr.lower, expr.upper, expr.step]) {
        if (part !== undefined) evaluate(machine, frame, part);
      }
      return UNKNOWN;
    case 'Call':
      return evaluateCall(machine, frame, expr, use);
    case 'BinOp': {
      const left = evaluate(machine, frame, expr.left);
      const right = evaluate(machine, frame, expr.right);
      return applyBinary(machine, frame, expr.op, left, right, expr);
    }
    case 'UnaryOp': {
      const result = unaryOperator(expr.op, evaluate(machine, frame, expr.operand));
      charge(machine, frame, expr, result.prices);
      return result.value;
    }
    case 'BoolOp':
      return evaluateBoolean(machine, frame, expr);
    case 'Compare': {
      let left = evaluate(machine, frame, expr.left);
      let known: boolean | undefined = true;
      for (const [index, op] of expr.ops.entries()) {
        const next = expr.comparators[index];
        if (next === undefined) break;
        const right = evaluate(machine, frame, next);
        const link = truthOf(applyComparison(machine, frame, op, left, right, expr));
        known =
          known === false || link === false ? false : known === true && link === true ? true : undefined;
        left = right;
      }
      return known === undefined ? someNumber('bool') : truth(known);
    }
    case 'IfExp': {
      const test = truthOf(evaluate(machine, frame, expr.test));
      spend(machine, frame, 'branch', expr.test);
      if (test !== undefined) return evaluate(machine, frame, test ? expr.body : expr.orelse);
      const recursion = frame.recursion;
      frame.recursion = 0;
      const body = evaluateArm(machine, frame, expr.body, 0.5);
      const deepest = frame.recursion;
      frame.recursion = 0;
      const orelse = evaluateArm(machine, frame, expr.orelse, 0.5);
      frame.recursion = recursion + Math.max(deepest, frame.recursion);
      return join(body, orelse);
    }
    case 'Lambda':
      spend(machine, frame, 'function-creation', expr);
      return lambdaValue(machine, frame, expr);
    case 'List':
      return display(machine, frame, expr, 'list', expr.elts, 'list-build');
    case 'Tuple':
      return display(machine, frame, expr, 'tuple', expr.elts, 'tuple-build');
    case 'Set':
      return display(machine, frame, expr, 'set', expr.elts, 'set-build', 'set-element');
    case 'Dict':
      return dictDisplay(machine, frame, expr);
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
      return evaluateComprehension(machine, frame, expr);
    case 'NamedExpr': {
      const value = evaluate(machine, frame, expr.value);
      frame.scope.assign(expr.target, value);
      return value;
    }
    case 'Await': {
      frame.recorder.open();
      const value = evaluate(machine, frame, expr.value, 'awaited');
      const body = frame.recorder.close();
      spend(machine, frame, 'await', expr);
      if (body.length > 0) {
        const what = frame.unit.text.slice(expr.value.start, Math.min(expr.value.end, expr.value.start + 40));
        frame.recorder.push({ kind: 'await', at: frame.recorder.location(expr), what, body });
      }
      return awaited(value);
    }
    case 'Yield':
    case 'YieldFrom':
      return evaluateYield(machine, frame, expr);
    case 'Starred':
      return evaluate(machine, frame, expr.value);
    case 'Unparsed':
      return UNKNOWN;
  }
}

/** Evaluates something that happens only sometimes. */
function evaluateArm(machine: Machine, frame: Frame, expr: Expr, weight: number): Value {
  frame.recorder.open();
  frame.branchDepth++;
  const value = withRounds(frame, weight, () => evaluate(machine, frame, expr));
  frame.branchDepth--;
  const body = frame.recorder.close();
  if (body.length > 0) {
    frame.recorder.push({ kind: 'branch', at: frame.recorder.location(expr), arms: [{ weight, body }] });
  }
  return value;
}

function constantValue(expr: Expr & { kind: 'Constant' }): Value {
  switch (expr.type) {
    case 'int':
    case 'float':
      return typeof expr.value === 'number'
        ? number(expr.value, expr.type)
        : someNumber(expr.type, undefined, 'literal');
    case 'complex':
      return someNumber('complex', undefined, 'literal');
    case 'bool':
      return truth(expr.value === true);
    case 'none':
      return NONE;
    case 'str':
      return typeof expr.value === 'string'
        ? text(expr.value)
        : someText('str', exactly(expr.length), 'literal');
    case 'bytes':
      return someText('bytes', exactly(expr.length), 'literal');
    case 'ellipsis':
      return UNKNOWN;
  }
}

function evaluateJoined(machine: Machine, frame: Frame, expr: Expr & { kind: 'JoinedStr' }): Value {
  spend(machine, frame, 'fstring', expr);
  for (const part of expr.values) {
    const value = evaluate(machine, frame, part);
    callDunder(machine, frame, value, '__str__', [], part);
  }
  spend(machine, frame, 'fstring-part', expr, expr.values.length - expr.specs);
  spend(machine, frame, 'fstring-spec', expr, expr.specs);
  const base = expr.literalLength;
  const parts = expr.values.length;
  return someText('str', { low: base + parts, mid: base + 6 * parts, high: base + 60 * parts }, 'assumed');
}

function evaluateBoolean(machine: Machine, frame: Frame, expr: Expr & { kind: 'BoolOp' }): Value {
  const left = evaluate(machine, frame, expr.left);
  spend(machine, frame, 'boolop', expr);
  const known = truthOf(left);
  const decided = expr.op === 'and' ? known === false : known === true;
  if (decided) return left;
  if (known !== undefined) return evaluate(machine, frame, expr.right);
  const right = evaluateArm(machine, frame, expr.right, 0.5);
  // `x or default` gives the default where x is false; `x and y` gives y where it is not.
  return expr.op === 'or' && left.kind === 'none' ? right : join(left, right);
}

function evaluateSubscript(machine: Machine, frame: Frame, expr: Subscript): Value {
  const value = evaluate(machine, frame, expr.value);
  if (expr.slice.kind === 'Slice') return evaluateSlice(machine, frame, expr, value, expr.slice);
  const index = evaluate(machine, frame, expr.slice);
  switch (value.kind) {
    case 'collection': {
      const isDict = value.type === 'dict';
      const isList = value.type === 'list' || value.type === 'tuple';
      spend(machine, frame, isDict ? 'subscript-dict' : isList ? 'subscript-list' : 'subscript-other', expr);
      if (isDict) {
        const key = index.kind === 'text' ? index.text : undefined;
        const entry = key === undefined ? undefined : value.entries?.get(key);
        return entry ?? value.mapped;
      }
      const position = constantOf(index);
      return position === undefined ? value.element : itemAt(value, position);
    }
    case 'text':
      spend(machine, frame, 'subscript-string', expr);
      return value.type === 'str' ? someText('str', ONE) : someNumber('int', { low: 0, mid: 128, high: 255 });
    case 'object': {
      spend(machine, frame, 'subscript-other', expr);
      const element = value.attributes.get('element');
      const type = element === undefined ? machine.kb.returnType(`${value.of}.__getitem__`) : undefined;
      return type === undefined ? (element ?? UNKNOWN) : typedValue(machine, frame, type, value, [index]);
    }
    case 'instance':
      return callDunder(machine, frame, value, '__getitem__', [index], expr) ?? UNKNOWN;
    default:
      spend(machine, frame, 'subscript-other', expr);
      return UNKNOWN;
  }
}

function evaluateSlice(
  machine: Machine,
  frame: Frame,
  expr: Subscript,
  value: Value,
  slice: Expr & { kind: 'Slice' },
): Value {
  const bound = (part: Expr | undefined): Value | undefined =>
    part === undefined ? undefined : evaluate(machine, frame, part);
  const lower = bound(slice.lower);
  const upper = bound(slice.upper);
  const stride = bound(slice.step);
  spend(machine, frame, 'slice', expr);
  if (value.kind !== 'text' && value.kind !== 'collection') return value.kind === 'object' ? value : UNKNOWN;
  const length = sliceLength(value.length, lower, upper, stride);
  if (length !== undefined)
    spend(machine, frame, 'slice-element', expr, value.kind === 'text' ? length.mid / 16 : length.mid);
  // A part of something known is at most as long.
  const unsure: Basis = value.length === undefined ? 'unknown' : 'assumed';
  const basis = [lower, upper, stride].reduce<Basis>((worst, part) => {
    if (part === undefined) return worst;
    return weaker(worst, part.kind !== 'number' || part.basis === 'unknown' ? unsure : part.basis);
  }, value.basis);
  if (value.kind === 'text') return someText(value.type, length, basis);
  return collection(machine, frame, value.type === 'range' ? 'range' : value.type, {
    length,
    basis,
    element: value.element,
    mapped: value.mapped,
  });
}

function sliceLength(
  length: Estimate | undefined,
  lower: Value | undefined,
  upper: Value | undefined,
  stride: Value | undefined,
): Estimate | undefined {
  if (length === undefined) {
    const from = lower === undefined ? 0 : constantOf(lower);
    const to = upper === undefined ? undefined : constantOf(upper);
    // `data[:1000]` of something unknown is at most that long.
    if (from === undefined || to === undefined || from < 0 || to < 0) return undefined;
    return { low: 0, mid: Math.max(0, to - from), high: Math.max(0, to - from) };
  }
  const position = (value: Value | undefined, absent: Estimate): Estimate => {
    if (value === undefined || value.kind === 'none') return absent;
    if (value.kind !== 'number' || value.range === undefined)
      return { low: 0, mid: length.mid / 2, high: length.high };
    const clamp = (at: number, size: number): number => Math.min(size, Math.max(0, at < 0 ? size + at : at));
    return {
      low: clamp(value.range.low, length.low),
      mid: clamp(value.range.mid, length.mid),
      high: clamp(value.range.high, length.high),
    };
  };
  const from = position(lower, exactly(0));
  const to = position(upper, length);
  const by = stride === undefined ? 1 : Math.max(1, Math.abs(constantOf(stride) ?? 1));
  const span = (a: number, b: number): number => Math.max(0, Math.ceil((b - a) / by));
  const mid = span(from.mid, to.mid);
  return {
    low: Math.min(mid, span(from.high, to.low)),
    mid,
    high: Math.max(mid, span(from.low, to.high)),
  };
}

function display(
  machine: Machine,
  frame: Frame,
  expr: Expr,
  type: CollectionType,
  elements: readonly Expr[],
  build: Operation,
  element?: Operation,
): Value {
  spend(machine, frame, build, expr);
  if (element !== undefined) spend(machine, frame, element, expr, elements.length);
  const items: Value[] = [];
  let length: Estimate | undefined = exactly(0);
  let spread = false;
  for (const part of elements) {
    const value = evaluate(machine, frame, part);
    if (part.kind !== 'Starred') {
      items.push(value);
      length =
        length === undefined
          ? undefined
          : { low: length.low + 1, mid: length.mid + 1, high: length.high + 1 };
      continue;
    }
    spread = true;
    const more = consume(machine, frame, value);
    items.push(more.element);
    length =
      length === undefined || more.basis === 'unknown'
        ? undefined
        : {
            low: length.low + more.count.low,
            mid: length.mid + more.count.mid,
            high: length.high + more.count.high,
          };
  }
  return collection(machine, frame, type, {
    length,
    basis: 'literal',
    element: items.length === 0 ? UNKNOWN : items.reduce(join),
    items: spread ? undefined : items,
  });
}

function dictDisplay(machine: Machine, frame: Frame, expr: Expr & { kind: 'Dict' }): Value {
  spend(machine, frame, 'dict-build', expr);
  spend(machine, frame, 'dict-item', expr, expr.items.length);
  const entries = new Map<string, Value>();
  const keys: Value[] = [];
  const values: Value[] = [];
  let complete = true;
  for (const item of expr.items) {
    const key = item.key === undefined ? undefined : evaluate(machine, frame, item.key);
    const value = evaluate(machine, frame, item.value);
    if (key === undefined) {
      complete = false;
      if (value.kind === 'collection') values.push(value.mapped);
      continue;
    }
    keys.push(key);
    values.push(value);
    if (key.kind === 'text' && key.text !== undefined) entries.set(key.text, value);
    else complete = false;
  }
  return collection(machine, frame, 'dict', {
    length:
      complete || expr.items.every((item) => item.key !== undefined) ? exactly(expr.items.length) : undefined,
    basis: 'literal',
    element: keys.length === 0 ? UNKNOWN : keys.reduce(join),
    mapped: values.length === 0 ? UNKNOWN : values.reduce(join),
    entries: complete ? entries : undefined,
  });
}

const COMPREHENSION_TYPES = {
  ListComp: { type: 'list', operation: 'comprehension-list-element' },
  SetComp: { type: 'set', operation: 'comprehension-set-element' },
  DictComp: { type: 'dict', operation: 'comprehension-dict-element' },
  GeneratorExp: { type: 'iterator', operation: 'yield' },
} as const;

function evaluateComprehension(machine: Machine, frame: Frame, expr: Comprehension): Value {
  const { type, operation } = COMPREHENSION_TYPES[expr.kind];
  const outer = frame.scope;
  const inner = new Scope('function', outer);
  let count: Estimate = ONE;
  let basis: Basis = 'literal';
  let element: Value = UNKNOWN;
  let mapped: Value = UNKNOWN;
  const level = (index: number): void => {
    const part = expr.generators[index];
    if (part === undefined) {
      element = evaluate(machine, frame, expr.elt);
      if (expr.value !== undefined) mapped = evaluate(machine, frame, expr.value);
      spend(machine, frame, operation, expr);
      return;
    }
    // The first iterable belongs to the scope around.
    frame.scope = index === 0 ? outer : inner;
    const iterable = evaluate(machine, frame, part.iter);
    frame.scope = inner;
    const iteration = iterate(machine, frame, iterable);
    for (const segment of iteration.work) frame.recorder.push(segment);
    frame.recorder.open();
    const isUnknown = iteration.trips.basis === 'unknown';
    if (isUnknown) frame.unknownLoops++;
    let share = 1;
    withRounds(frame, Math.max(1, iteration.trips.count.mid), () => {
      spend(machine, frame, part.isAsync ? 'async-for-iteration' : iteration.operation, part);
      assignTo(machine, frame, part.target, iteration.element);
      for (const test of part.ifs) {
        const known = truthOf(evaluate(machine, frame, test));
        spend(machine, frame, 'branch', test);
        if (known === false) share = 0;
        else if (known === undefined) share /= 2;
      }
      if (share > 0) level(index + 1);
    });
    if (isUnknown) frame.unknownLoops--;
    const body = frame.recorder.close();
    const trips = plausibleTrips(iteration.trips, body);
    count = multiply(
      count,
      share === 1 ? trips.count : { low: 0, mid: trips.count.mid * share, high: trips.count.high },
    );
    basis = weaker(basis, trips.basis);
    if (trips.basis === 'unknown') {
      const location = frame.recorder.location({ start: part.start, end: part.start });
      frame.assumptions.push({
        id: `loop:${location.path}:${location.line}`,
        at: location,
        sentence: `The comprehension on line ${location.line} goes over ${trips.count.mid} values.`,
        value: trips.count,
      });
    }
    frame.recorder.push({ kind: 'loop', at: frame.recorder.location(part), trips, body });
  };
  const known = (): Estimate | undefined => (basis === 'unknown' ? undefined : count);
  if (expr.kind !== 'GeneratorExp') {
    spend(machine, frame, 'comprehension-setup', expr);
    level(0);
    frame.scope = outer;
    return collection(machine, frame, type, { length: known(), basis, element, mapped });
  }
  spend(machine, frame, 'generator-creation', expr);
  frame.recorder.open();
  level(0);
  frame.scope = outer;
  const segments = frame.recorder.close();
  return collection(machine, frame, 'iterator', { length: known(), basis, element, lazy: { segments } });
}

function evaluateYield(machine: Machine, frame: Frame, expr: Expr & { kind: 'Yield' | 'YieldFrom' }): Value {
  const value = expr.value === undefined ? NONE : evaluate(machine, frame, expr.value);
  spend(machine, frame, 'yield', expr);
  let produced: Value = value;
  let count = exactly(Math.max(1, frame.localRounds));
  if (expr.kind === 'YieldFrom') {
    const inner = consume(machine, frame, value);
    produced = inner.element;
    count = scale(inner.count, Math.max(1, frame.localRounds));
  }
  frame.yielded = frame.yielded === undefined ? produced : join(frame.yielded, produced);
  frame.yieldCount = {
    low: 0,
    mid: frame.yieldCount.mid + count.mid,
    high: frame.yieldCount.high + count.high,
  };
  return UNKNOWN;
}
