/** The form of one run of `test/truth/calibrate.py`: what was measured, on what. Types only. */
import type { Operation } from '../operations';

/** One CPython's figures and where they come from. */
export interface Measurement {
  readonly interpreter: string;
  readonly version: string;
  /** Configured with `--enable-optimizations`. Some distributions optimise by other means, which cannot be told. */
  readonly optimisedBuild: boolean;
  readonly compiler: string;
  readonly machine: string;
  readonly system: string;
  readonly cores: number;
  readonly date: string;
  /** CPU seconds of `reference` in `test/truth/cost/programs/measure.py`; another machine's by this is its machine factor. */
  readonly referenceSeconds: number;
  /** Low, mid and high of each operation. */
  readonly nanoseconds: Readonly<Record<Operation, readonly [low: number, mid: number, high: number]>>;
}
