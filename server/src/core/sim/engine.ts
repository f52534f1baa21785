/** The simulator's entry: runs a scenario in virtual time after CPython's GIL. */
import type { Scenario } from '../model/scenario';
import type { SimParameters } from '../model/simParameters';
import type { SimResult } from '../model/simResult';

export interface SimOptions {
  /** Fill `SimResult.spans`. */
  readonly spans?: boolean;
  /** Events after which the run is cut off and marked `truncated`. */
  readonly maxEvents?: number;
  readonly parameters?: Partial<SimParameters>;
}

export function simulate(scenario: Scenario, options: SimOptions = {}): SimResult {
  throw new Error(`not built yet: ${scenario.schema} ${options.maxEvents}`);
}
