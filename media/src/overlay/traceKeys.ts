/** Walking through a measured trace by keyboard: which span a key leads to. Pure. */
import type { MeasuredTrace } from '../../../server/src/core/trace/trace';

/** A span of a trace: places in its list of lanes and in the lane's list of spans. */
export interface TracePlace {
  readonly lane: number;
  readonly span: number;
}

/** The place that a key leads to; undefined for keys that lead nowhere. Without a place, to the first span. */
export function traceStep(
  { lanes }: MeasuredTrace,
  place: TracePlace | undefined,
  key: string,
): TracePlace | undefined {
  if (place === undefined) {
    const lane = lanes.findIndex(({ spans }) => spans.length > 0);
    return lane < 0 || !KEYS.includes(key) ? undefined : { lane, span: 0 };
  }
  const { lane, span } = place;
  const spans = lanes[lane]?.spans ?? [];
  switch (key) {
    case '.':
      return span + 1 < spans.length ? { lane, span: span + 1 } : undefined;
    case ',':
      return span > 0 ? { lane, span: span - 1 } : undefined;
    case 'Home':
      return { lane, span: 0 };
    case 'End':
      return { lane, span: spans.length - 1 };
    case 'ArrowDown':
      return toLane(lanes, place, 1);
    case 'ArrowUp':
      return toLane(lanes, place, -1);
    default:
      return undefined;
  }
}

const KEYS: readonly string[] = ['.', ',', 'Home', 'End', 'ArrowDown', 'ArrowUp'];

/** To the next lane with spans, to what happens there at the same time. */
function toLane(lanes: MeasuredTrace['lanes'], place: TracePlace, step: 1 | -1): TracePlace | undefined {
  const seconds = lanes[place.lane]?.spans[place.span]?.startSeconds ?? 0;
  for (let lane = place.lane + step; lane >= 0 && lane < lanes.length; lane += step) {
    const spans = lanes[lane]?.spans ?? [];
    if (spans.length === 0) continue;
    const after = spans.findIndex(({ endSeconds }) => endSeconds > seconds);
    return { lane, span: after < 0 ? spans.length - 1 : after };
  }
  return undefined;
}

/** When the target is first called; undefined for a trace that does not name it. */
export function firstCall({ lanes }: MeasuredTrace, target: string): number | undefined {
  const name = target.split('.').at(-1) ?? target;
  const starts = lanes.flatMap(({ spans }) => {
    const call = spans.find((span) => span.state === undefined && lastPart(span.name) === name);
    return call === undefined ? [] : [call.startSeconds];
  });
  return starts.length === 0 ? undefined : Math.min(...starts);
}

/** `Worker.crunch` and `module:crunch` are calls of `crunch`. */
function lastPart(name: string): string {
  return /[^.:\s]+$/.exec(name.replace(/\s*\(.*$/, ''))?.[0] ?? name;
}
