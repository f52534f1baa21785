/**
 * Turns the spans of a result into lanes: one for each GIL (who holds it when) and one for each thread, as sorted
 * columns of numbers, so that drawing a frame is bisection and a loop, however many spans there are.
 */
import type { SimResult, Span, ThreadResult } from '../../../server/src/core/model/simResult';
import type { Scenario, StepSource } from '../../../server/src/core/model/scenario';
import { marksByLane, NO_MARKS } from './marks';
import type { MarkColumns } from './marks';
import { nativeHelpers, nativeThreads } from './nativeLanes';
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
  /** `native`: a thread that Python does not manage, under the thread that it works for. */
  readonly kind: 'gil' | 'thread' | 'native';
  readonly name: string;
  /** Number of the GIL; -1 where there is none. */
  readonly gil: number;
  /** Index into `RunLanes.threads`, of a native thread that of its owner; -1 for a GIL lane. */
  readonly thread: number;
  readonly spans: SpanColumns;
  readonly marks: MarkColumns;
}

export interface RunLanes {
  /** GIL lanes stand before the threads that compete for them. */
  readonly lanes: readonly Lane[];
  /** Every thread of the run, the main thread first. */
  readonly threads: readonly ThreadResult[];
  /** Every place in the source that some span comes from, once. */
  readonly sources: readonly StepSource[];
}

/** Lanes of a result with spans; a result without gives empty lanes. `scenario` is what it is the result of. */
export function buildLanes(result: SimResult, scenario: Scenario): RunLanes {
  const { table, numberOf } = internSources();
  const threads = allThreads(result);
  const perThread = spansByThread(result).map((spans, thread) => columns(spans, thread, numberOf));
  const marks = marksByLane(result);
  const natives = nativeThreads(scenario);
  const lanes: Lane[] = [];
  const gils = [...new Set(threads.map((thread) => thread.gil))];
  for (const gil of gils) {
    const members = threads.flatMap((thread, index) => (thread.gil === gil ? [index] : []));
    const own = members.map((index) => perThread[index] ?? emptyColumns(0));
    if (gil >= 0) {
      const owner = threads[members[0] ?? 0]?.name ?? '';
      const name = gils.filter((other) => other >= 0).length === 1 ? 'GIL' : `GIL of ${owner}`;
      lanes.push({ kind: 'gil', name, gil, thread: -1, spans: holders(own), marks: marks.ofGil(gil) });
    }
    members.forEach((thread, i) => {
      const spans = own[i] ?? emptyColumns(0);
      const name = threads[thread]?.name ?? '';
      lanes.push({ kind: 'thread', name, gil, thread, spans, marks: marks.ofThread(thread) });
      nativeHelpers(spans, table, natives).forEach((helper, n) => {
        const own = `native thread ${String(n + 2)}`;
        lanes.push({ kind: 'native', name: own, gil, thread, spans: helper, marks: NO_MARKS });
      });
    });
  }
  return { lanes, threads, sources: table };
}

/** The main thread, where it is not one of the others, and the others. */
export function allThreads(result: SimResult): readonly ThreadResult[] {
  return result.main === undefined ? result.threads : [result.main, ...result.threads];
}

type ThreadSpan = Omit<Span, 'thread'>;

/** Spans of each thread of `allThreads`, sorted by start; empty ones are left out. */
function spansByThread(result: SimResult): readonly (readonly ThreadSpan[])[] {
  const offset = result.main === undefined ? 0 : 1;
  const perThread: ThreadSpan[][] = allThreads(result).map(() => []);
  const keep = (thread: number, span: ThreadSpan): void => {
    if (span.endSeconds > span.startSeconds) perThread[thread]?.push(span);
  };
  for (const span of result.main?.spans ?? []) keep(0, span);
  for (const span of result.spans ?? []) keep(span.thread + offset, span);
  for (const spans of perThread) spans.sort((a, b) => a.startSeconds - b.startSeconds);
  return perThread;
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

function columns(
  spans: readonly ThreadSpan[],
  thread: number,
  numberOf: (source: StepSource | undefined) => number,
): SpanColumns {
  const result = emptyColumns(spans.length);
  spans.forEach((span, i) => {
    result.starts[i] = span.startSeconds;
    result.ends[i] = span.endSeconds;
    result.states[i] = STATE_INDEX[span.state];
    result.threads[i] = thread;
    result.sources[i] = numberOf(span.source);
    result.tasks[i] = span.task ?? -1;
  });
  return result;
}

/** Stretches in which one thread keeps the GIL, whatever line it is on: the threads' held spans merged by time. */
function holders(threads: readonly SpanColumns[]): SpanColumns {
  const next = threads.map((spans) => nextHeld(spans, 0));
  const result = emptyColumns(threads.reduce((sum, spans) => sum + spans.count, 0));
  let count = 0;
  for (;;) {
    let first = -1;
    let start = Number.POSITIVE_INFINITY;
    threads.forEach((spans, i) => {
      const candidate = spans.starts[next[i] ?? spans.count] ?? Number.POSITIVE_INFINITY;
      if (candidate < start) {
        start = candidate;
        first = i;
      }
    });
    const spans = threads[first];
    const at = next[first];
    if (spans === undefined || at === undefined) break;
    const thread = spans.threads[at] ?? -1;
    const continues =
      count > 0 && result.threads[count - 1] === thread && start - (result.ends[count - 1] ?? 0) < 1e-9;
    if (!continues) {
      result.starts[count] = start;
      result.threads[count] = thread;
      result.sources[count] = -1;
      result.tasks[count] = -1;
      count++;
    }
    result.ends[count - 1] = spans.ends[at] ?? start;
    next[first] = nextHeld(spans, at + 1);
  }
  return {
    count,
    starts: result.starts.slice(0, count),
    ends: result.ends.slice(0, count),
    states: new Uint8Array(count).fill(STATE_INDEX.held),
    threads: result.threads.slice(0, count),
    sources: result.sources.slice(0, count),
    tasks: result.tasks.slice(0, count),
  };
}

/** Index of the first held span from `from` on; `count` where there is none. */
function nextHeld(spans: SpanColumns, from: number): number {
  const at = spans.states.indexOf(STATE_INDEX.held, from);
  return at < 0 ? spans.count : at;
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
