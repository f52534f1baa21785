/** The queue of a pool: tasks in order, workers that wait for one, and the pool's count of idle workers. */
export class TaskQueue {
  readonly #tasks: number[] = [];
  readonly #waiting: number[] = [];
  #next = 0;
  /** Workers that found the queue empty and that no submission has counted on yet. */
  #idle = 0;
  #closed = false;

  get isClosed(): boolean {
    return this.#closed;
  }

  get isEmpty(): boolean {
    return this.#next === this.#tasks.length;
  }

  /** A worker waits for a task. */
  get isAwaited(): boolean {
    return this.#waiting.length > 0;
  }

  /** Returns the waiting worker to wake; -1 for none. */
  put(task: number): number {
    this.#tasks.push(task);
    return this.#waiting.shift() ?? -1;
  }

  /** The next task; -1 when empty. */
  take(): number {
    return this.isEmpty ? -1 : (this.#tasks[this.#next++] ?? -1);
  }

  /** No more tasks will come. Returns the workers to wake. */
  close(): readonly number[] {
    this.#closed = true;
    return this.#waiting.splice(0);
  }

  wait(worker: number): void {
    this.#waiting.push(worker);
  }

  addIdle(): void {
    this.#idle++;
  }

  /** Counts on an idle worker, if there is one. */
  claimIdle(): boolean {
    if (this.#idle === 0) return false;
    this.#idle--;
    return true;
  }
}
