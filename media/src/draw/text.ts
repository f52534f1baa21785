/** Widths of texts on the canvas, remembered: measuring costs far more than drawing a frame's boxes. */
import type { TextRole } from '../layout/displayItems';
import { fontOf } from './theme';
import type { Theme } from './theme';

const KEPT_WIDTHS = 5000;

/** A function that measures in CSS pixels. Make a new one when the theme changes. */
export function createMeasure(
  context: { font: string; measureText(text: string): { readonly width: number } },
  theme: Theme,
): (text: string, role: TextRole) => number {
  const widths = new Map<string, number>();
  return (text, role) => {
    const key = `${role}\n${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    context.font = fontOf(theme, role);
    const { width } = context.measureText(text);
    if (widths.size >= KEPT_WIDTHS) widths.clear();
    widths.set(key, width);
    return width;
  };
}
