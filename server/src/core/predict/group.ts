/**
 * Predictions for the tasks of spawn sites that run beside each other. Closed forms know tasks that are alike; a few
 * that are not are simulated, for then it matters which of them ends last.
 */
import { add, type Estimate, scale, ZERO } from '../model/estimate';
import type { Totals, WorkProfile } from '../model/profile';
import type { Prediction } from '../model/site';
import { type PredictInput, predict, wallSeconds } from './closedForm';
import { nativeThreadsOf, roundsOf } from './rounds';
import { simulatedTasks } from './unlike';
import { createKeptRuns, type KeptRuns } from './keptRuns';

/** One site's share of a group. */
export interface Member {
  /** Undefined where the target was not found: such tasks count as mean ones. */
  readonly profile: WorkProfile | undefined;
  readonly tasks: number;
}

export type GroupInput = Omit<PredictInput, keyof GroupLoad>;

export type GroupPredictor = (members: readonly Member[], input: GroupInput) => Prediction;

/** As `predictGroup`, which it asks once for each group: the sites of one group all have the same prediction. */
export function groupPredictor(runs: KeptRuns): GroupPredictor {
  const predictions = new Map<string, Prediction>();
  const numbers = new Map<WorkProfile | undefined, number>();
  const numberOf = (profile: WorkProfile | undefined): number => {
    const number = numbers.get(profile) ?? numbers.size;
    numbers.set(profile, number);
    return number;
  };
  return (members, input) => {
    const key = JSON.stringify([members.map(({ profile, tasks }) => [numberOf(profile), tasks]), input]);
    const prediction = predictions.get(key) ?? predictGroup(members, input, runs);
    predictions.set(key, prediction);
    return prediction;
  };
}

/** Wall seconds of all tasks of `members` together, by executor. Finite on any input. */
export function predictGroup(
  members: readonly Member[],
  input: GroupInput,
  runs: KeptRuns = createKeptRuns(),
): Prediction {
  const mean = { ...input, ...groupLoad(members) };
  const simulated = areAlike(members) ? undefined : simulatedTasks(members, runs);
  return predict(input, (mode) => simulated?.(mode, mean) ?? wallSeconds(mode, mean));
}

/** Whether no kind of work differs by more than this share of a task. */
const ALIKE_WITHIN = 0.02;

function areAlike(members: readonly Member[]): boolean {
  const known = [...new Set(members.flatMap(({ profile }) => (profile ? [profile] : [])))];
  const [first] = known;
  if (first === undefined) return true;
  const secondsOf = ({ totals: { held, native, io, wait } }: WorkProfile): readonly number[] => [
    held.mid,
    native.mid,
    io.mid + wait.mid,
  ];
  const expected = secondsOf(first);
  const tolerance = ALIKE_WITHIN * expected.reduce((sum, seconds) => sum + seconds, 0);
  return known.every((profile) =>
    secondsOf(profile).every((seconds, i) => Math.abs(seconds - (expected[i] ?? 0)) <= tolerance),
  );
}

type GroupLoad = Pick<PredictInput, 'perTask' | 'tasks'> &
  Required<Pick<PredictInput, 'rounds' | 'nativeThreads'>>;

/** Sums over all known tasks divided by their number. */
function groupLoad(members: readonly Member[]): GroupLoad {
  const tasks = members.reduce((sum, member) => sum + member.tasks, 0);
  const known = members.flatMap(({ profile, tasks: own }) => (profile ? [{ profile, own }] : []));
  const knownTasks = known.reduce((sum, { own }) => sum + own, 0) || 1;
  const mean = (of: (profile: WorkProfile) => Estimate): Estimate =>
    known.reduce((sum, { profile, own }) => add(sum, scale(of(profile), own / knownTasks)), ZERO);
  const meanNumber = (of: (profile: WorkProfile) => number): number =>
    known.reduce((sum, { profile, own }) => sum + (of(profile) * own) / knownTasks, 0);
  const perTask: Totals = {
    held: mean(({ totals }) => totals.held),
    native: mean(({ totals }) => totals.native),
    io: mean(({ totals }) => totals.io),
    wait: mean(({ totals }) => totals.wait),
    unknownCalls: mean(({ totals }) => totals.unknownCalls),
  };
  return {
    perTask,
    tasks: Math.max(1, Math.round(tasks)),
    rounds: Math.max(1, Math.round(meanNumber(({ body }) => roundsOf(body)))),
    nativeThreads: Math.max(1, Math.round(meanNumber(({ body }) => nativeThreadsOf(body)))),
  };
}
