/** The arrows of a trace: from whoever lets go of the GIL to whoever takes it, and from whoever wakes a thread to that thread. */
import type { SimResult, Wake } from '../model/simResult';
import type { Lanes, LaneSpan } from './lanes';

export interface Arrow {
  readonly name: string;
  readonly category: 'gil' | 'wake';
  readonly from: ArrowEnd;
  readonly to: ArrowEnd;
}

/** A moment inside the slice that the arrow is bound to: in `[start, end)` of it. */
export interface ArrowEnd {
  /** Index into `Lanes.threads`. */
  readonly thread: number;
  readonly ns: number;
}

export function arrowsOf(result: SimResult, lanes: Lanes): readonly Arrow[] {
  return [...handOvers(lanes), ...wakeUps(result, lanes)];
}

/** From the end of each holder's turn to the start of the next one's. */
function handOvers({ gils }: Lanes): readonly Arrow[] {
  return gils.flatMap(({ spans }) =>
    spans.flatMap((span, i): readonly Arrow[] => {
      const next = spans[i + 1];
      if (next === undefined || next.holder === span.holder) return [];
      return [
        {
          name: 'hand-over',
          category: 'gil',
          from: { thread: span.holder, ns: nanoseconds(span.endSeconds) - 1 },
          to: { thread: next.holder, ns: nanoseconds(next.startSeconds) },
        },
      ];
    }),
  );
}

const CAUSES: Readonly<Record<Wake['cause'], string>> = {
  lock: 'gives the lock back',
  queue: 'puts into or takes out of the queue',
  signal: 'sets or notifies',
  end: 'ends its task',
};

function wakeUps({ wakes = [], main }: SimResult, { threads }: Lanes): readonly Arrow[] {
  const first = main === undefined ? 0 : 1;
  return wakes.flatMap(({ cause, by, thread, seconds }): readonly Arrow[] => {
    const ns = nanoseconds(seconds);
    const from = doneIn(threads[first + by]?.spans ?? [], ns);
    const to = goesOn(threads[first + thread]?.spans ?? [], ns);
    if (from === undefined || to === undefined) return [];
    return [
      {
        name: CAUSES[cause],
        category: 'wake',
        from: { thread: first + by, ns: from },
        to: { thread: first + thread, ns: to },
      },
    ];
  });
}

/** The moment itself, or a nanosecond earlier where the Python code that did it ends there. */
function doneIn(spans: readonly LaneSpan[], ns: number): number | undefined {
  const i = firstEndingAfter(spans, ns);
  const before = spans[i - 1];
  const at = spans[i];
  const isInAt = at !== undefined && nanoseconds(at.startSeconds) <= ns;
  const endsHere = before !== undefined && nanoseconds(before.endSeconds) === ns;
  if (endsHere && (before.state === 'held' || !isInAt)) return ns - 1;
  return isInAt ? ns : undefined;
}

/** When the thread that was waiting does something else. */
function goesOn(spans: readonly LaneSpan[], ns: number): number | undefined {
  const i = firstEndingAfter(spans, ns);
  const at = spans[i];
  if (at === undefined) return undefined;
  if (nanoseconds(at.startSeconds) >= ns) return nanoseconds(at.startSeconds);
  const next = spans[i + 1];
  return next === undefined ? ns : nanoseconds(next.startSeconds);
}

/** Spans are sorted and do not overlap. */
function firstEndingAfter(spans: readonly LaneSpan[], ns: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nanoseconds(spans[middle]?.endSeconds ?? 0) <= ns) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nanoseconds(seconds: number): number {
  return Math.round(seconds * 1e9);
}
