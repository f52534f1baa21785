/** Turns stacks that were sampled one after another into calls: what stays on the stack is one call. */
import type { TraceSpan } from './trace';

export interface SampledFrame {
  readonly name: string;
  readonly source?: NonNullable<TraceSpan['source']>;
}

export interface Sample {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Numbers of frames, outermost first. */
  readonly stack: readonly number[];
}

/** Samples further apart than this many of their own lengths are not one call. */
const GAP = 1.5;

/** `samples` by start. Frames that `frameOf` does not know are left out. */
export function callsFromSamples(
  samples: readonly Sample[],
  frameOf: (frame: number) => SampledFrame | undefined,
): readonly TraceSpan[] {
  const calls: TraceSpan[] = [];
  const open: { readonly frame: number; readonly startSeconds: number }[] = [];
  let lastEnd = 0;
  let lastLength = 0;
  const closeFrom = (depth: number): void => {
    for (let i = open.length - 1; i >= depth; i--) {
      const { frame = -1, startSeconds = 0 } = open[i] ?? {};
      const known = frameOf(frame);
      if (known !== undefined && lastEnd > startSeconds)
        calls.push({ ...known, startSeconds, endSeconds: lastEnd, depth: i });
    }
    open.length = Math.min(open.length, depth);
  };
  for (const { startSeconds, endSeconds, stack } of samples) {
    if (startSeconds - lastEnd > lastLength * (GAP - 1)) closeFrom(0);
    let same = 0;
    while (same < open.length && same < stack.length && open[same]?.frame === stack[same]) same++;
    closeFrom(same);
    for (const frame of stack.slice(same)) open.push({ frame, startSeconds });
    lastEnd = endSeconds;
    lastLength = endSeconds - startSeconds;
  }
  closeFrom(0);
  return calls.sort((a, b) => a.startSeconds - b.startSeconds || a.depth - b.depth);
}
