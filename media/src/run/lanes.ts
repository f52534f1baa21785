/**
 * Turns the spans of a result into lanes: one for each GIL (who holds it when) and one for each thread, with the tasks of
 * its event loop and the threads that its native code starts below it.
 */
import type { SimResult, Span, ThreadResult } from '../../../server/src/core/model/simResult';
import type { Scenario, StepSource } from '../../../server/src/core/model/scenario';
import { allThreads } from '../../../server/src/core/sim/threadTable';
import { linksOf } from './links';
import type { Links } from './links';
import { loopLanes } from './loopLanes';
import { marksByLane, NO_MARKS } from './marks';
import type { MarkColumns } from './marks';
import { nativeHelpers, nativeThreads } from './nativeLanes';
import { emptyColumns, nextHeld } from './spanColumns';
import type { SpanColumns } from './spanColumns';
import { STATE_INDEX } from './states';

export interface Lane {
  /**
   * `loop-task`: a task of an event loop, under the thread that runs the loop. `native`: a thread that Python does not
   * manage, under the thread that it works for.
   */
  readonly kind: 'gil' | 'thread' | 'loop-task' | 'native';
  readonly name: string;
  /** Number of the GIL; -1 where there is none. */
  readonly gil: number;
  /** Index into `RunLanes.threads`, of lanes below a thread that of the thread; -1 for a GIL lane. */
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
  readonly links: Links;
}

/** Lanes of a result with spans; a result without gives empty lanes. `scenario` is what it is the result of. */
export function buildLanes(result: SimResult, scenario: Scenario): RunLanes {
  const { table, numberOf } = internSources();
  const threads = allThreads(result);
  const perThread = spansByThread(result).map((spans, thread) => columns(spans, thread, numberOf));
  const marks = marksByLane(result);
  const natives = nativeThreads(scenario);
  const offset = result.main === undefined ? 0 : 1;
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
      const loopTasks = (result.loopTasks ?? []).filter((task) => task.thread + offset === thread);
      for (const task of loopLanes(loopTasks, thread, numberOf))
        lanes.push({ kind: 'loop-task', ...task, gil, thread, marks: NO_MARKS });
      nativeHelpers(spans, table, natives).forEach((helper, n) => {
        const own = `native thread ${String(n + 2)}`;
        lanes.push({ kind: 'native', name: own, gil, thread, spans: helper, marks: NO_MARKS });
      });
    });
  }
  return { lanes, threads, sources: table, links: linksOf(result) };
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
    result.collects[i] = span.collects === true ? 1 : 0;
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
    collects: result.collects.slice(0, count),
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
