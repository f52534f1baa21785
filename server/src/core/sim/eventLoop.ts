/**
 * An event loop as asyncio's: tasks that run one at a time until they await something. Each iteration looks for what has
 * become ready, giving the GIL away meanwhile even where there is no need to wait (`epoll` does), then runs all of it.
 */
import type { Address } from './program';

/** One task of a loop; its registers while it does not run. */
export interface LoopTaskState {
  /** Where its code begins. */
  readonly entry: Address;
  pc: Address;
  readonly rounds: Float64Array;
  /** When what it awaits is over. */
  dueNs: number;
  /** Since when it runs or waits. */
  sinceNs: number;
  /** Whether the time from then until it runs is measured. */
  isProbed: boolean;
  /** The task that waits for this one; undefined for the thread that runs the loop. */
  readonly parent: LoopTaskState | undefined;
  /** Tasks that it waits for. */
  children: number;
}

export class EventLoop {
  /** Where the thread waits for something to become ready. */
  readonly pc: Address;
  /** The thread's own registers. */
  readonly rounds: Float64Array;
  current: LoopTaskState | undefined;
  /** Whether the GIL has been given away since the last iteration began. */
  hasLookedOutside = false;
  #left = 0;
  #ready: LoopTaskState[] = [];
  /** How many of the ready ones belong to this iteration. */
  #batch = 0;
  /** Sorted by due time; equal ones in the order they began to wait. */
  readonly #sleeping: LoopTaskState[] = [];
  readonly #lockOwners: (LoopTaskState | undefined)[] = [];
  readonly #lockWaiters = new Map<number, LoopTaskState[]>();

  constructor(pc: Address, rounds: Float64Array) {
    this.pc = pc;
    this.rounds = rounds;
  }

  /** When the loop's next wait ends; `Infinity` if nothing but another task could end it. */
  get firstDueNs(): number {
    return this.#ready.length > 0 ? -Infinity : (this.#sleeping[0]?.dueNs ?? Infinity);
  }

  spawn(entries: readonly Address[], parent: LoopTaskState | undefined, nowNs: number): void {
    for (const pc of entries) {
      const rounds = new Float64Array(this.rounds.length);
      const task = { entry: pc, pc, rounds, dueNs: -1, sinceNs: nowNs, isProbed: false, parent, children: 0 };
      this.#ready.push(task);
    }
    this.#left += entries.length;
    if (parent !== undefined) parent.children = entries.length;
  }

  /** Begins an iteration with everything that is ready by now. */
  look(nowNs: number): void {
    this.hasLookedOutside = false;
    let due = 0;
    while ((this.#sleeping[due]?.dueNs ?? Infinity) <= nowNs) due++;
    this.#ready.push(...this.#sleeping.splice(0, due));
    this.#batch = this.#ready.length;
  }

  /** The next task of this iteration; undefined when it is over. */
  next(): LoopTaskState | undefined {
    if (this.#batch === 0) return undefined;
    this.#batch--;
    return this.#ready.shift();
  }

  sleep(task: LoopTaskState, dueNs: number): void {
    task.dueNs = dueNs;
    let at = this.#sleeping.length;
    while (at > 0 && (this.#sleeping[at - 1]?.dueNs ?? 0) > dueNs) at--;
    this.#sleeping.splice(at, 0, task);
  }

  /** A task has ended. True when it was the last. */
  end(task: LoopTaskState): boolean {
    const { parent } = task;
    if (parent !== undefined && --parent.children === 0) this.#ready.push(parent);
    return --this.#left === 0;
  }

  /** False where the task has to wait: it is queued and gets the lock in its turn. */
  acquire(lock: number, task: LoopTaskState): boolean {
    if (this.#lockOwners[lock] === undefined) {
      this.#lockOwners[lock] = task;
      return true;
    }
    const waiters = this.#lockWaiters.get(lock) ?? [];
    waiters.push(task);
    this.#lockWaiters.set(lock, waiters);
    return false;
  }

  release(lock: number): void {
    const next = this.#lockWaiters.get(lock)?.shift();
    this.#lockOwners[lock] = next;
    if (next !== undefined) this.#ready.push(next);
  }
}
