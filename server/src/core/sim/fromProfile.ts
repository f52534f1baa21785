/** Turns a spawn site's work profile into a scenario. */
import type { Config } from '../model/config';
import type { Scenario } from '../model/scenario';
import type { SpawnSite } from '../model/site';

export interface ScenarioOptions {
  readonly seed?: number;
  readonly maxTasks?: number;
}

/** The scenario of one spawn site under its own executor, from mid estimates. Total on any site. */
export function scenarioOf(site: SpawnSite, config: Config, options: ScenarioOptions = {}): Scenario {
  throw new Error(`not built yet: ${site.key} ${config.cores} ${options.seed}`);
}
