/** Turns a spawn site and its work profile into a scenario that can be simulated at once and explored. */
import { formatPythonVersion } from '../config/pythonVersion';
import type { Config } from '../model/config';
import type { Scenario, Step, Task } from '../model/scenario';
import type { SpawnSite } from '../model/site';
import { coarsened } from './coarsen';
import { groupTasks } from './groupTasks';
import { isHandedOver, loopStepsOf, offloadedSteps, type SiteByKey } from './loopSteps';
import { executorOf } from './modes';
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
    ...(site.startMethod && { startMethod: site.startMethod }),
    executor: executorOf(site, config),
    tasks: tasksOf(site, sites),
  };
}

function tasksOf(site: SpawnSite, sites: readonly SpawnSite[]): readonly Task[] {
  const known = [...sites, ...(site.parts ?? [])];
  const siteOf = (key: string): SpawnSite | undefined => known.find((candidate) => candidate.key === key);
  const isLoop = site.kind === 'event-loop';
  const members = site.group.map(({ site: key, tasks }) => {
    const member = siteOf(key) ?? site;
    const steps = isLoop ? loopStepsOfSite(member, siteOf) : stepsOfSite(member, site);
    return { name: member.target, body: coarsened(steps), tasks };
  });
  const handedOver = isLoop ? handedOverBeside(site, sites) : [];
  return groupTasks([
    ...members,
    ...handedOver.map((other) => ({
      name: other.target,
      body: coarsened(offloadedSteps(other)),
      tasks: Math.max(1, Math.round(other.tasks.mid)),
    })),
  ]);
}

function loopStepsOfSite(member: SpawnSite, siteOf: SiteByKey): readonly Step[] {
  return member.profile === undefined
    ? stepsOfTotals(member.perTask, member)
    : loopStepsOf(member.profile.body, siteOf);
}

/** What the same `gather` awaits of other threads: `gather(f(x), to_thread(g))`. */
function handedOverBeside({ executor }: SpawnSite, sites: readonly SpawnSite[]): readonly SpawnSite[] {
  if (executor === undefined) return [];
  const { start, end } = executor.range;
  return sites.filter((other) => isHandedOver(other) && other.range.start >= start && other.range.end <= end);
}

/** A member of the group that we know nothing of is taken to do what the site itself does. */
function stepsOfSite(member: SpawnSite, site: SpawnSite): readonly Step[] {
  const known = member.profile ?? site.profile;
  return known === undefined ? stepsOfTotals(member.perTask, member) : stepsOf(known.body);
}
