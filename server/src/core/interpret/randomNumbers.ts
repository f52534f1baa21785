/** Random numbers: between which bounds the code draws them, and what they are on average. */
import type { Estimate } from '../model/estimate';
import { callKnown, type LibraryCall } from './library';
import { constantOf, someNumber, weaker, type NumberType, type Value } from './values';

type Handler = (call: LibraryCall) => Value | undefined;

/** A number between the given bounds; the last of `names` may be left out of what is drawn. */
function drawn(type: NumberType, names: readonly [string, string], isOpen = false): Handler {
  return (call) => {
    const { positional, keywords } = call.args;
    const first = positional[0] ?? keywords.get(names[0]);
    const second = positional[1] ?? keywords.get(names[1]);
    // Only `randrange` may be given no more than where to stop.
    const [from, to] = second === undefined ? [someNumber(type, NONE, 'literal'), first] : [first, second];
    if (second === undefined && !isOpen) return undefined;
    if (positional.length > 2 || from?.kind !== 'number' || to?.kind !== 'number') return undefined;
    if (from.range === undefined || to.range === undefined) return undefined;
    callKnown(call);
    const last = isOpen ? 1 : 0;
    const low = Math.min(from.range.low, to.range.low - last);
    const high = Math.max(from.range.high, to.range.high - last);
    const mid = (from.range.mid + to.range.mid - last) / 2;
    const isExact = constantOf(from) !== undefined && constantOf(to) !== undefined;
    return someNumber(type, { low, mid, high }, isExact ? 'constant' : weaker(from.basis, to.basis));
  };
}

const NONE: Estimate = { low: 0, mid: 0, high: 0 };

const randint = drawn('int', ['a', 'b']);
const randrange = drawn('int', ['start', 'stop'], true);
const uniform = drawn('float', ['a', 'b']);
const random: Handler = (call) => {
  callKnown(call);
  return someNumber('float', { low: 0, mid: 0.5, high: 1 }, 'constant');
};

/** The functions of the module, and the methods of generators of one's own. */
export const RANDOM_NUMBERS: Readonly<Record<string, Handler>> = {
  'random.randint': randint,
  'random.Random.randint': randint,
  'random.SystemRandom.randint': randint,
  'random.randrange': randrange,
  'random.Random.randrange': randrange,
  'random.SystemRandom.randrange': randrange,
  'random.uniform': uniform,
  'random.Random.uniform': uniform,
  'random.SystemRandom.uniform': uniform,
  'random.random': random,
  'random.Random.random': random,
  'random.SystemRandom.random': random,
};
