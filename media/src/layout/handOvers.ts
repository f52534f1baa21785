/** The hand-overs of the GIL at both ends of a span in which a thread holds it, as arrows between lanes. Pure. */
import { lastStartingBy } from '../run/spanColumns';
import { stateAt } from '../run/states';
import type { ArrowItem } from './displayItems';
import type { LaneRow, RowLayout } from './rows';
import { toPx } from './timeScale';
import type { TimeScale } from './timeScale';

/** Arrows from the thread that held the GIL before the span, and to the one that takes it next. */
export function handOvers(
  row: LaneRow,
  span: number,
  layout: RowLayout,
  scale: TimeScale,
  offsetPx: number,
): readonly ArrowItem[] {
  const { spans, gil } = row.lane;
  if (row.lane.kind !== 'thread' || gil < 0 || stateAt(spans.states[span] ?? -1).state !== 'held') return [];
  const rows = layout.rows.filter(
    (other): other is LaneRow => other.kind === 'lane' && other.mode === row.mode,
  );
  const holders = rows.find((other) => other.lane.kind === 'gil' && other.lane.gil === gil)?.lane.spans;
  if (holders === undefined) return [];
  const own = lastStartingBy(holders, ((spans.starts[span] ?? 0) + (spans.ends[span] ?? 0)) / 2);
  const changes = [
    { from: own - 1, to: own },
    { from: own, to: own + 1 },
  ];
  return changes.flatMap(({ from, to }) => {
    if (from < 0 || to >= holders.count) return [];
    const giver = rows.find((other) => other.lane.thread === holders.threads[from]);
    const taker = rows.find((other) => other.lane.thread === holders.threads[to]);
    if (giver === undefined || taker === undefined || giver === taker) return [];
    return [
      {
        kind: 'arrow',
        role: 'gil',
        x1: toPx(scale, holders.ends[from] ?? 0),
        y1: giver.topPx + giver.heightPx / 2 + offsetPx,
        x2: toPx(scale, holders.starts[to] ?? 0),
        y2: taker.topPx + taker.heightPx / 2 + offsetPx,
      },
    ];
  });
}
