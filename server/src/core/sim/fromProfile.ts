/** Turns a spawn site and its work profile into a scenario that can be simulated at once and explored. */
import type { Config } from '../model/config';
import type { Scenario, Step, Task } from '../model/scenario';
import type { SpawnSite } from '../model/site';
import { coarsened } from './coarsen';
import { executorOf, taskCountOf } from './modes';
import { stepsOf, stepsOfTotals } from './stepsOf';

export interface ScenarioOptions {
  /** Default 1. */
  readonly seed?: number;
}

/** The scenario of one spawn site under its own executor, from the middle estimates. Total on any site. */
export function scenarioOf(site: SpawnSite, config: Config, options: ScenarioOptions = {}): Scenario {
  const steps = site.profile === undefined ? stepsOfTotals(site.perTask, site) : stepsOf(site.profile.body);
  return {
    schema: 1,
    cores: Math.max(1, config.cores),
    switchIntervalSeconds: site.switchIntervalSeconds,
    seed: options.seed ?? 1,
    executor: executorOf(site, config),
    tasks: tasksOf(site, coarsened(steps)),
  };
}

/** One task each, or groups of tasks that one thread runs in a row where there are too many to show. */
function tasksOf(site: SpawnSite, body: readonly Step[]): readonly Task[] {
  const total = Math.max(1, Math.round(site.tasks.mid));
  const count = taskCountOf(site);
  return Array.from({ length: count }, (_, i): Task => {
    const first = Math.floor((i * total) / count) + 1;
    const last = Math.floor(((i + 1) * total) / count);
    if (first === last) return { name: total === 1 ? site.target : `${site.target} ${first}`, body };
    return {
      name: `${site.target} ${first}–${last}`,
      body: [{ kind: 'loop', times: last - first + 1, body }],
    };
  });
}
