/** Runs the same tasks under several executors and sets the results side by side. */
import type { Executor, Scenario } from '../model/scenario';
import type { SimResult } from '../model/simResult';
import { simulate, type SimOptions } from './engine';
import { secondsText } from './figures';
import type { Mode } from './modes';
import { tableText } from './table';

export interface Comparison {
  readonly title: string;
  readonly executor: Executor;
  /** Wall time of one after another, divided by this mode's; above 1 is faster. */
  readonly speedUp: number;
  readonly result: SimResult;
}

export function compareModes(
  scenario: Scenario,
  modes: readonly Mode[],
  options: SimOptions = {},
): readonly Comparison[] {
  const runs = modes.map(({ title, executor }) => ({
    title,
    executor,
    result: simulate({ ...scenario, executor }, options),
  }));
  const sequential =
    runs.find(({ executor }) => executor.kind === 'sequential')?.result ??
    simulate({ ...scenario, executor: { kind: 'sequential' } }, options);
  return runs.map((run) => ({
    ...run,
    speedUp: run.result.wallSeconds > 0 ? sequential.wallSeconds / run.result.wallSeconds : 1,
  }));
}

/** Table with title, wall time, speed-up and GIL share, for the command line. */
export function comparisonText(comparisons: readonly Comparison[]): string {
  return tableText(
    ['mode', 'workers', 'wall', 'speed-up', 'GIL held', 'switches'],
    comparisons.map(({ title, executor, speedUp, result }) => [
      title,
      'workers' in executor ? String(executor.workers) : '',
      (result.truncated ? '> ' : '') + secondsText(result.wallSeconds),
      `${speedUp.toFixed(2)}×`,
      executor.kind === 'free-threaded' ? 'no GIL' : `${Math.round(result.gilBusyFraction * 100)} %`,
      String(result.switches),
    ]),
  );
}
