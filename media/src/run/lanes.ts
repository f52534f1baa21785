/**
 * Turns the spans of a result into lanes: one for each GIL (who holds it when) and one for each thread, as sorted
 * columns of numbers, so that drawing a frame is bisection and a loop, however many spans there are.
 */
import type { SimResult, Span, ThreadResult } from '../../../server/src/core/model/simResult';
import type { StepSource } from '../../../server/src/core/model/scenario';
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
}

export interface Lane {
  readonly kind: 'gil' | 'thread';
  readonly name: string;
  /** Number of the GIL; -1 where there is none. */
  readonly gil: number;
  /** Index into `RunLanes.threads`; -1 for a GIL lane. */
  readonly thread: number;
  readonly spans: SpanColumns;
}

export interface RunLanes {
  /** GIL lanes stand before the threads that compete for them. */
  readonly lanes: readonly Lane[];
  /** Every thread of the run, the main thread first. */
  readonly threads: readonly ThreadResult[];
  /** Every place in the source that some span comes from, once. */
  readonly sources: readonly StepSource[];
}

/** Lanes of a result with spans; a result without gives empty lanes. */
export function buildLanes(result: SimResult): RunLanes {
  const { table, numberOf } = internSources();
  const threads = allThreads(result);
  const spans = spansByThread(result);
  const lanes: Lane[] = [];
  const gils = [...new Set(threads.map((thread) => thread.gil))];
  for (const gil of gils) {
    const members = threads.flatMap((thread, index) => (thread.gil === gil ? [index] : []));
    if (gil >= 0) {
      const owner = threads[members[0] ?? 0]?.name ?? '';
      const name = gils.filter((other) => other >= 0).length === 1 ? 'GIL' : `GIL of ${owner}`;
      const held = holders(members.flatMap((index) => spans[index] ?? []));
      lanes.push({ kind: 'gil', name, gil, thread: -1, spans: held });
    }
    for (const index of members) {
      const name = threads[index]?.name ?? '';
      lanes.push({ kind: 'thread', name, gil, thread: index, spans: columns(spans[index] ?? [], numberOf) });
    }
  }
  return { lanes, threads, sources: table };
}

/** The main thread, where it is not one of the others, and the others. */
export function allThreads(result: SimResult): readonly ThreadResult[] {
  return result.main === undefined ? result.threads : [result.main, ...result.threads];
}

/** Spans of each thread of `allThreads`, sorted by start; empty ones are left out. */
function spansByThread(result: SimResult): readonly (readonly Span[])[] {
  const offset = result.main === undefined ? 0 : 1;
  const perThread: Span[][] = allThreads(result).map(() => []);
  for (const span of result.main?.spans ?? []) perThread[0]?.push({ ...span, thread: 0 });
  for (const span of result.spans ?? []) {
    perThread[span.thread + offset]?.push(offset === 0 ? span : { ...span, thread: span.thread + offset });
  }
  return perThread.map((spans) =>
    spans
      .filter((span) => span.endSeconds > span.startSeconds)
      .sort((a, b) => a.startSeconds - b.startSeconds),
  );
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

function columns(spans: readonly Span[], numberOf: (source: StepSource | undefined) => number): SpanColumns {
  const result = emptyColumns(spans.length);
  spans.forEach((span, i) => {
    result.starts[i] = span.startSeconds;
    result.ends[i] = span.endSeconds;
    result.states[i] = STATE_INDEX[span.state];
    result.threads[i] = span.thread;
    result.sources[i] = numberOf(span.source);
    result.tasks[i] = span.task ?? -1;
  });
  return result;
}

/** Stretches in which one thread keeps the GIL, whatever line it is on. */
function holders(spans: readonly Span[]): SpanColumns {
  const held = spans.filter((span) => span.state === 'held').sort((a, b) => a.startSeconds - b.startSeconds);
  const stretches: { thread: number; start: number; end: number }[] = [];
  for (const span of held) {
    const last = stretches.at(-1);
    if (last !== undefined && last.thread === span.thread && span.startSeconds - last.end < 1e-9) {
      last.end = span.endSeconds;
    } else {
      stretches.push({ thread: span.thread, start: span.startSeconds, end: span.endSeconds });
    }
  }
  const result = emptyColumns(stretches.length);
  stretches.forEach((stretch, i) => {
    result.starts[i] = stretch.start;
    result.ends[i] = stretch.end;
    result.states[i] = STATE_INDEX.held;
    result.threads[i] = stretch.thread;
    result.sources[i] = -1;
    result.tasks[i] = -1;
  });
  return result;
}

function emptyColumns(count: number): SpanColumns {
  return {
    count,
    starts: new Float64Array(count),
    ends: new Float64Array(count),
    states: new Uint8Array(count),
    threads: new Int32Array(count),
    sources: new Int32Array(count),
    tasks: new Int32Array(count),
  };
}

/** Numbers sources by place. Spans of one step share the object, so most look-ups end at the first map. */
function internSources(): { table: StepSource[]; numberOf: (source: StepSource | undefined) => number } {
  const table: StepSource[] = [];
  const byObject = new Map<StepSource, number>();
  const byPlace = new Map<string, number>();
  return {
    table,
    numberOf(source) {
      if (source === undefined) return -1;
      const known = byObject.get(source);
      if (known !== undefined) return known;
      const place = JSON.stringify([source.path, source.line, source.column, source.what]);
      let number = byPlace.get(place);
      if (number === undefined) {
        number = table.push(source) - 1;
        byPlace.set(place, number);
      }
      byObject.set(source, number);
      return number;
    },
  };
}
