/** Runs the same tasks under several executors. */
import type { Executor, Scenario } from '../model/scenario';
import type { SimResult } from '../model/simResult';
import type { SimOptions } from './engine';
import type { Mode } from './modes';

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
  throw new Error(`not built yet: ${scenario.schema} ${modes.length} ${options.maxEvents}`);
}

/** Table with title, wall time, speed-up and GIL share, for the command line. */
export function comparisonText(comparisons: readonly Comparison[]): string {
  throw new Error(`not built yet: ${comparisons.length}`);
}
