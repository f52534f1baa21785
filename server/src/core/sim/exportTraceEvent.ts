/**
 * A simulation in the trace event format (JSON) of Chrome, which Perfetto and chrome://tracing open: a process for each
 * Python process, a track for each thread, each GIL and each task of an event loop, a counter of waiting threads, arrows for
 * hand-overs and wake-ups, instants for starts, submits, joins and drop requests.
 */
import type { Scenario } from '../model/scenario';
import type { Mark, SimResult } from '../model/simResult';
import { shortName } from './exportNames';
import { type Arrow, arrowsOf } from './exportTraceArrows';
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
  const place = placeIn(scenario, lanes);
  const marks = instants(result, lanes, place);
  // Perfetto binds an arrow to the slice that was begun last: at one moment, slices have to stand before arrows.
  const traceEvents = [
    ...names(lanes, place, new Set(marks.map(({ pid }) => pid))),
    ...slices(scenario, lanes, place),
    ...counters(lanes, place),
    ...arrowsOf(result, lanes).flatMap((arrow, i) => arrowEvents(arrow, i + 1, place)),
    ...marks,
  ];
  const otherData = { tool: 'gilscope', note: 'predicted, not measured', scenario: JSON.stringify(scenario) };
  return JSON.stringify({ traceEvents, displayTimeUnit: 'ms', otherData });
}

interface Place {
  /** The process of a thread. Numbers start at 1: Perfetto gives 0 a meaning of its own. */
  readonly pid: (thread: number) => number;
  readonly gilPid: (gil: number) => number;
}

/** Tracks of a thread have its number and one; those of what is no thread begin far above. */
const GIL_TRACKS = 1_000_000;
const MARK_TRACKS = 2_000_000;
const LOOP_TASK_TRACKS = 3_000_000;

function threadTrack(thread: number): number {
  return thread + 1;
}

function placeIn(scenario: Scenario, { threads }: Lanes): Place {
  const isProcesses = scenario.executor.kind === 'processes';
  const pid = (thread: number): number => (isProcesses ? (threads[thread]?.thread.gil ?? 0) : 0) + 1;
  const pids = new Map(threads.map(({ thread }, i) => [thread.gil, pid(i)]));
  return { pid, gilPid: (gil) => pids.get(gil) ?? 1 };
}

/** Names and order of processes and tracks: GILs, marks, then threads with the tasks of their loops below them. */
function names(lanes: Lanes, place: Place, withMarks: ReadonlySet<number>): readonly TraceEvent[] {
  const events: TraceEvent[] = [];
  const add = (about: 'process' | 'thread', pid: number, tid: number, name: string, order: number): void => {
    events.push({ name: `${about}_name`, ph: 'M', pid, tid, args: { name: shown(name) } });
    events.push({ name: `${about}_sort_index`, ph: 'M', pid, tid, args: { sort_index: order } });
  };
  const processes = new Set<number>();
  lanes.threads.forEach(({ thread }, i) => {
    const pid = place.pid(i);
    if (processes.has(pid)) return;
    processes.add(pid);
    add('process', pid, 0, pid === 1 ? 'Python' : thread.name, pid);
  });
  let order = 0;
  const addTrack = (pid: number, tid: number, name: string): void => add('thread', pid, tid, name, ++order);
  for (const { gil, title } of lanes.gils) addTrack(place.gilPid(gil), GIL_TRACKS + gil, title);
  for (const pid of withMarks) addTrack(pid, MARK_TRACKS + pid, 'What happens');
  lanes.threads.forEach(({ thread }, i) => {
    addTrack(place.pid(i), threadTrack(i), thread.name);
    lanes.loopTasks.forEach((task, number) => {
      if (task.thread === i) addTrack(place.pid(i), LOOP_TASK_TRACKS + number, `↳ ${shown(task.name)}`);
    });
  });
  return events;
}

function slices(scenario: Scenario, lanes: Lanes, place: Place): readonly TraceEvent[] {
  const slice = (span: LaneSpan, name: string, pid: number, tid: number): TraceEvent => ({
    name,
    cat: span.collects === true ? 'gc' : span.state,
    ph: 'X',
    pid,
    tid,
    ts: microseconds(span.startSeconds),
    dur: microseconds(span.endSeconds - span.startSeconds),
    args: argsOf(scenario, span),
  });
  const holders = lanes.threads.map(({ thread }) => shown(thread.name));
  const what = (span: LaneSpan): string =>
    span.collects === true
      ? 'Collecting garbage'
      : stateTitle(span.state, lanes.threads[span.holder]?.thread.gil ?? 0);
  return [
    ...lanes.gils.flatMap(({ gil, spans }) =>
      spans.map((span) => slice(span, holders[span.holder] ?? '', place.gilPid(gil), GIL_TRACKS + gil)),
    ),
    ...lanes.threads.flatMap(({ spans }, i) =>
      spans.map((span) => slice(span, what(span), place.pid(i), threadTrack(i))),
    ),
    ...lanes.loopTasks.flatMap(({ thread, spans }, i) =>
      spans.map((span) => slice(span, what(span), place.pid(thread), LOOP_TASK_TRACKS + i)),
    ),
  ];
}

function argsOf(scenario: Scenario, { task, source }: LaneSpan): Readonly<Record<string, string | number>> {
  return {
    ...(task !== undefined && { task: shown(scenario.tasks[task]?.name ?? '') }),
    ...(source && { file: source.path, line: source.line }),
    ...(source?.what !== undefined && { what: source.what }),
  };
}

/** How many threads wait for each GIL, as a step function. */
function counters(lanes: Lanes, place: Place): readonly TraceEvent[] {
  return lanes.gils.flatMap(({ gil, title }) => {
    const changes = lanes.threads
      .filter(({ thread }) => thread.gil === gil)
      .flatMap(({ spans }) => spans.filter(({ state }) => state === 'gil-wait'))
      .flatMap(({ startSeconds, endSeconds }) => [
        { at: startSeconds, by: 1 },
        { at: endSeconds, by: -1 },
      ])
      .sort((a, b) => a.at - b.at || a.by - b.by);
    const name = shown(`threads waiting for the ${title}`);
    const events: TraceEvent[] = [];
    let waiting = 0;
    changes.forEach(({ at, by }, i) => {
      waiting += by;
      if (changes[i + 1]?.at === at) return;
      events.push({ name, ph: 'C', pid: place.gilPid(gil), tid: 0, ts: microseconds(at), args: { waiting } });
    });
    return events;
  });
}

function arrowEvents({ name, category, from, to }: Arrow, id: number, place: Place): readonly TraceEvent[] {
  const end = ({ thread, ns }: Arrow['from']): Omit<TraceEvent, 'ph'> => ({
    name,
    cat: category,
    id,
    pid: place.pid(thread),
    tid: threadTrack(thread),
    ts: ns / 1e3,
  });
  return [
    { ...end(from), ph: 's' },
    { ...end(to), ph: 'f', bp: 'e' },
  ];
}

const MARK_NAMES: Readonly<Record<Mark['kind'], string>> = {
  start: 'is started',
  submit: 'submits a task',
  join: 'begins to join',
  'drop-request': 'is asked to let go of the GIL',
};

/** Moments that the picture marks. Not in the threads' own tracks: there Perfetto would bind later arrows to them. */
function instants({ marks = [], main }: SimResult, { threads }: Lanes, place: Place): readonly TraceEvent[] {
  const first = main === undefined ? 0 : 1;
  return marks.map(({ kind, thread, seconds }) => {
    const pid = place.pid(first + thread);
    return {
      name: `${shown(threads[first + thread]?.thread.name ?? '')} ${MARK_NAMES[kind]}`,
      cat: 'mark',
      ph: 'i' as const,
      s: 't' as const,
      pid,
      tid: MARK_TRACKS + pid,
      ts: microseconds(seconds),
    };
  });
}

/** Every slice of a thread repeats some name. */
function shown(name: string): string {
  return shortName(name, 200);
}

/** The format counts in microseconds; three decimals keep our nanoseconds. */
function microseconds(seconds: number): number {
  return Math.round(seconds * 1e9) / 1e3;
}
