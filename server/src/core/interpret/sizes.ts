/** How large data is: the length of a value, and the characters or bytes that it takes when it is written out. */
import type { Estimate } from '../model/estimate';
import { add, exactly, multiply } from '../model/estimate';
import { arrayLength } from './arrays';
import type { CollectionValue, Value } from './values';

/** Elements, characters or bytes; undefined where the code does not tell. */
export function lengthOf(value: Value): Estimate | undefined {
  if (value.kind === 'object') return arrayLength(value);
  return value.kind === 'text' || value.kind === 'collection' ? value.length : undefined;
}

/** Characters of a value of which nothing is known, as part of a larger one. */
const SOME: Estimate = { low: 1, mid: 8, high: 1000 };
/** Separators around each element: a comma and a space, quotes, a colon. */
const SEPARATORS = 2;
const DEEPEST = 5;
/** Guesses inside guesses would soon claim gigabytes: elements and characters of data whose size nobody knows. */
const MANY = 10_000;
const LARGE = 1e6;

/**
 * Characters that JSON, `repr` or a table take for a value, about; undefined where the length of its outermost container
 * is not known.
 */
export function writtenSize(value: Value, depth = 0): Estimate | undefined {
  switch (value.kind) {
    case 'text':
      return value.length;
    case 'number':
      return numberSize(value);
    case 'none':
      return exactly(4);
    case 'collection':
      return collectionSize(value, depth);
    case 'object':
      return arrayLength(value);
    default:
      return undefined;
  }
}

function numberSize(value: Value & { kind: 'number' }): Estimate {
  if (value.type === 'float' || value.range === undefined) return { low: 1, mid: 6, high: 20 };
  const digits = (n: number): number => 1 + Math.floor(Math.log10(Math.max(1, Math.abs(n))));
  const { low, mid, high } = value.range;
  return { low: 1, mid: digits(mid), high: Math.max(digits(low), digits(high)) };
}

function collectionSize(value: CollectionValue, depth: number): Estimate | undefined {
  if (depth > DEEPEST) return SOME;
  const sizeOf = (part: Value): Estimate =>
    add(writtenSize(part, depth + 1) ?? SOME, exactly(SEPARATORS + (part.kind === 'text' ? SEPARATORS : 0)));
  if (value.entries !== undefined) {
    return [...value.entries].reduce(
      (sum, [key, entry]) => add(sum, add(sizeOf(entry), exactly(key.length + 2 * SEPARATORS))),
      exactly(SEPARATORS),
    );
  }
  if (value.items !== undefined) return value.items.map(sizeOf).reduce(add, exactly(SEPARATORS));
  if (value.length === undefined) return undefined;
  const one =
    value.type === 'dict' ? add(sizeOf(value.element), sizeOf(value.mapped)) : sizeOf(value.element);
  const size = multiply(value.length, one);
  return value.basis === 'unknown' ? { ...size, mid: Math.min(size.mid, LARGE) } : size;
}

/** Length of a container after `by` more elements. Of guessed ones there are never more than some thousands at a time. */
export function grownLength({ length, basis }: CollectionValue, by: Estimate): Estimate | undefined {
  if (length === undefined) return undefined;
  const mid = length.mid + by.mid;
  return {
    low: length.low,
    mid: basis === 'unknown' ? Math.max(length.mid, Math.min(mid, MANY)) : mid,
    high: length.high + by.high,
  };
}
