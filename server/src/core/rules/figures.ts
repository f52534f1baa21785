/** Estimates as messages give them: one figure, a range where the guess is wide, none where it is open. */
import { duration, durationRange } from '../base/duration';
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

/** `about 0.9 s`, or `0.3 to 3 s` where the estimate is wide. Takes seconds. */
export function about(estimate: Estimate): string {
  return isWide(estimate) ? durationRange(estimate.low, estimate.high) : `about ${duration(estimate.mid)}`;
}
