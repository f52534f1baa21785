/**
 * The machine's cores, shared fairly among the OS threads that want to compute (processor sharing). Each thread gets
 * `min(1, cores / wanted)` of a core. Because that rate is the same for all, one clock of work done tells when each
 * thread finishes, and a change of the rate touches no thread's entry.
 */
import { IndexedHeap } from './indexedHeap';

export class Cores {
  readonly #capacity: number;
  /** Thread → reading of the work clock at which it is done. */
  readonly #finish: IndexedHeap;
  /** Cores that a thread's work wants at once. */
  readonly #wantedBy: Int32Array;
  #wanted = 0;
  /** The work clock: nanoseconds of computing that a thread has got that computed all the time. */
  #workNs = 0;
  #readAtNs = 0;

  constructor(capacity: number, threadCount: number) {
    this.#capacity = capacity;
    this.#finish = new IndexedHeap(threadCount);
    this.#wantedBy = new Int32Array(threadCount);
  }

  /** The thread that finishes next; -1 when nobody computes. */
  get firstThread(): number {
    return this.#finish.firstId;
  }

  /** When the first thread finishes if nothing changes before; `Infinity` when nobody computes. */
  get firstFinishNs(): number {
    if (this.#finish.size === 0) return Infinity;
    const left = (this.#finish.firstKey - this.#workNs) / this.#rate;
    return this.#readAtNs + Math.max(0, Math.ceil(left));
  }

  /** Begins `workNs` of computing on each of `wanted` cores. */
  start(thread: number, workNs: number, wanted: number, nowNs: number): void {
    this.#read(nowNs);
    this.#finish.set(thread, this.#workNs + workNs);
    this.#wantedBy[thread] = wanted;
    this.#wanted += wanted;
  }

  /** Ends a thread's computing and returns the work it has left. */
  stop(thread: number, nowNs: number): number {
    this.#read(nowNs);
    const left = this.#finish.keyOf(thread) - this.#workNs;
    this.#finish.remove(thread);
    this.#wanted -= this.#wantedBy[thread] ?? 0;
    return Math.max(0, left);
  }

  get #rate(): number {
    return this.#wanted <= this.#capacity ? 1 : this.#capacity / this.#wanted;
  }

  #read(nowNs: number): void {
    this.#workNs += (nowNs - this.#readAtNs) * this.#rate;
    this.#readAtNs = nowNs;
  }
}
