/**
 * Draws nothing: says which boxes one lane needs for the visible range. Spans too narrow to tell apart are merged into
 * boxes that show how much of each state they hold, so the number of boxes depends on the width, not on the spans.
 */
import { firstEndingAfter } from '../run/lanes';
import type { SpanColumns } from '../run/lanes';
import { STATE_COUNT } from '../run/states';
import { pxPerSecond } from './timeScale';
import type { TimeScale } from './timeScale';

/** One span, wide enough to be seen by itself. */
export interface SpanItem {
  readonly kind: 'span';
  /** Number of the state. */
  readonly state: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Index into the lane's spans. */
  readonly span: number;
  /** Comes from a line that is highlighted. */
  readonly marked: boolean;
}

/** Several narrow spans drawn as one box that is divided by state from bottom to top. */
export interface MixItem {
  readonly kind: 'mix';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Height of each state in parts of `MIX_PARTS`, by number of the state. */
  readonly parts: readonly number[];
  readonly marked: boolean;
}

export interface LaneBox {
  readonly topPx: number;
  readonly heightPx: number;
}

export interface LaneDrawing {
  readonly scale: TimeScale;
  readonly box: LaneBox;
  /** By number of state: true for states that are filtered out. */
  readonly hidden: readonly boolean[];
  /** By number of source: 1 where the line is highlighted. Undefined where nothing is. */
  readonly marked: Uint8Array | undefined;
}

/** Spans narrower than this are merged. */
export const NARROW_PX = 3;
/** Width of the columns that narrow spans are gathered in. */
const COLUMN_PX = 4;
/** Steps in which a mix is shown; neighbours with the same steps become one box. */
export const MIX_PARTS = 16;

/** Share of the lane's height that each state takes: who works stands tall, who waits for the outside lies low. */
const STATE_HEIGHT: readonly number[] = [1, 0.7, 1, 0.46, 0.46, 1, 0];
const IDLE = 6;

/** The boxes of one lane, in order of time within each kind. */
export function laneItems(spans: SpanColumns, drawing: LaneDrawing): readonly (SpanItem | MixItem)[] {
  const { scale, box, hidden, marked } = drawing;
  const { starts, ends, states, sources } = spans;
  const perSecond = pxPerSecond(scale);
  const left = scale.leftPx;
  const right = scale.leftPx + scale.widthPx;
  const items: (SpanItem | MixItem)[] = [];
  const gather = createGatherer(box, items);

  for (let i = firstEndingAfter(spans, scale.startSeconds); i < spans.count; i++) {
    const start = starts[i] ?? 0;
    if (start >= scale.endSeconds) break;
    const state = states[i] ?? IDLE;
    if (state === IDLE || hidden[state] === true) continue;
    const isMarked = marked !== undefined && marked[sources[i] ?? -1] === 1;
    const x = left + (start - scale.startSeconds) * perSecond;
    const end = left + ((ends[i] ?? 0) - scale.startSeconds) * perSecond;
    if (end - x < NARROW_PX) {
      gather.add(state, x, end, isMarked);
      continue;
    }
    gather.flush();
    // A box far outside would lose its edge to the limits of the canvas; a margin hides where it is cut.
    const from = Math.max(x, left - 4);
    const height = Math.round(box.heightPx * (STATE_HEIGHT[state] ?? 1));
    items.push({
      kind: 'span',
      state,
      x: from,
      y: box.topPx + Math.round((box.heightPx - height) / 2),
      width: Math.min(end, right + 4) - from,
      height,
      span: i,
      marked: isMarked,
    });
  }
  gather.flush();
  return items;
}

interface Gatherer {
  add(state: number, from: number, to: number, marked: boolean): void;
  /** Closes the box that is open. */
  flush(): void;
}

/** Gathers narrow spans by column of pixels and turns columns that look the same into one box. */
function createGatherer(box: LaneBox, items: (SpanItem | MixItem)[]): Gatherer {
  const weights = new Float64Array(STATE_COUNT);
  let column = Number.NaN;
  let from = 0;
  let to = 0;
  let marked = false;
  let open: { x: number; end: number; parts: readonly number[]; marked: boolean } | undefined;

  function closeBox(): void {
    if (open === undefined) return;
    items.push({
      kind: 'mix',
      x: open.x,
      y: box.topPx,
      width: Math.max(open.end - open.x, 1),
      height: box.heightPx,
      parts: open.parts,
      marked: open.marked,
    });
    open = undefined;
  }

  function closeColumn(): void {
    if (Number.isNaN(column)) return;
    const parts = divide(weights, to - from);
    if (open !== undefined && from - open.end < 1 && open.marked === marked && sameParts(open.parts, parts)) {
      open.end = to;
    } else {
      closeBox();
      open = { x: from, end: to, parts, marked };
    }
    weights.fill(0);
    marked = false;
    column = Number.NaN;
  }

  return {
    add(state, x, end, isMarked) {
      const at = Math.floor(x / COLUMN_PX);
      if (at !== column) {
        closeColumn();
        column = at;
        from = x;
      }
      to = end;
      weights[state] = (weights[state] ?? 0) + (end - x);
      marked ||= isMarked;
    },
    flush() {
      closeColumn();
      closeBox();
    },
  };
}

/** Rounds shares to `MIX_PARTS`; a state that is there at all keeps one part. */
function divide(weights: Float64Array, total: number): readonly number[] {
  return Array.from(weights, (weight) =>
    weight > 0 && total > 0 ? Math.max(1, Math.round((weight / total) * MIX_PARTS)) : 0,
  );
}

function sameParts(a: readonly number[], b: readonly number[]): boolean {
  return a.every((part, i) => part === b[i]);
}
