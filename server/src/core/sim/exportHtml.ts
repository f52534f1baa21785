/** One self-contained HTML page of a simulation: the SVG picture and the table with the same numbers. No script. */
import type { Scenario } from '../model/scenario';
import type { SimResult } from '../model/simResult';
import type { Comparison } from './compare';
import type { PictureOptions } from './exportSvg';

export interface PageOptions extends PictureOptions {
  readonly comparisons?: readonly Comparison[];
}

/** `result` must have been made with `spans: true`. */
export function simulationHtml(scenario: Scenario, result: SimResult, options: PageOptions = {}): string {
  throw new Error(`not built yet: ${scenario.schema} ${result.schema} ${options.title}`);
}
