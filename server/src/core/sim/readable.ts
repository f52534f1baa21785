/** Numbers as people read them. Predictions get two significant digits: more would claim what we do not know. */

const UNITS: readonly { readonly unit: string; readonly seconds: number }[] = [
  { unit: 's', seconds: 1 },
  { unit: 'ms', seconds: 1e-3 },
  { unit: 'µs', seconds: 1e-6 },
  { unit: 'ns', seconds: 1e-9 },
];

/** `3.6 s`, `120 ms`, `5 ms`: `digits` significant digits, trailing zeros dropped. */
export function formatDuration(seconds: number, digits = 2): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds === 0) return '0 s';
  const size = Math.abs(seconds);
  // Rounding may carry into the next unit: 0.9996 s is 1 s, not 1000 ms.
  const rounded = Number(size.toPrecision(digits));
  const scale = UNITS.find(({ seconds: unit }) => rounded >= unit) ?? { unit: 'ns', seconds: 1e-9 };
  const value = Number((seconds / scale.seconds).toPrecision(digits));
  return `${trim(value)} ${scale.unit}`;
}

/** A point in time, exact to `resolutionSeconds`, in the unit that suits it: `1.205 s`, `120.5 ms`. */
export function formatTime(seconds: number, resolutionSeconds: number): string {
  const { unit, format } = timeFormat(Math.max(Math.abs(seconds), resolutionSeconds), resolutionSeconds);
  return `${format(seconds)} ${unit}`;
}

/** Two points in time in one unit: `1.205 to 1.310 s`. */
export function formatRange(startSeconds: number, endSeconds: number, resolutionSeconds: number): string {
  const { unit, format } = timeFormat(Math.max(endSeconds, resolutionSeconds), resolutionSeconds);
  return `${format(startSeconds)} to ${format(endSeconds)} ${unit}`;
}

/** The unit for times up to `largestSeconds`, and a function that writes a time in it. */
function timeFormat(
  largestSeconds: number,
  resolutionSeconds: number,
): { readonly unit: string; readonly format: (seconds: number) => string } {
  const scale = UNITS.find(({ seconds: unit }) => largestSeconds >= unit) ?? { unit: 'ns', seconds: 1e-9 };
  const decimals = Math.max(0, Math.ceil(-Math.log10(resolutionSeconds / scale.seconds) - 1e-9));
  return {
    unit: scale.unit,
    format: (seconds) => (seconds / scale.seconds).toFixed(Math.min(decimals, 12)),
  };
}

/** Whole per cent, except that a little is never shown as nothing, and not quite all never as all. */
export function formatPercent(fraction: number): string {
  if (!Number.isFinite(fraction)) return '–';
  const percent = fraction * 100;
  if (percent > 0 && percent < 0.5) return '<1 %';
  if (percent < 100 && percent >= 99.5) return '>99 %';
  return `${Math.round(percent).toString()} %`;
}

/** `3.4×`, `12×`. */
export function formatFactor(factor: number): string {
  if (!Number.isFinite(factor)) return '–';
  return `${factor >= 9.95 ? Math.round(factor).toString() : factor.toFixed(1)}×`;
}

/** `1,234`. */
export function formatCount(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `2 threads`, `1 thread`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function trim(value: number): string {
  return Math.abs(value) >= 1000 ? formatCount(value) : String(value);
}
