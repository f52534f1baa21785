/** Converts between virtual seconds and CSS pixels, and nothing else. */

export interface TimeScale {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Where `startSeconds` lies. */
  readonly leftPx: number;
  readonly widthPx: number;
}

/** Air at the right end of lanes. */
const RIGHT_AIR_PX = 14;

/** The scale of lanes that fill a width, with room for their names at the left. */
export function timelineScale(
  widthPx: number,
  view: { readonly startSeconds: number; readonly endSeconds: number },
): TimeScale {
  const leftPx = Math.round(Math.min(Math.max(widthPx * 0.22, 72), 176));
  return { ...view, leftPx, widthPx: Math.max(widthPx - leftPx - RIGHT_AIR_PX, 40) };
}

export function pxPerSecond(scale: TimeScale): number {
  return scale.widthPx / (scale.endSeconds - scale.startSeconds);
}

export function toPx(scale: TimeScale, seconds: number): number {
  return scale.leftPx + (seconds - scale.startSeconds) * pxPerSecond(scale);
}

export function toSeconds(scale: TimeScale, px: number): number {
  return scale.startSeconds + (px - scale.leftPx) / pxPerSecond(scale);
}
