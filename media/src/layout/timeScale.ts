/** Converts between virtual seconds and CSS pixels, and nothing else. */

export interface TimeScale {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Where `startSeconds` lies. */
  readonly leftPx: number;
  readonly widthPx: number;
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
