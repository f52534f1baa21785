/** A number known as a range. Everything Gilscope predicts is one of these, so that uncertainty is never lost. */

/** `low <= mid <= high`. Durations are in seconds, counts are plain numbers. `mid` is the best guess. */
export interface Estimate {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

export const ZERO: Estimate = { low: 0, mid: 0, high: 0 };
export const ONE: Estimate = { low: 1, mid: 1, high: 1 };

export function exactly(value: number): Estimate {
  return { low: value, mid: value, high: value };
}

/** A guess that may be off by `factor` either way. */
export function within(value: number, factor: number): Estimate {
  return { low: value / factor, mid: value, high: value * factor };
}

export function add(a: Estimate, b: Estimate): Estimate {
  if (a === ZERO) return b;
  if (b === ZERO) return a;
  return { low: a.low + b.low, mid: a.mid + b.mid, high: a.high + b.high };
}

/** Product of two non-negative estimates. */
export function multiply(a: Estimate, b: Estimate): Estimate {
  return { low: a.low * b.low, mid: a.mid * b.mid, high: a.high * b.high };
}

export function scale(a: Estimate, factor: number): Estimate {
  return { low: a.low * factor, mid: a.mid * factor, high: a.high * factor };
}

/** The range that holds both; the middle is the mean of both middles. */
export function hull(a: Estimate, b: Estimate): Estimate {
  return { low: Math.min(a.low, b.low), mid: (a.mid + b.mid) / 2, high: Math.max(a.high, b.high) };
}

export function isExact(a: Estimate): boolean {
  return a.low === a.high;
}
