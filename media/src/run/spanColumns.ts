/** The spans of one lane as sorted columns of numbers, so that drawing a frame is bisection and a loop. */
import { STATE_INDEX } from './states';

/** Spans of one lane sorted by start, never overlapping. All arrays have `count` entries. */
export interface SpanColumns {
  readonly count: number;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Numbers of states (`STATES`). */
  readonly states: Uint8Array;
  /** Index into `RunLanes.threads` of who is in the state; in a GIL lane the holder. */
  readonly threads: Int32Array;
  /** Place in `RunLanes.sources`, -1 without one. */
  readonly sources: Int32Array;
  /** Place in `Scenario.tasks`, -1 where the thread works for none. */
  readonly tasks: Int32Array;
  /** 1 where the thread collects garbage meanwhile. */
  readonly collects: Uint8Array;
}

export function emptyColumns(count: number): SpanColumns {
  return {
    count,
    starts: new Float64Array(count),
    ends: new Float64Array(count),
    states: new Uint8Array(count),
    threads: new Int32Array(count),
    sources: new Int32Array(count),
    tasks: new Int32Array(count),
    collects: new Uint8Array(count),
  };
}

/** The spans with these numbers, which must be sorted. */
export function pickSpans(spans: SpanColumns, kept: readonly number[]): SpanColumns {
  const pick = (column: ArrayLike<number>): number[] => kept.map((i) => column[i] ?? 0);
  return {
    count: kept.length,
    starts: Float64Array.from(pick(spans.starts)),
    ends: Float64Array.from(pick(spans.ends)),
    states: Uint8Array.from(pick(spans.states)),
    threads: Int32Array.from(pick(spans.threads)),
    sources: Int32Array.from(pick(spans.sources)),
    tasks: Int32Array.from(pick(spans.tasks)),
    collects: Uint8Array.from(pick(spans.collects)),
  };
}

/** Index of the last span that starts at or before `seconds`; -1 where there is none. */
export function lastStartingBy(spans: SpanColumns, seconds: number): number {
  let low = 0;
  let high = spans.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans.starts[middle] ?? 0) <= seconds) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Index of the first span that ends after `seconds`: where drawing a range begins. */
export function firstEndingAfter(spans: SpanColumns, seconds: number): number {
  const before = lastStartingBy(spans, seconds);
  return before >= 0 && (spans.ends[before] ?? 0) > seconds ? before : before + 1;
}

/** Index of the first held span from `from` on; `count` where there is none. */
export function nextHeld(spans: SpanColumns, from: number): number {
  const at = spans.states.indexOf(STATE_INDEX.held, from);
  return at < 0 ? spans.count : at;
}
