/** The smallest or largest of numbers whose ranges are known. */
import { someNumber, weaker, type Value } from './values';

/** `min(n, 100)` of numbers whose ranges are known; undefined for anything else. */
export function extreme(name: string, values: readonly Value[]): Value | undefined {
  const pick = name === 'min' ? Math.min : Math.max;
  const [first] = values;
  if (first?.kind !== 'number') return undefined;
  let { range, basis, type } = first;
  for (const value of values) {
    if (value.kind !== 'number' || value.range === undefined || range === undefined) return undefined;
    const { low, mid, high } = value.range;
    range = { low: pick(range.low, low), mid: pick(range.mid, mid), high: pick(range.high, high) };
    basis = weaker(basis, value.basis);
    if (value.type !== type) type = 'float';
  }
  return someNumber(type, range, basis);
}
