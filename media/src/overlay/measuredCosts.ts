/** What a measurement says of the costs that the prediction rests on, as settings of the knobs. Pure. */
import type { MeasuredMode, Measurement } from '../../../server/src/core/model/measurement';
import type { ExecutorKind, Scenario, Step } from '../../../server/src/core/model/scenario';
import { clampKnob } from '../run/knobs';
import type { NumberKnob } from '../run/knobs';

export type KnobSettings = Partial<Record<NumberKnob, number>>;

/** Waiting below this share of the time is what the clocks are off by. */
const LEAST_WAIT = 0.05;

/**
 * The knobs with which the simulation does what was measured one after another: its processor time is work, the rest
 * is waiting. Undefined where the run one after another did not end.
 */
export function measuredSettings(scenario: Scenario, measurement: Measurement): KnobSettings | undefined {
  const { measured, python, tasks, workers } = measurement;
  const { sequential } = measured;
  if (sequential === null || tasks < 1) return undefined;
  const predicted = meanOfTasks(scenario);
  const work = sequential.cpuSeconds / tasks;
  const rest = Math.max(0, sequential.wallSeconds - sequential.cpuSeconds) / tasks;
  const wait = rest < LEAST_WAIT * (sequential.wallSeconds / tasks) ? 0 : rest;
  const factors: KnobSettings = {
    ...(predicted.work > 0 && { pythonFactor: work / predicted.work, nativeFactor: work / predicted.work }),
    ...(predicted.wait > 0 && { ioFactor: wait / predicted.wait }),
    ...(python !== null && { cores: python.cores }),
    tasks,
    workers,
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

/** Seconds of work (on however many cores) and of waiting of one task. */
function meanOfTasks({ tasks }: Scenario): { readonly work: number; readonly wait: number } {
  const sums = tasks.map(({ body }) => sumOf(body));
  const mean = (read: (sum: Sum) => number): number =>
    sums.reduce((total, sum) => total + read(sum), 0) / Math.max(1, sums.length);
  return { work: mean(({ work }) => work), wait: mean(({ wait }) => wait) };
}

interface Sum {
  readonly work: number;
  readonly wait: number;
}

function sumOf(steps: readonly Step[]): Sum {
  let work = 0;
  let wait = 0;
  for (const step of steps) {
    switch (step.kind) {
      case 'hold':
        work += step.seconds;
        break;
      case 'native':
        work += step.seconds * (step.threads ?? 1);
        break;
      case 'io':
        wait += step.seconds;
        break;
      case 'lock':
      case 'loop': {
        const inner = sumOf(step.body);
        const times = step.kind === 'loop' ? step.times : 1;
        work += inner.work * times;
        wait += inner.wait * times;
        break;
      }
      default:
        // Steps that this view does not know cost nothing here.
        break;
    }
  }
  return { work, wait };
}
