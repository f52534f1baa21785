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

/** Rows of one scenario, on as many cores as this machine has: the median of `repeat` undisturbed runs. */
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
  return rowsOf(name, scenario, typical(runs));
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

/** Of the undisturbed runs the one in the middle; the least disturbed one if all are. */
function typical(runs: readonly Comparison[]): Comparison {
  const ratio = ({ measured, expected }: Comparison): number => measured.wallSeconds / expected.wallSeconds;
  const quiet = runs.filter(isQuiet).sort((a, b) => ratio(a) - ratio(b));
  const chosen =
    quiet[Math.floor((quiet.length - 1) / 2)] ?? [...runs].sort((a, b) => a.disturbance - b.disturbance)[0];
  if (chosen === undefined) throw new Error('a scenario must run at least once');
  return chosen;
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

function askedOf(body: readonly Step[]): { readonly call: number; readonly native: number } {
  return body.reduce(
    (total, step) => {
      if ('body' in step) {
        const inner = askedOf(step.body);
        const times = step.kind === 'loop' ? step.times : 1;
        return { call: total.call + inner.call * times, native: total.native + inner.native * times };
      }
      if (step.kind === 'native') return { ...total, native: total.native + step.seconds };
      return step.kind === 'hold' && step.preemptible === false
        ? { ...total, call: total.call + step.seconds }
        : total;
    },
    { call: 0, native: 0 },
  );
}

/** Means over seeds: whom the operating system wakes is chance in Python as in the simulator. */
function expectedOf(scenario: Scenario, parameters: Partial<SimParameters> = {}): Expected {
  const results = Array.from({ length: SEEDS }, (_, seed) => simulate({ ...scenario, seed }, { parameters }));
  const mean = (of: (result: SimResult) => number): number => sum(results.map(of)) / results.length;
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

function rowsOf(
  name: string,
  scenario: Scenario,
  { measured, expected, disturbance }: Comparison,
): readonly Row[] {
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
    // A thread that only computes and is not on a core waits for the GIL (or, on a busy machine, for a core).
    const found = sum(
      measured.tasks.map(
        ({ startSeconds, endSeconds, cpuSeconds }) => endSeconds - startSeconds - cpuSeconds,
      ),
    );
    rows.push(row('GIL wait, all threads', expected.gilWaitSeconds, found));
  }
  if (expected.latency) {
    const { latenciesSeconds } = measured;
    const median = latenciesSeconds[Math.ceil(latenciesSeconds.length / 2) - 1] ?? NaN;
    const mean = sum(latenciesSeconds) / latenciesSeconds.length;
    rows.push(row('I/O latency, median', expected.latency.median, median));
    rows.push(row('I/O latency, mean', expected.latency.mean, mean));
  }
  return rows;
}

function onlyPython(scenario: Scenario): boolean {
  const isPython = (step: Step): boolean =>
    'body' in step ? step.kind === 'loop' && step.body.every(isPython) : step.kind === 'hold';
  return scenario.tasks.every((task) => task.body.every(isPython));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
