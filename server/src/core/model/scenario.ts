/** Input of the simulator: what threads do and under which executor. The JSON form is public. Types only. */

export type Executor =
  | { readonly kind: 'threads' }
  | { readonly kind: 'sequential' }
  | { readonly kind: 'pool'; readonly workers: number }
  | { readonly kind: 'processes'; readonly workers: number }
  | { readonly kind: 'interpreters'; readonly workers: number }
  | { readonly kind: 'free-threaded'; readonly workers: number }
  /** The tasks are those of one event loop; `workers` is the size of the pool that `offload` hands work to. */
  | { readonly kind: 'event-loop'; readonly workers: number };

export type ExecutorKind = Executor['kind'];

/** How `multiprocessing` makes a process. */
export type StartMethod = 'fork' | 'spawn' | 'forkserver';

/** Where a step stands in the source, so that a span can lead back to its line. */
export interface StepSource {
  readonly path: string;
  readonly line: number;
  readonly column?: number;
  readonly what?: string;
}

export type Step =
  /** Python bytecode (yields when asked, at the switch interval), or with `preemptible: false` one C call that keeps the GIL. */
  | {
      readonly kind: 'hold';
      readonly seconds: number;
      readonly preemptible?: boolean;
      /** Containers that the step makes and keeps: what the garbage collector counts and looks at. Default 0. */
      readonly objects?: number;
      readonly source?: StepSource;
    }
  /** C code without the GIL; needs `threads` cores (default 1). */
  | {
      readonly kind: 'native';
      readonly seconds: number;
      readonly threads?: number;
      readonly source?: StepSource;
    }
  /** Waits outside; with `probe` the time from its end to the GIL regained is reported. */
  | {
      readonly kind: 'io';
      readonly seconds: number;
      readonly probe?: boolean;
      /** In a task of an event loop: not awaited, so that the whole loop waits. Says nothing elsewhere. */
      readonly blocking?: boolean;
      readonly source?: StepSource;
    }
  /** A lock held around a body. */
  | {
      readonly kind: 'lock';
      readonly name: string;
      readonly body: readonly Step[];
      readonly source?: StepSource;
    }
  | {
      readonly kind: 'loop';
      readonly times: number;
      readonly body: readonly Step[];
      readonly source?: StepSource;
    }
  /** Puts an item into a queue; waits while that holds `capacity` items already (default: it never does). */
  | {
      readonly kind: 'put';
      readonly name: string;
      readonly capacity?: number;
      readonly source?: StepSource;
    }
  /** Takes an item out of a queue; waits for one. */
  | { readonly kind: 'get'; readonly name: string; readonly source?: StepSource }
  /** Waits for an event to be set, or to be notified of it; gives `lock` back meanwhile, as a condition does. */
  | {
      readonly kind: 'wait';
      readonly name: string;
      readonly lock?: string;
      readonly source?: StepSource;
    }
  /** Wakes `count` of those that wait at this moment (default 1). */
  | {
      readonly kind: 'notify';
      readonly name: string;
      readonly count?: number;
      readonly source?: StepSource;
    }
  /** Sets an event: whoever waits goes on, and nobody waits from now on. */
  | { readonly kind: 'set'; readonly name: string; readonly source?: StepSource }
  /** Waits until all tasks of this name have ended. */
  | { readonly kind: 'join'; readonly task: string; readonly source?: StepSource }
  /**
   * Runs an event loop until its tasks have ended. There, `io` is awaited and lets the others run; `hold` and `native`
   * keep the loop; `lock` is a lock of the loop's tasks. In a task of a loop: starts more and waits for all that it
   * has started; with `background` only when it ends itself.
   */
  | {
      readonly kind: 'gather';
      readonly tasks: readonly LoopTask[];
      readonly background?: boolean;
      readonly source?: StepSource;
    }
  /** In a task of an event loop: hands a body to a thread of the loop's pool and awaits it. Elsewhere: runs it. */
  | { readonly kind: 'offload'; readonly body: readonly Step[]; readonly source?: StepSource };

/** A task of an event loop. */
export interface LoopTask {
  readonly name: string;
  readonly body: readonly Step[];
  /** Nobody waits for it: it is cancelled when all others of the loop have ended. */
  readonly daemon?: boolean;
}

export interface Task {
  readonly name: string;
  readonly body: readonly Step[];
  /** Size of the pickled argument and result; counts where the task runs in another process or interpreter. Default 0. */
  readonly argumentBytes?: number;
  readonly resultBytes?: number;
}

export interface Scenario {
  readonly schema: 1;
  readonly cores: number;
  readonly switchIntervalSeconds: number;
  readonly seed: number;
  /** The CPython that is simulated: `3.9` to `3.15`, `3.14t`. Decides what else is not said. */
  readonly pythonVersion?: string;
  /** How worker processes are made. Default: as that Python does it on Linux. */
  readonly startMethod?: StartMethod;
  readonly executor: Executor;
  readonly tasks: readonly Task[];
}
