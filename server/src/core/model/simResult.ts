/** Output of the simulator. Everything but `spans` is public JSON. Types only. */
import type { StepSource } from './scenario';

/** What a thread is doing. The tags are what the picture draws beside colour and pattern. */
export type ThreadState = 'held' | 'gil-wait' | 'native' | 'io' | 'lock-wait' | 'startup' | 'idle';

/** One stretch of one thread in one state. Times in virtual seconds from the start of the run. */
export interface Span {
  /** Index into `SimResult.threads`. */
  readonly thread: number;
  readonly state: ThreadState;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Index into `Scenario.tasks`; absent while the thread works for none of them. */
  readonly task?: number;
  readonly source?: StepSource;
  /** True while the thread, holding the GIL, collects garbage instead of doing its step. */
  readonly collects?: true;
}

/** A moment that the picture marks: not a state of a thread but something that happens to it. */
export interface Mark {
  /**
   * `start`: the thread was started. `submit`: the thread queued a task of a pool. `join`: the thread begins to wait for
   * the others. `drop-request`: another thread asked this one, which holds the GIL, to let go of it.
   */
  readonly kind: 'start' | 'submit' | 'join' | 'drop-request';
  /** Index into `SimResult.threads`; -1 for the main thread where that is not among them. */
  readonly thread: number;
  readonly seconds: number;
}

/** One thread lets another, which waits for it, go on: an arrow of the picture. */
export interface Wake {
  /** `lock`: gives a lock back. `queue`: puts an item or takes one. `signal`: sets or notifies. `end`: ends the task. */
  readonly cause: 'lock' | 'queue' | 'signal' | 'end';
  /** Indices into `SimResult.threads`; -1 for the main thread where that is not among them. */
  readonly by: number;
  readonly thread: number;
  readonly seconds: number;
}

/** A task of an event loop. */
export interface LoopTaskResult {
  readonly name: string;
  /** The thread that runs the loop, as in `Mark`. */
  readonly thread: number;
  /**
   * What the thread does while the loop runs the task; `io` until what it awaits is over; `lock-wait` until another task
   * lets it go on or the loop gets to it. Sorted, never overlapping.
   */
  readonly spans: readonly Omit<Span, 'thread' | 'task'>[];
}

export interface ThreadResult {
  readonly name: string;
  /** Number of the GIL the thread competes for; each process and isolated interpreter has its own. -1 without a GIL. */
  readonly gil: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly heldSeconds: number;
  readonly gilWaitSeconds: number;
  readonly nativeSeconds: number;
  readonly ioSeconds: number;
  readonly lockWaitSeconds: number;
  /** How often the thread took a GIL that another thread had held last. */
  readonly switches: number;
}

/** The thread that starts the others and waits for them; it competes for GIL 0 like any other. */
export interface MainThread extends ThreadResult {
  readonly spans?: readonly Omit<Span, 'thread'>[];
}

/** Latency of probed I/O: from the end of the wait outside to the GIL regained. */
export interface ProbeResult {
  readonly count: number;
  readonly meanSeconds: number;
  readonly p50Seconds: number;
  readonly p95Seconds: number;
  readonly maxSeconds: number;
}

export interface SimResult {
  readonly schema: 1;
  readonly wallSeconds: number;
  /** Share of the run in which the GIL was held (mean over GILs where there are several). */
  readonly gilBusyFraction: number;
  readonly switches: number;
  /** True where the event budget ended the run: an endless or absurdly long scenario. */
  readonly truncated: boolean;
  /** The threads that run tasks: in mode `threads` one a task in their order, else one a worker that was started. */
  readonly threads: readonly ThreadResult[];
  /** Absent where the main thread runs the tasks itself (`sequential`). */
  readonly main?: MainThread;
  readonly probe: ProbeResult | null;
  readonly spans?: readonly Span[];
  /** In the order of time; present with `spans`. */
  readonly marks?: readonly Mark[];
  /** In the order of time; present with `spans`. */
  readonly wakes?: readonly Wake[];
  /** Present with `spans` where some thread runs an event loop. */
  readonly loopTasks?: readonly LoopTaskResult[];
}
