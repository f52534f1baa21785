/** What a coroutine does to the event loop that runs it: for how long it keeps the loop, and for how long it lets others run. */
import { unreachable } from '../base/assert';
import type { Segment, WorkProfile } from '../model/profile';

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
  const { computing, awaiting, blockers } = sumOf(segments, new Map());
  const [longest] = [...blockers].sort(([, a], [, b]) => b - a);
  const blocking = [...blockers.values()].reduce((sum, seconds) => sum + seconds, 0);
  return { computing, blocking, blocker: longest?.[0], awaiting };
}

interface Sum {
  computing: number;
  awaiting: number;
  /** Seconds by what blocks. */
  readonly blockers: Map<string, number>;
}

/** `known`: functions seen before. Profiles form a graph, and following every path through it would never end. */
function sumOf(segments: readonly Segment[], known: Map<WorkProfile, Sum>): Sum {
  const sum: Sum = { computing: 0, awaiting: 0, blockers: new Map() };
  const block = (what: string, seconds: number): void => {
    sum.blockers.set(what, (sum.blockers.get(what) ?? 0) + seconds);
  };
  const visitAll = (body: readonly Segment[], times: number, inAwait: boolean): void => {
    for (const segment of body) visit(segment, times, inAwait);
  };
  const visit = (segment: Segment, times: number, inAwait: boolean): void => {
    switch (segment.kind) {
      case 'hold':
      case 'native':
        sum.computing += segment.seconds.mid * times;
        return;
      case 'io':
      case 'wait':
        if (inAwait) sum.awaiting += segment.seconds.mid * times;
        else block(segment.what, segment.seconds.mid * times);
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
        // A task that nobody waits for says nothing of this one.
        if (profile.coroutine === true && profile.endless && !inAwait) return;
        const callee = known.get(profile) ?? sumOf(profile.body, known);
        known.set(profile, callee);
        const calls = times * segment.times.mid;
        sum.computing += callee.computing * calls;
        sum.awaiting += callee.awaiting * calls;
        for (const [what, seconds] of callee.blockers) block(what, seconds * calls);
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
  return sum;
}
