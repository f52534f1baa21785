/**
 * The machine's cores, shared fairly among the OS threads that want to compute (processor sharing, which is what time
 * slices come to). Each thread gets `min(1, cores / wanted)` of a core. Because that rate is the same for all, one clock
 * of work done tells when each thread finishes, and a change of the rate touches no thread's entry.
 */
import { IndexedHeap } from './indexedHeap';

export class Cores {
  /** When the first thread finishes if nothing changes before; `Infinity` when nobody computes. To be read only. */
  firstFinishNs = Infinity;
  readonly #capacity: number;
  /** Thread → reading of the work clock at which it is done. */
  readonly #finish: IndexedHeap;
  /** Cores that a thread's work wants at once. */
  readonly #wantedBy: Int32Array;
  #wanted = 0;
  /** The work clock: nanoseconds of computing that a thread has got that computed all the time. */
  #workNs = 0;
  #readAtNs = 0;
  #rate = 1;

  constructor(capacity: number, threadCount: number) {
    this.#capacity = capacity;
    this.#finish = new IndexedHeap(threadCount);
    this.#wantedBy = new Int32Array(threadCount);
  }

  /** The thread that finishes next; -1 when nobody computes. */
  get firstThread(): number {
    return this.#finish.firstId;
  }

  /** Begins `workNs` of computing on each of `wanted` cores. */
  start(thread: number, workNs: number, wanted: number, nowNs: number): void {
    this.#read(nowNs);
    this.#finish.set(thread, this.#workNs + workNs);
    this.#wantedBy[thread] = wanted;
    this.#want(wanted);
  }

  /** Ends a thread's computing and returns the work it has left. */
  stop(thread: number, nowNs: number): number {
    this.#read(nowNs);
    const left = this.#finish.keyOf(thread) - this.#workNs;
    this.#finish.remove(thread);
    this.#want(-(this.#wantedBy[thread] ?? 0));
    return left > 0 ? left : 0;
  }

  /** Brings the work clock up to date. */
  #read(nowNs: number): void {
    this.#workNs += (nowNs - this.#readAtNs) * this.#rate;
    this.#readAtNs = nowNs;
  }

  #want(more: number): void {
    const wanted = this.#wanted + more;
    this.#wanted = wanted;
    const rate = wanted <= this.#capacity ? 1 : this.#capacity / wanted;
    this.#rate = rate;
    const left = Math.ceil((this.#finish.firstKey - this.#workNs) / rate);
    this.firstFinishNs = this.#readAtNs + (left > 0 ? left : 0);
  }
}
