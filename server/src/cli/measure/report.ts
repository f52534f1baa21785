/** Makes one measurement of what the driver wrote: medians, predictions, errors with their place. */
import type { MeasuredMode, MeasuredTimes, MeasureError, Measurement } from '../../core/model/measurement';
import type { DriverLine } from './driver';
import type { DriverRun } from './runDriver';

export interface Measured {
  /** Qualified name. */
  readonly target: string;
  readonly tasks: number;
  readonly workers: number;
  readonly run: DriverRun;
  /** Wall seconds for the same tasks and workers. */
  readonly predicted: (mode: MeasuredMode) => number | null;
  /** An absolute path as people shall see it. */
  readonly shownPath: (path: string) => string;
}

export function measurementOf(measured: Measured): Measurement {
  const { target, tasks, workers, run, predicted } = measured;
  const python = run.lines.find((line) => line.kind === 'python');
  const call = run.lines.find((line) => line.kind === 'call');
  return {
    version: 1,
    target,
    call: call?.text ?? target,
    tasks,
    workers,
    python: python === undefined ? null : { version: python.version, gil: python.gil, cores: python.cores },
    measured: byMode((mode) => timesOf(run.lines, mode)),
    predicted: byMode(predicted),
    errors: errorsOf(measured),
  };
}

function byMode<T>(read: (mode: MeasuredMode) => T): Record<MeasuredMode, T> {
  return { sequential: read('sequential'), threads: read('threads'), processes: read('processes') };
}

function timesOf(lines: readonly DriverLine[], mode: MeasuredMode): MeasuredTimes | null {
  const runs = lines.filter((line) => line.kind === 'run').filter((line) => line.mode === mode);
  if (runs.length === 0) return null;
  return {
    wallSeconds: median(runs.map(({ wall }) => wall)),
    cpuSeconds: median(runs.map(({ cpu }) => cpu)),
    runs: runs.map(({ wall }) => wall),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + upper) / 2 : upper;
}

function errorsOf({ run, shownPath }: Measured): readonly MeasureError[] {
  const errors = run.lines.flatMap((line): readonly MeasureError[] =>
    line.kind === 'error'
      ? [
          {
            mode: line.mode,
            message: line.message,
            path: line.path === null ? null : shownPath(line.path),
            line: line.line,
          },
        ]
      : [],
  );
  if (run.problem === undefined) return errors;
  const { message, path, line } = run.problem;
  const place = { path: path === undefined ? null : shownPath(path), line: line ?? null };
  return [...errors, { mode: unfinished(run.lines), message, ...place }];
}

/** The mode that had begun and did not end. */
function unfinished(lines: readonly DriverLine[]): MeasuredMode | null {
  const last = lines.at(-1);
  return last?.kind === 'begin' ? last.mode : null;
}
