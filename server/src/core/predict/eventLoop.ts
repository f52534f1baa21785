/** Predictions for tasks of an event loop: the scenario that the simulation view shows, run under each executor. */
import type { Config } from '../model/config';
import type { ExecutorKind } from '../model/scenario';
import type { Prediction, SpawnSite } from '../model/site';
import { simulate } from '../sim/engine';
import { scenarioOf } from '../sim/fromProfile';
import { modesOf } from '../sim/modes';

/** A few milliseconds for all executors together; tasks that take more events have no prediction. */
const MAX_EVENTS = 5_000;

/** Undefined where a run takes too many events: loops without end, thousands of rounds. `sites` are the module's. */
export function predictEventLoop(
  site: SpawnSite,
  sites: readonly SpawnSite[],
  config: Config,
): Prediction | undefined {
  const scenario = scenarioOf(site, sites, config);
  const seconds = new Map<ExecutorKind, number>();
  for (const { executor } of modesOf(site, config)) {
    const result = simulate({ ...scenario, executor }, { maxEvents: MAX_EVENTS });
    if (result.truncated) return undefined;
    seconds.set(executor.kind, result.wallSeconds);
  }
  const eventLoop = seconds.get('event-loop');
  const [sequential, threads, processes] = (['sequential', 'threads', 'processes'] as const).map((kind) =>
    seconds.get(kind),
  );
  if (eventLoop === undefined || sequential === undefined || threads === undefined || processes === undefined)
    return undefined;
  const interpreters = seconds.get('interpreters');
  const freeThreaded = seconds.get('free-threaded');
  return {
    sequential,
    threads,
    processes,
    ...(interpreters !== undefined && { interpreters }),
    ...(freeThreaded !== undefined && { freeThreaded }),
    eventLoop,
  };
}
