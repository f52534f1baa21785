/** How a stretch of time divides among the states: what legend and table say in numbers. Pure. */
import type { SimResult, Span } from '../../../server/src/core/model/simResult';
import { allThreads } from './lanes';
import type { RunLanes } from './lanes';
import { firstEndingAfter } from './spanColumns';
import type { SpanColumns } from './spanColumns';
import { STATE_COUNT } from './states';

/** Seconds by state (number of state) of one lane inside a range. */
export function secondsByState(spans: SpanColumns, startSeconds: number, endSeconds: number): Float64Array {
  const seconds = new Float64Array(STATE_COUNT);
  for (let i = firstEndingAfter(spans, startSeconds); i < spans.count; i++) {
    const start = spans.starts[i] ?? 0;
    if (start >= endSeconds) break;
    const state = spans.states[i] ?? 0;
    const inside = Math.min(spans.ends[i] ?? 0, endSeconds) - Math.max(start, startSeconds);
    seconds[state] = (seconds[state] ?? 0) + inside;
  }
  return seconds;
}

/** Share of each state (number of state) in a range, over all threads while they live; sums to 1, or all 0. */
export function sharesInRange(
  runs: readonly { readonly lanes: RunLanes }[],
  startSeconds: number,
  endSeconds: number,
): readonly number[] {
  const sums = new Float64Array(STATE_COUNT);
  for (const run of runs) {
    for (const lane of run.lanes.lanes) {
      if (lane.kind !== 'thread') continue;
      secondsByState(lane.spans, startSeconds, endSeconds).forEach((seconds, state) => {
        sums[state] = (sums[state] ?? 0) + seconds;
      });
    }
  }
  const total = sums.reduce((sum, value) => sum + value, 0);
  return Array.from(sums, (value) => (total > 0 ? value / total : 0));
}

/** One thread's row of the table. Shares are of the thread's own life. */
export interface ThreadShares {
  readonly name: string;
  readonly held: number;
  /** Part of `held`: garbage collections. */
  readonly collected: number;
  readonly gilWait: number;
  readonly released: number;
  readonly io: number;
  readonly lock: number;
  readonly switches: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Shares of every thread over the whole run, from the simulator's own sums. */
export function threadShares(result: SimResult): readonly ThreadShares[] {
  const collected = collectedSeconds(result);
  return allThreads(result).map((thread, index) => {
    const life = thread.endSeconds - thread.startSeconds;
    const share = (seconds: number): number => (life > 0 ? seconds / life : 0);
    return {
      name: thread.name,
      held: share(thread.heldSeconds),
      collected: share(collected[index] ?? 0),
      gilWait: share(thread.gilWaitSeconds),
      released: share(thread.nativeSeconds),
      io: share(thread.ioSeconds),
      lock: share(thread.lockWaitSeconds),
      switches: thread.switches,
      startSeconds: thread.startSeconds,
      endSeconds: thread.endSeconds,
    };
  });
}

/** What each thread of `allThreads` spends on garbage collections, from the spans: the simulator has no sum of it. */
function collectedSeconds(result: SimResult): Float64Array {
  const sums = new Float64Array(allThreads(result).length);
  const offset = result.main === undefined ? 0 : 1;
  const add = (thread: number, span: Omit<Span, 'thread'>): void => {
    if (span.collects === true) sums[thread] = (sums[thread] ?? 0) + span.endSeconds - span.startSeconds;
  };
  for (const span of result.main?.spans ?? []) add(0, span);
  for (const span of result.spans ?? []) add(span.thread + offset, span);
  return sums;
}
