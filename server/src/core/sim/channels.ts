/**
 * What threads of the simulated program wait for besides locks: queues, events and conditions, the end of other tasks.
 * Keeps who waits; the engine puts threads to sleep and wakes them.
 */

/** Queues of the program, after `queue.Queue`: whoever is woken still has to get there first. */
export class Queues {
  readonly #items: Float64Array;
  readonly #getters: number[][];
  readonly #putters: number[][];

  constructor(count: number) {
    this.#items = new Float64Array(count);
    this.#getters = Array.from({ length: count }, () => []);
    this.#putters = Array.from({ length: count }, () => []);
  }

  canPut(queue: number, capacity: number): boolean {
    return (this.#items[queue] ?? 0) < capacity;
  }

  canGet(queue: number): boolean {
    return (this.#items[queue] ?? 0) > 0;
  }

  /** Returns the waiting thread to wake; -1 for none. */
  put(queue: number): number {
    this.#items[queue] = (this.#items[queue] ?? 0) + 1;
    return this.#getters[queue]?.shift() ?? -1;
  }

  /** Returns the waiting thread to wake; -1 for none. */
  get(queue: number): number {
    this.#items[queue] = (this.#items[queue] ?? 0) - 1;
    return this.#putters[queue]?.shift() ?? -1;
  }

  waitToGet(queue: number, thread: number): void {
    this.#getters[queue]?.push(thread);
  }

  waitToPut(queue: number, thread: number): void {
    this.#putters[queue]?.push(thread);
  }
}

/** Events and conditions: a flag, and threads that wait for it or for a notification. */
export class Signals {
  readonly #isSet: Uint8Array;
  readonly #waiters: number[][];
  /** By thread: 1 once what it waits for has happened. */
  readonly #told: Uint8Array;
  /** By thread: 1 while it waits and is in nobody's way. */
  readonly #queued: Uint8Array;

  constructor(count: number, threadCount: number) {
    this.#isSet = new Uint8Array(count);
    this.#waiters = Array.from({ length: count }, () => []);
    this.#told = new Uint8Array(threadCount);
    this.#queued = new Uint8Array(threadCount);
  }

  /** True where the thread may go on; else it counts as waiting from now on, also before it sleeps. */
  pass(signal: number, thread: number): boolean {
    if (this.#isSet[signal] === 1 || this.#told[thread] === 1) {
      this.#told[thread] = 0;
      this.#queued[thread] = 0;
      return true;
    }
    if (this.#queued[thread] === 0) this.#waiters[signal]?.push(thread);
    this.#queued[thread] = 1;
    return false;
  }

  /** Whether the waiting thread has been told. */
  isTold(thread: number): boolean {
    return this.#told[thread] === 1;
  }

  /** Tells up to `count` waiting threads and returns them. */
  notify(signal: number, count: number): readonly number[] {
    const told = this.#waiters[signal]?.splice(0, count) ?? [];
    for (const thread of told) this.#told[thread] = 1;
    return told;
  }

  set(signal: number): readonly number[] {
    this.#isSet[signal] = 1;
    return this.notify(signal, Infinity);
  }
}

/** The ends of tasks, by the number of their name. */
export class TaskEnds {
  readonly #left: Int32Array;
  readonly #waiters: number[][];

  /** `tasks`: how many have each name. */
  constructor(tasks: readonly number[]) {
    this.#left = Int32Array.from(tasks);
    this.#waiters = tasks.map(() => []);
  }

  haveCome(name: number): boolean {
    return (this.#left[name] ?? 0) <= 0;
  }

  wait(name: number, thread: number): void {
    this.#waiters[name]?.push(thread);
  }

  /** A task has ended; returns the threads to wake. */
  ended(name: number): readonly number[] {
    this.#left[name] = (this.#left[name] ?? 0) - 1;
    return this.haveCome(name) ? (this.#waiters[name]?.splice(0) ?? []) : [];
  }
}
