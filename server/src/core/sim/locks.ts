/**
 * Locks of the simulated program, re-entrant as `threading.RLock`. Releasing wakes the first waiter but does not hand
 * the lock over: whoever asks first gets it, unless the waiter has waited longer than the hand-off time.
 */
export class Locks {
  readonly #handOffNs: number;
  readonly #owner: Int32Array;
  readonly #depth: Int32Array;
  readonly #waiters: number[][];
  /** By thread: when it began to wait for the lock that it waits for. */
  readonly #sinceNs: Float64Array;

  constructor(lockCount: number, threadCount: number, handOffNs: number) {
    this.#handOffNs = handOffNs;
    this.#owner = new Int32Array(lockCount).fill(-1);
    this.#depth = new Int32Array(lockCount);
    this.#waiters = Array.from({ length: lockCount }, () => []);
    this.#sinceNs = new Float64Array(threadCount).fill(-1);
  }

  /** Takes the lock if it is free or already the thread's own. */
  tryAcquire(lock: number, thread: number): boolean {
    const owner = this.#owner[lock] ?? -1;
    if (owner >= 0 && owner !== thread) return false;
    this.#owner[lock] = thread;
    this.#depth[lock] = (this.#depth[lock] ?? 0) + 1;
    this.#sinceNs[thread] = -1;
    return true;
  }

  /** Queues the thread at the end, also after a wake-up that came too late; its waiting time goes on. */
  wait(lock: number, thread: number, nowNs: number): void {
    if ((this.#sinceNs[thread] ?? -1) < 0) this.#sinceNs[thread] = nowNs;
    this.#waiters[lock]?.push(thread);
  }

  /** Returns the waiter to wake; -1 if there is none or the thread still holds the lock. */
  release(lock: number, nowNs: number): number {
    const depth = (this.#depth[lock] ?? 1) - 1;
    this.#depth[lock] = depth;
    if (depth > 0) return -1;
    this.#owner[lock] = -1;
    const woken = this.#waiters[lock]?.shift() ?? -1;
    if (woken >= 0 && nowNs - (this.#sinceNs[woken] ?? 0) > this.#handOffNs) this.#owner[lock] = woken;
    return woken;
  }
}
