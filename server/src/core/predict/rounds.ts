/** How finely a task alternates between Python code and work outside the GIL: what `predict` needs besides the totals. */
import { unreachable } from '../base/assert';
import type { Segment } from '../model/profile';

/**
 * The effective number of stretches outside the GIL: `n` equal ones count `n`; one long and many tiny ones count little
 * more than one. At least 1.
 */
export function roundsOf(segments: readonly Segment[]): number {
  const { sum, squares } = stretchesOf(segments);
  const rounds = squares > 0 ? (sum * sum) / squares : 1;
  return Number.isFinite(rounds) ? Math.max(1, Math.round(rounds)) : 1;
}

/** Sum of the stretches' seconds, and of their squares. */
interface Stretches {
  readonly sum: number;
  readonly squares: number;
}

function stretchesOf(segments: readonly Segment[]): Stretches {
  let sum = 0;
  let squares = 0;
  for (const segment of segments) {
    const part = segmentStretches(segment);
    sum += part.sum;
    squares += part.squares;
  }
  return { sum, squares };
}

function segmentStretches(segment: Segment): Stretches {
  switch (segment.kind) {
    case 'native':
    case 'io':
    case 'wait': {
      const seconds = segment.seconds.mid;
      return { sum: seconds, squares: seconds * seconds };
    }
    case 'guard':
    case 'await':
      return stretchesOf(segment.body);
    case 'loop':
      return times(stretchesOf(segment.body), segment.trips.count.mid);
    case 'call':
      return times(stretchesOf(segment.profile.body), segment.times.mid);
    case 'branch': {
      const arms = segment.arms.map((arm) => times(stretchesOf(arm.body), arm.weight));
      return {
        sum: arms.reduce((total, arm) => total + arm.sum, 0),
        squares: arms.reduce((total, arm) => total + arm.squares, 0),
      };
    }
    case 'hold':
    case 'unknown':
    case 'spawn':
      return { sum: 0, squares: 0 };
    default:
      return unreachable(segment);
  }
}

function times({ sum, squares }: Stretches, rounds: number): Stretches {
  return { sum: sum * rounds, squares: squares * rounds };
}
