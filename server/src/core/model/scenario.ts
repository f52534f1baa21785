/** Input of the simulator: what threads do and under which executor. The JSON form is public. Types only. */

export type Executor =
  | { readonly kind: 'threads' }
  | { readonly kind: 'sequential' }
  | { readonly kind: 'pool'; readonly workers: number }
  | { readonly kind: 'processes'; readonly workers: number }
  | { readonly kind: 'interpreters'; readonly workers: number }
  | { readonly kind: 'free-threaded'; readonly workers: number };

export type ExecutorKind = Executor['kind'];

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
  | { readonly kind: 'io'; readonly seconds: number; readonly probe?: boolean; readonly source?: StepSource }
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
    };

export interface Task {
  readonly name: string;
  readonly body: readonly Step[];
}

export interface Scenario {
  readonly schema: 1;
  readonly cores: number;
  readonly switchIntervalSeconds: number;
  readonly seed: number;
  readonly executor: Executor;
  readonly tasks: readonly Task[];
}
