/** A span in words: for the tooltip, the details and screen readers. Pure. */
import type { Wake } from '../../server/src/core/model/simResult';
import type { Derived } from './derived';
import type { SpanRef } from './layout/displayItems';
import { findLane } from './layout/hitTest';
import { formatDuration, formatPercent, formatRange } from './run/format';
import { firstEndingAfter } from './run/spanColumns';
import { wakeOf, wakesBy } from './run/links';
import { MARKS } from './run/marks';
import type { Lane } from './run/lanes';
import type { Run } from './run/run';
import { stateAt } from './run/states';

export interface SpanDescription {
  /** `crunch 2: waiting for the GIL`. */
  readonly title: string;
  /** `120 to 185 ms (65 ms)`. */
  readonly time: string;
  /** What else is known, a sentence each. */
  readonly notes: readonly string[];
  /** `crunch, a.py:3`, where a line belongs to it. */
  readonly source: string | undefined;
}

/** Undefined where the reference is to no span of these runs. */
export function describeSpan(ref: SpanRef, derived: Derived): SpanDescription | undefined {
  const row = findLane(derived.layout, ref.lane);
  const run = row === undefined ? undefined : derived.runs[row.runIndex];
  if (row === undefined || run === undefined || ref.span < 0 || ref.span >= row.lane.spans.count)
    return undefined;
  const { spans } = row.lane;
  const start = spans.starts[ref.span] ?? 0;
  const end = spans.ends[ref.span] ?? 0;
  const source = run.lanes.sources[spans.sources[ref.span] ?? -1];
  return {
    title: titleOf(row.lane, ref.span, run),
    time: timeOf(start, end),
    notes: notesOf(row.lane, ref.span, run),
    source:
      source === undefined
        ? undefined
        : `${source.what === undefined ? '' : `${source.what}, `}${source.path}:${String(source.line)}`,
  };
}

/** A mark of a lane: what happened and when. */
export function describeMark(lane: Lane, mark: number): SpanDescription {
  const seconds = lane.marks.seconds[mark] ?? 0;
  const label = MARKS[lane.marks.kinds[mark] ?? 0]?.label ?? '';
  const who = lane.kind === 'gil' ? 'holder of the GIL' : lane.name;
  return {
    title: `${who}: ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
    time: `at ${formatDuration(seconds, 4)}`,
    notes: [],
    source: undefined,
  };
}

/** All of it in one sentence. */
export function spokenSpan(description: SpanDescription): string {
  return [description.title, description.time, ...description.notes, description.source ?? '']
    .filter((part) => part !== '')
    .join('. ');
}

function titleOf(lane: Lane, span: number, run: Run): string {
  if (lane.kind === 'gil')
    return `${run.lanes.threads[lane.spans.threads[span] ?? -1]?.name ?? '?'} holds the ${lane.name}`;
  return `${lane.name}: ${stateLabel(lane, span)}`;
}

/** Without a GIL, running Python code holds nothing. */
function stateLabel(lane: Lane, span: number): string {
  if (lane.spans.collects[span] === 1) return 'collecting garbage';
  const info = stateAt(lane.spans.states[span] ?? -1);
  if (info.state === 'held' && lane.gil < 0) return 'running Python code';
  return info.label.charAt(0).toLowerCase() + info.label.slice(1);
}

function timeOf(start: number, end: number): string {
  const resolution = 10 ** Math.floor(Math.log10(Math.max(end - start, 1e-9) / 50));
  return `${formatRange(start, end, resolution)} (${formatDuration(end - start, 3)})`;
}

function notesOf(lane: Lane, span: number, run: Run): readonly string[] {
  const task = run.scenario.tasks[lane.spans.tasks[span] ?? -1];
  // In a pool the thread's name does not say whose work it does.
  const notes = task === undefined || task.name === lane.name ? [] : [`Task ${task.name}`];
  const holder = lane.kind !== 'gil' && isGilWait(lane, span) ? holderNote(lane, span, run) : undefined;
  const waitsInLoop = lane.kind === 'loop-task' && isWait(lane, span);
  const collects = lane.spans.collects[span] === 1 && lane.gil >= 0;
  return [
    ...notes,
    ...(collects ? ['Keeps the GIL until it is done'] : []),
    ...(holder === undefined ? [] : [holder]),
    ...(waitsInLoop ? ['Waits for its event loop or another task of it'] : []),
    ...wakeNotes(lane, span, run),
  ];
}

const WAKE_WORDS: Readonly<Record<Wake['cause'], string>> = {
  lock: 'which gives the lock back',
  queue: 'which uses the queue',
  signal: 'which sets or notifies',
  end: 'whose task ends',
};
const MOST_WOKEN = 3;

/** Who ended the wait, and who went on because of this span. */
function wakeNotes(lane: Lane, span: number, { lanes: { links, threads } }: Run): readonly string[] {
  if (lane.kind !== 'thread') return [];
  const start = lane.spans.starts[span] ?? 0;
  const end = lane.spans.ends[span] ?? 0;
  const name = (thread: number): string => threads[thread]?.name ?? '?';
  const by = isWait(lane, span) ? wakeOf(links.wakes, lane.thread, start, end) : undefined;
  const woken = new Set(
    wakesBy(links.wakes, lane.thread, start, end, MOST_WOKEN).map(({ thread }) => thread),
  );
  return [
    ...(by === undefined ? [] : [`Goes on because of ${name(by.by)}, ${WAKE_WORDS[by.cause]}`]),
    ...(woken.size === 0 ? [] : [`Lets ${[...woken].map(name).join(', ')} go on`]),
  ];
}

function isGilWait(lane: Lane, span: number): boolean {
  return stateAt(lane.spans.states[span] ?? -1).state === 'gil-wait';
}

function isWait(lane: Lane, span: number): boolean {
  return stateAt(lane.spans.states[span] ?? -1).state === 'lock-wait';
}

/** Who had the GIL while this thread waited for it. */
function holderNote(lane: Lane, span: number, run: Run): string | undefined {
  const gil = run.lanes.lanes.find((other) => other.kind === 'gil' && other.gil === lane.gil);
  if (gil === undefined) return undefined;
  const start = lane.spans.starts[span] ?? 0;
  const end = lane.spans.ends[span] ?? 0;
  const holders = holdersDuring(gil, start, end);
  if (holders.length === 0) return undefined;
  const named = holders.slice(0, 3).map(({ thread, seconds }) => {
    const name = run.lanes.threads[thread]?.name ?? '?';
    return holders.length === 1 ? name : `${name} (${formatPercent(seconds / (end - start))})`;
  });
  const more = holders.length > named.length ? ` and ${String(holders.length - named.length)} more` : '';
  return `Held meanwhile by ${named.join(', ')}${more}`;
}

/** Who holds a GIL in a stretch of time and for how long, longest first. */
function holdersDuring(
  gil: Lane,
  startSeconds: number,
  endSeconds: number,
): readonly { readonly thread: number; readonly seconds: number }[] {
  const sums = new Map<number, number>();
  for (let i = firstEndingAfter(gil.spans, startSeconds); i < gil.spans.count; i++) {
    const start = gil.spans.starts[i] ?? 0;
    if (start >= endSeconds) break;
    const inside = Math.min(gil.spans.ends[i] ?? 0, endSeconds) - Math.max(start, startSeconds);
    const thread = gil.spans.threads[i] ?? -1;
    sums.set(thread, (sums.get(thread) ?? 0) + inside);
  }
  return [...sums].map(([thread, seconds]) => ({ thread, seconds })).sort((a, b) => b.seconds - a.seconds);
}
