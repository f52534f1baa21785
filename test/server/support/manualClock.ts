/** A clock that stands still until it is moved. */
import type { Clock } from '../../../server/src/workspace/host';

export interface ManualClock extends Clock {
  advance(milliseconds: number): void;
  /** Number of timers that have neither run nor been cancelled. */
  pending(): number;
}

export function manualClock(): ManualClock {
  let now = 1000;
  let timers: { readonly at: number; readonly callback: () => void }[] = [];
  return {
    now: () => now,
    after(milliseconds, callback) {
      const timer = { at: now + milliseconds, callback };
      timers.push(timer);
      return () => (timers = timers.filter((other) => other !== timer));
    },
    advance(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        now = Math.max(now, next.at);
        timers = timers.filter((other) => other !== next);
        next.callback();
      }
      now = end;
    },
    pending: () => timers.length,
  };
}
