/** The rows of every picture of a result: one for each GIL that threads share, one for each thread, main first. */
import type { SimResult, Span, ThreadResult } from '../model/simResult';

/** Part of a lane. In a GIL's lane, `holder` says whose. */
export interface LaneSpan extends Omit<Span, 'thread'> {
  /** Index into `Lanes.threads`. */
  readonly holder: number;
}

export interface GilLane {
  readonly gil: number;
  /** `GIL`, or `GIL of process 1` where there are several. */
  readonly title: string;
  /** Sorted, never overlapping: who holds it when. */
  readonly spans: readonly LaneSpan[];
}

export interface ThreadLane {
  readonly thread: ThreadResult;
  /** Sorted, never overlapping. */
  readonly spans: readonly LaneSpan[];
}

/** A task of an event loop, below the thread that runs the loop. */
export interface LoopTaskLane {
  readonly name: string;
  /** Index into `Lanes.threads`. */
  readonly thread: number;
  readonly spans: readonly LaneSpan[];
}

export interface Lanes {
  readonly gils: readonly GilLane[];
  readonly threads: readonly ThreadLane[];
  readonly loopTasks: readonly LoopTaskLane[];
}

/** `result` must have been made with `spans: true`; without, the lanes are empty. */
export function lanesOf(result: SimResult): Lanes {
  const threads: { readonly thread: ThreadResult; readonly spans: LaneSpan[] }[] = [];
  const { main } = result;
  if (main) {
    const { spans = [], ...thread } = main;
    threads.push({ thread, spans: spans.map((span) => ({ ...span, holder: 0 })) });
  }
  const first = threads.length;
  for (const thread of result.threads) threads.push({ thread, spans: [] });
  for (const { thread, ...span } of result.spans ?? []) {
    threads[first + thread]?.spans.push({ ...span, holder: first + thread });
  }
  const loopTasks = (result.loopTasks ?? []).map(({ name, thread, spans }) => {
    const owner = first + thread;
    return { name, thread: owner, spans: spans.map((span) => ({ ...span, holder: owner })) };
  });
  return { gils: gilLanes(threads), threads, loopTasks };
}

function gilLanes(threads: readonly ThreadLane[]): readonly GilLane[] {
  const numbers = [...new Set(threads.map(({ thread }) => thread.gil))].filter((gil) => gil >= 0);
  return numbers.map((gil) => {
    const users = threads.filter(({ thread }) => thread.gil === gil);
    const spans = users
      .flatMap((lane) => lane.spans.filter((span) => span.state === 'held'))
      .sort((a, b) => a.startSeconds - b.startSeconds);
    const title = numbers.length === 1 ? 'GIL' : `GIL of ${users[0]?.thread.name ?? gil}`;
    return { gil, title, spans };
  });
}
