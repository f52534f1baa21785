/** What `check` found, for the formats to write. Types only. */
import type { Finding, Fix, Problem } from '../core/model/finding';

export interface CheckedFinding {
  readonly finding: Finding;
  /** Rewrites of the code, blocked ones too; comments that silence the finding are not among them. */
  readonly fixes: readonly Fix[];
  /** Text of the finding's first line, for a fingerprint that survives edits elsewhere. */
  readonly lineText: string;
}

/** What one file gave; plain data, which goes to other threads and to disk. */
export interface CheckedFile {
  /** Of the code itself. */
  readonly problems: readonly Problem[];
  readonly findings: readonly CheckedFinding[];
}

export interface CheckResult {
  readonly findings: readonly CheckedFinding[];
  /** Files analysed. */
  readonly files: number;
  readonly errors: readonly Problem[];
  /** Whether an error makes the result incomplete. */
  readonly failed: boolean;
  /** Fixes applied by `--fix`. */
  readonly fixed: number;
}
