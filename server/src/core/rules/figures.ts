/** Numbers as people read them: at most two significant digits, a unit that fits, a range where the guess is wide. */
import type { Estimate } from '../model/estimate';

/** An estimate is wide where its ends are further apart than this factor; one figure would then promise too much. */
const WIDE_FACTOR = 4;

/** Beyond this factor even a range says nothing: the figure depends on what the code does not show. */
const OPEN_FACTOR = 100;

/** True where no figure should be shown at all. */
export function isOpen(estimate: Estimate): boolean {
  return estimate.high > OPEN_FACTOR * estimate.low;
}

/** True where the estimate should be shown as a range. */
export function isWide(estimate: Estimate): boolean {
  return estimate.high > WIDE_FACTOR * estimate.low;
}

/** `3.6 s`, `90 ms`, `15 min`. Takes seconds. */
export function duration(seconds: number): string {
  const unit = unitOf(seconds);
  return `${digits(seconds / unit.seconds)} ${unit.name}`;
}

/** `about 0.9 s`, or `0.3 to 3 s` where the estimate is wide. Takes seconds. */
export function about(estimate: Estimate): string {
  if (!isWide(estimate)) return `about ${duration(estimate.mid)}`;
  const low = unitOf(estimate.low);
  const high = unitOf(estimate.high);
  const from = low === high ? digits(estimate.low / low.seconds) : duration(estimate.low);
  return `${from} to ${duration(estimate.high)}`;
}

/** `3.6`, `12`, `120`: a plain number with at most two significant digits. */
export function digits(value: number): string {
  return String(Number(value.toPrecision(2)));
}

interface Unit {
  readonly name: string;
  readonly seconds: number;
}

/** Largest first; a unit serves from `from` seconds on. Tenths of a second stay seconds: 0.9 s, but 90 ms. */
const UNITS: readonly (Unit & { readonly from: number })[] = [
  { name: 'h', seconds: 3600, from: 2 * 3600 },
  { name: 'min', seconds: 60, from: 120 },
  { name: 's', seconds: 1, from: 0.0995 },
  { name: 'ms', seconds: 1e-3, from: 0.995e-3 },
  { name: 'µs', seconds: 1e-6, from: 0 },
];
const SMALLEST: Unit = { name: 'µs', seconds: 1e-6 };

function unitOf(seconds: number): Unit {
  return UNITS.find((unit) => seconds >= unit.from) ?? SMALLEST;
}
