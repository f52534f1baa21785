/** What follows from the state: runs, rows, visible range. Recomputed only where what it rests on has changed. */
import type { SimulationSubject } from '../../server/src/core/protocol';
import { traceEndSeconds } from './overlay/overlayState';
import { layoutRows, pinnedRows } from './layout/rows';
import type { RowLayout } from './layout/rows';
import { clampView, wholeRun } from './layout/viewport';
import type { View } from './layout/viewport';
import type { Knobs } from './run/knobs';
import type { ModeOutcome, Run, RunCache } from './run/run';
import { STATES } from './run/states';
import { currentKnobs } from './store';
import type { State } from './store';

export interface Derived {
  readonly subject: SimulationSubject;
  readonly knobs: Knobs;
  /** The chosen mode first. */
  readonly runs: readonly Run[];
  readonly outcomes: readonly ModeOutcome[];
  readonly layout: RowLayout;
  /** The lanes that stay at the top, once more. */
  readonly pinned: RowLayout;
  /** End of the longest run shown, measured ones included. */
  readonly extentSeconds: number;
  readonly view: View;
  /** By number of state. */
  readonly hidden: readonly boolean[];
  /** By run and number of source: 1 where the cursor is on that line. */
  readonly marked: readonly (Uint8Array | undefined)[];
}

/** A function that derives, and reuses the parts whose grounds are the same objects as last time. */
export function createDerive(cache: RunCache): (state: State) => Derived | undefined {
  const simulated = lastResult(
    (
      subject: SimulationSubject,
      changes: State['changes'],
      beside: State['beside'],
      measuredSeconds: number,
    ) => {
      const knobs = currentKnobs(subject, changes);
      const runs = cache.runs(subject, knobs, beside);
      const extentSeconds = Math.max(measuredSeconds, ...runs.map((run) => run.result.wallSeconds));
      return {
        knobs,
        runs,
        outcomes: cache.outcomes(subject, knobs),
        layout: layoutRows(runs),
        extentSeconds,
      };
    },
  );
  const hiddenFlags = lastResult((hidden: State['hidden']) =>
    STATES.map(({ state }) => hidden.includes(state)),
  );
  const markedSources = lastResult((runs: readonly Run[], cursor: State['cursor']) =>
    runs.map((run) => markSources(run, cursor)),
  );
  const pinnedLayout = lastResult((layout: RowLayout, pinned: State['pinned']) => pinnedRows(layout, pinned));
  return (state) => {
    if (state.subject === undefined) return undefined;
    const base = simulated(state.subject, state.changes, state.beside, traceEndSeconds(state.overlay));
    return {
      subject: state.subject,
      ...base,
      pinned: pinnedLayout(base.layout, state.pinned),
      view:
        state.view === undefined ? wholeRun(base.extentSeconds) : clampView(state.view, base.extentSeconds),
      hidden: hiddenFlags(state.hidden),
      marked: markedSources(base.runs, state.cursor),
    };
  };
}

/** Flags the sources on the cursor's line; undefined where there is none. */
function markSources(run: Run, cursor: State['cursor']): Uint8Array | undefined {
  if (cursor === undefined) return undefined;
  const flags = run.lanes.sources.map(
    (source) => source.line === cursor.line && isSameFile(source.path, cursor.path),
  );
  return flags.includes(true) ? Uint8Array.from(flags, Number) : undefined;
}

/** Paths may be given from different folders: `pkg/a.py` and `/home/me/pkg/a.py` are the same file. */
function isSameFile(a: string, b: string): boolean {
  return a === b || a.endsWith(`/${b}`) || b.endsWith(`/${a}`);
}

/** Remembers the last call: the same arguments give the same value. */
function lastResult<Args extends readonly unknown[], Value>(
  compute: (...args: Args) => Value,
): (...args: Args) => Value {
  let last: { readonly args: Args; readonly value: Value } | undefined;
  return (...args) => {
    const kept = last;
    if (kept !== undefined && kept.args.every((arg, i) => arg === args[i])) return kept.value;
    const value = compute(...args);
    last = { args, value };
    return value;
  };
}
