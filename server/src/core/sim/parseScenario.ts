/** Checks scenario JSON from outside. */
import type { Scenario } from '../model/scenario';

export type ParsedScenario = { readonly scenario: Scenario } | { readonly errors: readonly string[] };

/** Errors name the place and the reason: `tasks[0].body[1].seconds: must not be negative, is -1`. */
export function parseScenario(value: unknown): ParsedScenario {
  throw new Error(`not built yet: ${typeof value}`);
}
