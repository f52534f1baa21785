/** What the engine knows of each thread, as columns of numbers indexed by thread. Data only. */

/** What a thread does when its timed event comes. */
export const enum Due {
  TakeGil,
  /** Begin, without the GIL, what the instruction at the program counter waits for. */
  WithoutGil,
  IoDone,
}

export class ThreadTable {
  readonly pc: Int32Array;
  /** Where the code goes on after the current task. */
  readonly returnTo: Int32Array;
  /** The task that the thread works for; -1 for none. */
  readonly task: Int32Array;
  /** The task taken from the queue last. */
  readonly taken: Int32Array;
  /** The step begun last; -1 for none. */
  readonly step: Int32Array;
  readonly due: Uint8Array;
  /** Work left of a preempted step; 0 if it has not begun. */
  readonly leftNs: Float64Array;
  /** Work that comes after the garbage collection at which the current stretch ends. */
  readonly restNs: Float64Array;
  /** 1 while the thread collects garbage. */
  readonly collects: Uint8Array;
  /** When the probed wait outside was over; negative while none is being measured. */
  readonly probeNs: Float64Array;
  /** 1 while the pool counts the thread as idle. */
  readonly countedIdle: Uint8Array;
  /** 1 once the thread has had the GIL. */
  readonly hasRun: Uint8Array;
  /** Negative before the start. */
  readonly startNs: Float64Array;
  /** Negative before the end. */
  readonly endNs: Float64Array;
  /** How often it took a GIL that another thread had held last. */
  readonly switches: Int32Array;
  readonly #rounds: Float64Array;
  readonly #depth: number;

  constructor(entries: readonly number[], depth: number) {
    const count = entries.length;
    this.pc = Int32Array.from(entries);
    this.returnTo = new Int32Array(count);
    this.task = new Int32Array(count).fill(-1);
    this.taken = new Int32Array(count).fill(-1);
    this.step = new Int32Array(count).fill(-1);
    this.due = new Uint8Array(count);
    this.leftNs = new Float64Array(count);
    this.restNs = new Float64Array(count);
    this.collects = new Uint8Array(count);
    this.probeNs = new Float64Array(count).fill(-1);
    this.countedIdle = new Uint8Array(count);
    this.hasRun = new Uint8Array(count);
    this.startNs = new Float64Array(count).fill(-1);
    this.endNs = new Float64Array(count).fill(-1);
    this.switches = new Int32Array(count);
    this.#rounds = new Float64Array(count * depth);
    this.#depth = depth;
  }

  /** Copies the rounds that are left in all loops of a thread into `kept`, so that other code may run in between. */
  keepRounds(thread: number, kept: Float64Array): void {
    kept.set(this.#rounds.subarray(thread * this.#depth, (thread + 1) * this.#depth));
  }

  restoreRounds(thread: number, kept: Float64Array): void {
    this.#rounds.set(kept, thread * this.#depth);
  }

  get depth(): number {
    return this.#depth;
  }

  /** Begins a loop at nesting depth `nesting`. */
  setRounds(thread: number, nesting: number, rounds: number): void {
    this.#rounds[thread * this.#depth + nesting] = rounds;
  }

  /** Ends a round and returns how many are left. */
  endRound(thread: number, nesting: number): number {
    const cell = thread * this.#depth + nesting;
    const left = (this.#rounds[cell] ?? 0) - 1;
    this.#rounds[cell] = left;
    return left;
  }
}
