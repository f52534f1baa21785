/** What a measurement says of the costs that the prediction rests on, as settings of the knobs. Pure. */
import type { MeasuredMode, Measurement } from '../../../server/src/core/model/measurement';
import type { ExecutorKind } from '../../../server/src/core/model/scenario';
import type { SimulationSubject } from '../../../server/src/core/protocol';
import { clampKnob, KNOB_LIMITS } from '../run/knobs';
import type { NumberKnob } from '../run/knobs';

export type KnobSettings = Partial<Record<NumberKnob, number>>;

/** Waiting below this share of the time is what the clocks are off by. */
const LEAST_WAIT = 0.05;

/**
 * The knobs with which the simulation does what was measured one after another: its processor time is work, the rest
 * is waiting. Undefined where the run one after another did not end, or nothing is known of the target.
 */
export function measuredSettings(
  subject: SimulationSubject,
  measurement: Measurement,
): KnobSettings | undefined {
  const { measured, python, tasks, workers } = measurement;
  const { sequential } = measured;
  const { perTask } = subject;
  if (sequential === null || tasks < 1 || perTask === undefined) return undefined;
  const predicted = {
    work: perTask.held.mid + perTask.native.mid,
    wait: perTask.io.mid + perTask.wait.mid,
  };
  const work = sequential.cpuSeconds / tasks;
  const rest = Math.max(0, sequential.wallSeconds - sequential.cpuSeconds) / tasks;
  const wait = rest < LEAST_WAIT * (sequential.wallSeconds / tasks) ? 0 : rest;
  // A wait that nothing in the code explains is the machine's: other programs ran meanwhile.
  const ioFactor = predicted.wait > 0 ? wait / predicted.wait : Number.POSITIVE_INFINITY;
  const factors: KnobSettings = {
    ...(predicted.work > 0 && { pythonFactor: work / predicted.work, nativeFactor: work / predicted.work }),
    ...(ioFactor <= KNOB_LIMITS.ioFactor.max && { ioFactor }),
    ...(python !== null && { cores: python.cores }),
    workers,
    ...(isComparable(subject) && { tasks }),
  };
  return Object.fromEntries(
    Object.entries(factors).flatMap(([knob, value]) => {
      const held = clampKnob(knob as NumberKnob, value);
      return held === undefined ? [] : [[knob, held]];
    }),
  );
}

/** The mode of the simulation that does what was measured; both kinds of threads are the same to a measurement. */
export function simulatedMode(mode: MeasuredMode, modes: readonly ExecutorKind[]): ExecutorKind {
  if (mode !== 'threads') return mode;
  return modes.includes('pool') && !modes.includes('threads') ? 'pool' : 'threads';
}

/** Whether the simulation is of the measured tasks and no others, so that both may be compared. */
export function isComparable({ scenario, site }: SimulationSubject): boolean {
  return scenario.tasks.every(({ name }) => name === site.target || name.startsWith(`${site.target} `));
}
