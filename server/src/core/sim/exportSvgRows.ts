/** The rows of the SVG picture: one for each GIL that threads share, each thread, and each task of an event loop. */
import { named } from './exportNames';
import { boxMarkup, letterClass, type Look, lookOf, LOOKS, titleOf } from './exportSvgStyle';
import { cropped, fits } from './exportSvgText';
import { secondsText } from './figures';
import type { Lanes, LaneSpan } from './lanes';
import { escapeXml } from './markup';
import { raster } from './raster';

export const LANE_PX = 22;
export const LANE_GAP_PX = 6;

/** Rows that are drawn: nobody looks at more, and a picture has to end somewhere. */
const MAX_ROWS = 256;

/** Of a name in a tooltip. */
const TOOLTIP_NAME_PX = 400;

export interface PictureRow {
  readonly name: string;
  readonly isGil: boolean;
  readonly boxes: readonly Box[];
}

interface Box {
  /** From the left end of the row. */
  readonly x: number;
  readonly width: number;
  readonly look: Look;
  readonly label: string;
  readonly tooltip: string;
}

/** The first rows, and how many more there would be. */
export function rowsOf(
  { gils, threads, loopTasks }: Lanes,
  wallSeconds: number,
  chartPx: number,
): { readonly rows: readonly PictureRow[]; readonly left: number } {
  const nameOf = (thread: number): string => named(threads[thread]?.thread.name ?? '');
  const boxes = (
    spans: readonly LaneSpan[],
    tellsApart: (span: LaneSpan) => string,
    boxOf: (span: LaneSpan) => { readonly who: string; readonly label: string },
  ): readonly Box[] =>
    raster(spans, chartPx, wallSeconds, tellsApart).flatMap(({ first, last, span }) => {
      const look = lookOf(span);
      if (look === undefined) return [];
      const from = secondsText((first / chartPx) * wallSeconds);
      const to = secondsText(((last + 1) / chartPx) * wallSeconds);
      const { who, label } = boxOf(span);
      const what = titleOf(span, threads[span.holder]?.thread.gil ?? 0);
      const tooltip = `${cropped(who, TOOLTIP_NAME_PX)}: ${what}, ${from} to ${to}`;
      return [{ x: first, width: last - first + 1, look, label, tooltip }];
    });
  const stateRow = (name: string, who: string, spans: readonly LaneSpan[]): (() => PictureRow) => {
    const letter = (span: LaneSpan): string => LOOKS[lookOf(span) ?? 'held'].letter;
    return () => ({
      name,
      isGil: false,
      boxes: boxes(
        spans,
        (span) => lookOf(span) ?? '',
        (span) => ({ who, label: letter(span) }),
      ),
    });
  };
  const users = new Map<number, number>();
  for (const { thread } of threads) users.set(thread.gil, (users.get(thread.gil) ?? 0) + 1);
  const gilRows = gils
    .filter(({ gil }) => (users.get(gil) ?? 0) > 1)
    .map(({ title, spans }) => (): PictureRow => {
      const turn = ({ holder }: LaneSpan): { who: string; label: string } => ({
        who: nameOf(holder),
        label: nameOf(holder),
      });
      return { name: title, isGil: true, boxes: boxes(spans, ({ holder }) => String(holder), turn) };
    });
  const threadRows = threads.flatMap(({ spans }, index) => [
    stateRow(nameOf(index), nameOf(index), spans),
    ...loopTasks
      .filter((task) => task.thread === index)
      .map((task) => stateRow(`↳ ${named(task.name)}`, named(task.name), task.spans)),
  ]);
  const all = [...gilRows, ...threadRows];
  return { rows: all.slice(0, MAX_ROWS).map((row) => row()), left: Math.max(0, all.length - MAX_ROWS) };
}

export interface RowPlace {
  /** Left end of the boxes; the name stands before it. */
  readonly x: number;
  readonly y: number;
  readonly namePx: number;
}

export function rowMarkup({ name, isGil, boxes }: PictureRow, { x: x0, y, namePx }: RowPlace): string {
  const middle = y + LANE_PX / 2 + 4;
  return [
    `<g><text class="name" x="${x0 - 10}" y="${middle}">${escapeXml(cropped(name, namePx))}</text>`,
    ...boxes.map(({ x, width, look, label, tooltip }) => {
      const number = label.split(' ').at(-1) ?? '';
      const shown = [label, number].find((text) => fits(text, width - 4)) ?? '';
      const letter =
        shown === ''
          ? ''
          : `<text class="${letterClass(look)}" x="${x0 + x + width / 2}" y="${middle}">${escapeXml(shown)}</text>`;
      // Turns of different threads stand side by side in the same colour: a thin edge tells them apart.
      const place = { x: x0 + x, y, width, height: LANE_PX, ...(isGil && width >= 4 && { isTurn: true }) };
      return `<g><title>${escapeXml(tooltip)}</title>${boxMarkup(look, place)}${letter}</g>`;
    }),
    '</g>',
  ].join('\n');
}
