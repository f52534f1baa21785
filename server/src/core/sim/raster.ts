/** Reduces spans to a fixed number of columns, so that a picture of any run stays small. */
import type { LaneSpan } from './lanes';

/** A run of columns that show the same; `last` is inside. */
export interface Cell {
  readonly first: number;
  readonly last: number;
  /** What fills most of each column, as `keyOf` has it; the span is the first of it. */
  readonly key: string;
  readonly span: LaneSpan;
}

/** Cells from left to right; columns in which nothing happens are in none of them. */
export function raster(
  spans: readonly LaneSpan[],
  columns: number,
  wallSeconds: number,
  keyOf: (span: LaneSpan) => string,
): readonly Cell[] {
  if (wallSeconds <= 0) return [];
  const shares = Array.from(
    { length: columns },
    () => new Map<string, { span: LaneSpan; seconds: number }>(),
  );
  const perColumn = wallSeconds / columns;
  for (const span of spans) {
    const first = Math.min(columns - 1, Math.floor(span.startSeconds / perColumn));
    const last = Math.min(columns - 1, Math.floor(span.endSeconds / perColumn));
    for (let column = first; column <= last; column++) {
      const from = Math.max(span.startSeconds, column * perColumn);
      const to = Math.min(span.endSeconds, (column + 1) * perColumn);
      const share = shares[column];
      if (share === undefined || to <= from) continue;
      const key = keyOf(span);
      share.set(key, { span, seconds: (share.get(key)?.seconds ?? 0) + to - from });
    }
  }
  return runs(shares);
}

function runs(shares: readonly ReadonlyMap<string, { span: LaneSpan; seconds: number }>[]): readonly Cell[] {
  const cells: Cell[] = [];
  shares.forEach((share, column) => {
    const [most] = [...share].sort(([, a], [, b]) => b.seconds - a.seconds);
    if (most === undefined) return;
    const [key, { span }] = most;
    const previous = cells.at(-1);
    if (previous?.key === key && previous.last === column - 1) {
      cells[cells.length - 1] = { ...previous, last: column };
    } else cells.push({ first: column, last: column, key, span });
  });
  return cells;
}
