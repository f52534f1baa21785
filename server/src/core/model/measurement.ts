/** What a real Python took, beside what was predicted for it. Public JSON (`gilscope measure --format json`). Types only. */

export const MEASURED_MODES = ['sequential', 'threads', 'processes'] as const;
export type MeasuredMode = (typeof MEASURED_MODES)[number];

/** Whether the target of a site can be run on its own, and with what. */
export type MeasurePlan =
  /** `calls` is a Python expression: an iterable of `(arguments, keywords)`, one a task, in the order of the tasks. */
  | { readonly kind: 'ready'; readonly calls: string }
  /** Somebody has to give the arguments; the sentence says why. */
  | { readonly kind: 'arguments-needed'; readonly reason: string }
  | { readonly kind: 'impossible'; readonly reason: string };

/** One way to run the tasks, each time from the first start to the last end. Seconds. */
export interface MeasuredTimes {
  /** Median over the runs. */
  readonly wallSeconds: number;
  /** Median of the processor time of all threads and processes together. */
  readonly cpuSeconds: number;
  /** Wall time of every run, in the order they were made. */
  readonly runs: readonly number[];
}

/** Why a run failed, with the line of the user's code where there is one. */
export interface MeasureError {
  /** Null where no mode had begun. */
  readonly mode: MeasuredMode | null;
  readonly message: string;
  readonly path: string | null;
  readonly line: number | null;
}

export interface Measurement {
  readonly version: 1;
  /** Qualified name of what was called. */
  readonly target: string;
  /** The first call, as Python: `crunch(3_000_000)`. */
  readonly call: string;
  readonly tasks: number;
  readonly workers: number;
  /** Null where Python could not be run. */
  readonly python: { readonly version: string; readonly gil: boolean; readonly cores: number } | null;
  /** Null for a mode that did not end. */
  readonly measured: Readonly<Record<MeasuredMode, MeasuredTimes | null>>;
  /** Wall seconds for the same number of tasks; null without a prediction. */
  readonly predicted: Readonly<Record<MeasuredMode, number | null>>;
  readonly errors: readonly MeasureError[];
}
