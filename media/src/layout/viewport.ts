/** The visible stretch of time: zooming, panning and fitting, always inside the run. Pure. */

export interface View {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/**
 * The shortest visible stretch. The engine counts whole nanoseconds; ten of them across a screen keep every edge
 * exact in double precision for runs of weeks.
 */
export const SHORTEST_VIEW_SECONDS = 1e-8;

/** The whole of a run; a run that takes no time still gets an axis. */
export function wholeRun(extentSeconds: number): View {
  return { startSeconds: 0, endSeconds: Math.max(extentSeconds, SHORTEST_VIEW_SECONDS) };
}

/** Holds a view inside the run, keeping its length where it can. */
export function clampView(view: View, extentSeconds: number): View {
  const whole = wholeRun(extentSeconds);
  const length = Math.min(
    Math.max(view.endSeconds - view.startSeconds, SHORTEST_VIEW_SECONDS),
    whole.endSeconds,
  );
  const start = Math.min(Math.max(view.startSeconds, 0), whole.endSeconds - length);
  return { startSeconds: start, endSeconds: start + length };
}

/** Zooms so that the point in time under the pointer stays there. `factor` below 1 shows less time. */
export function zoomAt(view: View, aroundSeconds: number, factor: number, extentSeconds: number): View {
  const length = view.endSeconds - view.startSeconds;
  const wanted = Math.min(
    Math.max(length * factor, SHORTEST_VIEW_SECONDS),
    wholeRun(extentSeconds).endSeconds,
  );
  const share = (aroundSeconds - view.startSeconds) / length;
  const start = aroundSeconds - share * wanted;
  return clampView({ startSeconds: start, endSeconds: start + wanted }, extentSeconds);
}

export function panBy(view: View, seconds: number, extentSeconds: number): View {
  return clampView(
    { startSeconds: view.startSeconds + seconds, endSeconds: view.endSeconds + seconds },
    extentSeconds,
  );
}

/** A stretch with a little air on both sides. */
export function fitRange(startSeconds: number, endSeconds: number, extentSeconds: number): View {
  const air = Math.max((endSeconds - startSeconds) * 0.1, SHORTEST_VIEW_SECONDS / 2);
  return clampView({ startSeconds: startSeconds - air, endSeconds: endSeconds + air }, extentSeconds);
}

/** Moves the view just far enough to show a stretch; one that is longer than the view is shown from its start. */
export function reveal(view: View, startSeconds: number, endSeconds: number, extentSeconds: number): View {
  const length = view.endSeconds - view.startSeconds;
  if (startSeconds >= view.startSeconds && endSeconds <= view.endSeconds) return view;
  const visible = endSeconds > view.startSeconds && startSeconds < view.endSeconds;
  if (visible && endSeconds - startSeconds > length) return view;
  const start =
    startSeconds < view.startSeconds || endSeconds - startSeconds > length * 0.9
      ? startSeconds - length * 0.05
      : endSeconds - length * 0.95;
  return clampView({ startSeconds: start, endSeconds: start + length }, extentSeconds);
}

/** True where nothing more can be seen by zooming out. */
export function isWhole(view: View, extentSeconds: number): boolean {
  return view.endSeconds - view.startSeconds >= wholeRun(extentSeconds).endSeconds * (1 - 1e-9);
}
