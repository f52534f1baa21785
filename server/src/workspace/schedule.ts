/**
 * Decides when an edited document is looked at: at once where analysis is quick or none is needed, else after a pause in
 * typing that grows with what the last analysis cost. A later edit starts the pause again, so that only the newest version
 * is analysed.
 */
import type { Clock } from './host';

/** Analysis that takes no longer follows each edit: who types fast leaves more than that between two letters. */
const QUICK_MS = 100;
/**
 * The pause is as long as the last analysis, so that analysis takes at most half of the time while typing, but no longer
 * than people mind, in milliseconds.
 */
const LONGEST_PAUSE_MS = 500;
/** Long enough for messages that have come to be read and handled. */
const BREATH_MS = 1;

/** Work that nobody waits for goes on when nobody has typed for this long: the next letter of a word comes sooner. */
const IDLE_MS = 300;

function pauseAfter(tookMs: number): number {
  return tookMs <= QUICK_MS ? 0 : Math.min(tookMs, LONGEST_PAUSE_MS);
}

/** The part of LSP's cancellation token that is used. */
export interface Cancellation {
  readonly isCancellationRequested: boolean;
  onCancellationRequested(listener: () => void): { dispose(): void };
}

interface Entry {
  /** When the last edit came; undefined before the first. */
  touchedAt: number | undefined;
  pauseMs: number;
  /** Whether the last look without an analysis took so long that it would hold up who types. */
  isLookSlow: boolean;
  cancelJob: (() => void) | undefined;
}

export class Schedule {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  #lastTouch = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Notes an edit of `key`. */
  touch(key: string): void {
    this.#lastTouch = this.#clock.now();
    this.#entry(key).touchedAt = this.#lastTouch;
  }

  forget(key: string): void {
    this.#entries.get(key)?.cancelJob?.();
    this.#entries.delete(key);
  }

  /** Runs `job` as soon as messages that have come are handled. It replaces an earlier one of the same key. */
  soon(key: string, job: () => void): void {
    const entry = this.#entry(key);
    entry.cancelJob?.();
    entry.cancelJob = this.#clock.after(0, () => {
      entry.cancelJob = undefined;
      job();
    });
  }

  /** Runs `job` once `key` has been quiet for its pause. A later call for the same key replaces an earlier one. */
  run(key: string, job: () => void): void {
    const entry = this.#entry(key);
    entry.cancelJob?.();
    entry.cancelJob = this.#clock.after(this.#remaining(entry), () => {
      entry.cancelJob = undefined;
      if (this.#remaining(entry) > 0) this.run(key, job);
      else job();
    });
  }

  /** Resolves once `key` has been quiet for its pause, or at once on cancellation. */
  async quiet(key: string, token: Cancellation): Promise<void> {
    for (;;) {
      const entry = this.#entries.get(key);
      const remaining = entry === undefined ? 0 : this.#remaining(entry);
      if (remaining <= 0 || token.isCancellationRequested) return;
      await this.#sleep(remaining, token);
    }
  }

  /** Lets waiting messages through, cancellations among them. */
  async breathe(token: Cancellation): Promise<void> {
    await this.#sleep(BREATH_MS, token);
  }

  /** Resolves once nobody has typed for a moment, whatever document it was, or at once on cancellation. */
  async idle(token: Cancellation): Promise<void> {
    for (;;) {
      const quietAt = this.#lastTouch + IDLE_MS;
      const remaining = quietAt - this.#clock.now();
      if (remaining <= 0 || token.isCancellationRequested) return;
      await this.#sleep(remaining, token);
    }
  }

  /** Does `work` and learns from it how long to pause after the next edit. */
  timed<T>(key: string, work: () => T): T {
    const start = this.#clock.now();
    const result = work();
    const entry = this.#entry(key);
    entry.pauseMs = pauseAfter(this.#clock.now() - start);
    entry.isLookSlow = false;
    return result;
  }

  /**
   * What `look` gives, for which no pause has to be waited for; undefined also where the last look took long, until the
   * next analysis. After a look that gives something the next edit needs no pause.
   */
  look<T>(key: string, look: () => T | undefined): T | undefined {
    const entry = this.#entry(key);
    if (entry.isLookSlow) return undefined;
    const start = this.#clock.now();
    const result = look();
    const took = this.#clock.now() - start;
    entry.isLookSlow = took > QUICK_MS;
    if (result !== undefined) entry.pauseMs = pauseAfter(took);
    return result;
  }

  dispose(): void {
    for (const key of [...this.#entries.keys()]) this.forget(key);
  }

  #entry(key: string): Entry {
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      entry = { touchedAt: undefined, pauseMs: 0, isLookSlow: false, cancelJob: undefined };
      this.#entries.set(key, entry);
    }
    return entry;
  }

  #remaining(entry: Entry): number {
    if (entry.touchedAt === undefined) return 0;
    return Math.max(entry.touchedAt + entry.pauseMs - this.#clock.now(), 0);
  }

  #sleep(milliseconds: number, token: Cancellation): Promise<void> {
    return new Promise((resolve) => {
      const listening = token.onCancellationRequested(() => {
        cancel();
        listening.dispose();
        resolve();
      });
      const cancel = this.#clock.after(milliseconds, () => {
        listening.dispose();
        resolve();
      });
    });
  }
}
