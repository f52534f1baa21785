/** How a stretch of time divides among the states: what legend and table say in numbers. Pure. */
import type { RunLanes } from './lanes';
import { firstEndingAfter } from './spanColumns';
import type { SpanColumns } from './spanColumns';
import { STATE_COUNT } from './states';

export { threadShares, type ThreadShares } from '../../../server/src/core/sim/threadTable';

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
