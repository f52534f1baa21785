/** What a frame is made of. Types only: layout makes these items, painting draws them, tests read them. */
import type { Lane } from '../run/lanes';
import type { MarkKind } from '../run/marks';
import type { MixItem, SpanItem } from './laneItems';

/** A box with a role; the theme knows the colour of each role. */
export interface BandItem {
  readonly kind: 'band';
  readonly role:
    | 'section'
    | 'gil-lane'
    | 'lane'
    | 'current-lane'
    | 'names'
    | 'axis'
    | 'range'
    | 'future'
    | 'saved'
    | 'lost'
    | 'playhead-label';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LineItem {
  readonly kind: 'line';
  readonly role: 'baseline' | 'grid' | 'end' | 'axis' | 'range' | 'playhead' | 'pinned';
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export type TextRole =
  'section' | 'gil-name' | 'name' | 'native-name' | 'axis' | 'end' | 'on-span' | 'on-pattern' | 'playhead';

export interface TextItem {
  readonly kind: 'text';
  readonly role: TextRole;
  readonly x: number;
  /** Middle of the line. */
  readonly y: number;
  readonly align: 'left' | 'center' | 'right';
  readonly text: string;
  /** Width as drawn; texts on patterns get a plate of it. */
  readonly width: number;
}

export interface OutlineItem {
  readonly kind: 'outline';
  readonly role: 'selection' | 'marked';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A held span in which the thread collects garbage. */
export interface CollectItem {
  readonly kind: 'collect';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * From one thread to another. `gil`: the GIL goes over. `wake`: the first lets the second go on. `task`: a task is handed
 * over, or its result.
 */
export interface ArrowItem {
  readonly kind: 'arrow';
  readonly role: 'gil' | 'wake' | 'task';
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** A moment on a lane; the glyph is that of `MARKS`. */
export interface MarkItem {
  readonly kind: 'mark';
  readonly mark: MarkKind;
  /** Middle of the glyph. */
  readonly x: number;
  readonly y: number;
}

export interface BoxItem {
  readonly box: SpanItem | MixItem;
  /** Boxes of a GIL lane alternate in shade with the holder. */
  readonly shade: 0 | 1;
  readonly lane: Lane['kind'];
}

/** What is drawn over the boxes. */
export type OverItem = OutlineItem | ArrowItem | LineItem | TextItem | BandItem | MarkItem | CollectItem;

/** In the order of painting. `clipped` items belong inside the plot; the rest is drawn over names and axis. */
export interface DisplayList {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly plot: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly under: readonly (BandItem | LineItem)[];
  readonly boxes: readonly BoxItem[];
  readonly over: readonly OverItem[];
  readonly frame: readonly (BandItem | LineItem | TextItem)[];
}

export interface SpanRef {
  /** `laneKey` of the row. */
  readonly lane: string;
  readonly span: number;
}
