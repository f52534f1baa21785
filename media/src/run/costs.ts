/**
 * The costs that a prediction rests on: each is a knob with the range that it may lie in. What the code does comes as
 * factors on the scenario's steps, what Python and the operating system do as parameters of the simulator. Pure.
 */
import { unreachable } from '../../../server/src/core/base/assert';
import { exactly } from '../../../server/src/core/model/estimate';
import type { Estimate } from '../../../server/src/core/model/estimate';
import type { ExecutorKind, Scenario, Step, Task } from '../../../server/src/core/model/scenario';
import type { SimParameters } from '../../../server/src/core/model/simParameters';
import type { SimulationSubject } from '../../../server/src/core/protocol';
import { parametersOf } from '../../../server/src/core/sim/versions';

/** Factors are on the middle estimates of the work profile; seconds replace the simulator's own figures. */
export interface Costs {
  readonly pythonFactor: number;
  readonly nativeFactor: number;
  readonly ioFactor: number;
  readonly threadStartSeconds: number;
  readonly processStartSeconds: number;
  readonly processTransferSeconds: number;
  readonly interpreterStartSeconds: number;
  readonly freeThreadedFactor: number;
}

export type CostKnob = keyof Costs;

export interface CostInfo {
  readonly knob: CostKnob;
  readonly label: string;
  readonly unit: 'factor' | 'seconds';
  /** Where the figure and its range come from. */
  readonly basis: string;
  /** The only mode that it matters in; undefined where it does in all. */
  readonly only: ExecutorKind | undefined;
}

const NANOSECOND = 1e-9;

export const COSTS: readonly CostInfo[] = [
  {
    knob: 'pythonFactor',
    label: 'Python code',
    unit: 'factor',
    basis: 'from the work profile of the target: its loops and the measured cost of bytecode',
    only: undefined,
  },
  {
    knob: 'nativeFactor',
    label: 'Native code without the GIL',
    unit: 'factor',
    basis: 'from the work profile of the target and what its calls usually take',
    only: undefined,
  },
  {
    knob: 'ioFactor',
    label: 'I/O and sleep',
    unit: 'factor',
    basis: 'from the work profile of the target and what its calls usually take',
    only: undefined,
  },
  {
    knob: 'threadStartSeconds',
    label: 'Starting a thread',
    unit: 'seconds',
    basis: 'measured: 10 µs idle, ten times that on a loaded machine',
    only: undefined,
  },
  {
    knob: 'processStartSeconds',
    label: 'Starting a process',
    unit: 'seconds',
    basis: 'measured for the start method; more where the program imports much',
    only: 'processes',
  },
  {
    knob: 'processTransferSeconds',
    label: 'Sending a task and its result',
    unit: 'seconds',
    basis: 'measured for small ones; pickling large ones takes seconds a gigabyte',
    only: 'processes',
  },
  {
    knob: 'interpreterStartSeconds',
    label: 'Starting an interpreter',
    unit: 'seconds',
    basis: 'measured: 8 ms, more where the program imports much',
    only: 'interpreters',
  },
  {
    knob: 'freeThreadedFactor',
    label: 'Python code without a GIL',
    unit: 'factor',
    basis: 'published: 1.4 times as long on 3.13, 1.01 to 1.08 times on 3.14',
    only: 'free-threaded',
  },
];

/** The costs as they stand where nobody turns them: those of the scenario's Python and start method. */
export function defaultCosts(scenario: Pick<Scenario, 'pythonVersion' | 'startMethod'>): Costs {
  const parameters = parametersOf(scenario);
  return {
    pythonFactor: 1,
    nativeFactor: 1,
    ioFactor: 1,
    threadStartSeconds: parameters.threadStartNs * NANOSECOND,
    processStartSeconds: parameters.processStartNs * NANOSECOND,
    processTransferSeconds: (parameters.processReceiveNs + parameters.processReplyNs) * NANOSECOND,
    interpreterStartSeconds: parameters.interpreterStartNs * NANOSECOND,
    freeThreadedFactor: parameters.freeThreadedCost,
  };
}

/** What each may be set to; the range that it is thought to lie in is `costRange`. */
export const COST_LIMITS: Readonly<Record<CostKnob, { readonly min: number; readonly max: number }>> = {
  pythonFactor: { min: 0.01, max: 100 },
  nativeFactor: { min: 0.01, max: 100 },
  ioFactor: { min: 0.01, max: 100 },
  threadStartSeconds: { min: 1e-6, max: 0.1 },
  processStartSeconds: { min: 1e-4, max: 10 },
  processTransferSeconds: { min: 1e-5, max: 10 },
  interpreterStartSeconds: { min: 1e-4, max: 10 },
  freeThreadedFactor: { min: 0.5, max: 3 },
};

/** How far Python's and the system's own costs may be off, as factors: between machines, and with what a program imports. */
const SYSTEM_RANGES: Readonly<Record<Exclude<CostKnob, WorkKnob>, readonly [low: number, high: number]>> = {
  threadStartSeconds: [0.5, 10],
  processStartSeconds: [0.5, 4],
  processTransferSeconds: [0.6, 30],
  interpreterStartSeconds: [0.5, 5],
  freeThreadedFactor: [0.93, 1.1],
};

type WorkKnob = 'pythonFactor' | 'nativeFactor' | 'ioFactor';

/**
 * The range that a cost is thought to lie in; `scenarioCosts` are the default ones. A cost that the target has none of has
 * no width.
 */
export function costRange(knob: CostKnob, subject: SimulationSubject, scenarioCosts: Costs): Estimate {
  switch (knob) {
    case 'pythonFactor':
    case 'nativeFactor':
    case 'ioFactor':
      return factorRange(secondsPerTask(knob, subject));
    case 'threadStartSeconds':
    case 'processStartSeconds':
    case 'processTransferSeconds':
    case 'interpreterStartSeconds':
    case 'freeThreadedFactor': {
      const [low, high] = SYSTEM_RANGES[knob];
      return scaleBetween(scenarioCosts[knob], low, high);
    }
    default:
      return unreachable(knob);
  }
}

/** What a task spends on the work that a factor is about; undefined where the profile does not say. */
export function secondsPerTask(knob: CostKnob, { perTask }: SimulationSubject): Estimate | undefined {
  if (perTask === undefined) return undefined;
  switch (knob) {
    case 'pythonFactor':
      return perTask.held;
    case 'nativeFactor':
      return perTask.native;
    case 'ioFactor':
      return {
        low: perTask.io.low + perTask.wait.low,
        mid: perTask.io.mid + perTask.wait.mid,
        high: perTask.io.high + perTask.wait.high,
      };
    default:
      return undefined;
  }
}

function scaleBetween(mid: number, low: number, high: number): Estimate {
  return { low: mid * low, mid, high: mid * high };
}

function factorRange(seconds: Estimate | undefined): Estimate {
  if (seconds === undefined || seconds.mid <= 0) return exactly(1);
  const { min, max } = COST_LIMITS.pythonFactor;
  return {
    low: Math.max(seconds.low / seconds.mid, min),
    mid: 1,
    high: Math.min(seconds.high / seconds.mid, max),
  };
}

/** The tasks with their work scaled. What waits for other threads has no length of its own. */
export function scaleTasks(tasks: readonly Task[], costs: Costs): readonly Task[] {
  const { pythonFactor, nativeFactor, ioFactor } = costs;
  if (pythonFactor === 1 && nativeFactor === 1 && ioFactor === 1) return tasks;
  const scaled = (step: Step): Step => {
    switch (step.kind) {
      case 'hold':
        return { ...step, seconds: step.seconds * pythonFactor };
      case 'native':
        return { ...step, seconds: step.seconds * nativeFactor };
      case 'io':
        return { ...step, seconds: step.seconds * ioFactor };
      case 'lock':
      case 'loop':
      case 'offload':
        return { ...step, body: step.body.map(scaled) };
      case 'gather':
        return { ...step, tasks: step.tasks.map((task) => ({ ...task, body: task.body.map(scaled) })) };
      case 'put':
      case 'get':
      case 'wait':
      case 'notify':
      case 'set':
      case 'join':
        return step;
      default:
        return unreachable(step);
    }
  };
  return tasks.map((task) => ({ ...task, body: task.body.map(scaled) }));
}

/** The parameters of the simulator for costs that were turned away from the default ones. */
export function turnedParameters(costs: Costs, scenarioCosts: Costs): Partial<SimParameters> {
  const turned = (knob: CostKnob): boolean => costs[knob] !== scenarioCosts[knob];
  const nanoseconds = (seconds: number): number => Math.round(seconds / NANOSECOND);
  return {
    ...(turned('threadStartSeconds') && { threadStartNs: nanoseconds(costs.threadStartSeconds) }),
    ...(turned('processStartSeconds') && { processStartNs: nanoseconds(costs.processStartSeconds) }),
    ...(turned('processTransferSeconds') && {
      processReceiveNs: nanoseconds(costs.processTransferSeconds / 2),
      processReplyNs: nanoseconds(costs.processTransferSeconds / 2),
    }),
    ...(turned('interpreterStartSeconds') && {
      interpreterStartNs: nanoseconds(costs.interpreterStartSeconds),
    }),
    ...(turned('freeThreadedFactor') && { freeThreadedCost: costs.freeThreadedFactor }),
  };
}

/**
 * Settings of the costs that bound a prediction: all low, all high, and Python code against the rest either way, for a
 * speed-up depends on how they relate.
 */
export function costCorners(subject: SimulationSubject, scenarioCosts: Costs): readonly Partial<Costs>[] {
  const python = costRange('pythonFactor', subject, scenarioCosts);
  const rest = COSTS.filter(({ knob }) => knob !== 'pythonFactor' && knob !== 'threadStartSeconds').map(
    ({ knob }) => ({ knob, range: costRange(knob, subject, scenarioCosts) }),
  );
  const corner = (pythonEnd: 'low' | 'high', restEnd: 'low' | 'high'): Partial<Costs> => ({
    pythonFactor: python[pythonEnd],
    ...Object.fromEntries(rest.map(({ knob, range }) => [knob, range[restEnd]])),
  });
  const corners = [
    corner('low', 'low'),
    corner('low', 'high'),
    corner('high', 'low'),
    corner('high', 'high'),
  ];
  return python.low === python.high ? corners.slice(0, 2) : corners;
}
