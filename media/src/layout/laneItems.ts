/**
 * Draws nothing: says which boxes one lane needs for the visible range. Spans too narrow to tell apart are merged into
 * boxes that show how much of each state they hold, so the number of boxes depends on the width, not on the spans.
 */
import { firstEndingAfter, lastStartingBy } from '../run/spanColumns';
import type { SpanColumns } from '../run/spanColumns';
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
  /** Where the spans in sight are narrower than this on average, narrow ones are merged. */
  readonly crowdedPx: number;
}

/** `crowdedPx` of threads: their patterns need room. */
export const CROWDED_PX = 4;
/** `crowdedPx` of GIL lanes: plain boxes tell holders apart at any width that can be seen. */
export const CROWDED_HOLDERS_PX = 2;
/** Steps in which a mix is shown; neighbours with the same steps become one box. */
export const MIX_PARTS = 12;

/** How a lane is drawn. One decision for all of it: a lane that changes from span to span looks broken. */
interface Detail {
  /** Spans narrower than this are merged. */
  readonly narrowPx: number;
  /** Width of the columns that narrow spans are gathered in: several spans each, or neighbours would differ by chance. */
  readonly columnPx: number;
}

function detailOf(spans: SpanColumns, { scale, crowdedPx }: LaneDrawing): Detail {
  const first = firstEndingAfter(spans, scale.startSeconds);
  const last = lastStartingBy(spans, scale.endSeconds);
  const from = Math.max(spans.starts[first] ?? 0, scale.startSeconds);
  const to = Math.min(spans.ends[last] ?? 0, scale.endSeconds);
  const averagePx = ((to - from) * pxPerSecond(scale)) / Math.max(last - first + 1, 1);
  return averagePx < crowdedPx
    ? { narrowPx: Math.max(3 * averagePx, 8), columnPx: Math.max(4 * averagePx, 12) }
    : { narrowPx: 1, columnPx: 8 };
}

/** Share of the lane's height that each state takes: who works stands tall, who waits for the outside lies low. */
const STATE_HEIGHT: readonly number[] = [1, 0.7, 1, 0.46, 0.46, 1, 0];
const IDLE = 6;

/** The boxes of one lane, in order of time within each kind. */
export function laneItems(spans: SpanColumns, drawing: LaneDrawing): readonly (SpanItem | MixItem)[] {
  const { scale, box, hidden, marked } = drawing;
  const { narrowPx, columnPx } = detailOf(spans, drawing);
  const { starts, ends, states, sources } = spans;
  const perSecond = pxPerSecond(scale);
  const left = scale.leftPx;
  const right = scale.leftPx + scale.widthPx;
  const items: (SpanItem | MixItem)[] = [];
  const gather = new Gatherer(box, columnPx, items);

  for (let i = firstEndingAfter(spans, scale.startSeconds); i < spans.count; i++) {
    const start = starts[i] ?? 0;
    if (start >= scale.endSeconds) break;
    const state = states[i] ?? IDLE;
    if (state === IDLE || hidden[state] === true) continue;
    const isMarked = marked !== undefined && marked[sources[i] ?? -1] === 1;
    const x = left + (start - scale.startSeconds) * perSecond;
    const end = left + ((ends[i] ?? 0) - scale.startSeconds) * perSecond;
    if (end - x < narrowPx) {
      gather.add(state, x, end, isMarked);
      continue;
    }
    gather.flush();
    // A box far outside would lose its edge to the limits of the canvas; a margin hides where it is cut.
    const from = Math.max(x, left - 4);
    // Even where the lane is, so that the box lies in its middle.
    const height = box.heightPx - 2 * Math.round((box.heightPx * (1 - (STATE_HEIGHT[state] ?? 1))) / 2);
    items.push({
      kind: 'span',
      state,
      x: from,
      y: box.topPx + (box.heightPx - height) / 2,
      width: Math.min(end, right + 4) - from,
      height,
      span: i,
      marked: isMarked,
    });
  }
  gather.flush();
  return items;
}

/** Gathers narrow spans by column of pixels and turns columns that look the same into one box. */
class Gatherer {
  readonly #weights = new Float64Array(STATE_COUNT);
  readonly #box: LaneBox;
  readonly #columnPx: number;
  readonly #items: (SpanItem | MixItem)[];
  #column = -1;
  #from = 0;
  #to = 0;
  #marked = false;
  #open: { x: number; end: number; parts: readonly number[]; marked: boolean } | undefined;

  constructor(box: LaneBox, columnPx: number, items: (SpanItem | MixItem)[]) {
    this.#box = box;
    this.#columnPx = columnPx;
    this.#items = items;
  }

  add(state: number, x: number, end: number, marked: boolean): void {
    const column = Math.floor(x / this.#columnPx);
    if (column !== this.#column || this.#from === this.#to) {
      this.#closeColumn();
      this.#column = column;
      this.#from = x;
    }
    this.#to = end;
    this.#weights[state] = (this.#weights[state] ?? 0) + (end - x);
    this.#marked ||= marked;
  }

  /** Closes the box that is open. */
  flush(): void {
    this.#closeColumn();
    this.#closeBox();
  }

  #closeColumn(): void {
    if (this.#from === this.#to) return;
    const parts = divide(this.#weights, this.#to - this.#from);
    const open = this.#open;
    if (
      open !== undefined &&
      this.#from - open.end < 1 &&
      open.marked === this.#marked &&
      open.parts.every((part, i) => part === parts[i])
    ) {
      open.end = this.#to;
    } else {
      this.#closeBox();
      this.#open = { x: this.#from, end: this.#to, parts, marked: this.#marked };
    }
    this.#weights.fill(0);
    this.#marked = false;
    this.#from = this.#to;
  }

  #closeBox(): void {
    if (this.#open === undefined) return;
    const { x, end, parts, marked } = this.#open;
    this.#items.push({
      kind: 'mix',
      x,
      y: this.#box.topPx,
      width: Math.max(end - x, 1),
      height: this.#box.heightPx,
      parts,
      marked,
    });
    this.#open = undefined;
  }
}

/** Rounds shares to `MIX_PARTS`; a state that is there at all keeps one part. */
function divide(weights: Float64Array, total: number): readonly number[] {
  const parts: number[] = [];
  for (const weight of weights) {
    parts.push(weight > 0 ? Math.max(1, Math.round((weight / total) * MIX_PARTS)) : 0);
  }
  return parts;
}
