/**
 * Builtins and library functions whose meaning the analysis needs, not just their cost: those that make containers of
 * known length, call back, wrap functions, or tell how many processors there are.
 */
import { exactly, scale, type Estimate } from '../model/estimate';
import type { Operation } from '../cost/operations';
import type { Basis } from '../model/profile';
import { DIGIT_BITS, digitPairs, integerBits } from './arithmetic';
import { callBack, callValue, NO_ARGUMENTS, unknownCall } from './calls';
import { DATA_MODULES } from './dataModules';
import { extreme } from './extremes';
import { ITERTOOLS } from './itertools';
import { COROUTINE_RUNNERS } from './coroutines';
import { consume, iterate } from './iteration';
import { callKnown, type LibraryCall } from './library';
import { collection, newId, spend } from './machine';
import { applyBinary, callDunder, compareElements, sortingComparisons } from './operators';
import { lengthOf } from './sizes';
import { RANDOM_NUMBERS } from './randomNumbers';
import { delayedCall } from './spawning';
import { startMethod } from './startMethods';
import {
  classNameOf,
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
  type NumberValue,
  type Value,
} from './values';

export type BuiltinHandler = (call: LibraryCall) => Value | undefined;

function argument(call: LibraryCall, index: number, name?: string): Value | undefined {
  return call.args.positional[index] ?? (name === undefined ? undefined : call.args.keywords.get(name));
}

function cheap(call: LibraryCall): void {
  spend(call.machine, call.frame, 'call-c-function', call.at);
}

/** `list(x)`, `set(x)` …: a new container with the elements of another. */
function container(type: CollectionType): BuiltinHandler {
  return (call) => {
    const { machine, frame, at } = call;
    const source = argument(call, 0);
    cheap(call);
    if (source === undefined) {
      const entries = type === 'dict' ? new Map(call.args.keywords) : undefined;
      const size = call.args.keywords.size;
      return collection(machine, frame, type, {
        length: exactly(type === 'dict' ? size : 0),
        basis: 'literal',
        entries,
        mapped: size === 0 ? UNKNOWN : [...call.args.keywords.values()].reduce(join),
      });
    }
    const { count, element, basis } = consume(machine, frame, source);
    const operation = fillOperation(type, source);
    frame.recorder.bytecode(machine.costs[operation], at, count.mid);
    const isMapping = source.kind === 'collection' && source.type === 'dict';
    return collection(machine, frame, type, {
      length: basis === 'unknown' ? undefined : count,
      basis,
      element: type === 'dict' && !isMapping ? UNKNOWN : element,
      mapped: isMapping ? source.mapped : UNKNOWN,
      items: source.kind === 'collection' && (type === 'list' || type === 'tuple') ? source.items : undefined,
    });
  };
}

/** What each element costs that C code takes from `source`: a copied reference, or a new object and a look-up. */
function fillOperation(type: CollectionType, source: Value): Operation {
  if (type === 'set' || type === 'frozenset') return 'set-element';
  if (type === 'dict') return 'dict-item';
  const isSequence = source.kind === 'collection' && (source.type === 'list' || source.type === 'tuple');
  return isSequence ? 'list-concat-element' : 'for-iteration-range';
}

const range: BuiltinHandler = (call) => {
  cheap(call);
  const values = call.args.positional;
  const [first, second, third] = values;
  const zero = number(0);
  const start = values.length > 1 ? first : zero;
  const stop = values.length > 1 ? second : first;
  const by = third === undefined ? 1 : (constantOf(third) ?? NaN);
  const known =
    start?.kind === 'number' &&
    stop?.kind === 'number' &&
    start.range !== undefined &&
    stop.range !== undefined;
  if (!known || Number.isNaN(by) || by === 0) {
    return collection(call.machine, call.frame, 'range', { element: someNumber('int') });
  }
  return rangeOf(call, start, stop, by);
};

function rangeOf(call: LibraryCall, start: NumberValue, stop: NumberValue, by: number): Value {
  const from = start.range ?? exactly(0);
  const to = stop.range ?? exactly(0);
  const size = (a: number, b: number): number => Math.max(0, Math.ceil((b - a) / by));
  const mid = size(from.mid, to.mid);
  const low = Math.min(mid, by > 0 ? size(from.high, to.low) : size(from.low, to.high));
  const high = Math.max(mid, by > 0 ? size(from.low, to.high) : size(from.high, to.low));
  const basis = weaker(start.basis, stop.basis);
  const element: Estimate =
    by > 0
      ? { low: from.low, mid: (from.mid + to.mid) / 2, high: Math.max(from.low, to.high - 1) }
      : { low: to.low, mid: (from.mid + to.mid) / 2, high: Math.max(to.low, from.high) };
  return collection(call.machine, call.frame, 'range', {
    length: { low, mid, high },
    basis,
    element: { kind: 'number', type: 'int', range: element, basis },
  });
}

/** `sum`, `any`, `max` …: goes over everything and gives one value. */
function reduction(result: (element: Value, call: LibraryCall) => Value, share = 1): BuiltinHandler {
  return (call) => {
    const { machine, frame, at, args } = call;
    if (args.positional.length > 1 && call.name !== 'sum') {
      cheap(call);
      return extreme(call.name, args.positional) ?? args.positional.reduce(join);
    }
    const source = argument(call, 0, 'iterable') ?? UNKNOWN;
    const { count, element, basis } = consume(machine, frame, source, share);
    const key = args.keywords.get('key');
    if (key !== undefined)
      callBack(machine, frame, key, { ...NO_ARGUMENTS, positional: [element] }, count, at);
    else if (call.name === 'min' || call.name === 'max') compareElements(machine, frame, element, count, at);
    pricedBySize(call, count, basis);
    return result(element, call);
  };
}

/** Records the call with the size of what it went over in place of its argument. */
function pricedBySize(call: LibraryCall, count: Estimate, basis: Basis): void {
  const sized = collection(call.machine, call.frame, 'list', {
    length: basis === 'unknown' ? undefined : count,
    basis,
  });
  callKnown({ ...call, args: { ...call.args, positional: [sized, ...call.args.positional.slice(1)] } });
}

const sorted: BuiltinHandler = (call) => {
  const { machine, frame, at, args } = call;
  const source = argument(call, 0) ?? UNKNOWN;
  const { count, element, basis } = consume(machine, frame, source);
  const key = args.keywords.get('key');
  if (key !== undefined) callBack(machine, frame, key, { ...NO_ARGUMENTS, positional: [element] }, count, at);
  else compareElements(machine, frame, element, sortingComparisons(count), at);
  pricedBySize(call, count, basis);
  return collection(machine, frame, 'list', {
    length: basis === 'unknown' ? undefined : count,
    basis,
    element,
  });
};

const enumerate: BuiltinHandler = (call) => {
  cheap(call);
  const iteration = iterate(call.machine, call.frame, argument(call, 0) ?? UNKNOWN);
  const index = someNumber(
    'int',
    { low: 0, mid: iteration.trips.count.mid / 2, high: iteration.trips.count.high },
    iteration.trips.basis,
  );
  const pair = collection(call.machine, call.frame, 'tuple', {
    items: [index, iteration.element],
    length: exactly(2),
  });
  return passedOn(call, 'enumerate', argument(call, 0) ?? UNKNOWN, pair);
};

/** An iterator over `source` with other elements: same rounds, same hidden work. */
function passedOn(call: LibraryCall, type: CollectionType, source: Value, element: Value): Value {
  const { trips, work } = iterate(call.machine, call.frame, source);
  return collection(call.machine, call.frame, type, {
    length: trips.basis === 'unknown' ? undefined : trips.count,
    basis: trips.basis,
    element,
    lazy: work.length > 0 ? { segments: work } : undefined,
    infinite: trips.forever === true,
  });
}

const zip: BuiltinHandler = (call) => {
  cheap(call);
  const parts = call.args.positional.map((value) => iterate(call.machine, call.frame, value));
  const known = parts.filter((part) => part.trips.basis !== 'unknown');
  const shortest = [...known].sort((a, b) => a.trips.count.mid - b.trips.count.mid)[0];
  const element = collection(call.machine, call.frame, 'tuple', {
    items: parts.map((part) => part.element),
    length: exactly(parts.length),
  });
  const work = parts.flatMap((part) => part.work);
  return collection(call.machine, call.frame, 'zip', {
    length: shortest?.trips.count,
    basis: shortest?.trips.basis ?? 'unknown',
    element,
    lazy: work.length > 0 ? { segments: work } : undefined,
  });
};

/** `map(f, xs)` and `filter(f, xs)`: the calls happen when the values are consumed. */
function lazyCalls(keepsElements: boolean): BuiltinHandler {
  return (call) => {
    const { machine, frame, at } = call;
    cheap(call);
    const func = argument(call, 0) ?? UNKNOWN;
    const sources = call.args.positional.slice(1).map((value) => iterate(machine, frame, value));
    const trips = sources[0]?.trips;
    if (trips === undefined) return UNKNOWN;
    frame.recorder.open();
    for (const source of sources) for (const segment of source.work) frame.recorder.push(segment);
    const positional = sources.map((source) => source.element);
    const result = callBack(machine, frame, func, { ...NO_ARGUMENTS, positional }, trips.count, at);
    const segments = frame.recorder.close();
    const length = trips.basis === 'unknown' ? undefined : trips.count;
    return collection(machine, frame, 'iterator', {
      length:
        keepsElements && length !== undefined ? { low: 0, mid: length.mid / 2, high: length.high } : length,
      basis: trips.basis,
      element: keepsElements ? (positional[0] ?? UNKNOWN) : result,
      lazy: { segments },
    });
  };
}

const next: BuiltinHandler = (call) => {
  const source = argument(call, 0) ?? UNKNOWN;
  // A round of a generator may be any work.
  if (source.kind === 'unknown') return unknownCall(call.frame, call.args, call.at);
  const { trips, element, work } = iterate(call.machine, call.frame, source);
  cheap(call);
  const at = work[0]?.at;
  if (at !== undefined) {
    // One element's share of the whole.
    const weight = 1 / Math.max(1, trips.count.mid);
    call.frame.recorder.push({ kind: 'branch', at, arms: [{ weight, body: work }] });
  }
  return element;
};

const len: BuiltinHandler = (call) => {
  cheap(call);
  const value = argument(call, 0) ?? UNKNOWN;
  const counted = callDunder(call.machine, call.frame, value, '__len__', [], call.at);
  if (counted !== undefined) return counted.kind === 'number' ? counted : someNumber('int');
  const length = lengthOf(value);
  const basis = value.kind === 'collection' || value.kind === 'text' ? value.basis : 'constant';
  return length === undefined ? someNumber('int') : someNumber('int', length, basis);
};

function conversion(type: 'int' | 'float'): BuiltinHandler {
  return (call) => {
    callKnown(call);
    const value = argument(call, 0);
    if (value?.kind === 'number' && value.range !== undefined) {
      const { low, mid, high } = value.range;
      const cut = type === 'int' ? Math.trunc : (x: number): number => x;
      return { ...value, type, range: { low: cut(low), mid: cut(mid), high: cut(high) } };
    }
    if (value?.kind === 'text' && value.text !== undefined && value.text.trim() !== '') {
      const parsed = Number(value.text.replaceAll('_', ''));
      if (Number.isFinite(parsed)) return number(parsed, type, value.basis);
    }
    return someNumber(type);
  };
}

/** `str(n)` of an integer beyond machine words: the time grows with the square of its length. */
function writtenInteger({ machine, frame, at }: LibraryCall, value: Value | undefined): Value | undefined {
  if (value?.kind !== 'number' || value.bits === undefined) return undefined;
  const digits = value.bits.mid / DIGIT_BITS;
  frame.recorder.bytecode(machine.costs['bigint-divide-digit-pair'], at, (digits * digits) / 2);
  return someText('str', scale(value.bits, Math.log10(2)), value.basis);
}

/** `pow(base, exponent, modulus)`: a product and a remainder for each bit of the exponent, and a few more. */
const power: BuiltinHandler = (call) => {
  const [base = UNKNOWN, exponent = UNKNOWN, modulus] = call.args.positional;
  callKnown(call);
  if (modulus === undefined) return applyBinary(call.machine, call.frame, '**', base, exponent, call.at);
  const bits = exponent.kind === 'number' ? (integerBits(exponent) ?? 16) : 16;
  const digits = Math.max(1, (modulus.kind === 'number' ? (integerBits(modulus) ?? 0) : 0) / DIGIT_BITS);
  const { frame, machine, at } = call;
  const rounds = bits * POWER_ROUNDS;
  frame.recorder.bytecode(machine.costs['binop-bigint'], at, rounds);
  frame.recorder.bytecode(
    machine.costs['bigint-multiply-digit-pair'],
    at,
    rounds * digitPairs(digits, digits),
  );
  frame.recorder.bytecode(machine.costs['bigint-divide-digit-pair'], at, rounds * digits * digits);
  return modulus.kind === 'number' ? { ...modulus, range: undefined } : someNumber('int');
};

/** A square for each bit, and a product for some. */
const POWER_ROUNDS = 1.25;

/** `abs`, `round`, `math.sqrt` …: a function of one number. */
function numeric(type: 'int' | 'float', apply: (x: number) => number): BuiltinHandler {
  return (call) => {
    callKnown(call);
    const value = argument(call, 0);
    if (value?.kind !== 'number' || value.range === undefined) return someNumber(type);
    const ends = [apply(value.range.low), apply(value.range.mid), apply(value.range.high)];
    if (!ends.every(Number.isFinite)) return someNumber(type);
    const [, mid = 0] = ends;
    return someNumber(type, { low: Math.min(...ends), mid, high: Math.max(...ends) }, value.basis);
  };
}

const cpuCount: BuiltinHandler = (call) => {
  cheap(call);
  const { cores } = call.machine.config;
  return someNumber('int', exactly(cores), 'default');
};

const partial: BuiltinHandler = (call) => {
  cheap(call);
  const [func, ...args] = call.args.positional;
  return func === undefined ? UNKNOWN : { kind: 'partial', func, args, keywords: call.args.keywords };
};

/** A decorator that gives its argument back: `functools.wraps(f)(g)` is g. */
const decoratorFactory: BuiltinHandler = (call) => {
  cheap(call);
  return { kind: 'library', name: PASS_THROUGH };
};

/** Name of the function that returns its only argument. */
export const PASS_THROUGH = 'gilscope.identity';

const reduce: BuiltinHandler = (call) => {
  const { machine, frame, at } = call;
  const { count, element } = consume(machine, frame, argument(call, 1) ?? UNKNOWN);
  const start = argument(call, 2) ?? element;
  const func = argument(call, 0) ?? UNKNOWN;
  return callBack(machine, frame, func, { ...NO_ARGUMENTS, positional: [start, element] }, count, at);
};

const iter: BuiltinHandler = (call) => {
  cheap(call);
  const source = argument(call, 0) ?? UNKNOWN;
  const sentinel = argument(call, 1);
  if (sentinel === undefined)
    return source.kind === 'collection'
      ? source
      : passedOn(call, 'iterator', source, iterate(call.machine, call.frame, source).element);
  // `iter(f, sentinel)` calls f until it gives the sentinel.
  call.frame.recorder.open();
  const trips = iterate(call.machine, call.frame, UNKNOWN).trips;
  const name = call.site?.node.args[0];
  const element = callBack(call.machine, call.frame, source, NO_ARGUMENTS, trips.count, call.at, name);
  return collection(call.machine, call.frame, 'iterator', {
    element,
    lazy: { segments: call.frame.recorder.close() },
  });
};

const isinstance: BuiltinHandler = (call) => {
  cheap(call);
  const value = argument(call, 0) ?? UNKNOWN;
  const type = argument(call, 1);
  const name = classNameOf(value);
  if (type?.kind !== 'library' || name === undefined || value.kind === 'object') return someNumber('bool');
  const accepted = name === type.name || (name === 'bool' && type.name === 'int');
  const builtin = ['int', 'float', 'str', 'bytes', 'bool', 'list', 'tuple', 'dict', 'set'].includes(
    type.name,
  );
  return builtin ? truth(accepted) : someNumber('bool');
};

const superCall: BuiltinHandler = (call) => {
  spend(call.machine, call.frame, 'super-lookup', call.at);
  const active = [...call.machine.active].reverse().find((frame) => frame.func?.owner !== undefined)?.func;
  if (active?.owner === undefined || active.self === undefined) return UNKNOWN;
  const attributes = new Map<string, Value>([
    ['self', active.self],
    ['owner', active.owner],
  ]);
  return { kind: 'object', id: newId(call.machine), of: 'super', attributes, madeBy: undefined };
};

const getattr: BuiltinHandler = (call) => {
  cheap(call);
  const name = argument(call, 1);
  if (name?.kind !== 'text' || name.text === undefined) return UNKNOWN;
  return call.machine.attribute(call.frame, argument(call, 0) ?? UNKNOWN, name.text, call.at);
};

/** `context.run(f, x)` calls f in the very thread. */
const runInContext: BuiltinHandler = (call) => {
  const [func = UNKNOWN, ...positional] = call.args.positional;
  cheap(call);
  return callValue(call.machine, call.frame, func, { ...call.args, positional }, call.at);
};

const bytesOf: BuiltinHandler = (call) => {
  callKnown(call);
  const value = argument(call, 0);
  if (value === undefined) return someText('bytes', exactly(0), 'literal');
  if (value.kind === 'number') return someText('bytes', value.range, value.basis);
  return someText('bytes', lengthOf(value), 'assumed');
};

/** `numpy.vectorize(f)` calls f for each element of what it is given. */
const vectorize: BuiltinHandler = (call) => {
  cheap(call);
  const func = argument(call, 0);
  if (func === undefined) return UNKNOWN;
  const attributes = new Map([['func', func]]);
  return { kind: 'object', id: newId(call.machine), of: 'numpy.vectorize', attributes, madeBy: undefined };
};

const vectorizedCall: BuiltinHandler = (call) => {
  const { machine, frame, at, receiver } = call;
  const func = receiver?.kind === 'object' ? receiver.attributes.get('func') : undefined;
  const { trips, element } = iterate(machine, frame, argument(call, 0) ?? UNKNOWN);
  callBack(machine, frame, func ?? UNKNOWN, { ...NO_ARGUMENTS, positional: [element] }, trips.count, at);
  return UNKNOWN;
};

/** Methods of data frames that call a Python function for each row or group. */
const rowwise: BuiltinHandler = (call) => {
  const { machine, frame, at, receiver } = call;
  const func = argument(call, 0, 'func');
  if (func === undefined || (func.kind !== 'function' && func.kind !== 'partial')) return undefined;
  const trips = iterate(machine, frame, receiver ?? UNKNOWN).trips;
  callBack(machine, frame, func, { ...NO_ARGUMENTS, positional: [UNKNOWN] }, trips.count, at);
  return receiver ?? UNKNOWN;
};

/** Sleeping takes as long as it is told to. */
const sleep: BuiltinHandler = (call) => {
  const { frame, at, name } = call;
  const given = argument(call, 0, 'delay');
  const seconds = given?.kind === 'number' ? given.range : undefined;
  frame.recorder.push({
    kind: 'wait',
    at: frame.recorder.location(at),
    what: name,
    seconds:
      seconds === undefined
        ? UNKNOWN_SLEEP
        : { low: Math.max(0, seconds.low), mid: Math.max(0, seconds.mid), high: Math.max(0, seconds.high) },
    how: 'sleep',
    bounded: true,
  });
  return NONE;
};

/** A sleep of which the code does not tell how long. */
const UNKNOWN_SLEEP: Estimate = { low: 0.001, mid: 0.5, high: 60 };

export const BUILTINS: Readonly<Record<string, BuiltinHandler>> = {
  range,
  list: container('list'),
  tuple: container('tuple'),
  set: container('set'),
  frozenset: container('frozenset'),
  dict: container('dict'),
  'collections.deque': container('deque'),
  'collections.OrderedDict': container('dict'),
  'collections.Counter': container('dict'),
  'collections.defaultdict': (call) => {
    cheap(call);
    const factory = argument(call, 0);
    const mapped =
      factory === undefined ? UNKNOWN : callValue(call.machine, call.frame, factory, NO_ARGUMENTS, call.at);
    return collection(call.machine, call.frame, 'dict', { mapped });
  },
  sum: reduction((element) =>
    element.kind === 'number' ? someNumber(element.type === 'bool' ? 'int' : element.type) : UNKNOWN,
  ),
  min: reduction((element) => element),
  max: reduction((element) => element),
  any: reduction(() => someNumber('bool'), 0.5),
  all: reduction(() => someNumber('bool'), 0.5),
  sorted,
  reversed: (call) => {
    cheap(call);
    const source = argument(call, 0) ?? UNKNOWN;
    return passedOn(call, 'iterator', source, iterate(call.machine, call.frame, source).element);
  },
  enumerate,
  zip,
  map: lazyCalls(false),
  filter: lazyCalls(true),
  next,
  iter,
  len,
  int: conversion('int'),
  float: conversion('float'),
  bool: (call) => {
    cheap(call);
    const known = truthOf(argument(call, 0) ?? UNKNOWN);
    return known === undefined ? someNumber('bool') : truth(known);
  },
  str: (call) => {
    callKnown(call);
    const value = argument(call, 0);
    if (value?.kind === 'text') return value;
    const written = writtenInteger(call, value);
    if (written !== undefined) return written;
    const exact = value === undefined ? undefined : constantOf(value);
    return exact === undefined
      ? someText('str', { low: 1, mid: 8, high: 40 }, 'assumed')
      : text(String(exact));
  },
  bytes: bytesOf,
  bytearray: bytesOf,
  pow: power,
  abs: numeric('float', Math.abs),
  round: numeric('int', Math.round),
  'math.sqrt': numeric('float', Math.sqrt),
  'math.isqrt': numeric('int', (x) => Math.floor(Math.sqrt(x))),
  'math.floor': numeric('int', Math.floor),
  'math.ceil': numeric('int', Math.ceil),
  'math.log2': numeric('float', Math.log2),
  'time.sleep': sleep,
  'asyncio.sleep': sleep,
  'trio.sleep': sleep,
  'anyio.sleep': sleep,
  'gevent.sleep': sleep,
  'eventlet.sleep': sleep,
  'sys.setswitchinterval': (call) => {
    const seconds = constantOf(argument(call, 0) ?? UNKNOWN);
    if (seconds !== undefined && seconds > 0) call.machine.switchIntervalSeconds = seconds;
    return callKnown(call);
  },
  'multiprocessing.set_start_method': startMethod,
  'multiprocessing.get_context': startMethod,
  'torch.multiprocessing.set_start_method': startMethod,
  'torch.multiprocessing.get_context': startMethod,
  isinstance,
  super: superCall,
  getattr,
  'contextvars.Context.run': runInContext,
  'os.cpu_count': cpuCount,
  'os.process_cpu_count': cpuCount,
  'multiprocessing.cpu_count': cpuCount,
  'functools.partial': partial,
  'functools.partialmethod': partial,
  'functools.wraps': decoratorFactory,
  [PASS_THROUGH]: (call) => argument(call, 0) ?? NONE,
  'functools.reduce': reduce,
  'numpy.vectorize': vectorize,
  'numpy.vectorize.__call__': vectorizedCall,
  'pandas.DataFrame.apply': rowwise,
  'pandas.Series.apply': rowwise,
  'pandas.Series.map': rowwise,
  'pandas.core.groupby.GroupBy.apply': rowwise,
  'joblib.delayed': (call) => {
    cheap(call);
    const func = argument(call, 0);
    return func === undefined
      ? UNKNOWN
      : {
          kind: 'object',
          id: newId(call.machine),
          of: 'joblib.delayed',
          attributes: new Map([['func', func]]),
          madeBy: undefined,
        };
  },
  'joblib.delayed.__call__': (call) => {
    cheap(call);
    const func = call.receiver?.kind === 'object' ? call.receiver.attributes.get('func') : undefined;
    return func === undefined ? UNKNOWN : delayedCall(func, call.args);
  },
  ...DATA_MODULES,
  ...ITERTOOLS,
  ...RANDOM_NUMBERS,
  ...COROUTINE_RUNNERS,
};
