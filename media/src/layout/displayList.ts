/**
 * One frame as a list of things to draw: the rows that are in sight, their boxes, grid, names and axis. Pure, and the
 * only thing that painting reads, so that tests can look at a frame without a canvas.
 */
import type { Lane } from '../run/lanes';
import type { Run } from '../run/run';
import { COLLECT_TAG, STATE_INDEX, stateAt } from '../run/states';
import type {
  BandItem,
  BoxItem,
  CollectItem,
  DisplayList,
  LineItem,
  OutlineItem,
  OverItem,
  SpanRef,
  TextItem,
  TextRole,
} from './displayItems';
import { clockItems, futureItems } from './clockItems';
import { arrowsOf } from './arrows';
import { differenceBands, endMarks } from './endMarks';
import { CROWDED_HOLDERS_PX, CROWDED_PX, laneItems } from './laneItems';
import type { MixItem, SpanItem } from './laneItems';
import { markItems } from './markItems';
import { laneKey, sectionTitle } from './rows';
import type { LaneRow, Row, RowLayout } from './rows';
import { ticks } from './ticks';
import { toPx } from './timeScale';
import type { TimeScale } from './timeScale';

export interface Scene {
  readonly runs: readonly Run[];
  readonly layout: RowLayout;
  readonly scale: TimeScale;
  readonly widthPx: number;
  /** Of the canvas, axis included. */
  readonly heightPx: number;
  /** 0 draws no axis. */
  readonly axisPx: number;
  /** Where the rows begin: below the axis and below lanes that are pinned. */
  readonly rowsTopPx: number;
  readonly scrollTopPx: number;
  readonly hidden: readonly boolean[];
  /** By run: which sources are highlighted. */
  readonly marked: readonly (Uint8Array | undefined)[];
  readonly selection: SpanRef | undefined;
  /** `laneKey` of the lane the keyboard is on. */
  readonly currentLane: string | undefined;
  /** The range that is being marked with the pointer or was marked with M. */
  readonly range: { readonly startSeconds: number; readonly endSeconds: number } | undefined;
  /** Where the virtual clock stands. */
  readonly playhead: number | undefined;
  /** Width of a text in CSS pixels. */
  readonly measure: (text: string, role: TextRole) => number;
}

const TEXT_PADDING_PX = 4;
/** Below this a lane has no room for text: the overview strip. */
const SMALLEST_LABELLED_LANE_PX = 14;

export function buildDisplayList(scene: Scene): DisplayList {
  const { scale, widthPx, heightPx, axisPx, rowsTopPx, layout, scrollTopPx } = scene;
  const plot = { x: scale.leftPx, y: rowsTopPx, width: scale.widthPx, height: heightPx - rowsTopPx };
  const under: (BandItem | LineItem)[] = [];
  const boxes: BoxItem[] = [];
  const over: OverItem[] = [];
  const frame: (BandItem | LineItem | TextItem)[] = [];

  if (scale.leftPx > 0) {
    frame.push({ kind: 'band', role: 'names', x: 0, y: rowsTopPx, width: scale.leftPx, height: plot.height });
  }
  const grid = axisPx > 0 ? ticks(scale) : [];
  const offset = rowsTopPx - scrollTopPx;
  const inSight = layout.rows.filter(
    (row) => row.topPx + row.heightPx > scrollTopPx && row.topPx < scrollTopPx + plot.height,
  );
  for (const row of inSight) under.push(...rowBackground(row, offset, scene));
  under.push(...differenceBands(scene, offset));
  for (const tick of grid) {
    if (tick.label !== undefined) under.push(vertical('grid', tick.px, plot.y, heightPx));
  }
  for (const row of inSight) {
    if (row.kind === 'section') {
      frame.push(...sectionItems(row.topPx + offset, row.heightPx, sectionTitle(row), scene));
      continue;
    }
    if (scale.leftPx > 0) frame.push(nameItem(row, offset, scene));
    addLane(row, offset, scene, boxes, over);
  }
  over.push(...endMarks(scene, offset));
  over.push(...rangeItems(scene, plot));
  over.push(...futureItems(scene, plot));
  if (axisPx > 0) frame.push(...axisItems(scene, grid), ...clockItems(scene));
  return { widthPx, heightPx, plot, under, boxes, over, frame };
}

/** The part of a lane row that boxes fill. */
export function laneBox(row: LaneRow): { topPx: number; heightPx: number } {
  const air = row.heightPx >= SMALLEST_LABELLED_LANE_PX ? 3 : row.heightPx > 3 ? 1 : 0;
  return { topPx: row.topPx + air, heightPx: row.heightPx - 2 * air };
}

function addLane(row: LaneRow, offset: number, scene: Scene, boxes: BoxItem[], over: OverItem[]): void {
  const { topPx, heightPx } = laneBox(row);
  const run = scene.runs[row.runIndex];
  const items = laneItems(row.lane.spans, {
    scale: scene.scale,
    box: { topPx: topPx + offset, heightPx },
    hidden: scene.hidden,
    marked: row.lane.kind === 'gil' ? undefined : scene.marked[row.runIndex],
    crowdedPx: row.lane.kind === 'gil' ? CROWDED_HOLDERS_PX : CROWDED_PX,
  });
  const labelled = row.heightPx >= SMALLEST_LABELLED_LANE_PX;
  const selected = scene.selection?.lane === laneKey(row) ? scene.selection.span : -1;
  for (const box of items) {
    const shade = box.kind === 'span' && row.lane.kind === 'gil' && isOdd(row.lane, box.span) ? 1 : 0;
    boxes.push({ box, shade, lane: row.lane.kind });
    if (!labelled) continue;
    if (box.kind === 'span') {
      if (row.lane.spans.collects[box.span] === 1) over.push({ ...placeOf(box), kind: 'collect' });
      const label = boxLabel(box, row, run, scene);
      if (label !== undefined) over.push(label);
    }
    if (box.marked) over.push(outlineOf('marked', box));
  }
  if (labelled) over.push(...markItems(row, topPx + offset, heightPx, scene.scale));
  if (selected >= 0) over.push(...selectionItems(row, selected, topPx + offset, heightPx, scene));
}

/** Neighbouring threads of one GIL differ in shade. */
function isOdd(lane: Lane, span: number): boolean {
  const first = lane.spans.threads[0] ?? 0;
  return Math.abs((lane.spans.threads[span] ?? 0) - first) % 2 === 1;
}

/** States in which the thread is busy with its line; in the others the line is only what it waits to go on with. */
const WORKING: readonly number[] = [STATE_INDEX.held, STATE_INDEX.native, STATE_INDEX.io];

/** The longest text that fits: what runs, or the letter of the state, or nothing. */
function boxLabel(box: SpanItem, row: LaneRow, run: Run | undefined, scene: Scene): TextItem | undefined {
  const left = Math.max(box.x, scene.scale.leftPx);
  const right = Math.min(box.x + box.width, scene.scale.leftPx + scene.scale.widthPx);
  const room = right - left - 2 * TEXT_PADDING_PX;
  if (room < 6) return undefined;
  const tag = row.lane.spans.collects[box.span] === 1 ? COLLECT_TAG : stateAt(box.state).tag;
  const role: TextRole = stateAt(box.state).state === 'held' ? 'on-span' : 'on-pattern';
  const spans = row.lane.spans;
  const words =
    row.lane.kind === 'gil'
      ? run?.lanes.threads[spans.threads[box.span] ?? -1]?.name
      : run?.lanes.sources[spans.sources[box.span] ?? -1]?.what;
  const candidates =
    row.lane.kind === 'gil'
      ? [words ?? '', shortName(words ?? '')]
      : [words === undefined || !WORKING.includes(box.state) ? tag : `${tag} ${words}`, tag];
  for (const text of candidates) {
    // Most boxes are narrow: only measure where a text of that length could fit at all.
    if (text === '' || room < text.length * 3) continue;
    const width = scene.measure(text, role);
    if (width > room) continue;
    return {
      kind: 'text',
      role,
      x: (left + right) / 2,
      y: box.y + box.height / 2,
      align: 'center',
      text,
      width,
    };
  }
  return undefined;
}

/** The number at the end of a thread's name: `ThreadPoolExecutor-0_3` → `3`. */
function shortName(name: string): string {
  return /\d+$/.exec(name)?.[0] ?? '';
}

function outlineOf(role: OutlineItem['role'], box: SpanItem | MixItem): OutlineItem {
  return { ...placeOf(box), kind: 'outline', role };
}

function placeOf({ x, y, width, height }: SpanItem | MixItem): Omit<CollectItem, 'kind'> {
  return { x, y, width, height };
}

/** The selected span's outline and its arrows. */
function selectionItems(
  row: LaneRow,
  span: number,
  topPx: number,
  heightPx: number,
  scene: Scene,
): readonly OverItem[] {
  const { spans } = row.lane;
  const start = toPx(scene.scale, spans.starts[span] ?? 0);
  const end = toPx(scene.scale, spans.ends[span] ?? 0);
  const left = Math.max(start, scene.scale.leftPx - 4);
  const right = Math.min(end, scene.scale.leftPx + scene.scale.widthPx + 4);
  if (right < left) return [];
  const outline: OutlineItem = {
    kind: 'outline',
    role: 'selection',
    x: left,
    y: topPx,
    width: Math.max(right - left, 2),
    height: heightPx,
  };
  const run = scene.runs[row.runIndex];
  const { layout, scale } = scene;
  const offsetPx = scene.rowsTopPx - scene.scrollTopPx;
  return run === undefined ? [outline] : [outline, ...arrowsOf(row, span, run, { layout, scale, offsetPx })];
}

function rowBackground(row: Row, offset: number, scene: Scene): readonly (BandItem | LineItem)[] {
  const { leftPx, widthPx } = scene.scale;
  const y = row.topPx + offset;
  if (row.kind === 'section') return [];
  const role =
    laneKey(row) === scene.currentLane ? 'current-lane' : row.lane.kind === 'gil' ? 'gil-lane' : 'lane';
  const middle = Math.round(y + row.heightPx / 2) + 0.5;
  const line: LineItem = {
    kind: 'line',
    role: 'baseline',
    x1: leftPx,
    y1: middle,
    x2: leftPx + widthPx,
    y2: middle,
  };
  return [{ kind: 'band', role, x: leftPx, y, width: widthPx, height: row.heightPx - 1 }, line];
}

function sectionItems(
  y: number,
  height: number,
  title: string,
  scene: Scene,
): readonly (BandItem | TextItem)[] {
  return [
    { kind: 'band', role: 'section', x: 0, y, width: scene.widthPx, height },
    cropped(title, 'section', 8, y + height / 2, scene.widthPx - 16, 'left', scene),
  ];
}

function nameItem(row: LaneRow, offset: number, scene: Scene): TextItem {
  const x = 8 + 12 * row.indent;
  const room = scene.scale.leftPx - x - 6;
  const y = row.topPx + offset + row.heightPx / 2;
  if (row.lane.kind === 'thread') return cropped(row.name, 'name', x, y, room, 'left', scene);
  if (row.lane.kind === 'native' || row.lane.kind === 'loop-task')
    return cropped(row.name, 'native-name', x, y, room, 'left', scene);
  // Whose GIL it is, the lanes below say as well.
  const name = scene.measure(row.name, 'gil-name') <= room ? row.name : 'GIL';
  return cropped(name, 'gil-name', x, y, room, 'left', scene);
}

function rangeItems(scene: Scene, plot: DisplayList['plot']): readonly (BandItem | LineItem)[] {
  if (scene.range === undefined) return [];
  const x1 = toPx(scene.scale, scene.range.startSeconds);
  const x2 = toPx(scene.scale, scene.range.endSeconds);
  const bottom = plot.y + plot.height;
  return [
    { kind: 'band', role: 'range', x: x1, y: plot.y, width: x2 - x1, height: plot.height },
    vertical('range', x1, plot.y, bottom),
    vertical('range', x2, plot.y, bottom),
  ];
}

function axisItems(
  scene: Scene,
  grid: ReturnType<typeof ticks>,
): readonly (BandItem | LineItem | TextItem)[] {
  const { axisPx, widthPx, scale } = scene;
  const items: (BandItem | LineItem | TextItem)[] = [
    { kind: 'band', role: 'axis', x: 0, y: 0, width: widthPx, height: axisPx },
    { kind: 'line', role: 'axis', x1: 0, y1: axisPx - 0.5, x2: widthPx, y2: axisPx - 0.5 },
  ];
  for (const tick of grid) {
    if (tick.px < scale.leftPx - 0.5 || tick.px > widthPx) continue;
    items.push(vertical('axis', tick.px, axisPx - (tick.label === undefined ? 4 : 8), axisPx));
    if (tick.label === undefined) continue;
    const width = scene.measure(tick.label, 'axis');
    // The first and the last label lean inwards instead of being cut.
    const x = Math.min(Math.max(tick.px - width / 2, scale.leftPx), widthPx - width - 2);
    items.push({ kind: 'text', role: 'axis', x, y: axisPx / 2 - 3, align: 'left', text: tick.label, width });
  }
  return items;
}

function vertical(role: LineItem['role'], x: number, y1: number, y2: number): LineItem {
  // Half a pixel: a line of one pixel then covers one column instead of two.
  const at = Math.round(x) + 0.5;
  return { kind: 'line', role, x1: at, y1, x2: at, y2 };
}

/** How much of a name's end is kept: names of threads differ in their last number. */
const KEPT_TAIL = 3;

/** A text shortened in the middle to the room there is. */
function cropped(
  text: string,
  role: TextRole,
  x: number,
  y: number,
  room: number,
  align: TextItem['align'],
  scene: Scene,
): TextItem {
  let shown = text;
  let width = scene.measure(shown, role);
  for (let length = text.length - 1; width > room && length > 0; length--) {
    const tail = Math.min(KEPT_TAIL, Math.floor(length / 2));
    shown = `${text.slice(0, length - tail)}…${text.slice(text.length - tail)}`;
    width = scene.measure(shown, role);
  }
  return { kind: 'text', role, x, y, align, text: shown, width };
}
