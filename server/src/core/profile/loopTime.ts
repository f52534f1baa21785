/** What a coroutine does to the event loop that runs it: for how long it keeps the loop, and for how long it lets others run. */
import { unreachable } from '../base/assert';
import type { Segment } from '../model/profile';

export interface LoopTime {
  /** Computes, with or without the GIL: no other task runs. */
  readonly computing: number;
  /** Waits without awaiting: no other task runs. */
  readonly blocking: number;
  /** What blocks longest. */
  readonly blocker: string | undefined;
  /** Awaits: other tasks run. */
  readonly awaiting: number;
}

/** Middle seconds of `segments` run once, with the tasks that they start, but those without end. */
export function loopTimeOf(segments: readonly Segment[]): LoopTime {
  const blockers = new Map<string, number>();
  let awaiting = 0;
  let computing = 0;
  const visitAll = (body: readonly Segment[], times: number, inAwait: boolean): void => {
    for (const segment of body) visit(segment, times, inAwait);
  };
  const visit = (segment: Segment, times: number, inAwait: boolean): void => {
    switch (segment.kind) {
      case 'hold':
      case 'native':
        computing += segment.seconds.mid * times;
        return;
      case 'io':
      case 'wait':
        if (inAwait) awaiting += segment.seconds.mid * times;
        else blockers.set(segment.what, (blockers.get(segment.what) ?? 0) + segment.seconds.mid * times);
        return;
      case 'await':
        visitAll(segment.body, times, true);
        return;
      case 'guard':
        visitAll(segment.body, times, false);
        return;
      case 'loop':
        visitAll(segment.body, times * segment.trips.count.mid, inAwait);
        return;
      case 'branch':
        for (const { body, weight } of segment.arms) visitAll(body, times * weight, inAwait);
        return;
      case 'call': {
        const { profile } = segment;
        const { held, native, io, wait } = profile.totals;
        const calls = times * segment.times.mid;
        // A task that nobody waits for says nothing of this one.
        if (profile.coroutine === true && profile.endless && !inAwait) return;
        if (io.mid + wait.mid > 0) visitAll(profile.body, calls, false);
        else computing += (held.mid + native.mid) * calls;
        return;
      }
      case 'unknown':
      case 'spawn':
        return;
      default:
        unreachable(segment);
    }
  };
  visitAll(segments, 1, false);
  const [longest] = [...blockers].sort(([, a], [, b]) => b - a);
  const blocking = [...blockers.values()].reduce((sum, seconds) => sum + seconds, 0);
  return { computing, blocking, blocker: longest?.[0], awaiting };
}
