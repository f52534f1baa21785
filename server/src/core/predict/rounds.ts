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

/** How many cores the native work of `segments` uses at once, on average over its time. At least 1. */
export function nativeThreadsOf(segments: readonly Segment[]): number {
  const { native, nativeCores } = stretchesOf(segments, new Map());
  const threads = native > 0 ? nativeCores / native : 1;
  return Number.isFinite(threads) ? Math.max(1, threads) : 1;
}

/** Sums over all stretches. */
interface Stretches {
  /** Of their seconds, and of the squares of these. */
  readonly sum: number;
  readonly squares: number;
  /** Of the seconds of native work, and of these times the cores it uses. */
  readonly native: number;
  readonly nativeCores: number;
}

const NOTHING: Stretches = { sum: 0, squares: 0, native: 0, nativeCores: 0 };

/** Callees seen before: profiles form a graph, and following every path through it would never end. */
type Known = Map<WorkProfile, Stretches>;

function stretchesOf(segments: readonly Segment[], known: Known): Stretches {
  return sumOf(segments.map((segment) => segmentStretches(segment, known)));
}

function segmentStretches(segment: Segment, known: Known): Stretches {
  switch (segment.kind) {
    case 'native': {
      const seconds = segment.seconds.mid;
      return {
        sum: seconds,
        squares: seconds * seconds,
        native: seconds,
        nativeCores: seconds * segment.threads,
      };
    }
    case 'io':
    case 'wait': {
      const seconds = segment.seconds.mid;
      return { ...NOTHING, sum: seconds, squares: seconds * seconds };
    }
    case 'guard':
    case 'await':
      return stretchesOf(segment.body, known);
    case 'loop':
      return times(stretchesOf(segment.body, known), segment.trips.count.mid);
    case 'call':
      return times(calleeStretches(segment.profile, known), segment.times.mid);
    case 'branch':
      return sumOf(segment.arms.map((arm) => times(stretchesOf(arm.body, known), arm.weight)));
    case 'hold':
    case 'unknown':
    case 'spawn':
      return NOTHING;
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

function times(stretches: Stretches, rounds: number): Stretches {
  return {
    sum: stretches.sum * rounds,
    squares: stretches.squares * rounds,
    native: stretches.native * rounds,
    nativeCores: stretches.nativeCores * rounds,
  };
}

function sumOf(parts: readonly Stretches[]): Stretches {
  return parts.reduce(
    (total, part) => ({
      sum: total.sum + part.sum,
      squares: total.squares + part.squares,
      native: total.native + part.native,
      nativeCores: total.nativeCores + part.nativeCores,
    }),
    NOTHING,
  );
}
