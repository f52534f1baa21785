/** What lies under a point of the timeline. Pure: asks rows and spans, not pixels. */
import { lastStartingBy } from '../run/spanColumns';
import { stateAt } from '../run/states';
import type { SpanRef } from './displayItems';
import { laneKey, rowAt } from './rows';
import type { LaneRow, RowLayout } from './rows';
import { pxPerSecond, toSeconds } from './timeScale';
import type { TimeScale } from './timeScale';

export interface Hit {
  readonly row: LaneRow;
  /** The time under the pointer. */
  readonly seconds: number;
  /** Undefined over the empty part of a lane. */
  readonly span: SpanRef | undefined;
}

/** Narrow spans may be missed by this much. */
const REACH_PX = 3;

/** `xPx` counts from the left edge of the canvas, `yPx` from the top of the first row. Undefined outside lanes. */
export function hitTest(
  layout: RowLayout,
  scale: TimeScale,
  hidden: readonly boolean[],
  xPx: number,
  yPx: number,
): Hit | undefined {
  const row = rowAt(layout, yPx);
  if (row?.kind !== 'lane') return undefined;
  const seconds = toSeconds(scale, xPx);
  const inPlot = xPx >= scale.leftPx && xPx <= scale.leftPx + scale.widthPx;
  const span = inPlot ? spanNear(row, seconds, REACH_PX / pxPerSecond(scale), hidden) : undefined;
  return { row, seconds, span: span === undefined ? undefined : { lane: laneKey(row), span } };
}

/** The span at a time, or the nearest one within reach. */
function spanNear(
  row: LaneRow,
  seconds: number,
  reachSeconds: number,
  hidden: readonly boolean[],
): number | undefined {
  const { spans } = row.lane;
  const at = lastStartingBy(spans, seconds);
  let best: number | undefined;
  let bestDistance = reachSeconds;
  for (const candidate of [at, at + 1]) {
    if (candidate < 0 || candidate >= spans.count) continue;
    const state = spans.states[candidate] ?? 0;
    if (hidden[state] === true || stateAt(state).state === 'idle') continue;
    const start = spans.starts[candidate] ?? 0;
    const end = spans.ends[candidate] ?? 0;
    const distance = seconds < start ? start - seconds : seconds >= end ? seconds - end : 0;
    if (distance < bestDistance || (distance === 0 && best === undefined)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** The row of a lane by its key. */
export function findLane(layout: RowLayout, key: string): LaneRow | undefined {
  return layout.rows.find((row): row is LaneRow => row.kind === 'lane' && laneKey(row) === key);
}
