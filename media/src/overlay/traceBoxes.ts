/** Says which boxes an imported trace needs for the visible range; draws nothing. Pure. */
import type {
  MeasuredState,
  MeasuredTrace,
  TraceLane,
  TraceSpan,
} from '../../../server/src/core/trace/trace';
import { toPx } from '../layout/timeScale';
import type { TimeScale } from '../layout/timeScale';
import { STATES } from '../run/states';

export interface TraceRow {
  readonly lane: TraceLane;
  /** Name beside the lane. */
  readonly name: string;
  readonly topPx: number;
  readonly heightPx: number;
}

export interface TraceBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly state: MeasuredState | undefined;
  readonly text: string;
  readonly span: TraceSpan;
}

export const STATES_PX = 18;
export const CALL_PX = 14;
const GAP_PX = 6;
/** Deeper calls are not drawn; the table of calls has them. */
export const DRAWN_DEPTHS = 6;

export function traceRows(trace: MeasuredTrace): readonly TraceRow[] {
  let top = 0;
  return trace.lanes.map((lane) => {
    const heightPx = lane.kind === 'states' ? STATES_PX : Math.min(lane.depths, DRAWN_DEPTHS) * CALL_PX;
    const name = lane.process === undefined ? lane.thread : `${lane.thread}, ${lane.process}`;
    const row = { lane, name, topPx: top, heightPx };
    top += heightPx + GAP_PX;
    return row;
  });
}

export function traceHeight(rows: readonly TraceRow[]): number {
  const last = rows.at(-1);
  return last === undefined ? 0 : last.topPx + last.heightPx;
}

/** One box for each visible span; those narrower than a pixel share one. */
export function traceBoxes(row: TraceRow, scale: TimeScale): readonly TraceBox[] {
  const boxes: TraceBox[] = [];
  const right = scale.leftPx + scale.widthPx;
  const height = row.lane.kind === 'states' ? STATES_PX : CALL_PX;
  /** Where the last box of each depth ends. */
  const ends: number[] = [];
  for (const span of row.lane.spans) {
    if (span.startSeconds >= scale.endSeconds) break;
    if (span.endSeconds <= scale.startSeconds || span.depth >= DRAWN_DEPTHS) continue;
    const start = Math.max(toPx(scale, span.startSeconds), scale.leftPx);
    const end = Math.min(toPx(scale, span.endSeconds), right);
    const width = Math.max(end - start, 1);
    if (start + width - (ends[span.depth] ?? Number.NEGATIVE_INFINITY) < 1) continue;
    ends[span.depth] = start + width;
    const y = row.topPx + span.depth * CALL_PX;
    boxes.push({ x: start, y, width, height, state: span.state, text: span.name, span });
  }
  return boxes;
}

/** The deepest span at a place, in pixels from the top of the lanes. */
export function spanAt(
  rows: readonly TraceRow[],
  scale: TimeScale,
  xPx: number,
  yPx: number,
): { readonly row: TraceRow; readonly span: TraceSpan } | undefined {
  const row = rows.find(({ topPx, heightPx }) => yPx >= topPx && yPx < topPx + heightPx);
  if (row === undefined) return undefined;
  const box = traceBoxes(row, scale)
    .filter(({ x, y, width, height }) => xPx >= x && xPx < x + width && yPx >= y && yPx < y + height)
    .at(-1);
  return box === undefined ? undefined : { row, span: box.span };
}

/** The letter that is drawn in boxes of a state. */
export function stateTag(state: MeasuredState): string {
  return STATES.find((info) => info.state === state)?.tag ?? '';
}
