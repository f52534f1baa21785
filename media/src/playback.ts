/** Moves the virtual clock while it plays: one step a frame, the visible stretch in ten seconds, so that zooming in slows down. */
import type { Derived } from './derived';
import { panBy } from './layout/viewport';
import type { Action, State } from './store';

/** How long the visible stretch takes. */
const STRETCH_SECONDS = 10;
/** A frame that comes later than this has waited for something else: the clock does not jump. */
const LONGEST_FRAME_MS = 100;

/**
 * What a frame of `elapsedMs` changes while the clock plays. A clock that leaves the visible stretch takes the view
 * along by a page; one that reaches the end stops.
 */
export function playedOn({ playhead }: State, derived: Derived, elapsedMs: number): readonly Action[] {
  const { view, extentSeconds } = derived;
  const length = view.endSeconds - view.startSeconds;
  const from = playhead ?? view.startSeconds;
  const to = from + (length * Math.min(elapsedMs, LONGEST_FRAME_MS)) / 1e3 / STRETCH_SECONDS;
  if (to >= extentSeconds) {
    return [
      { type: 'playhead', seconds: extentSeconds },
      { type: 'playing', playing: false },
    ];
  }
  const left = to < view.startSeconds || to > view.endSeconds;
  return [
    { type: 'playhead', seconds: to },
    ...(left
      ? [
          {
            type: 'view',
            view: panBy(view, to - view.startSeconds - length * 0.05, extentSeconds),
            step: false,
          } as const,
        ]
      : []),
  ];
}

/** Calls `advance` with the milliseconds gone by once a frame for as long as it answers true. */
export function createTicker(advance: (elapsedMs: number) => boolean): { start(): void } {
  let last: number | undefined;
  const tick = (now: number): void => {
    const goesOn = advance(last === undefined ? 0 : now - last);
    last = goesOn ? now : undefined;
    if (goesOn) requestAnimationFrame(tick);
  };
  return {
    start() {
      if (last !== undefined) return;
      last = performance.now();
      requestAnimationFrame(tick);
    },
  };
}
