/** One scenario in the simulator and under a real Python: wall time, waiting for the GIL, latency of I/O threads. */
import { availableParallelism } from 'node:os';
import type { Scenario, Step } from '../../../server/src/core/model/scenario';
import type { SimResult } from '../../../server/src/core/model/simResult';
import { simulate } from '../../../server/src/core/sim/engine';
import { scenarioFrom } from '../../sim/notation';
import type { Row } from '../row';
import { measure, type Measured } from './python';

/** Rows of one scenario, on as many cores as this machine has. */
export async function compare(
  name: string,
  text: string,
  python: string,
  repeat: number,
): Promise<readonly Row[]> {
  const scenario: Scenario = { ...scenarioFrom(text), cores: availableParallelism() };
  const measured = await measure(scenario, python, repeat);
  return rowsOf(name, scenario, expected(scenario), measured);
}

interface Expected {
  readonly wallSeconds: number;
  readonly gilWaitSeconds: number;
  readonly latency: { readonly median: number; readonly mean: number } | undefined;
}

/** Means over seeds: whom the operating system wakes is chance in Python as in the simulator. */
function expected(scenario: Scenario): Expected {
  const results = Array.from({ length: SEEDS }, (_, seed) => simulate({ ...scenario, seed }));
  const mean = (of: (result: SimResult) => number): number => sum(results.map(of)) / results.length;
  return {
    wallSeconds: mean((result) => result.wallSeconds),
    gilWaitSeconds: mean((result) => sum(result.threads.map((thread) => thread.gilWaitSeconds))),
    latency: results[0]?.probe
      ? {
          median: mean((result) => result.probe?.p50Seconds ?? 0),
          mean: mean((result) => result.probe?.meanSeconds ?? 0),
        }
      : undefined,
  };
}

const SEEDS = 20;

function rowsOf(name: string, scenario: Scenario, simulated: Expected, measured: Measured): readonly Row[] {
  const row = (what: string, predicted: number, found: number): Row => ({
    name,
    what,
    unit: 'seconds',
    predicted,
    measured: found,
    othersCores: measured.othersCores ?? undefined,
  });
  const rows = [row('wall', simulated.wallSeconds, measured.wallSeconds)];
  if (scenario.executor.kind === 'threads' && scenario.tasks.length > 1 && onlyPython(scenario)) {
    // A thread that only computes and is not on a core waits for the GIL (or, on a busy machine, for a core).
    const found = sum(
      measured.tasks.map(
        ({ startSeconds, endSeconds, cpuSeconds }) => endSeconds - startSeconds - cpuSeconds,
      ),
    );
    rows.push(row('GIL wait, all threads', simulated.gilWaitSeconds, found));
  }
  if (simulated.latency) {
    const { latenciesSeconds } = measured;
    const median = latenciesSeconds[Math.ceil(latenciesSeconds.length / 2) - 1] ?? NaN;
    const mean = sum(latenciesSeconds) / latenciesSeconds.length;
    rows.push(row('I/O latency, median', simulated.latency.median, median));
    rows.push(row('I/O latency, mean', simulated.latency.mean, mean));
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
