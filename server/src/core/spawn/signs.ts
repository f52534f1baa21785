/** What the shape of a profile says beyond its totals: guessed loops, waits that nothing bounds, I/O with the outside. */
import { POLLING } from '../interpret/busyWait';
import type { Segment, WorkProfile } from '../model/profile';

export interface Signs {
  /** Loops whose count nobody knows lie around most of the held time. */
  readonly guessedLoops: boolean;
  /** With few rounds in each loop that nobody knows, the target would mostly wait: that it computes is a guess of guesses. */
  readonly restsOnGuesses: boolean;
  /** A wait that the code does not bound stands in a loop: a service that mostly waits for work. */
  readonly opensWait: boolean;
  /** Calls of unknown code, weighted by rounds. */
  readonly unknownCalls: number;
  /** Seconds of waiting for the disk, the network or another process; printing is not among them. */
  readonly outside: number;
}

export function readSigns(profile: WorkProfile): Signs {
  const { guessedHeld, outside, waitsInLoop, few } = shapeOf(profile.body, new Map());
  const { held, unknownCalls } = profile.totals;
  return {
    guessedLoops: guessedHeld > held.mid / 2,
    restsOnGuesses: few.looped > few.held,
    opensWait: waitsInLoop,
    unknownCalls: unknownCalls.mid,
    outside,
  };
}

/** Rounds of a loop that nobody knows, if there are few. */
const FEW = 10;

/** Of one run of a list of segments. Times in seconds. */
interface Shape {
  /** Computing and waiting with few rounds in each loop that nobody knows; `looped` is the waiting inside such loops. */
  readonly few: { readonly held: number; readonly outside: number; readonly looped: number };
  readonly held: number;
  /** The part of `held` inside loops of guessed length. */
  readonly guessedHeld: number;
  readonly outside: number;
  /** Whether a wait without bound is in there, and whether in a loop. */
  readonly waits: boolean;
  readonly waitsInLoop: boolean;
}

/** Callees seen before: profiles form a graph, and following every path through it would never end. */
type Known = Map<WorkProfile, Shape>;

const NO_TIME = { held: 0, outside: 0, looped: 0 };
const NOTHING: Shape = {
  few: NO_TIME,
  held: 0,
  guessedHeld: 0,
  outside: 0,
  waits: false,
  waitsInLoop: false,
};

function shapeOf(segments: readonly Segment[], known: Known): Shape {
  return segments.map((segment) => segmentShape(segment, known)).reduce(plus, NOTHING);
}

function segmentShape(segment: Segment, known: Known): Shape {
  switch (segment.kind) {
    case 'hold':
      return { ...NOTHING, held: segment.seconds.mid, few: { ...NO_TIME, held: segment.seconds.mid } };
    case 'wait': {
      const waits = !segment.bounded && (segment.how === 'queue' || segment.how === 'event');
      return { ...NOTHING, waits, few: { ...NO_TIME, outside: segment.seconds.mid } };
    }
    case 'io': {
      const outside = segment.medium === 'other' ? 0 : segment.seconds.mid;
      return { ...NOTHING, outside, few: { ...NO_TIME, outside } };
    }
    case 'loop': {
      const { basis, count } = segment.trips;
      const body = shapeOf(segment.body, known);
      const isGuess = basis === 'unknown' || basis === 'assumed';
      // A loop that asks without a pause computes while it waits.
      const polls = segment.body.some((part) => part.kind === 'hold' && part.what === POLLING);
      const waitsInLoop = body.waits && !polls;
      const round = { ...body, guessedHeld: isGuess ? body.held : body.guessedHeld };
      if (basis !== 'unknown') return { ...times(round, count.mid), waitsInLoop };
      const { held, outside, looped } = fewTimes(body, Math.min(FEW, count.mid));
      const few = { held, outside: 0, looped: looped + outside };
      return { ...times(round, count.mid), few, waitsInLoop };
    }
    case 'guard':
    case 'await':
      return shapeOf(segment.body, known);
    case 'branch':
      return segment.arms.map((arm) => times(shapeOf(arm.body, known), arm.weight)).reduce(plus, NOTHING);
    case 'call':
      return times(calleeShape(segment.profile, known), segment.times.mid);
    case 'native':
    case 'unknown':
    case 'spawn':
      return NOTHING;
  }
}

function calleeShape(profile: WorkProfile, known: Known): Shape {
  const before = known.get(profile);
  if (before !== undefined) return before;
  const shape = shapeOf(profile.body, known);
  known.set(profile, shape);
  return shape;
}

function plus(a: Shape, b: Shape): Shape {
  return {
    held: a.held + b.held,
    guessedHeld: a.guessedHeld + b.guessedHeld,
    outside: a.outside + b.outside,
    few: {
      held: a.few.held + b.few.held,
      outside: a.few.outside + b.few.outside,
      looped: a.few.looped + b.few.looped,
    },
    waits: a.waits || b.waits,
    waitsInLoop: a.waitsInLoop || b.waitsInLoop,
  };
}

function times(shape: Shape, rounds: number): Shape {
  return {
    ...shape,
    held: shape.held * rounds,
    guessedHeld: shape.guessedHeld * rounds,
    outside: shape.outside * rounds,
    few: fewTimes(shape, rounds),
  };
}

function fewTimes({ few }: Shape, rounds: number): Shape['few'] {
  return { held: few.held * rounds, outside: few.outside * rounds, looped: few.looped * rounds };
}
