/** The executors worth comparing for a site or a scenario. */
import type { Config } from '../model/config';
import type { Executor, Scenario } from '../model/scenario';
import type { SpawnSite } from '../model/site';

export interface Mode {
  /** As people call it: `Threads`, `One after another`, `Processes`. */
  readonly title: string;
  readonly executor: Executor;
}

/** Modes for a spawn site, as the target Python has them: interpreters from 3.14, free-threaded from 3.13. */
export function modesOf(site: SpawnSite, config: Config): readonly Mode[] {
  throw new Error(`not built yet: ${site.key} ${config.cores}`);
}

/** All modes for a scenario whose Python version nobody told. */
export function modesOfScenario(scenario: Scenario): readonly Mode[] {
  throw new Error(`not built yet: ${scenario.schema}`);
}
