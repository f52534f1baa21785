/** What iterating over a value means: how many rounds, what the loop variable holds, and the work hidden in iterators. */
import type { Operation } from '../cost/operations';
import type { Estimate } from '../model/estimate';
import type { Basis, Segment, Trips } from '../model/profile';
import { arrayLength } from './arrays';
import type { Frame, Machine } from './machine';
import { iteratedType } from './types';
import { callDunder } from './operators';
import { nextTrips } from './whileLoops';
import {
  join,
  someNumber,
  someText,
  UNKNOWN,
  type CollectionValue,
  type InstanceValue,
  type Value,
} from './values';

export interface Iteration {
  readonly trips: Trips;
  readonly element: Value;
  readonly operation: Operation;
  /** Work of producing the elements, once for a whole pass. */
  readonly work: readonly Segment[];
  /** Reading each round: a line of a file, which is mostly there, or one that somebody has yet to write. */
  readonly perRound: 'file' | 'pipe' | 'none';
}

/** How far an unknown count may be off: the high end of its range is this many times the middle. */
const UNKNOWN_SPREAD = 1000;

/** Of unknown loops inside unknown loops: data is seldom large in every dimension. */
const NESTED_SHARE: readonly number[] = [1, 0.3, 0.01];
/** A `while` that looks for something ends sooner than a loop over data. */
const SEARCH_SHARE = 0.1;

/** A loop count that the code does not tell. */
export function unknownTrips(machine: Machine, frame: Frame, share = 1): Trips {
  const nested = NESTED_SHARE[Math.min(frame.unknownLoops, NESTED_SHARE.length - 1)] ?? 1;
  const mid = Math.max(2, Math.round(machine.config.unknownLoopCount * nested * share));
  return { count: { low: 1, mid, high: mid * UNKNOWN_SPREAD }, basis: 'unknown' };
}

/** A `while` of which nothing tells when it ends. */
export function searchTrips(machine: Machine, frame: Frame): Trips {
  return unknownTrips(machine, frame, SEARCH_SHARE);
}

/** An endless loop, modelled by a number of rounds: only shares matter then. */
export function foreverTrips(machine: Machine): Trips {
  const mid = machine.config.unknownLoopCount;
  return { count: { low: 1, mid, high: mid * UNKNOWN_SPREAD }, basis: 'unknown', forever: true };
}

export function knownTrips(count: Estimate, basis: Basis): Trips {
  return { count, basis };
}

const NO_WORK: readonly Segment[] = [];

export function iterate(machine: Machine, frame: Frame, value: Value): Iteration {
  switch (value.kind) {
    case 'collection':
      return iterateCollection(machine, frame, value);
    case 'text':
      return {
        trips:
          value.length === undefined ? unknownTrips(machine, frame) : knownTrips(value.length, value.basis),
        element:
          value.type === 'str'
            ? someText('str', { low: 1, mid: 1, high: 1 })
            : someNumber('int', { low: 0, mid: 128, high: 255 }),
        operation: 'for-iteration-iterator',
        work: NO_WORK,
        perRound: 'none',
      };
    case 'object': {
      const length = arrayLength(value);
      if (length !== undefined) {
        return {
          trips: knownTrips(length, 'constant'),
          element: someNumber('float'),
          operation: 'for-iteration-iterator',
          work: NO_WORK,
          perRound: 'none',
        };
      }
      const isPipe = value.of === 'sys.stdin';
      const isFile = isPipe || value.of.startsWith('io.') || value.of === 'http.client.HTTPResponse';
      return {
        trips: unknownTrips(machine, frame),
        element: isFile
          ? someText(
              value.of === 'io.TextIOWrapper' ? 'str' : 'bytes',
              { low: 1, mid: 60, high: 1000 },
              'assumed',
            )
          : iteratedType(machine, frame, value),
        operation: 'for-iteration-iterator',
        work: NO_WORK,
        perRound: isPipe ? 'pipe' : isFile ? 'file' : 'none',
      };
    }
    case 'instance':
      return iterateInstance(machine, frame, value);
    case 'union': {
      const iterables = value.options.filter((option) => option.kind !== 'none');
      const parts = iterables.map((option) => iterate(machine, frame, option));
      const known = parts.filter((part) => part.trips.basis !== 'unknown');
      const chosen = known.length > 0 ? known : parts;
      const first = chosen[0];
      if (first === undefined) return unknownIteration(machine, frame);
      return {
        ...first,
        trips: chosen.map((part) => part.trips).reduce(joinTrips),
        element: parts.map((part) => part.element).reduce(join),
      };
    }
    case 'unknown':
    case 'none':
    case 'number':
    case 'function':
    case 'class':
    case 'library':
    case 'method':
    case 'partial':
    case 'module':
      return unknownIteration(machine, frame);
  }
}

function unknownIteration(machine: Machine, frame: Frame): Iteration {
  return {
    trips: unknownTrips(machine, frame),
    element: UNKNOWN,
    operation: 'for-iteration-iterator',
    work: NO_WORK,
    perRound: 'none',
  };
}

/** An object of the analysed code: what its `__iter__` gives, or what each `__next__` does. */
function iterateInstance(machine: Machine, frame: Frame, value: InstanceValue): Iteration {
  const at = frame.func?.def ?? value.cls.def.nameRange;
  frame.recorder.open();
  const made = callDunder(machine, frame, value, '__iter__', [], at);
  const creation = frame.recorder.close();
  if (made !== undefined && made.kind !== 'instance') {
    const iteration = iterate(machine, frame, made);
    return { ...iteration, work: [...creation, ...iteration.work] };
  }
  const iterator = made ?? value;
  const trips = iterator.kind === 'instance' ? nextTrips(machine, iterator) : undefined;
  const rounds = trips ?? unknownTrips(machine, frame);
  frame.recorder.open();
  const element = callDunder(machine, frame, iterator, '__next__', [], at);
  const body = frame.recorder.close();
  const work: readonly Segment[] =
    body.length === 0
      ? NO_WORK
      : [...creation, { kind: 'loop', at: frame.recorder.location(at), trips: rounds, body }];
  return {
    trips: rounds,
    element: element ?? UNKNOWN,
    operation: 'for-iteration-iterator',
    work,
    perRound: 'none',
  };
}

function iterateCollection(machine: Machine, frame: Frame, value: CollectionValue): Iteration {
  const trips = value.infinite
    ? foreverTrips(machine)
    : value.length === undefined
      ? unknownTrips(machine, frame)
      : knownTrips(value.length, value.basis);
  return {
    trips,
    element: value.element,
    operation: operationOf(value),
    work: value.lazy?.segments ?? NO_WORK,
    perRound: 'none',
  };
}

function operationOf(value: CollectionValue): Operation {
  switch (value.type) {
    case 'range':
      return 'for-iteration-range';
    case 'list':
    case 'tuple':
      return 'for-iteration-list';
    case 'dict_items':
      return 'for-iteration-dict-items';
    case 'enumerate':
      return 'for-iteration-enumerate';
    case 'zip':
      return 'for-iteration-zip';
    case 'set':
    case 'frozenset':
    case 'dict':
    case 'deque':
    case 'bytearray':
    case 'array':
    case 'iterator':
      return 'for-iteration-iterator';
  }
}

function joinTrips(a: Trips, b: Trips): Trips {
  return {
    count: {
      low: Math.min(a.count.low, b.count.low),
      mid: (a.count.mid + b.count.mid) / 2,
      high: Math.max(a.count.high, b.count.high),
    },
    basis: a.basis === b.basis ? a.basis : 'assumed',
    ...(a.forever === true && b.forever === true ? { forever: true } : {}),
  };
}

/** What consuming a whole iterable gives: `list(x)`, `sum(x)`, `*x`. Records the work that was put off until now. */
export interface Consumed {
  readonly count: Estimate;
  readonly basis: Basis;
  readonly element: Value;
}

/** Goes over all of `value` once, in C: only the work hidden in generators is recorded. `share` for those that stop early. */
export function consume(machine: Machine, frame: Frame, value: Value, share = 1): Consumed {
  const { trips, element, work } = iterate(machine, frame, value);
  if (work.length > 0) {
    if (share === 1) for (const segment of work) frame.recorder.push(segment);
    else {
      const at = work[0]?.at;
      if (at !== undefined)
        frame.recorder.push({ kind: 'branch', at, arms: [{ weight: share, body: work }] });
    }
  }
  return { count: trips.count, basis: trips.basis, element };
}
