/** Closed-form predictions of wall time, for every spawn site while typing. */
import type { Totals } from '../model/profile';
import type { Prediction } from '../model/site';

export interface PredictInput {
  /** Seconds of one task by kind; the middle estimates count. */
  readonly perTask: Totals;
  readonly tasks: number;
  /** Tasks that may run at once: pool size, or the number of threads. */
  readonly workers: number;
  readonly cores: number;
  readonly switchIntervalSeconds: number;
  /** How often a task alternates between computing and waiting; see `roundsOf`. Default 1. */
  readonly rounds?: number;
  /** Cores that native work uses at once. Default 1. */
  readonly nativeThreads?: number;
}

/** Wall seconds of all tasks together, by executor. */
export function predict(input: PredictInput): Prediction {
  throw new Error(`not built yet: ${input.tasks}`);
}
