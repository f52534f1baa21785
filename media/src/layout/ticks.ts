/** Marks of the time axis at round times: 1, 2 or 5 times a power of ten, labels never closer than they are wide. Pure. */
import { formatTime } from '../run/format';
import { toPx } from './timeScale';
import type { TimeScale } from './timeScale';

export interface Tick {
  readonly seconds: number;
  readonly px: number;
  /** Undefined for the small marks between. */
  readonly label: string | undefined;
}

/** Distance of labelled marks in CSS pixels, at least. */
const LABEL_SPACING_PX = 84;

/** The round step that keeps marks `spacingPx` apart. */
export function tickStep(scale: TimeScale, spacingPx: number): number {
  const raw = (spacingPx * (scale.endSeconds - scale.startSeconds)) / Math.max(scale.widthPx, 1);
  const power = 10 ** Math.floor(Math.log10(raw) + 1e-9);
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= raw * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** All marks of the visible range from left to right. */
export function ticks(scale: TimeScale): readonly Tick[] {
  const step = tickStep(scale, LABEL_SPACING_PX);
  const parts = Math.round(step / 10 ** Math.floor(Math.log10(step) + 1e-9)) === 2 ? 4 : 5;
  const small = step / parts;
  const marks: Tick[] = [];
  const first = Math.ceil(scale.startSeconds / small - 1e-6);
  const last = Math.floor(scale.endSeconds / small + 1e-6);
  for (let i = first; i <= last; i++) {
    // Multiplying keeps the error at one rounding; adding up would not.
    const seconds = i * small;
    marks.push({
      seconds,
      px: toPx(scale, seconds),
      label: i % parts === 0 ? (i === 0 ? '0' : formatTime(seconds, step)) : undefined,
    });
  }
  return marks;
}
