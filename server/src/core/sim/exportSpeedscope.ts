/** speedscope JSON of a simulation. */
import type { Scenario } from '../model/scenario';
import type { SimResult } from '../model/simResult';

/** `result` must have been made with `spans: true`. */
export function speedscopeJson(scenario: Scenario, result: SimResult): string {
  throw new Error(`not built yet: ${scenario.schema} ${result.schema}`);
}
