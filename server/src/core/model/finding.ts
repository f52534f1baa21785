/** What rules say and what fixes do. */
import type { Location } from '../base/text';
import type { Confidence, Evidence, Prediction } from './site';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Ruff's meaning: `safe` keeps the run-time meaning, `unsafe` may change it and is never applied in bulk unasked. */
export type Applicability = 'safe' | 'unsafe';

/** Replaces the text of `at` (half-open) by `newText`. */
export interface Edit {
  readonly at: Location;
  readonly newText: string;
}

/** Edits of one fix never overlap and are sorted by place. */
export interface Fix {
  /**
   * Stable id of the rewrite: `swap-pool`, `swap-pool-interpreters`, `to-process-pool`, `threads-to-pool`,
   * `run-sequentially`, `pool-to-threads`, `suppress`.
   */
  readonly id: string;
  readonly title: string;
  readonly applicability: Applicability;
  /** Empty where `blocked` is set. */
  readonly edits: readonly Edit[];
  /** What was checked, and what could not be, in sentences; shown with the fix. */
  readonly notes: readonly string[];
  /** Why the rewrite is not possible; it is then shown disabled. */
  readonly blocked?: string;
}

/** Whether a fix mends the code; one that only silences the finding by a comment is never applied in bulk. */
export function isRewrite(fix: Fix): boolean {
  return fix.id !== 'suppress';
}

export interface Finding {
  /** `GIL102`. */
  readonly code: string;
  /** `cpu-bound-thread-pool`. */
  readonly rule: string;
  readonly message: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly at: Location;
  readonly evidence: readonly Evidence[];
  readonly prediction: Prediction | undefined;
  /** Key of the spawn site it speaks of, if one. */
  readonly site: string | undefined;
}

/** Something wrong with the input itself: place where known, and reason. */
export interface Problem {
  readonly path: string;
  readonly message: string;
  readonly line?: number;
  /** Where an editor marks it; without it there is no such place, or other tools mark the same, as with syntax. */
  readonly at?: Location;
}
