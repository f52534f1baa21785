/** Puts a display list on a 2D context. Decides nothing: places come from the list, colours from the theme. */
import type {
  ArrowItem,
  BandItem,
  BoxItem,
  DisplayList,
  LineItem,
  MarkItem,
  OverItem,
  TextItem,
} from '../layout/displayItems';
import { MIX_PARTS } from '../layout/laneItems';
import { MARK_RADIUS_PX } from '../layout/markItems';
import { MARKS } from '../run/marks';
import { STATE_COUNT } from '../run/states';
import type { PatternSet } from './patterns';
import { fontOf } from './theme';
import type { Theme } from './theme';

/** What painting uses of a 2D context; tests record it. */
export type PaintContext = Pick<
  CanvasRenderingContext2D,
  | 'save'
  | 'restore'
  | 'beginPath'
  | 'rect'
  | 'clip'
  | 'clearRect'
  | 'fillRect'
  | 'strokeRect'
  | 'moveTo'
  | 'lineTo'
  | 'closePath'
  | 'stroke'
  | 'fill'
  | 'fillText'
  | 'setLineDash'
  | 'fillStyle'
  | 'strokeStyle'
  | 'globalAlpha'
  | 'lineWidth'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
>;

/** Lines along the edges of a span in which a thread collects garbage. */
const COLLECT_LINE_PX = 2;
/** Boxes narrower or lower than this are plain ink: a pattern would be too faint to see. */
const SMALLEST_PATTERNED_PX = 3;
/** Spans narrower than this have no edge, which would be all that is left of them. */
const SMALLEST_EDGED_PX = 5;
/** A lower box has no room for a stack and shows its largest part. */
const SMALLEST_STACK_PX = 6;

export function paint(context: PaintContext, list: DisplayList, theme: Theme, patterns: PatternSet): void {
  context.globalAlpha = 1;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, list.widthPx, list.heightPx);
  context.save();
  context.beginPath();
  context.rect(list.plot.x, list.plot.y, list.plot.width, list.plot.height);
  context.clip();
  for (const item of list.under) paintItem(context, item, theme);
  paintBoxes(context, list.boxes, theme, patterns);
  for (const item of list.over) paintItem(context, item, theme);
  context.restore();
  context.save();
  context.beginPath();
  context.rect(0, list.plot.y, list.widthPx, list.plot.height);
  context.clip();
  for (const item of list.frame) if (!isAxis(item)) paintItem(context, item, theme);
  context.restore();
  for (const item of list.frame) if (isAxis(item)) paintItem(context, item, theme);
}

/** Items of the axis lie over everything, lanes that scroll under it included. */
function isAxis(item: BandItem | LineItem | TextItem): boolean {
  return item.role === 'axis' || item.role === 'playhead' || item.role === 'playhead-label';
}

function paintItem(context: PaintContext, item: OverItem, theme: Theme): void {
  switch (item.kind) {
    case 'band':
      context.fillStyle = theme.bands[item.role];
      context.fillRect(item.x, item.y, item.width, item.height);
      return;
    case 'line':
      context.strokeStyle = theme.lines[item.role];
      context.lineWidth = item.role === 'end' || item.role === 'playhead' ? 1.5 : 1;
      context.setLineDash(item.role === 'end' ? [4, 3] : []);
      context.beginPath();
      context.moveTo(item.x1, item.y1);
      context.lineTo(item.x2, item.y2);
      context.stroke();
      context.setLineDash([]);
      return;
    case 'outline':
      context.strokeStyle = item.role === 'selection' ? theme.selection : theme.marked;
      context.lineWidth = 2;
      context.strokeRect(item.x - 1, item.y - 1, item.width + 2, item.height + 2);
      return;
    case 'arrow':
      paintArrow(context, item, theme);
      return;
    case 'collect':
      context.fillStyle = theme.textOnHeld;
      for (const y of [item.y + COLLECT_LINE_PX, item.y + item.height - 2 * COLLECT_LINE_PX])
        context.fillRect(item.x + 1, y, Math.max(item.width - 3, 1), COLLECT_LINE_PX);
      return;
    case 'mark':
      paintMark(context, item, theme);
      return;
    case 'text':
      paintText(context, item, theme);
  }
}

/** One state after the other: changing the fill is what costs, not the boxes. */
function paintBoxes(
  context: PaintContext,
  items: readonly BoxItem[],
  theme: Theme,
  patterns: PatternSet,
): void {
  rectsByState(items).forEach((rects, state) => {
    const colours = theme.states[state];
    if (colours === undefined || rects.length === 0) return;
    const pattern = patterns[state];
    if (pattern === undefined) {
      fillRects(
        context,
        rects.filter((rect) => !rect.alternate),
        colours.ink,
      );
      fillRects(
        context,
        rects.filter((rect) => rect.alternate),
        theme.heldAlternate,
      );
      return;
    }
    const patterned = rects.filter((rect) => rect.patterned);
    if (colours.tintAlpha > 0) {
      context.globalAlpha = colours.tintAlpha;
      fillRects(context, patterned, colours.ink);
      context.globalAlpha = 1;
    }
    fillRects(context, patterned, pattern);
    fillRects(
      context,
      rects.filter((rect) => !rect.patterned),
      colours.ink,
    );
    context.strokeStyle = theme.outlined ? theme.foreground : colours.ink;
    context.lineWidth = 1;
    for (const rect of patterned) {
      if (rect.edged) context.strokeRect(rect.x + 0.5, rect.y + 0.5, rect.width - 1, rect.height - 1);
    }
  });
}

function fillRects(context: PaintContext, rects: readonly Rect[], fill: string | CanvasPattern): void {
  context.fillStyle = fill;
  for (const rect of rects) context.fillRect(rect.x, rect.y, rect.width, rect.height);
}

interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly alternate: boolean;
  readonly patterned: boolean;
  readonly edged: boolean;
}

/** The rectangles of all boxes by number of state. Mixes stack their states from the bottom. */
function rectsByState(items: readonly BoxItem[]): readonly (readonly Rect[])[] {
  const rects: Rect[][] = Array.from({ length: STATE_COUNT }, () => []);
  for (const { box, shade } of items) {
    const alternate = shade === 1;
    const { x, y } = box;
    if (box.kind === 'span') {
      // A hair of background between neighbours shows where one ends.
      const width = box.width > 6 ? box.width - 1 : box.width;
      const smallest = Math.min(width, box.height);
      const patterned = smallest >= SMALLEST_PATTERNED_PX;
      const edged = smallest >= SMALLEST_EDGED_PX;
      rects[box.state]?.push({ x, y, width, height: box.height, alternate, patterned, edged });
      continue;
    }
    if (box.height < SMALLEST_STACK_PX) {
      const most = box.parts.indexOf(Math.max(...box.parts));
      rects[most]?.push({
        x,
        y,
        width: box.width,
        height: box.height,
        alternate,
        patterned: false,
        edged: false,
      });
      continue;
    }
    const total = Math.max(
      box.parts.reduce((sum, part) => sum + part, 0),
      MIX_PARTS,
    );
    const bottom = box.y + box.height;
    const patterned = box.width >= SMALLEST_PATTERNED_PX;
    let below = 0;
    box.parts.forEach((part, state) => {
      if (part === 0) return;
      // Whole pixels: blurred edges would add up to a haze.
      const low = Math.round((below / total) * box.height);
      below += part;
      const high = Math.round((below / total) * box.height);
      const height = Math.max(high - low, 1);
      rects[state]?.push({
        x,
        y: bottom - low - height,
        width: box.width,
        height,
        alternate,
        patterned: patterned && height >= SMALLEST_PATTERNED_PX,
        edged: false,
      });
    });
  }
  return rects;
}

function paintText(context: PaintContext, item: TextItem, theme: Theme): void {
  context.font = fontOf(theme, item.role);
  context.textAlign = item.align;
  context.textBaseline = 'middle';
  if (item.role === 'end') {
    // The lane's line would strike it through.
    context.fillStyle = theme.background;
    context.fillRect(item.x - 2, item.y - 6.5, item.width + 4, 13);
  }
  if (item.role === 'on-pattern') {
    context.fillStyle = theme.background;
    context.fillRect(item.x - item.width / 2 - 3, item.y - 6.5, item.width + 6, 13);
  }
  context.fillStyle = textColour(item, theme);
  context.fillText(item.text, item.x, item.y);
}

function textColour(item: TextItem, theme: Theme): string {
  switch (item.role) {
    case 'on-span':
      return theme.textOnHeld;
    case 'playhead':
      return theme.onPlayhead;
    case 'axis':
    case 'native-name':
      return theme.muted;
    case 'end':
    case 'name':
    case 'gil-name':
    case 'section':
    case 'on-pattern':
      return theme.foreground;
  }
}

/** A glyph with a rim of background: it stands on boxes of every colour. */
function paintMark(context: PaintContext, { mark, x, y }: MarkItem, theme: Theme): void {
  const corners = MARKS.find((info) => info.kind === mark)?.corners ?? [];
  context.beginPath();
  corners.forEach(([dx, dy], i) => {
    if (i === 0) context.moveTo(x + dx * MARK_RADIUS_PX, y + dy * MARK_RADIUS_PX);
    else context.lineTo(x + dx * MARK_RADIUS_PX, y + dy * MARK_RADIUS_PX);
  });
  context.closePath();
  context.strokeStyle = theme.background;
  context.lineWidth = 2.5;
  context.stroke();
  context.fillStyle = theme.foreground;
  context.fill();
}

const ARROW_HEAD_PX = 7;

/** So that the kinds of arrows differ without colour; the legend shows them. */
export const ARROW_DASHES: Readonly<Record<ArrowItem['role'], number[]>> = {
  gil: [],
  wake: [6, 3],
  task: [2, 3],
};

function paintArrow(context: PaintContext, arrow: ArrowItem, theme: Theme): void {
  const angle = Math.atan2(arrow.y2 - arrow.y1, arrow.x2 - arrow.x1);
  const side = (turn: number): readonly [number, number] => [
    arrow.x2 - ARROW_HEAD_PX * Math.cos(angle + turn),
    arrow.y2 - ARROW_HEAD_PX * Math.sin(angle + turn),
  ];
  // A halo first: the line crosses boxes of every colour.
  for (const [colour, width] of [
    [theme.background, 4],
    [theme.arrow, 1.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(arrow.x1, arrow.y1);
    context.lineTo(arrow.x2, arrow.y2);
    context.setLineDash(colour === theme.arrow ? ARROW_DASHES[arrow.role] : []);
    context.stroke();
  }
  context.setLineDash([]);
  context.fillStyle = theme.arrow;
  context.beginPath();
  context.moveTo(arrow.x2, arrow.y2);
  context.lineTo(...side(0.45));
  context.lineTo(...side(-0.45));
  context.fill();
}
