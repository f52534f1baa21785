/**
 * Threads that Python does not manage: what a native call computes on besides the thread that made the call (OpenMP,
 * BLAS, numba's workers). The simulator only counts the cores they need; here they become lanes under their owner. Pure.
 */
import type { Scenario, Step, StepSource } from '../../../server/src/core/model/scenario';
import { pickSpans } from './spanColumns';
import type { SpanColumns } from './spanColumns';
import { STATE_INDEX } from './states';

/** More lanes than this under one thread would bury the rest. */
const MOST_LANES = 7;

/** The largest number of threads that native steps at each place need; places with one thread are left out. */
export function nativeThreads(scenario: Scenario): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const visit = (step: Step): void => {
    if (step.kind === 'native' && step.threads !== undefined && step.threads > 1) {
      const place = placeOf(step.source);
      counts.set(place, Math.max(counts.get(place) ?? 1, step.threads));
    }
    if ('body' in step) step.body.forEach(visit);
    else if (step.kind === 'gather') for (const task of step.tasks) task.body.forEach(visit);
  };
  for (const task of scenario.tasks) task.body.forEach(visit);
  return counts;
}

/** The spans of each thread beside the owner, one entry a lane; none where the owner computes alone. */
export function nativeHelpers(
  owner: SpanColumns,
  sources: readonly StepSource[],
  counts: ReadonlyMap<string, number>,
): readonly SpanColumns[] {
  if (counts.size === 0) return [];
  const bySource = sources.map((source) => counts.get(placeOf(source)) ?? 1);
  const unplaced = counts.get(placeOf(undefined)) ?? 1;
  const needed = (span: number): number =>
    owner.states[span] === STATE_INDEX.native ? (bySource[owner.sources[span] ?? -1] ?? unplaced) : 1;
  let most = 1;
  for (let i = 0; i < owner.count; i++) most = Math.max(most, needed(i));
  return Array.from({ length: Math.min(most - 1, MOST_LANES) }, (_, helper) =>
    selected(owner, (span) => needed(span) > helper + 1),
  );
}

function placeOf(source: StepSource | undefined): string {
  return source === undefined ? '' : `${source.path}:${String(source.line)}:${String(source.column ?? 0)}`;
}

function selected(spans: SpanColumns, wanted: (span: number) => boolean): SpanColumns {
  const kept: number[] = [];
  for (let i = 0; i < spans.count; i++) if (wanted(i)) kept.push(i);
  return pickSpans(spans, kept);
}
