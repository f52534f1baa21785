/** Who lets whom go on, and when each task was handed over: what the arrows of a selected span stand for. Pure. */
import type { SimResult, Wake } from '../../../server/src/core/model/simResult';

export interface Links {
  /** In the order of time; threads are indices into `RunLanes.threads`. */
  readonly wakes: readonly Wake[];
  /** By task of the scenario: when the main thread submitted it or started its thread; empty where nobody tells. */
  readonly handedOver: readonly number[];
}

export function linksOf({ main, wakes = [], marks = [] }: SimResult): Links {
  const offset = main === undefined ? 0 : 1;
  const submits = marks.filter(({ kind }) => kind === 'submit');
  // A pool takes its tasks in their order; without a pool each task is a thread.
  const handedOver = submits.length > 0 ? submits : marks.filter(({ kind }) => kind === 'start');
  return {
    wakes: wakes.map((wake) => ({ ...wake, by: wake.by + offset, thread: wake.thread + offset })),
    handedOver: handedOver.map(({ seconds }) => seconds),
  };
}

/** The first wake-up at or after a time, as an index. */
export function firstWakeFrom(wakes: readonly Wake[], atSeconds: number): number {
  let low = 0;
  let high = wakes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((wakes[middle]?.seconds ?? 0) < atSeconds) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The wake-up that ended a wait: the last one of the thread in that stretch. */
export function wakeOf(
  wakes: readonly Wake[],
  thread: number,
  startSeconds: number,
  endSeconds: number,
): Wake | undefined {
  let found: Wake | undefined;
  for (let i = firstWakeFrom(wakes, startSeconds); i < wakes.length; i++) {
    const wake = wakes[i];
    if (wake === undefined || wake.seconds > endSeconds) break;
    if (wake.thread === thread) found = wake;
  }
  return found;
}

/** The wake-ups that a thread caused in a stretch, at most `most`. */
export function wakesBy(
  wakes: readonly Wake[],
  by: number,
  startSeconds: number,
  endSeconds: number,
  most: number,
): readonly Wake[] {
  const found: Wake[] = [];
  for (let i = firstWakeFrom(wakes, startSeconds); i < wakes.length && found.length < most; i++) {
    const wake = wakes[i];
    if (wake === undefined || wake.seconds > endSeconds) break;
    if (wake.by === by) found.push(wake);
  }
  return found;
}
