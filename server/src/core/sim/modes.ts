/** The executors worth comparing for a spawn site or a scenario: the knobs "mode" of the view and the command line. */
import { unreachable } from '../base/assert';
import { hasGil, hasInterpreterPools } from '../config/pythonVersion';
import type { Config } from '../model/config';
import type { Executor, ExecutorKind, Scenario } from '../model/scenario';
import { groupTasksOf, type SpawnKind, type SpawnSite } from '../model/site';
import { MAX_TASKS } from './groupTasks';
import { hasFreeThreadedBuild, versionOf } from './versions';

export interface Mode {
  /** As people call it: `Threads`, `One after another`, `Processes`. */
  readonly title: string;
  readonly executor: Executor;
}

/** The executor that the code itself uses. */
export function executorOf(site: SpawnSite, config: Config): Executor {
  const workers = workersOf(site);
  switch (site.kind) {
    case 'thread':
      return hasGil(config) ? { kind: 'threads' } : { kind: 'free-threaded', workers: taskCountOf(site) };
    case 'event-loop':
      return { kind: 'event-loop', workers: loopWorkers(config) };
    case 'thread-pool':
      return hasGil(config) ? { kind: 'pool', workers } : { kind: 'free-threaded', workers };
    case 'process':
      return { kind: 'processes', workers: taskCountOf(site) };
    case 'process-pool':
      return { kind: 'processes', workers };
    case 'interpreter-pool':
      return { kind: 'interpreters', workers };
    default:
      return unreachable(site.kind);
  }
}

/**
 * The site's own executor first, then what the target Python has besides: interpreter pools from 3.14, free-threaded
 * builds from 3.13.
 */
export function modesOf(site: SpawnSite, config: Config): readonly Mode[] {
  const own = executorOf(site, config);
  const tasks = taskCountOf(site);
  const inThreads: Executor = isPool(site.kind)
    ? { kind: 'pool', workers: workersOf(site) }
    : { kind: 'threads' };
  const workers = isPool(site.kind) ? workersOf(site) : tasks;
  const others: readonly Executor[] = [
    inThreads,
    { kind: 'sequential' },
    { kind: 'processes', workers: Math.max(1, Math.min(workers, config.cores)) },
    ...(hasInterpreterPools(config.pythonVersion)
      ? [{ kind: 'interpreters', workers: Math.max(1, Math.min(workers, config.cores)) } as const]
      : []),
    ...(hasFreeThreadedBuild(config.pythonVersion) ? [{ kind: 'free-threaded', workers } as const] : []),
  ];
  return [own, ...others.filter((executor) => executor.kind !== own.kind)].map(modeOf);
}

/** The modes of the scenario's Python, its own executor first; all modes where nobody told which Python. */
export function modesOfScenario(scenario: Scenario): readonly Mode[] {
  const own = scenario.executor;
  const version = versionOf(scenario);
  const tasks = Math.max(1, scenario.tasks.length);
  const isPool = 'workers' in own && own.kind !== 'event-loop';
  const workers = isPool ? own.workers : tasks;
  const parallel = isPool ? own.workers : Math.min(tasks, scenario.cores);
  const others: readonly Executor[] = [
    isPool ? { kind: 'pool', workers } : { kind: 'threads' },
    { kind: 'sequential' },
    { kind: 'processes', workers: parallel },
    ...(version === undefined || hasInterpreterPools(version)
      ? [{ kind: 'interpreters', workers: parallel } as const]
      : []),
    ...(version === undefined || hasFreeThreadedBuild(version)
      ? [{ kind: 'free-threaded', workers } as const]
      : []),
  ];
  return [own, ...others.filter((executor) => executor.kind !== own.kind)].map(modeOf);
}

/** How many tasks a site's scenario has. */
function taskCountOf(site: SpawnSite): number {
  return Math.min(MAX_TASKS, groupTasksOf(site));
}

export function modeTitle(kind: ExecutorKind): string {
  switch (kind) {
    case 'threads':
      return 'Threads';
    case 'pool':
      return 'Thread pool';
    case 'sequential':
      return 'One after another';
    case 'processes':
      return 'Processes';
    case 'interpreters':
      return 'Interpreters';
    case 'free-threaded':
      return 'Free-threaded';
    case 'event-loop':
      return 'Event loop';
    default:
      return unreachable(kind);
  }
}

function modeOf(executor: Executor): Mode {
  return { title: modeTitle(executor.kind), executor };
}

function workersOf(site: SpawnSite): number {
  return Math.max(1, Math.round(site.workers.count));
}

function isPool(kind: SpawnKind): boolean {
  return kind !== 'thread' && kind !== 'process' && kind !== 'event-loop';
}

/**
 * Threads of an event loop's pool, a `ThreadPoolExecutor` of its default size (Lib/concurrent/futures/thread.py): what
 * coroutines hand to `to_thread` or `run_in_executor(None, …)` runs there.
 */
function loopWorkers({ cores, pythonVersion }: Config): number {
  return pythonVersion.minor >= 8 ? Math.min(32, cores + 4) : cores * 5;
}
