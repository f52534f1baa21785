/**
 * What the parent of a pool has to do for workers that do not share its memory: pickle tasks and send them, take results
 * in. After concurrent/futures/process.py and multiprocessing/queues.py: tasks are pickled one at a time, in order, while
 * the one before is still being worked on; what does not fit into a pipe is sent only while a worker reads; and a worker
 * whose result does not fit goes on only when the parent has read it.
 *
 * In CPython two more threads of the parent do this, with its GIL; here it is the main thread, which only waits then.
 */
import type { Task } from '../model/scenario';

/** Of a task, by the worker that has done it. */
export interface Result {
  readonly worker: number;
  readonly task: number;
}

export class Exchange {
  readonly #tasks: readonly Task[];
  readonly #pipeBytes: number;
  readonly #takesIn: boolean;
  /** The next task to send, and whether it is pickled. */
  #next = 0;
  #isPickled = false;
  /** Results that wait for the parent, in order. */
  readonly #results: Result[] = [];
  #taken = 0;

  /** `pipeBytes`: as in `SimParameters`. `takesIn`: whether results are worth the parent's while. */
  constructor(tasks: readonly Task[], pipeBytes: number, takesIn: boolean) {
    this.#tasks = tasks;
    this.#pipeBytes = pipeBytes;
    this.#takesIn = takesIn;
  }

  get allSent(): boolean {
    return this.#next === this.#tasks.length;
  }

  /** Every task is sent and every result that counts has been taken in. */
  get isOver(): boolean {
    return this.allSent && (!this.#takesIn || this.#taken === this.#tasks.length);
  }

  /** The task to pickle now; -1 where the next one is pickled, or there is none. */
  toPickle(): number {
    return this.allSent || this.#isPickled ? -1 : this.#next;
  }

  pickled(): void {
    this.#isPickled = true;
  }

  /** The task to send now; -1 for none. `isAwaited`: a worker waits for one. */
  toSend(isAwaited: boolean): number {
    if (!this.#isPickled) return -1;
    return isAwaited || this.fits(this.#next) ? this.#next : -1;
  }

  sent(): void {
    this.#next++;
    this.#isPickled = false;
  }

  /** A worker has the result of `task`. */
  offer(worker: number, task: number): void {
    this.#results.push({ worker, task });
  }

  get hasResult(): boolean {
    return this.#results.length > 0;
  }

  /** The result that comes next; undefined for none. */
  takeResult(): Result | undefined {
    const result = this.#results.shift();
    if (result !== undefined) this.#taken++;
    return result;
  }

  /** Whether a worker that has done `task` has to wait until the parent reads the result. */
  holdsUp(task: number): boolean {
    return (this.#tasks[task]?.resultBytes ?? 0) > this.#pipeBytes;
  }

  /** Whether the argument of `task` can be sent although no worker reads. */
  fits(task: number): boolean {
    return (this.#tasks[task]?.argumentBytes ?? 0) <= this.#pipeBytes;
  }
}
