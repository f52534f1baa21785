/** Turns a spawn site and its work profile into a scenario that can be simulated at once and explored. */
import { formatPythonVersion } from '../config/pythonVersion';
import type { Config } from '../model/config';
import type { Scenario, Step, Task } from '../model/scenario';
import { groupTasksOf, type SpawnSite } from '../model/site';
import { coarsened } from './coarsen';
import { executorOf, MAX_TASKS } from './modes';
import { stepsOf, stepsOfTotals } from './stepsOf';

export interface ScenarioOptions {
  /** Default 1. */
  readonly seed?: number;
}

/**
 * The scenario of one spawn site under its own executor, from the middle estimates, with the tasks of all sites of its
 * group: what runs beside each other is shown beside each other. `sites` are those of the module. Total on any site.
 */
export function scenarioOf(
  site: SpawnSite,
  sites: readonly SpawnSite[],
  config: Config,
  options: ScenarioOptions = {},
): Scenario {
  return {
    schema: 1,
    cores: Math.max(1, config.cores),
    switchIntervalSeconds: site.switchIntervalSeconds,
    seed: options.seed ?? 1,
    pythonVersion: formatPythonVersion(config.pythonVersion),
    executor: executorOf(site, config),
    tasks: tasksOf(site, sites),
  };
}

function tasksOf(site: SpawnSite, sites: readonly SpawnSite[]): readonly Task[] {
  // Each site keeps its share of the tasks that can be shown, and at least one.
  const share = Math.min(1, MAX_TASKS / groupTasksOf(site));
  return site.group.flatMap(({ site: key, tasks }) => {
    const member = sites.find((candidate) => candidate.key === key) ?? site;
    const shown = Math.max(1, Math.floor(tasks * share));
    return membersTasks(member, coarsened(stepsOfSite(member, site)), tasks, shown);
  });
}

/** A member of the group that we know nothing of is taken to do what the site itself does. */
function stepsOfSite(member: SpawnSite, site: SpawnSite): readonly Step[] {
  const known = member.profile ?? site.profile;
  return known === undefined ? stepsOfTotals(member.perTask, member) : stepsOf(known.body);
}

/** One task each, or groups of tasks that one thread runs in a row where there are too many to show. */
function membersTasks(
  { target }: SpawnSite,
  body: readonly Step[],
  total: number,
  shown: number,
): readonly Task[] {
  return Array.from({ length: shown }, (_, i): Task => {
    const first = Math.floor((i * total) / shown) + 1;
    const last = Math.floor(((i + 1) * total) / shown);
    if (first === last) return { name: total === 1 ? target : `${target} ${first}`, body };
    return { name: `${target} ${first}–${last}`, body: [{ kind: 'loop', times: last - first + 1, body }] };
  });
}
