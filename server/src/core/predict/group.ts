/** What the tasks of several spawn sites that share a pool come to: the mean task that `predict` reckons with. */
import { add, type Estimate, scale, ZERO } from '../model/estimate';
import type { Totals, WorkProfile } from '../model/profile';
import type { PredictInput } from './closedForm';
import { nativeThreadsOf, roundsOf } from './rounds';

/** One site's share of a group. */
export interface Member {
  /** Undefined where the target was not found: such tasks count as mean ones. */
  readonly profile: WorkProfile | undefined;
  readonly tasks: number;
}

export type GroupLoad = Pick<PredictInput, 'perTask' | 'tasks'> &
  Required<Pick<PredictInput, 'rounds' | 'nativeThreads'>>;

/** Sums over all known tasks divided by their number. */
export function groupLoad(members: readonly Member[]): GroupLoad {
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
