/** Static SVG picture of a simulation: text as text, states by colour, pattern and letter. */
import type { Scenario } from '../model/scenario';
import type { SimResult } from '../model/simResult';

export interface PictureOptions {
  readonly title?: string;
  /** The verdict in a sentence. */
  readonly sentence?: string;
  readonly widthPx?: number;
}

/** `result` must have been made with `spans: true`. */
export function simulationSvg(scenario: Scenario, result: SimResult, options: PictureOptions = {}): string {
  throw new Error(`not built yet: ${scenario.schema} ${result.schema} ${options.title}`);
}
