/** Predictions for tasks of an event loop: the scenario that the simulation view shows, run under each executor. */
import type { Config } from '../model/config';
import type { ExecutorKind, Scenario, Step } from '../model/scenario';
import type { Prediction, SpawnSite } from '../model/site';
import { simulate } from '../sim/engine';
import { scenarioOf } from '../sim/fromProfile';
import { modesOf } from '../sim/modes';
import type { KeptRuns } from './keptRuns';

/** A few milliseconds for all executors together; tasks that take more events have no prediction. */
const MAX_EVENTS = 5_000;

/** Steps up to which runs are kept: to compare more of them takes as long as to run them. */
const KEPT_STEPS = 1_000;

/** Undefined where a run takes too many events: loops without end, thousands of rounds. `sites` are the module's. */
export function predictEventLoop(
  site: SpawnSite,
  sites: readonly SpawnSite[],
  config: Config,
  runs: KeptRuns,
): Prediction | undefined {
  const scenario = scenarioOf(site, sites, config);
  const work = keyOf(scenario);
  const seconds = new Map<ExecutorKind, number>();
  for (const { executor } of modesOf(site, config)) {
    const run = (): number | undefined => {
      const result = simulate({ ...scenario, executor }, { maxEvents: MAX_EVENTS });
      return result.truncated ? undefined : result.wallSeconds;
    };
    const wall = work === undefined ? run() : runs.secondsOf(JSON.stringify(executor) + work, run);
    if (wall === undefined) return undefined;
    seconds.set(executor.kind, wall);
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

/** All that a run depends on but for the executor; undefined for a scenario that is not worth comparing. */
function keyOf(scenario: Scenario): string | undefined {
  let left = KEPT_STEPS;
  const isShort = (steps: readonly Step[]): boolean =>
    steps.every((step) => {
      if (--left < 0) return false;
      if (step.kind === 'gather') return step.tasks.every(({ body }) => isShort(body));
      return !('body' in step) || isShort(step.body);
    });
  if (!scenario.tasks.every(({ body }) => isShort(body))) return undefined;
  const isLeftOut = new Set(['executor', 'source']);
  return JSON.stringify(scenario, (name, value: unknown) => (isLeftOut.has(name) ? undefined : value));
}
