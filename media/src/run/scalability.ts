/**
 * Speed-up against the number of workers for every mode, with the band that the costs' ranges leave open: which runs it
 * takes, and what they say. Pure.
 */
import type { ExecutorKind } from '../../../server/src/core/model/scenario';
import type { SimResult } from '../../../server/src/core/model/simResult';
import type { SimulationSubject } from '../../../server/src/core/protocol';
import { costCorners, defaultCosts } from './costs';
import type { CostKnob, Costs } from './costs';
import { applyKnobs, modesOf, setupOf } from './knobs';
import { allThreads } from '../../../server/src/core/sim/threadTable';
import type { Knobs, Setup } from './knobs';

export interface ScalabilityPoint {
  readonly workers: number;
  /** One after another, divided by this mode. Above 1 is faster. */
  readonly speedUp: number;
}

export interface ScalabilityCurve {
  readonly mode: ExecutorKind;
  readonly title: string;
  readonly points: readonly ScalabilityPoint[];
}

/** Where the speed-up of a mode may lie if the costs are off as far as their ranges go. */
export interface ScalabilityBand {
  readonly mode: ExecutorKind;
  readonly points: readonly { readonly workers: number; readonly low: number; readonly high: number }[];
}

/** Wall time of one run. */
export type WallSeconds = (setup: Setup) => number;

/** Numbers of workers worth a point: all up to eight, then fewer; past twice the cores only as far as the knob is. */
export function workerCounts(knobs: Knobs): readonly number[] {
  const most = Math.min(Math.max(knobs.cores * 2, knobs.workers, 4), Math.max(knobs.tasks, 4), 32);
  return [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 32].filter((count) => count <= most);
}

/** Every run that the curves need, the one they are compared with first. */
export function scalabilitySetups(subject: SimulationSubject, knobs: Knobs): readonly Setup[] {
  return [
    sequentialSetup(subject, knobs),
    ...scalingModes(subject).flatMap(({ mode }) =>
      workerCounts(knobs).map((workers) => setupWith(subject, knobs, mode, workers)),
    ),
  ];
}

/** Every run that the bands need besides. */
export function bandSetups(subject: SimulationSubject, knobs: Knobs): readonly Setup[] {
  return cornersOf(subject, knobs).flatMap((corner) => scalabilitySetups(subject, corner));
}

/**
 * The speed-up that threads under one GIL cannot exceed, however many there are (Amdahl): the work that holds the GIL is done
 * one after another. `sequential` is the run that speed-ups are compared with; undefined where nothing holds the GIL.
 */
export function gilLimit(sequential: SimResult): number | undefined {
  const held = allThreads(sequential).reduce((sum, thread) => sum + thread.heldSeconds, 0);
  return held > 0 ? sequential.wallSeconds / held : undefined;
}

/** A curve for every mode that has workers. */
export function scalability(
  subject: SimulationSubject,
  knobs: Knobs,
  wallSeconds: WallSeconds,
): readonly ScalabilityCurve[] {
  const sequential = wallSeconds(sequentialSetup(subject, knobs));
  return scalingModes(subject).map(({ mode, title }) => {
    const points = workerCounts(knobs).map((workers) => {
      const wall = wallSeconds(setupWith(subject, knobs, mode, workers));
      return { workers, speedUp: wall > 0 ? sequential / wall : 1 };
    });
    return { mode, title, points };
  });
}

/** The bands of the same curves: the hull of the middle and of every corner of the costs' ranges. */
export function scalabilityBands(
  subject: SimulationSubject,
  knobs: Knobs,
  wallSeconds: WallSeconds,
): readonly ScalabilityBand[] {
  const variants = [knobs, ...cornersOf(subject, knobs)].map((variant) =>
    scalability(subject, variant, wallSeconds),
  );
  return scalingModes(subject).map(({ mode }, curve) => ({
    mode,
    points: workerCounts(knobs).map((workers, point) => {
      const speedUps = variants.map((curves) => curves[curve]?.points[point]?.speedUp ?? 1);
      return { workers, low: Math.min(...speedUps), high: Math.max(...speedUps) };
    }),
  }));
}

/** The knobs at the corners of the ranges. A cost that the user has set is no longer open. */
function cornersOf(subject: SimulationSubject, knobs: Knobs): readonly Knobs[] {
  const untouched = defaultCosts(applyKnobs(subject, knobs));
  const isOpen = (knob: string): boolean => knobs[knob as CostKnob] === untouched[knob as CostKnob];
  return costCorners(subject, untouched).map((corner) => ({
    ...knobs,
    ...(Object.fromEntries(Object.entries(corner).filter(([knob]) => isOpen(knob))) as Partial<Costs>),
  }));
}

function scalingModes(subject: SimulationSubject): ReturnType<typeof modesOf> {
  return modesOf(subject).filter(({ mode }) => mode !== 'sequential');
}

export function sequentialSetup(subject: SimulationSubject, knobs: Knobs): Setup {
  return setupOf(subject, { ...knobs, mode: 'sequential' });
}

/** Plain threads are run as a pool: only then do they have a number of workers. */
function setupWith(subject: SimulationSubject, knobs: Knobs, mode: ExecutorKind, workers: number): Setup {
  return setupOf(subject, { ...knobs, mode: mode === 'threads' ? 'pool' : mode, workers });
}
