/** Reads the size out of a condition such as `buffer > 2047 bytes`, so that small data can be priced as held. */
import type { Threshold } from '../model/fact';

const SIZE = /(>=?) (\d+)(?: (KiB|MiB))? ?(bytes|elements)?/;
const FACTOR = { KiB: 1024, MiB: 1024 * 1024 } as const;

/** undefined where the condition names no size. Below the size the GIL is kept: no library does anything else there. */
export function thresholdOf(condition: string): Threshold | undefined {
  const match = SIZE.exec(condition);
  if (!match) return undefined;
  const [, comparison, digits, prefix, unit] = match;
  if (unit === undefined && prefix === undefined) return undefined;
  const size = Number(digits) * (prefix === 'KiB' || prefix === 'MiB' ? FACTOR[prefix] : 1);
  return {
    of: unit === 'elements' ? 'elements' : 'bytes',
    above: comparison === '>=' ? size - 1 : size,
    below: 'held',
  };
}
