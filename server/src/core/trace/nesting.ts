/** Puts calls of one thread into rows: which call lies within which. */
import type { TraceSpan } from './trace';

export type FlatSpan = Omit<TraceSpan, 'depth'>;

/** Clocks of tools are not exact: calls may overlap by this much without lying within each other. */
const SLACK_SECONDS = 1e-9;

/** By start, the longer first; each as deep as the calls around it. */
export function nested(spans: readonly FlatSpan[]): readonly TraceSpan[] {
  const sorted = [...spans].sort((a, b) => a.startSeconds - b.startSeconds || b.endSeconds - a.endSeconds);
  const open: TraceSpan[] = [];
  return sorted.map((span) => {
    for (let top = open.at(-1); top !== undefined && top.endSeconds <= span.startSeconds + SLACK_SECONDS;) {
      open.pop();
      top = open.at(-1);
    }
    const around = open.at(-1);
    // A call that outlives the one around it is cut: both come from clocks that were read at different moments.
    const endSeconds = Math.min(span.endSeconds, around?.endSeconds ?? span.endSeconds);
    const placed: TraceSpan = { ...span, endSeconds, depth: open.length };
    open.push(placed);
    return placed;
  });
}

/** Rows that the calls need. */
export function depthsOf(spans: readonly TraceSpan[]): number {
  return spans.reduce((most, { depth }) => Math.max(most, depth + 1), 1);
}
