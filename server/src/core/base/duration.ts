/**
 * Times as people read them, written in one way wherever Gilscope speaks: messages, hovers, lenses, profiles, command
 * line. Predictions get two significant digits: more would promise what we do not know.
 */

/** `3.6 s`, `90 ms`, `15 min`, `0 s`; `for ever` where there is no end. Takes seconds. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'for ever';
  const unit = unitOf(seconds);
  return `${digits(seconds / unit.seconds)} ${unit.name}`;
}

/** `0.3 to 3 s`, `20 ms to 2 s`: the unit is said once where it is the same. Takes seconds. */
export function durationRange(low: number, high: number): string {
  const sameUnit = Number.isFinite(high) && unitOf(low) === unitOf(high);
  return `${sameUnit ? digits(low / unitOf(low).seconds) : duration(low)} to ${duration(high)}`;
}

/** `3.6`, `12`, `120`: a plain number with at most two significant digits. */
export function digits(value: number): string {
  return String(Number(value.toPrecision(2)));
}

interface Unit {
  readonly name: string;
  readonly seconds: number;
  /** Serves from these seconds on. */
  readonly from: number;
}

const SECONDS: Unit = { name: 's', seconds: 1, from: 0.0995 };
const NANOSECONDS: Unit = { name: 'ns', seconds: 1e-9, from: 0 };

/** Largest first. Tenths of a second stay seconds: 0.9 s, but 90 ms. Steps lie where rounding reaches the next unit. */
const UNITS: readonly Unit[] = [
  { name: 'h', seconds: 3600, from: 2 * 3600 },
  { name: 'min', seconds: 60, from: 120 },
  SECONDS,
  { name: 'ms', seconds: 1e-3, from: 0.995e-3 },
  { name: 'µs', seconds: 1e-6, from: 0.995e-6 },
];

function unitOf(seconds: number): Unit {
  if (seconds === 0) return SECONDS;
  return UNITS.find((unit) => seconds >= unit.from) ?? NANOSECONDS;
}
