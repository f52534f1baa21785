/**
 * A simulation in the trace event format (JSON) of Chrome, which Perfetto and chrome://tracing open: a process for each
 * Python process, a track for each thread and each GIL, a counter of waiting threads, arrows for hand-overs,
 * instants for starts, submits, joins and drop requests.
 */
import type { Scenario } from '../model/scenario';
import type { Mark, SimResult } from '../model/simResult';
import { type Lanes, lanesOf, type LaneSpan } from './lanes';
import { stateTitle } from './states';

interface TraceEvent {
  readonly name: string;
  readonly ph: 'X' | 'M' | 'C' | 's' | 'f' | 'i';
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts?: number;
  readonly dur?: number;
  readonly cat?: string;
  readonly id?: number;
  readonly bp?: 'e';
  /** Scope of an instant: its thread. */
  readonly s?: 't';
  readonly args?: Readonly<Record<string, string | number>>;
}

/** `result` must have been made with `spans: true`. */
export function traceEventJson(scenario: Scenario, result: SimResult): string {
  const lanes = lanesOf(result);
  const place = placeIn(scenario);
  const traceEvents = [
    ...names(lanes, place),
    ...slices(scenario, lanes, place),
    ...counters(lanes, place),
    ...handOvers(lanes, place),
    ...instants(result, lanes, place),
  ];
  const otherData = { tool: 'gilscope', note: 'predicted, not measured', scenario: JSON.stringify(scenario) };
  return JSON.stringify({ traceEvents, displayTimeUnit: 'ms', otherData });
}

interface Place {
  /** The process of a thread. Numbers start at 1: Perfetto gives 0 a meaning of its own. */
  readonly pid: (thread: number, lanes: Lanes) => number;
  readonly tid: (thread: number) => number;
  /** The track of a GIL. */
  readonly gilTid: (gil: number) => number;
}

const GIL_TRACKS = 100_000;

function placeIn(scenario: Scenario): Place {
  const isProcesses = scenario.executor.kind === 'processes';
  return {
    pid: (thread, lanes) => (isProcesses ? (lanes.threads[thread]?.thread.gil ?? 0) : 0) + 1,
    tid: (thread) => thread + 1,
    gilTid: (gil) => GIL_TRACKS + gil,
  };
}

function names(lanes: Lanes, place: Place): readonly TraceEvent[] {
  const events: TraceEvent[] = [];
  const processes = new Set<number>();
  lanes.threads.forEach(({ thread }, i) => {
    const pid = place.pid(i, lanes);
    if (!processes.has(pid)) {
      processes.add(pid);
      const name = pid === 1 ? 'Python' : thread.name;
      events.push({ name: 'process_name', ph: 'M', pid, tid: 0, args: { name } });
      events.push({ name: 'process_sort_index', ph: 'M', pid, tid: 0, args: { sort_index: pid } });
    }
    const tid = place.tid(i);
    events.push({ name: 'thread_name', ph: 'M', pid, tid, args: { name: thread.name } });
    events.push({ name: 'thread_sort_index', ph: 'M', pid, tid, args: { sort_index: tid } });
  });
  for (const { gil, title } of lanes.gils) {
    const pid = gilPid(lanes, gil, place);
    const tid = place.gilTid(gil);
    events.push({ name: 'thread_name', ph: 'M', pid, tid, args: { name: title } });
    events.push({ name: 'thread_sort_index', ph: 'M', pid, tid, args: { sort_index: gil - GIL_TRACKS } });
  }
  return events;
}

function slices(scenario: Scenario, lanes: Lanes, place: Place): readonly TraceEvent[] {
  const slice = (span: LaneSpan, name: string, pid: number, tid: number): TraceEvent => ({
    name,
    cat: span.state,
    ph: 'X',
    pid,
    tid,
    ts: microseconds(span.startSeconds),
    dur: microseconds(span.endSeconds - span.startSeconds),
    args: argsOf(scenario, span),
  });
  return [
    ...lanes.gils.flatMap(({ gil, spans }) =>
      spans.map((span) =>
        slice(
          span,
          lanes.threads[span.holder]?.thread.name ?? '',
          gilPid(lanes, gil, place),
          place.gilTid(gil),
        ),
      ),
    ),
    ...lanes.threads.flatMap(({ thread, spans }, i) =>
      spans.map((span) => slice(span, stateTitle(span.state, thread.gil), place.pid(i, lanes), place.tid(i))),
    ),
  ];
}

function argsOf(scenario: Scenario, { task, source }: LaneSpan): Readonly<Record<string, string | number>> {
  return {
    ...(task !== undefined && { task: scenario.tasks[task]?.name ?? '' }),
    ...(source && { file: source.path, line: source.line }),
    ...(source?.what !== undefined && { what: source.what }),
  };
}

/** How many threads wait for each GIL, as a step function. */
function counters(lanes: Lanes, place: Place): readonly TraceEvent[] {
  return lanes.gils.flatMap(({ gil }) => {
    const changes = lanes.threads
      .filter(({ thread }) => thread.gil === gil)
      .flatMap(({ spans }) => spans.filter(({ state }) => state === 'gil-wait'))
      .flatMap(({ startSeconds, endSeconds }) => [
        { at: startSeconds, by: 1 },
        { at: endSeconds, by: -1 },
      ])
      .sort((a, b) => a.at - b.at || a.by - b.by);
    let waiting = 0;
    const events: TraceEvent[] = [];
    changes.forEach(({ at, by }, i) => {
      waiting += by;
      if (changes[i + 1]?.at === at) return;
      const pid = gilPid(lanes, gil, place);
      const name = lanes.gils.length === 1 ? 'threads waiting for the GIL' : `waiting for GIL ${gil}`;
      events.push({ name, ph: 'C', pid, tid: 0, ts: microseconds(at), args: { waiting } });
    });
    return events;
  });
}

/** An arrow from the end of each holder's turn to the start of the next one's. */
function handOvers(lanes: Lanes, place: Place): readonly TraceEvent[] {
  let id = 0;
  return lanes.gils.flatMap(({ spans }) =>
    spans.flatMap((span, i): readonly TraceEvent[] => {
      const next = spans[i + 1];
      if (next === undefined || next.holder === span.holder) return [];
      const flow = { name: 'hand-over', cat: 'gil', id: ++id };
      const end = (of: LaneSpan): { readonly pid: number; readonly tid: number } => ({
        pid: place.pid(of.holder, lanes),
        tid: place.tid(of.holder),
      });
      // A flow starts inside its slice: a nanosecond before the end.
      const ts = microseconds(Math.max(span.startSeconds, span.endSeconds - 1e-9));
      return [
        { ...flow, ph: 's', ...end(span), ts },
        { ...flow, ph: 'f', bp: 'e', ...end(next), ts: microseconds(next.startSeconds) },
      ];
    }),
  );
}

const MARK_NAMES: Readonly<Record<Mark['kind'], string>> = {
  start: 'started',
  submit: 'submits a task',
  join: 'begins to join',
  'drop-request': 'asked to let go of the GIL',
};

/** Moments that the picture marks. */
function instants({ marks = [], main }: SimResult, lanes: Lanes, place: Place): readonly TraceEvent[] {
  const first = main === undefined ? 0 : 1;
  return marks.map(({ kind, thread, seconds }) => ({
    name: MARK_NAMES[kind],
    cat: 'mark',
    ph: 'i' as const,
    s: 't' as const,
    pid: place.pid(first + thread, lanes),
    tid: place.tid(first + thread),
    ts: microseconds(seconds),
  }));
}

function gilPid(lanes: Lanes, gil: number, place: Place): number {
  return place.pid(
    lanes.threads.findIndex(({ thread }) => thread.gil === gil),
    lanes,
  );
}

/** The format counts in microseconds; three decimals keep our nanoseconds. */
function microseconds(seconds: number): number {
  return Math.round(seconds * 1e9) / 1e3;
}
