/** Which marks of a lane are drawn: those in sight that do not lie on each other. Pure. */
import { firstMarkFrom, MARKS } from '../run/marks';
import type { MarkColumns } from '../run/marks';
import type { MarkItem } from './displayItems';
import type { LaneRow } from './rows';
import { toPx, toSeconds } from './timeScale';
import type { TimeScale } from './timeScale';

/** From the middle of a glyph to its edge. */
export const MARK_RADIUS_PX = 4.5;
/** Marks of one kind that would lie closer than this are drawn once. */
const SPACING_PX = 10;
/** Requests closer than this on average are not drawn. */
const CROWDED_PX = 36;

/** Marks of threads stand on the upper edge of the lane, requests to let go on the lower edge of the GIL's. */
export function markItems(
  { lane }: LaneRow,
  topPx: number,
  heightPx: number,
  scale: TimeScale,
): readonly MarkItem[] {
  const { marks } = lane;
  if (marks.seconds.length === 0) return [];
  const y = lane.kind === 'gil' ? topPx + heightPx - 1 : topPx + 1;
  const items: MarkItem[] = [];
  const lastPx = MARKS.map(() => Number.NEGATIVE_INFINITY);
  if (lane.kind === 'gil' && isCrowded(marks, scale)) return [];
  let i = firstMarkFrom(marks, toSeconds(scale, scale.leftPx - MARK_RADIUS_PX));
  while (i < marks.seconds.length) {
    const seconds = marks.seconds[i] ?? 0;
    const kind = marks.kinds[i] ?? 0;
    const x = toPx(scale, seconds);
    if (x > scale.leftPx + scale.widthPx + MARK_RADIUS_PX) break;
    const info = MARKS[kind];
    if (info !== undefined && x - (lastPx[kind] ?? 0) >= SPACING_PX) {
      items.push({ kind: 'mark', mark: info.kind, x, y });
      lastPx[kind] = x;
    }
    i++;
  }
  return items;
}

/** A request for nearly every turn says nothing: the turns show it. */
function isCrowded(marks: MarkColumns, scale: TimeScale): boolean {
  const inSight = firstMarkFrom(marks, scale.endSeconds) - firstMarkFrom(marks, scale.startSeconds);
  return scale.widthPx / Math.max(inSight, 1) < CROWDED_PX;
}

/** The mark nearest to a time, as an index; undefined where none is within reach. */
export function markNear(marks: MarkColumns, atSeconds: number, reachSeconds: number): number | undefined {
  const after = firstMarkFrom(marks, atSeconds);
  const distance = (i: number): number =>
    Math.abs((marks.seconds[i] ?? Number.POSITIVE_INFINITY) - atSeconds);
  const nearest = distance(after - 1) < distance(after) ? after - 1 : after;
  return distance(nearest) <= reachSeconds ? nearest : undefined;
}
