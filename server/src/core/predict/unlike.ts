/** Wall time of unlike tasks beside each other, from the scenario that the simulation view shows, too. */
import { unreachable } from '../base/assert';
import { formatPythonVersion } from '../config/pythonVersion';
import type { Executor } from '../model/scenario';
import { coarsened } from '../sim/coarsen';
import { simulate } from '../sim/engine';
import { groupTasks } from '../sim/groupTasks';
import { stepsOf } from '../sim/stepsOf';
import type { PredictedMode, PredictInput } from './closedForm';
import type { Member } from './group';
import type { KeptRuns } from './keptRuns';

/** Enough for most of a minute of threads that compute beside each other; takes some 10 ms. */
const MAX_EVENTS = 50_000;

/** Wall seconds of one mode; undefined where that takes too many events. */
export type SimulatedSeconds = (mode: PredictedMode, input: PredictInput) => number | undefined;

/** Undefined where nothing is known of a member. */
export function simulatedTasks(members: readonly Member[], runs: KeptRuns): SimulatedSeconds | undefined {
  const batches = members.flatMap(({ profile, tasks }) =>
    profile === undefined
      ? []
      : [{ name: '', body: coarsened(stepsOf(profile.body)), tasks: Math.max(1, Math.round(tasks)) }],
  );
  if (batches.length < members.length) return undefined;
  const work = JSON.stringify(batches, (name, value: unknown) => (name === 'source' ? undefined : value));
  return (mode, input) => {
    const { pythonVersion, startMethod, parameters } = input;
    const setting = {
      cores: Math.max(1, Math.round(input.cores)),
      switchIntervalSeconds: input.switchIntervalSeconds,
      seed: 1,
      ...(pythonVersion && { pythonVersion: formatPythonVersion(pythonVersion) }),
      ...(startMethod && { startMethod }),
      executor: executorOf(mode, input),
    };
    return runs.secondsOf(JSON.stringify([setting, parameters]) + work, () => {
      const result = simulate(
        { schema: 1, ...setting, tasks: groupTasks(batches) },
        { maxEvents: MAX_EVENTS, ...(parameters && { parameters }) },
      );
      return result.truncated ? undefined : result.wallSeconds;
    });
  };
}

function executorOf(mode: PredictedMode, { workers, tasks, cores, processWorkers }: PredictInput): Executor {
  const count = (value: number): number => Math.max(1, Math.round(value));
  switch (mode) {
    case 'sequential':
      return { kind: mode };
    case 'threads':
      return workers >= tasks ? { kind: 'threads' } : { kind: 'pool', workers: count(workers) };
    case 'free-threaded':
      return { kind: mode, workers: count(workers) };
    case 'processes':
    case 'interpreters':
      return { kind: mode, workers: count(processWorkers ?? Math.min(workers, cores)) };
    default:
      return unreachable(mode);
  }
}
