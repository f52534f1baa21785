/** One scenario in the simulator and under a real Python: wall time, waiting for the GIL, latency of I/O threads. */
import { availableParallelism } from 'node:os';
import type { Scenario, Step, Task } from '../../../server/src/core/model/scenario';
import type { SimParameters } from '../../../server/src/core/model/simParameters';
import type { SimResult } from '../../../server/src/core/model/simResult';
import { simulate } from '../../../server/src/core/sim/engine';
import { parametersOf } from '../../../server/src/core/sim/versions';
import { scenarioFrom } from '../../sim/notation';
import { MAX_DISTURBANCE, type Row } from '../row';
import { type Measured, type MeasuredTask, measure } from './python';

/** Rows of one scenario, on as many cores as this machine has, from `repeat` undisturbed runs. */
export async function compare(
  name: string,
  text: string,
  python: string,
  repeat: number,
): Promise<readonly Row[]> {
  const scenario: Scenario = { ...scenarioFrom(text), cores: availableParallelism() };
  const hasEnoughCores = wantsFewCores(scenario);
  const runs: Comparison[] = [];
  const isEnough = (): boolean => runs.filter(isQuiet).length >= repeat;
  while (!isEnough() && runs.length < repeat * MAX_TRIES) {
    const measured = await measure({ ...scenario, hasEnoughCores }, python);
    runs.push(comparisonOf(scenario, measured, hasEnoughCores));
  }
  return rowsOf(name, scenario, runs);
}

/** Whether no thread ever waits for another one's core. Of processes, the threads that serve the pool need one, too. */
function wantsFewCores(scenario: Scenario): boolean {
  const { executor, cores } = scenario;
  if (executor.kind === 'processes' && executor.workers >= cores) return false;
  return expectedOf(scenario).stretchSeconds < ENOUGH_SECONDS;
}

/** Threads that lack a core for less than this in all have enough of them. */
const ENOUGH_SECONDS = 0.002;

/** A scenario runs at most this many times as often as asked for, while other programs disturb it. */
const MAX_TRIES = 3;

interface Comparison {
  readonly measured: Measured;
  readonly expected: Expected;
  readonly disturbance: number;
}

function isQuiet({ disturbance }: Comparison): boolean {
  return disturbance <= MAX_DISTURBANCE;
}

/** The undisturbed runs, by how their wall times compare; the least disturbed one if all are. */
function countingOf(runs: readonly Comparison[]): readonly Comparison[] {
  const ratio = ({ measured, expected }: Comparison): number => measured.wallSeconds / expected.wallSeconds;
  const quiet = runs.filter(isQuiet).sort((a, b) => ratio(a) - ratio(b));
  return quiet.length > 0 ? quiet : [...runs].sort((a, b) => a.disturbance - b.disturbance).slice(0, 1);
}

interface Expected {
  readonly wallSeconds: number;
  readonly gilWaitSeconds: number;
  /** How much longer threads compute than they would with a core each. */
  readonly stretchSeconds: number;
  readonly latency: { readonly median: number; readonly mean: number } | undefined;
}

function comparisonOf(scenario: Scenario, measured: Measured, hasEnoughCores: boolean): Comparison {
  const tasks = scenario.tasks.map((task, i) => asPerformed(task, measured.tasks[i]));
  const expected = expectedOf({ ...scenario, tasks }, importing(scenario, measured));
  return { measured, expected, disturbance: disturbanceOf(measured, hasEnoughCores, scenario.cores) };
}

/**
 * How much other programs got in the way. Where threads have a core each, all waiting for one is others' doing. Where
 * they have not, they wait for each other, too: then it is at most what others have had of the cores.
 */
function disturbanceOf(measured: Measured, hasEnoughCores: boolean, cores: number): number {
  const waited = Math.max(0, measured.coreWaitSeconds - ENOUGH_SECONDS) / measured.wallSeconds;
  return hasEnoughCores ? waited : Math.min(waited, measured.othersCores / cores);
}

/** What a new process imports is the program's own affair, and so is how long that takes. */
function importing(scenario: Scenario, { importSeconds }: Measured): Partial<SimParameters> {
  const { processStartNs } = parametersOf(scenario);
  const imports = scenario.startMethod === 'spawn' || scenario.startMethod === 'forkserver';
  return imports ? { processStartNs: processStartNs + importSeconds * 1e9 } : {};
}

/** C calls take a little more or less than was asked of them. What is compared is how they get on with each other. */
function asPerformed(task: Task, measured: MeasuredTask | undefined): Task {
  const asked = askedOf(task.body);
  const held = asked.call > 0 && measured ? measured.heldCallSeconds / asked.call : 1;
  const native = asked.native > 0 && measured ? measured.nativeSeconds / asked.native : 1;
  const scaled = (body: readonly Step[]): readonly Step[] =>
    body.map((step) => {
      if ('body' in step) return { ...step, body: scaled(step.body) };
      if (step.kind === 'native') return { ...step, seconds: step.seconds * native };
      return step.kind === 'hold' && step.preemptible === false
        ? { ...step, seconds: step.seconds * held }
        : step;
    });
  return { ...task, body: scaled(task.body) };
}

interface Asked {
  /** Seconds of preemptible Python code, of C calls that keep the GIL, and of C calls that release it. */
  readonly python: number;
  readonly call: number;
  readonly native: number;
  readonly objects: number;
}

function askedOf(body: readonly Step[]): Asked {
  const total = { python: 0, call: 0, native: 0, objects: 0 };
  for (const step of body) {
    if ('body' in step) {
      const inner = askedOf(step.body);
      const times = step.kind === 'loop' ? step.times : 1;
      total.python += inner.python * times;
      total.call += inner.call * times;
      total.native += inner.native * times;
      total.objects += inner.objects * times;
    } else if (step.kind === 'native') total.native += step.seconds;
    else if (step.kind === 'hold') {
      total[step.preemptible === false ? 'call' : 'python'] += step.seconds;
      total.objects += step.objects ?? 0;
    }
  }
  return total;
}

/** Means over seeds: whom the operating system wakes is chance in Python as in the simulator. */
function expectedOf(scenario: Scenario, parameters: Partial<SimParameters> = {}): Expected {
  const results = Array.from({ length: SEEDS }, (_, seed) => simulate({ ...scenario, seed }, { parameters }));
  const mean = (of: (result: SimResult) => number): number => meanOf(results.map(of));
  const computed = mean(({ threads }) =>
    sum(threads.map(({ heldSeconds, nativeSeconds }) => heldSeconds + nativeSeconds)),
  );
  const unhindered = simulate({ ...scenario, cores: MANY_CORES }).threads;
  const work = sum(unhindered.map(({ heldSeconds, nativeSeconds }) => heldSeconds + nativeSeconds));
  return {
    wallSeconds: mean((result) => result.wallSeconds),
    gilWaitSeconds: mean((result) => sum(result.threads.map((thread) => thread.gilWaitSeconds))),
    stretchSeconds: Math.max(0, computed - work),
    latency: results[0]?.probe
      ? {
          median: mean((result) => result.probe?.p50Seconds ?? 0),
          mean: mean((result) => result.probe?.meanSeconds ?? 0),
        }
      : undefined,
  };
}

const SEEDS = 20;
const MANY_CORES = 1024;

/**
 * The wall time is that of the run in the middle. How long threads wait is chance: rare long waits make most of a mean, so
 * those of all runs count.
 */
function rowsOf(name: string, scenario: Scenario, all: readonly Comparison[]): readonly Row[] {
  const runs = countingOf(all);
  const middle = runs[Math.floor((runs.length - 1) / 2)];
  if (middle === undefined) throw new Error('a scenario must run at least once');
  const { expected, measured, disturbance } = middle;
  const row = (what: string, predicted: number, found: number): Row => ({
    name,
    what,
    unit: 'seconds',
    predicted,
    measured: found,
    disturbance,
  });
  const rows = [row('wall', expected.wallSeconds, measured.wallSeconds)];
  if (scenario.executor.kind === 'threads' && scenario.tasks.length > 1 && onlyPython(scenario)) {
    const found = meanOf(runs.map((run) => waitSeconds(scenario, run.measured)));
    rows.push(row('GIL wait, all threads', meanOf(runs.map((run) => run.expected.gilWaitSeconds)), found));
  }
  if (expected.latency) {
    const found = runs.flatMap((run) => run.measured.latenciesSeconds).sort((a, b) => a - b);
    const median = found[Math.ceil(found.length / 2) - 1] ?? NaN;
    rows.push(row('I/O latency, median', expected.latency.median, median));
    rows.push(row('I/O latency, mean', expected.latency.mean, meanOf(found)));
  }
  return rows;
}

/** A thread that only computes and has not got on waits for the GIL (or, on a busy machine, for a core). */
function waitSeconds({ tasks }: Scenario, measured: Measured): number {
  return sum(
    tasks.map((task, i) => {
      const run = measured.tasks[i];
      return run === undefined ? 0 : run.endSeconds - run.startSeconds - workSeconds(task, run);
    }),
  );
}

/**
 * Switching takes CPU time, too, which is no work: what was asked for is. Garbage collections come on top of that; there all
 * CPU time counts.
 */
function workSeconds({ body }: Task, { cpuSeconds, heldCallSeconds }: MeasuredTask): number {
  const { python, objects } = askedOf(body);
  return objects > 0 ? cpuSeconds : python + heldCallSeconds;
}

function onlyPython(scenario: Scenario): boolean {
  const isPython = (step: Step): boolean =>
    'body' in step ? step.kind === 'loop' && step.body.every(isPython) : step.kind === 'hold';
  return scenario.tasks.every((task) => task.body.every(isPython));
}

function meanOf(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
