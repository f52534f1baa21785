/**
 * The knobs of the view: what a user may change about a scenario without touching the code. Pure: a scenario and
 * knobs give a scenario.
 */
import type {
  Executor,
  ExecutorKind,
  Scenario,
  StartMethod,
  Task,
} from '../../../server/src/core/model/scenario';
import type { SimParameters } from '../../../server/src/core/model/simParameters';
import type { SimulationSubject } from '../../../server/src/core/protocol';
import { withAssumed } from './assumed';
import { COST_LIMITS, defaultCosts, scaleTasks, turnedParameters } from './costs';
import type { Costs } from './costs';

export interface Knobs extends Costs {
  readonly mode: ExecutorKind;
  /** Counts only in modes that have workers. */
  readonly workers: number;
  readonly tasks: number;
  readonly cores: number;
  readonly switchIntervalSeconds: number;
  readonly seed: number;
  /** By id of an assumption: what it was turned to, as a factor on its middle estimate. */
  readonly assumed: Readonly<Record<string, number>>;
  /** How worker processes are made; undefined leaves it to the scenario's Python. */
  readonly startMethod: StartMethod | undefined;
}

export type NumberKnob = Exclude<keyof Knobs, 'mode' | 'startMethod' | 'assumed'>;

/** What each number may be. The upper ends keep one run within the blink of an eye. */
export const KNOB_LIMITS: Readonly<Record<NumberKnob, { readonly min: number; readonly max: number }>> = {
  workers: { min: 1, max: 64 },
  tasks: { min: 1, max: 256 },
  cores: { min: 1, max: 128 },
  switchIntervalSeconds: { min: 1e-5, max: 1 },
  seed: { min: 0, max: 4294967295 },
  ...COST_LIMITS,
};

const WHOLE_KNOBS: readonly NumberKnob[] = ['workers', 'tasks', 'cores', 'seed'];

/** Every knob that is a number. */
export const NUMBER_KNOBS: readonly NumberKnob[] = Object.keys(KNOB_LIMITS) as NumberKnob[];

/** What one run is made of. */
export interface Setup {
  readonly scenario: Scenario;
  /** Where the simulator's own figures are replaced. */
  readonly parameters: Partial<SimParameters>;
}

/**
 * Threads start one thread a task, one after another needs none, and an event loop has its pool as the code makes it:
 * only the rest has a number of workers.
 */
export function hasWorkers(mode: ExecutorKind): boolean {
  return mode !== 'threads' && mode !== 'sequential' && mode !== 'event-loop';
}

export const START_METHODS: readonly StartMethod[] = ['fork', 'spawn', 'forkserver'];

/** The knobs as the code has them: where a reset leads. A start method brings its own costs. */
export function knobsOf(subject: SimulationSubject, startMethod?: StartMethod): Knobs {
  const { scenario } = subject;
  const withWorkers = [scenario.executor, ...subject.modes.map((mode) => mode.executor)].find((executor) =>
    hasWorkers(executor.kind),
  );
  return {
    mode: scenario.executor.kind,
    workers:
      withWorkers !== undefined && 'workers' in withWorkers
        ? withWorkers.workers
        : Math.max(1, Math.min(scenario.tasks.length, scenario.cores)),
    tasks: scenario.tasks.length,
    cores: scenario.cores,
    switchIntervalSeconds: scenario.switchIntervalSeconds,
    seed: scenario.seed,
    startMethod,
    assumed: {},
    ...defaultCosts(withStartMethod(scenario, startMethod)),
  };
}

/** Holds a number inside its limits; counts become whole. Undefined for what is no number. */
export function clampKnob(knob: NumberKnob, value: number): number | undefined {
  if (!Number.isFinite(value)) return undefined;
  const { min, max } = KNOB_LIMITS[knob];
  const held = Math.min(Math.max(value, min), max);
  return WHOLE_KNOBS.includes(knob) ? Math.round(held) : held;
}

export function executorOf(mode: ExecutorKind, workers: number): Executor {
  switch (mode) {
    case 'threads':
    case 'sequential':
      return { kind: mode };
    case 'pool':
    case 'processes':
    case 'interpreters':
    case 'free-threaded':
    case 'event-loop':
      return { kind: mode, workers };
  }
}

export function setupOf(subject: Pick<SimulationSubject, 'scenario' | 'assumptions'>, knobs: Knobs): Setup {
  const scenario = applyKnobs(subject, knobs);
  return { scenario, parameters: turnedParameters(knobs, defaultCosts(scenario)) };
}

function withStartMethod(scenario: Scenario, startMethod: StartMethod | undefined): Scenario {
  return startMethod === undefined ? scenario : { ...scenario, startMethod };
}

/** The scenario with the knobs turned. More tasks than the code has repeat the code's tasks in order. */
export function applyKnobs(
  { scenario, assumptions }: Pick<SimulationSubject, 'scenario' | 'assumptions'>,
  knobs: Knobs,
): Scenario {
  const costs = withAssumed(knobs, assumptions, knobs.assumed);
  const { executor } = scenario;
  return {
    ...withStartMethod(scenario, knobs.startMethod),
    cores: knobs.cores,
    switchIntervalSeconds: knobs.switchIntervalSeconds,
    seed: knobs.seed,
    executor:
      executor.kind === knobs.mode && !hasWorkers(knobs.mode)
        ? executor
        : executorOf(knobs.mode, knobs.workers),
    tasks: repeatTasks(scaleTasks(scenario.tasks, costs), knobs.tasks),
  };
}

export function repeatTasks(tasks: readonly Task[], count: number): readonly Task[] {
  if (count <= tasks.length) return tasks.slice(0, count);
  const repeated = [...tasks];
  for (let i = tasks.length; i < count; i++) {
    const model = tasks[i % tasks.length];
    if (model === undefined) break;
    repeated.push({ ...model, name: `${model.name.replace(/[ -]?\d+$/, '')} ${String(i + 1)}` });
  }
  return repeated;
}

/** Modes of the subject in its order, the code's own first if the list lacks it. */
export function modesOf(
  subject: SimulationSubject,
): readonly { readonly title: string; readonly mode: ExecutorKind }[] {
  const listed = subject.modes.map(({ title, executor }) => ({ title, mode: executor.kind }));
  const own = subject.scenario.executor.kind;
  return listed.some(({ mode }) => mode === own)
    ? listed
    : [{ title: MODE_TITLES[own], mode: own }, ...listed];
}

export function modeTitle(subject: SimulationSubject, mode: ExecutorKind): string {
  return modesOf(subject).find((entry) => entry.mode === mode)?.title ?? MODE_TITLES[mode];
}

const MODE_TITLES: Readonly<Record<ExecutorKind, string>> = {
  threads: 'Threads',
  sequential: 'One after another',
  pool: 'Thread pool',
  processes: 'Processes',
  interpreters: 'Interpreters',
  'free-threaded': 'Free-threaded build',
  'event-loop': 'Event loop',
};
