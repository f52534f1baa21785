/**
 * The garbage collector of one interpreter: counts the containers that its threads make and keep, and tells when a full
 * collection is due and how long it takes. It runs in the thread that makes the object too many, which keeps the GIL.
 *
 * After gcmodule.c: the oldest generation is collected when the younger ones have been `threshold1 * threshold2` times
 * and more than a quarter of the objects that survived the last full collection have been added since. Collections of
 * the younger generations take microseconds each; they are part of what making an object costs.
 */
import type { SimParameters } from '../model/simParameters';
import type { ThreadTable } from './threads';

export class Collector {
  readonly #nsPerObject: number;
  readonly #leastNew: number;
  /** Objects that the last full collection has left. */
  #live: number;
  /** Objects made since. */
  #made = 0;

  constructor(parameters: SimParameters) {
    this.#nsPerObject = parameters.collectNsPerObject;
    this.#leastNew = parameters.objectsPerFullCollection;
    this.#live = parameters.liveObjects;
  }

  /**
   * A thread begins to compute for `ns` and makes `rate` objects a nanosecond. Returns after how much of that the next
   * collection is due, or `ns`; the rest is kept in the table.
   */
  begin(thread: number, ns: number, rate: number, threads: ThreadTable): number {
    const leftObjects = Math.max(this.#leastNew, this.#live / 4) - this.#made;
    const stretchNs = Math.max(1, Math.min(ns, Math.ceil(leftObjects / rate)));
    this.#made += stretchNs * rate;
    threads.restNs[thread] = ns - stretchNs;
    return stretchNs;
  }

  /** The thread lost the GIL with `leftNs` of its stretch to go: it goes on with that and with the rest. */
  stopped(thread: number, leftNs: number, rate: number, threads: ThreadTable): void {
    this.#made -= leftNs * rate;
    threads.leftNs[thread] = leftNs + (threads.restNs[thread] ?? 0);
    threads.restNs[thread] = 0;
  }

  /** Collects if that is due. Returns how long it takes; 0 where it is not due. */
  pauseNs(): number {
    // Half an object less, for rates and stretches are rounded.
    if (this.#made < Math.max(this.#leastNew, this.#live / 4) - 0.5) return 0;
    this.#live += this.#made;
    this.#made = 0;
    return Math.max(1, Math.round(this.#live * this.#nsPerObject));
  }
}
