/**
 * Writes down who was in which state when: totals by thread and state always, the spans themselves only when asked.
 * The log is numbers in typed arrays that grow by doubling; objects are made from it at the very end, if at all.
 */
import type { Mark, ThreadState, Wake } from '../model/simResult';
import type { Address } from './program';

/** Index = number of the state in the log. `ABSENT` (before the start, after the end) is not recorded. */
export const STATES: readonly ThreadState[] = [
  'held',
  'gil-wait',
  'native',
  'io',
  'lock-wait',
  'startup',
  'idle',
];

export const enum State {
  Held,
  GilWait,
  Native,
  Io,
  LockWait,
  Startup,
  Idle,
  Absent,
}

/** `Mark` with the engine's number of the thread. */
export interface MarkRecord {
  readonly kind: Mark['kind'];
  readonly thread: number;
  readonly atNs: number;
}

/** `Wake` with the engine's numbers of the threads. */
export interface WakeRecord {
  readonly cause: Wake['cause'];
  readonly by: number;
  readonly thread: number;
  readonly atNs: number;
}

/** What a task of an event loop did for a while. */
export interface LoopRecord {
  readonly thread: number;
  /** Where the task's code begins: tells it from the others of the loop. */
  readonly entry: Address;
  readonly slot: number;
  readonly state: State;
  /** Index into the run's sources; -1 for none. */
  readonly step: number;
  readonly startNs: number;
  readonly endNs: number;
}

/** Spans in the order of their ends; the first `length` entries of each array count. */
export interface SpanLog {
  readonly length: number;
  readonly thread: Int32Array;
  /** Index into `STATES`. */
  readonly state: Uint8Array;
  /** Index into the run's sources; -1 for none. */
  readonly step: Int32Array;
  /** Index into the scenario's tasks; -1 for none. */
  readonly task: Int32Array;
  readonly startNs: Float64Array;
  readonly endNs: Float64Array;
}

export class Recorder {
  readonly #keepsSpans: boolean;
  readonly #state: Uint8Array;
  readonly #step: Int32Array;
  readonly #task: Int32Array;
  readonly #sinceNs: Float64Array;
  /** Row of the thread's last span in the log; -1 before the first. */
  readonly #lastSpan: Int32Array;
  /** Nanoseconds by thread and state: `thread * STATES.length + state`. */
  readonly #totalsNs: Float64Array;
  #length = 0;
  #log: SpanLog;
  #probesNs: number[] = [];
  #marks: MarkRecord[] = [];
  #wakes: WakeRecord[] = [];
  #loopTasks: LoopRecord[] = [];

  constructor(threadCount: number, keepsSpans: boolean) {
    this.#keepsSpans = keepsSpans;
    this.#state = new Uint8Array(threadCount).fill(State.Absent);
    this.#step = new Int32Array(threadCount).fill(-1);
    this.#task = new Int32Array(threadCount).fill(-1);
    this.#sinceNs = new Float64Array(threadCount);
    this.#lastSpan = new Int32Array(threadCount).fill(-1);
    this.#totalsNs = new Float64Array(threadCount * STATES.length);
    this.#log = emptyLog(keepsSpans ? 1024 : 0);
  }

  /** Latencies of probed I/O in the order they were seen. */
  get probesNs(): readonly number[] {
    return this.#probesNs;
  }

  /** Marks in the order of time; empty where spans are not kept. */
  get marks(): readonly MarkRecord[] {
    return this.#marks;
  }

  /** In the order of time; empty where spans are not kept. */
  get wakes(): readonly WakeRecord[] {
    return this.#wakes;
  }

  /** In the order of their ends; empty where spans are not kept. */
  get loopTasks(): readonly LoopRecord[] {
    return this.#loopTasks;
  }

  get log(): SpanLog {
    return { ...this.#log, length: this.#length };
  }

  totalNs(thread: number, state: State): number {
    return this.#totalsNs[thread * STATES.length + state] ?? 0;
  }

  stateOf(thread: number): State {
    return this.#state[thread] ?? State.Absent;
  }

  /** The thread is in `state` from now on. */
  enter(thread: number, state: State, step: number, task: number, nowNs: number): void {
    const previous = this.#state[thread] ?? State.Absent;
    // What goes on as it was needs no new span.
    if (previous === state && this.#step[thread] === step && this.#task[thread] === task) return;
    const since = this.#sinceNs[thread] ?? 0;
    if (previous !== State.Absent && nowNs > since) {
      const cell = thread * STATES.length + previous;
      this.#totalsNs[cell] = (this.#totalsNs[cell] ?? 0) + nowNs - since;
      if (this.#keepsSpans) this.#write(thread, previous, since, nowNs);
    }
    this.#state[thread] = state;
    this.#step[thread] = step;
    this.#task[thread] = task;
    this.#sinceNs[thread] = nowNs;
  }

  /** The way from the end of a wait outside to the GIL took this long. */
  probe(latencyNs: number): void {
    this.#probesNs.push(latencyNs);
  }

  mark(kind: Mark['kind'], thread: number, nowNs: number): void {
    if (this.#keepsSpans) this.#marks.push({ kind, thread, atNs: nowNs });
  }

  wake(cause: Wake['cause'], by: number, thread: number, nowNs: number): void {
    if (this.#keepsSpans) this.#wakes.push({ cause, by, thread, atNs: nowNs });
  }

  loopTask(record: LoopRecord): void {
    if (this.#keepsSpans && record.endNs > record.startNs) this.#loopTasks.push(record);
  }

  #write(thread: number, state: State, startNs: number, endNs: number): void {
    const step = this.#step[thread] ?? -1;
    const task = this.#task[thread] ?? -1;
    const log = this.#log;
    const last = this.#lastSpan[thread] ?? -1;
    // Rounds of one step that follow each other without a pause are one span.
    if (
      last >= 0 &&
      log.endNs[last] === startNs &&
      log.state[last] === state &&
      log.step[last] === step &&
      log.task[last] === task
    ) {
      log.endNs[last] = endNs;
      return;
    }
    if (this.#length === log.thread.length) this.#log = grown(log);
    const row = this.#length++;
    this.#lastSpan[thread] = row;
    this.#log.thread[row] = thread;
    this.#log.state[row] = state;
    this.#log.step[row] = step;
    this.#log.task[row] = task;
    this.#log.startNs[row] = startNs;
    this.#log.endNs[row] = endNs;
  }
}

function emptyLog(capacity: number): SpanLog {
  return {
    length: 0,
    thread: new Int32Array(capacity),
    state: new Uint8Array(capacity),
    step: new Int32Array(capacity),
    task: new Int32Array(capacity),
    startNs: new Float64Array(capacity),
    endNs: new Float64Array(capacity),
  };
}

function grown(log: SpanLog): SpanLog {
  const larger = emptyLog(log.thread.length * 2);
  larger.thread.set(log.thread);
  larger.state.set(log.state);
  larger.step.set(log.step);
  larger.task.set(log.task);
  larger.startNs.set(log.startNs);
  larger.endNs.set(log.endNs);
  return larger;
}
