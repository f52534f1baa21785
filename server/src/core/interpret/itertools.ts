/** `itertools`: how many values each iterator gives. */
import { exactly, type Estimate } from '../model/estimate';
import { iterate, type Iteration } from './iteration';
import type { LibraryCall } from './library';
import { collection, spend } from './machine';
import { constantOf, join, someNumber, UNKNOWN, type Value } from './values';

type Handler = (call: LibraryCall) => Value;

function iterators(call: LibraryCall): Iteration[] {
  return call.args.positional.map((value) => iterate(call.machine, call.frame, value));
}

function result(
  call: LibraryCall,
  sources: readonly Iteration[],
  length: Estimate | undefined,
  element: Value,
  infinite = false,
): Value {
  spend(call.machine, call.frame, 'call-c-function', call.at);
  const known = sources.every((source) => source.trips.basis !== 'unknown');
  const work = sources.flatMap((source) => source.work);
  return collection(call.machine, call.frame, 'iterator', {
    length: known ? length : undefined,
    basis: known ? (sources[0]?.trips.basis ?? 'constant') : 'unknown',
    element,
    lazy: work.length > 0 ? { segments: work } : undefined,
    infinite,
  });
}

function tupleOf(call: LibraryCall, items: readonly Value[]): Value {
  return collection(call.machine, call.frame, 'tuple', {
    items,
    length: exactly(items.length),
    basis: 'constant',
    element: items.length > 0 ? items.reduce(join) : UNKNOWN,
  });
}

function each(estimate: Estimate, map: (n: number) => number): Estimate {
  return { low: map(estimate.low), mid: map(estimate.mid), high: map(estimate.high) };
}

/** `permutations`, `combinations` …: as many as combinatorics says, of tuples of `r`. */
function choose(count: (n: number, r: number) => number): Handler {
  return (call) => {
    const [source] = iterators(call);
    if (source === undefined) return UNKNOWN;
    const given = call.args.positional[1] ?? call.args.keywords.get('r');
    const chosen = given?.kind === 'number' ? given.range : undefined;
    const length =
      given === undefined || given.kind === 'none'
        ? each(source.trips.count, (n) => count(n, n))
        : chosen === undefined
          ? undefined
          : ofSome(source.trips.count, chosen, count);
    const size = Math.min(8, Math.round(chosen?.mid ?? source.trips.count.mid));
    return result(
      call,
      [source],
      length,
      tupleOf(
        call,
        Array.from({ length: Math.max(0, size) }, () => source.element),
      ),
    );
  };
}

/** Ways to choose where the number chosen is itself a range. */
function ofSome(from: Estimate, chosen: Estimate, count: (n: number, r: number) => number): Estimate {
  const mid = count(from.mid, Math.round(chosen.mid));
  const ends = [chosen.low, chosen.high].flatMap((r) => [count(from.low, r), count(from.high, r)]);
  return { low: Math.min(mid, ...ends), mid, high: Math.max(mid, ...ends) };
}

function fallingProduct(n: number, r: number): number {
  let product = 1;
  for (let i = 0; i < r && product > 0 && product < 1e300; i++) product *= Math.max(0, n - i);
  return product;
}

function binomial(n: number, r: number): number {
  if (r > n) return 0;
  let value = 1;
  for (let i = 1; i <= Math.min(r, n) && value < 1e300; i++) value = (value * Math.max(0, n - r + i)) / i;
  return value;
}

function sameLength(element: (source: Iteration, call: LibraryCall) => Value): Handler {
  return (call) => {
    const sources = iterators(call);
    const [first] = sources;
    return first === undefined ? UNKNOWN : result(call, [first], first.trips.count, element(first, call));
  };
}

/** How many places the words of a search have, where the code does not tell. */
const UNKNOWN_REPEAT: Estimate = { low: 1, mid: 4, high: 8 };

/** `base` to the power of each number in the range, on average: the last one outweighs the others. */
function meanPower(base: number, { low, mid, high }: Estimate): number {
  const count = Math.floor(high - low) + 1;
  // In a range that reaches far beyond its middle, the middle is what is meant.
  if (high >= 2 * mid || count > 64) return base ** mid;
  let sum = 0;
  for (let power = low; power <= high; power++) sum += base ** power;
  return sum / count;
}

export const ITERTOOLS: Readonly<Record<string, Handler>> = {
  'itertools.product': (call) => {
    const sources = iterators(call);
    const stated = call.args.keywords.get('repeat') ?? someNumber('int', exactly(1));
    const repeat = (stated.kind === 'number' ? stated.range : undefined) ?? UNKNOWN_REPEAT;
    let length = exactly(1);
    for (const { trips } of sources) {
      length = {
        low: length.low * trips.count.low ** repeat.low,
        mid: length.mid * meanPower(trips.count.mid, repeat),
        high: length.high * trips.count.high ** repeat.high,
      };
    }
    const elements = sources.map((source) => source.element);
    const items = Array.from({ length: Math.min(8, Math.round(repeat.mid)) }, () => elements).flat();
    return result(call, sources, length, tupleOf(call, items));
  },
  'itertools.permutations': choose(fallingProduct),
  'itertools.combinations': choose(binomial),
  'itertools.combinations_with_replacement': choose((n, r) => binomial(n + r - 1, r)),
  'itertools.chain': (call) => {
    const sources = iterators(call);
    const length = sources.reduce<Estimate>(
      (sum, { trips }) => ({
        low: sum.low + trips.count.low,
        mid: sum.mid + trips.count.mid,
        high: sum.high + trips.count.high,
      }),
      exactly(0),
    );
    return result(
      call,
      sources,
      length,
      sources.length === 0 ? UNKNOWN : sources.map((source) => source.element).reduce(join),
    );
  },
  'itertools.count': (call) => result(call, [], undefined, someNumber('int'), true),
  'itertools.cycle': (call) => {
    const [source] = iterators(call);
    return result(call, [], undefined, source?.element ?? UNKNOWN, true);
  },
  'itertools.repeat': (call) => {
    const times = call.args.positional[1] ?? call.args.keywords.get('times');
    const element = call.args.positional[0] ?? UNKNOWN;
    if (times === undefined) return result(call, [], undefined, element, true);
    return result(call, [], times.kind === 'number' ? times.range : undefined, element);
  },
  'itertools.islice': (call) => {
    const [source] = iterators(call);
    const bounds = call.args.positional.slice(1).map((value) => constantOf(value));
    const stop = bounds.length > 1 ? bounds[1] : bounds[0];
    const start = bounds.length > 1 ? (bounds[0] ?? 0) : 0;
    if (source === undefined || stop === undefined) return UNKNOWN;
    const most = Math.max(0, stop - start);
    const length =
      source.trips.basis === 'unknown' ? exactly(most) : each(source.trips.count, (n) => Math.min(n, most));
    return result(call, [], length, source.element);
  },
  'itertools.accumulate': sameLength((source) => source.element),
  'itertools.takewhile': sameLength((source) => source.element),
  'itertools.starmap': sameLength(() => UNKNOWN),
  'itertools.zip_longest': sameLength((source, call) => tupleOf(call, [source.element])),
};
