/**
 * The arrows of a selected span: the GIL going over at its ends, who let the thread go on and whom it let go on, and the way
 * of its task from the submission to the result. Pure.
 */
import { wakeOf, wakesBy } from '../run/links';
import type { Run } from '../run/run';
import { firstEndingAfter } from '../run/spanColumns';
import { stateAt } from '../run/states';
import type { ArrowItem } from './displayItems';
import { handOvers } from './handOvers';
import type { LaneRow, RowLayout } from './rows';
import { toPx } from './timeScale';
import type { TimeScale } from './timeScale';

/** More arrows of one kind than this would hide what they point at. */
const MOST_ARROWS = 8;

/** What the arrows are drawn on. */
export interface ArrowPlace {
  readonly layout: RowLayout;
  readonly scale: TimeScale;
  /** From the rows' own top to the canvas. */
  readonly offsetPx: number;
}

export function arrowsOf(row: LaneRow, span: number, run: Run, place: ArrowPlace): readonly ArrowItem[] {
  if (row.lane.kind !== 'thread') return [];
  const rows = place.layout.rows.filter(
    (other): other is LaneRow =>
      other.kind === 'lane' && other.runIndex === row.runIndex && other.lane.kind === 'thread',
  );
  const rowOf = (thread: number): LaneRow | undefined => rows.find((other) => other.lane.thread === thread);
  const arrow = (
    role: ArrowItem['role'],
    from: LaneRow | undefined,
    fromSeconds: number,
    to: LaneRow | undefined,
    toSeconds: number,
  ): readonly ArrowItem[] =>
    from === undefined || to === undefined || from === to
      ? []
      : [
          {
            kind: 'arrow',
            role,
            x1: toPx(place.scale, fromSeconds),
            y1: from.topPx + from.heightPx / 2 + place.offsetPx,
            x2: toPx(place.scale, toSeconds),
            y2: to.topPx + to.heightPx / 2 + place.offsetPx,
          },
        ];
  return [
    ...handOvers(row, span, place.layout, place.scale, place.offsetPx),
    ...wakeArrows(row, span, run, rowOf, arrow),
    ...taskArrows(row, span, run, rowOf, arrow),
  ];
}

type RowOf = (thread: number) => LaneRow | undefined;
type MakeArrow = (
  role: ArrowItem['role'],
  from: LaneRow | undefined,
  fromSeconds: number,
  to: LaneRow | undefined,
  toSeconds: number,
) => readonly ArrowItem[];

/** To a wait from whoever ended it, and from a span to those that went on because of it. */
function wakeArrows(
  { lane }: LaneRow,
  span: number,
  { lanes: { links } }: Run,
  rowOf: RowOf,
  arrow: MakeArrow,
): readonly ArrowItem[] {
  const start = lane.spans.starts[span] ?? 0;
  const end = lane.spans.ends[span] ?? 0;
  const woken = isWait(lane.spans.states[span]) ? wakeOf(links.wakes, lane.thread, start, end) : undefined;
  const into =
    woken === undefined ? [] : arrow('wake', rowOf(woken.by), woken.seconds, rowOf(lane.thread), end);
  const outOf = wakesBy(links.wakes, lane.thread, start, end, MOST_ARROWS).flatMap(({ thread, seconds }) => {
    const other = rowOf(thread);
    return arrow('wake', rowOf(lane.thread), seconds, other, endOfWait(other, seconds));
  });
  return [...into, ...outOf];
}

function isWait(state: number | undefined): boolean {
  return stateAt(state ?? -1).state === 'lock-wait';
}

/** When the thread of a row has really woken up. */
function endOfWait(row: LaneRow | undefined, atSeconds: number): number {
  const at = row === undefined ? -1 : firstEndingAfter(row.lane.spans, atSeconds);
  return isWait(row?.lane.spans.states[at]) ? (row?.lane.spans.ends[at] ?? atSeconds) : atSeconds;
}

/** From the main thread to where the span's task begins, and from where it ends back to the main thread. */
function taskArrows(
  { lane }: LaneRow,
  span: number,
  { lanes: { links }, result }: Run,
  rowOf: RowOf,
  arrow: MakeArrow,
): readonly ArrowItem[] {
  const task = lane.spans.tasks[span] ?? -1;
  const submitted = links.handedOver[task];
  // The main thread, where it is not one of those that run tasks, comes first.
  const main = result.main === undefined ? undefined : rowOf(0);
  if (submitted === undefined || main === undefined || lane.thread === 0) return [];
  const own = rowOf(lane.thread);
  const first = lane.spans.tasks.indexOf(task);
  const last = lane.spans.tasks.lastIndexOf(task);
  const end = lane.spans.ends[last] ?? 0;
  return [
    ...arrow('task', main, submitted, own, lane.spans.starts[first] ?? 0),
    ...arrow('task', own, end, main, end),
  ];
}
