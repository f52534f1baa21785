/** What every truth suite reports: what Gilscope says beside what a real Python did. */

export interface Row {
  /** Which scenario or program. */
  readonly name: string;
  /** What was compared: `wall`, `I/O latency (median)`. */
  readonly what: string;
  readonly unit: 'seconds' | 'count';
  readonly predicted: number;
  readonly measured: number;
  /** Share of the run in which other programs kept its threads from a core; undefined where nobody knows. */
  readonly disturbance?: number | undefined;
}

/** Above this share, a measurement says more of other programs than of Python. */
export const MAX_DISTURBANCE = 0.02;

export interface SuiteOptions {
  /** The interpreter to hold the predictions against. */
  readonly python: string;
  /** How often each program runs, at least: disturbed runs are repeated. */
  readonly repeat: number;
  /** Which scenarios to run, by name. */
  readonly isWanted: (name: string) => boolean;
  /** Called before each program runs. */
  readonly onProgress: (name: string) => void;
}

/** A suite is a folder of test/truth with a `run.mts`. `npm run truth` finds it by itself. */
export interface Suite {
  /** The folder's name where there is none. */
  readonly title?: string;
  /** Rows, or a text to be printed where the comparison is of another kind. */
  readonly run: (options: SuiteOptions) => Promise<readonly Row[] | string>;
}
