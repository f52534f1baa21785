/** A canvas with the theme that it is drawn in, kept at the screen's resolution. Shared by timeline and overview. */
import { paint } from '../draw/paint';
import { createPatterns } from '../draw/patterns';
import type { PatternSet } from '../draw/patterns';
import { createMeasure } from '../draw/text';
import { readTheme } from '../draw/theme';
import type { Theme } from '../draw/theme';
import type { DisplayList, TextRole } from '../layout/displayItems';

/** Everything drawing needs that depends on theme and screen. Made anew when either changes. */
export interface Look {
  readonly theme: Theme;
  readonly patterns: PatternSet;
  readonly pixelRatio: number;
  readonly measure: (text: string, role: TextRole) => number;
}

export function readLook(body: HTMLElement, pixelRatio: number): Look {
  const style = getComputedStyle(body);
  const outlined =
    body.classList.contains('vscode-high-contrast') || body.classList.contains('vscode-high-contrast-light');
  const theme = readTheme((property) => style.getPropertyValue(property), outlined);
  const context = createCanvas(1, 1).getContext('2d');
  return {
    theme,
    patterns: createPatterns(createCanvas, theme, pixelRatio),
    pixelRatio,
    measure: context === null ? (text) => text.length * 6 : createMeasure(context, theme),
  };
}

/** Sizes the canvas for the first list, in CSS pixels times the pixel ratio, and paints all, one over the other. */
export function drawOn(canvas: HTMLCanvasElement, lists: readonly DisplayList[], look: Look): void {
  const [first] = lists;
  if (first === undefined) return;
  const width = Math.round(first.widthPx * look.pixelRatio);
  const height = Math.round(first.heightPx * look.pixelRatio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    canvas.style.width = `${String(first.widthPx)}px`;
    canvas.style.height = `${String(first.heightPx)}px`;
  }
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) return;
  context.setTransform(look.pixelRatio, 0, 0, look.pixelRatio, 0, 0);
  for (const list of lists) paint(context, list, look.theme, look.patterns);
}

export function createCanvas(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}
