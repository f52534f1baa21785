/** How finely a task alternates between Python code and work outside the GIL: what `predict` needs besides the totals. */
import { unreachable } from '../base/assert';
import type { Segment, WorkProfile } from '../model/profile';

/**
 * The effective number of stretches outside the GIL: `n` equal ones count `n`; one long and many tiny ones count little
 * more than one. At least 1.
 */
export function roundsOf(segments: readonly Segment[]): number {
  const { sum, squares } = stretchesOf(segments, new Map());
  const rounds = squares > 0 ? (sum * sum) / squares : 1;
  return Number.isFinite(rounds) ? Math.max(1, Math.round(rounds)) : 1;
}

/** Sum of the stretches' seconds, and of their squares. */
interface Stretches {
  readonly sum: number;
  readonly squares: number;
}

/** Callees seen before: profiles form a graph, and following every path through it would never end. */
type Known = Map<WorkProfile, Stretches>;

function stretchesOf(segments: readonly Segment[], known: Known): Stretches {
  let sum = 0;
  let squares = 0;
  for (const segment of segments) {
    const part = segmentStretches(segment, known);
    sum += part.sum;
    squares += part.squares;
  }
  return { sum, squares };
}

function segmentStretches(segment: Segment, known: Known): Stretches {
  switch (segment.kind) {
    case 'native':
    case 'io':
    case 'wait': {
      const seconds = segment.seconds.mid;
      return { sum: seconds, squares: seconds * seconds };
    }
    case 'guard':
    case 'await':
      return stretchesOf(segment.body, known);
    case 'loop':
      return times(stretchesOf(segment.body, known), segment.trips.count.mid);
    case 'call':
      return times(calleeStretches(segment.profile, known), segment.times.mid);
    case 'branch': {
      const arms = segment.arms.map((arm) => times(stretchesOf(arm.body, known), arm.weight));
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

function calleeStretches(profile: WorkProfile, known: Known): Stretches {
  const before = known.get(profile);
  if (before) return before;
  const stretches = stretchesOf(profile.body, known);
  known.set(profile, stretches);
  return stretches;
}

function times({ sum, squares }: Stretches, rounds: number): Stretches {
  return { sum: sum * rounds, squares: squares * rounds };
}
