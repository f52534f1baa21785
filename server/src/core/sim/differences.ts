/** How the times of two runs compare, in words. Pure. */
import type { SimResult } from '../model/simResult';
import { formatDuration, formatFactor } from './readable';

export type WallTime = Pick<SimResult, 'wallSeconds' | 'truncated'>;

/** Times that differ by less than this are called the same: the model is not better than that. */
const SAME_WITHIN = 0.03;

/** A result's time in words against another's. A run that was cut off takes longer than it says. */
export function comparedWith(result: WallTime, base: WallTime): string {
  if (result.wallSeconds <= 0 || base.wallSeconds <= 0 || (result.truncated && base.truncated)) return '–';
  const ratio = base.wallSeconds / result.wallSeconds;
  if (base.truncated) return ratio < 1 ? '–' : `over ${formatFactor(ratio)} as fast`;
  if (result.truncated) return ratio > 1 ? '–' : `over ${formatFactor(1 / ratio)} as long`;
  if (Math.abs(ratio - 1) <= SAME_WITHIN) return 'same';
  return ratio > 1 ? `${formatFactor(ratio)} as fast` : `${formatFactor(1 / ratio)} as long`;
}

/** `190 ms: 360 ms less, 2.9× as fast`; where one was cut off, only what is sure. */
export function differenceText(result: WallTime, base: WallTime): string {
  const time = formatDuration(result.wallSeconds);
  const words = comparedWith(result, base);
  if (words === 'same') return `${time}, as long as the chosen mode`;
  if (words === '–') return time;
  const difference = result.wallSeconds - base.wallSeconds;
  const amount = result.truncated || base.truncated ? 'over ' : '';
  return `${time}: ${amount}${formatDuration(Math.abs(difference))} ${difference < 0 ? 'less' : 'more'}, ${words}`;
}
