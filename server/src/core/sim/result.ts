/** Turns the tables a run leaves behind into the public result. */
import type { Scenario } from '../model/scenario';
import type {
  LoopTaskResult,
  MainThread,
  Mark,
  ProbeResult,
  SimResult,
  Span,
  ThreadResult,
  Wake,
} from '../model/simResult';
import type { Plan } from './plan';
import { type LoopRecord, type Recorder, State, STATES } from './recorder';
import type { ThreadTable } from './threads';

/** What a run leaves behind: tables of numbers. */
export interface Run {
  readonly plan: Plan;
  readonly recorder: Recorder;
  /** Threads that were started, not counting the main thread. */
  readonly startedCount: number;
  /** When the main thread had taken in all results; 0 where taking them in is not simulated. */
  readonly collectedAtNs: number;
  readonly threads: ThreadTable;
  readonly truncated: boolean;
  readonly events: number;
}

export function resultOf(scenario: Scenario, run: Run, withSpans: boolean): SimResult {
  const mainThread = run.plan.entries.length - 1;
  const lanes = lanesOf(scenario, run);
  const threads = lanes.threads.map((thread) => threadOf(run, thread));
  const wallSeconds = threads.reduce(
    (latest, thread) => Math.max(latest, thread.endSeconds),
    seconds(run.collectedAtNs),
  );
  const spans = withSpans ? spansOf(run, lanes) : undefined;
  const main: MainThread | undefined = lanes.threads.includes(mainThread)
    ? undefined
    : { ...threadOf(run, mainThread), ...(spans && { spans: spans.main }) };
  return {
    schema: 1,
    wallSeconds,
    gilBusyFraction: busyFraction(run, threads, wallSeconds),
    switches: threads.reduce((sum, thread) => sum + thread.switches, 0),
    truncated: run.truncated,
    threads,
    ...(main && { main }),
    probe: probeOf(run.recorder.probesNs),
    ...(spans && {
      spans: spans.lanes,
      marks: marksOf(run, lanes),
      wakes: wakesOf(run, lanes),
      ...loopTasksOf(run, lanes, spans),
    }),
  };
}

/** The threads that the result lists, by the engine's numbers. */
interface Lanes {
  readonly threads: readonly number[];
  /** The place of a thread in that list; -1 for those that are not in it. */
  readonly indexOf: (thread: number) => number;
}

/** One a task, or the workers that were started; the main thread, first, where it runs tasks itself. */
function lanesOf({ executor, tasks }: Scenario, run: Run): Lanes {
  const mainThread = run.plan.entries.length - 1;
  const workers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);
  const listed = (threads: readonly number[]): Lanes => {
    const places = new Int32Array(run.plan.entries.length).fill(-1);
    threads.forEach((thread, place) => (places[thread] = place));
    return { threads, indexOf: (thread) => places[thread] ?? -1 };
  };
  switch (executor.kind) {
    case 'sequential':
      return listed([mainThread]);
    case 'event-loop':
      return listed([mainThread, ...workers(run.startedCount)]);
    case 'threads':
      return listed(workers(tasks.length));
    case 'pool':
    case 'processes':
    case 'interpreters':
    case 'free-threaded':
      return listed(workers(run.startedCount));
  }
}

function threadOf(run: Run, thread: number): ThreadResult {
  const secondsIn = (state: State): number => seconds(run.recorder.totalNs(thread, state));
  return {
    name: run.plan.names[thread] ?? '',
    gil: run.plan.gils[thread] ?? -1,
    startSeconds: seconds(run.threads.startNs[thread] ?? 0),
    endSeconds: seconds(run.threads.endNs[thread] ?? 0),
    heldSeconds: secondsIn(State.Held),
    gilWaitSeconds: secondsIn(State.GilWait),
    nativeSeconds: secondsIn(State.Native),
    ioSeconds: secondsIn(State.Io),
    lockWaitSeconds: secondsIn(State.LockWait),
    switches: run.threads.switches[thread] ?? 0,
  };
}

/** Mean over the GILs that the listed threads use; 0 where there is none. */
function busyFraction(run: Run, threads: readonly ThreadResult[], wallSeconds: number): number {
  const gils = new Set(threads.map((thread) => thread.gil).filter((gil) => gil >= 0));
  if (gils.size === 0 || wallSeconds === 0) return 0;
  let heldNs = 0;
  run.plan.gils.forEach((gil, thread) => {
    if (gils.has(gil)) heldNs += run.recorder.totalNs(thread, State.Held);
  });
  return seconds(heldNs) / wallSeconds / gils.size;
}

type MainSpan = Omit<Span, 'thread'>;

interface ThreadSpans {
  readonly lanes: readonly Span[];
  readonly main: readonly MainSpan[];
}

/** The log as objects, sorted by start. */
function spansOf(run: Run, { indexOf }: Lanes): ThreadSpans {
  const { log } = run.recorder;
  const { sources, collections } = run.plan.program;
  const mainThread = run.plan.entries.length - 1;
  const startNs = (row: number): number => log.startNs[row] ?? 0;
  const thread = (row: number): number => log.thread[row] ?? 0;
  const rows = Array.from({ length: log.length }, (_, row) => row);
  rows.sort((a, b) => startNs(a) - startNs(b) || thread(a) - thread(b));
  const lanes: Span[] = [];
  const main: MainSpan[] = [];
  for (const row of rows) {
    const task = log.task[row] ?? -1;
    const source = sources[log.step[row] ?? -1];
    const span: MainSpan = {
      state: STATES[log.state[row] ?? 0] ?? 'idle',
      startSeconds: seconds(startNs(row)),
      endSeconds: seconds(log.endNs[row] ?? 0),
      ...(task >= 0 && { task }),
      ...(source && { source }),
      ...(collections.has(log.step[row] ?? -1) && { collects: true }),
    };
    const lane = indexOf(thread(row));
    if (lane >= 0) lanes.push({ thread: lane, ...span });
    else if (thread(row) === mainThread) main.push(span);
  }
  return { lanes, main };
}

function marksOf(run: Run, { indexOf }: Lanes): readonly Mark[] {
  return run.recorder.marks.map(({ kind, thread, atNs }) => ({
    kind,
    thread: indexOf(thread),
    seconds: seconds(atNs),
  }));
}

function wakesOf(run: Run, { indexOf }: Lanes): readonly Wake[] {
  return run.recorder.wakes.map(({ cause, by, thread, atNs }) => ({
    cause,
    by: indexOf(by),
    thread: indexOf(thread),
    seconds: seconds(atNs),
  }));
}

/** One entry for each task and thread that runs it, by thread and in the order of the scenario, those started first. */
function loopTasksOf(run: Run, { indexOf }: Lanes, spans: ThreadSpans): Pick<SimResult, 'loopTasks'> {
  const records = new Map<string, LoopRecord[]>();
  for (const record of run.recorder.loopTasks) {
    const key = `${record.thread} ${record.entry} ${record.slot}`;
    const known = records.get(key);
    if (known === undefined) records.set(key, [record]);
    else known.push(record);
  }
  if (records.size === 0) return {};
  const { sources, loopTaskNames } = run.plan.program;
  const sorted = [...records.values()].sort(
    ([a], [b]) =>
      (a?.thread ?? 0) - (b?.thread ?? 0) ||
      (a?.entry ?? 0) - (b?.entry ?? 0) ||
      (a?.slot ?? 0) - (b?.slot ?? 0),
  );
  const loopTasks = sorted.flatMap((list): readonly LoopTaskResult[] => {
    const [first] = list;
    if (first === undefined) return [];
    const thread = indexOf(first.thread);
    const own = thread < 0 ? spans.main : spans.lanes.filter((span) => span.thread === thread);
    const pieces = list.flatMap(({ state, step, startNs, endNs }): readonly LoopSpan[] => {
      const stretch = { startSeconds: seconds(startNs), endSeconds: seconds(endNs) };
      if (state === State.Held) return clipped(own, stretch);
      const source = sources[step];
      return [{ ...stretch, state: STATES[state] ?? 'idle', ...(source && { source }) }];
    });
    return [{ name: loopTaskNames.get(first.entry) ?? '', thread, spans: pieces }];
  });
  return { loopTasks };
}

type LoopSpan = LoopTaskResult['spans'][number];

/** What a thread does in a stretch of time. Its spans are sorted and do not overlap. */
function clipped(
  spans: readonly MainSpan[],
  { startSeconds, endSeconds }: Pick<Span, 'startSeconds' | 'endSeconds'>,
): readonly LoopSpan[] {
  const pieces: LoopSpan[] = [];
  for (let i = firstEndingAfter(spans, startSeconds); i < spans.length; i++) {
    const span = spans[i];
    if (span === undefined || span.startSeconds >= endSeconds) break;
    const { state, source, collects } = span;
    pieces.push({
      state,
      startSeconds: Math.max(span.startSeconds, startSeconds),
      endSeconds: Math.min(span.endSeconds, endSeconds),
      ...(source && { source }),
      ...(collects && { collects }),
    });
  }
  return pieces;
}

function firstEndingAfter(spans: readonly MainSpan[], atSeconds: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.endSeconds ?? 0) <= atSeconds) low = middle + 1;
    else high = middle;
  }
  return low;
}

function probeOf(latenciesNs: readonly number[]): ProbeResult | null {
  if (latenciesNs.length === 0) return null;
  const sorted = Float64Array.from(latenciesNs).sort();
  const quantile = (share: number): number => seconds(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  return {
    count: sorted.length,
    meanSeconds: seconds(sorted.reduce((sum, ns) => sum + ns, 0) / sorted.length),
    p50Seconds: quantile(0.5),
    p95Seconds: quantile(0.95),
    maxSeconds: quantile(1),
  };
}

function seconds(ns: number): number {
  return ns / 1e9;
}
