/**
 * One GIL after CPython's ceval_gil.c: a flag and its waiters, no queue with hand-over. This class keeps the state and
 * says what is due when; the engine moves the threads.
 *
 * Waiters sleep in timed waits of one period each, over and over. Waits that end without effect are not played event
 * by event: a waiter's time-outs come at the same phase of every period, so the waiters are kept sorted by phase.
 *
 *     phases   0 ──a────b──────────────c──── period
 *                        ^ now: b's wait has only begun, c's ends next and so has lasted longest
 */
export class Gil {
  /** The thread that holds it; -1 when free. */
  holder = -1;
  /** The thread that let go on request and sleeps until another has taken the GIL; -1 for none. */
  parked = -1;
  /** The waiter woken last had not gone back to sleep after its request. */
  wokeRequester = false;

  readonly #periodNs: number;
  readonly #requesterShare: number;
  readonly #random: () => number;
  /** The thread that holds or last held it. */
  #lastHolder = -1;
  /** The waiters and their phases, sorted by phase; the first `#waiting` entries count. */
  readonly #waiters: Int32Array;
  readonly #phasesNs: Float64Array;
  #waiting = 0;
  /** When the first waiter asks the holder to let go, if the GIL does not change hands before. */
  #requestNs = Infinity;
  #requestedAtNs = -1;
  #isRequested = false;
  /** While it is free: when the first of the other waiters' timed waits ends. */
  #freeTimeOutNs = Infinity;
  /** The time whose phase was asked for last, and that phase: each event asks several times. */
  #phaseOfNs = -1;
  #phase = 0;

  /**
   * `competitors`: how many threads share it. `periodNs`: length of a timed wait. `requesterShare`: as in `SimParameters`. `random` decides where the operating
   * system would.
   */
  constructor(competitors: number, periodNs: number, requesterShare: number, random: () => number) {
    this.#periodNs = periodNs;
    this.#requesterShare = requesterShare;
    this.#random = random;
    this.#waiters = new Int32Array(competitors);
    this.#phasesNs = new Float64Array(competitors);
  }

  /** Somebody has asked the holder to let go. */
  get isRequested(): boolean {
    return this.#isRequested;
  }

  /**
   * When the GIL needs attention although no thread acts: while it is held, the first request to let go; while it is
   * free, the first waiter whose timed wait ends, for that one finds it free.
   */
  get nextNs(): number {
    if (this.holder >= 0) return this.#isRequested ? Infinity : this.#requestNs;
    return this.#freeTimeOutNs;
  }

  /** `take_gil`, first part: the thread found the GIL locked and begins to wait. */
  wait(thread: number, nowNs: number): void {
    const phaseNs = this.#phaseNs(nowNs);
    const index = this.#countUpTo(phaseNs);
    // Native moves: a loop over dozens of waiters is what a run spends its time on before it is compiled.
    this.#waiters.copyWithin(index + 1, index, this.#waiting);
    this.#phasesNs.copyWithin(index + 1, index, this.#waiting);
    this.#waiting++;
    this.#waiters[index] = thread;
    this.#phasesNs[index] = phaseNs;
    this.#requestNs = Math.min(this.#requestNs, nowNs + this.#periodNs);
  }

  /**
   * `take_gil`, second part: the thread holds the GIL from now on. Returns whether another thread held it last. If so,
   * the wait that each waiter is in leads to no request, for it saw the switch number change; only the next one does.
   */
  take(thread: number, nowNs: number): boolean {
    this.holder = thread;
    const previous = this.#lastHolder;
    if (thread === previous) return false;
    this.#lastHolder = thread;
    this.#requestNs =
      this.#waiting === 0 ? Infinity : this.#timeOutNs(this.#firstAfter(nowNs), nowNs) + this.#periodNs;
    return previous >= 0;
  }

  /** A timed wait is over and the GIL has not changed hands since it began: the waiter asks the holder to let go. */
  request(nowNs: number): void {
    this.#isRequested = true;
    this.#requestedAtNs = nowNs;
  }

  /** `drop_gil`, first part: the GIL is free. Returns the waiter that is woken, -1 if nobody waits. */
  release(nowNs: number): number {
    this.holder = -1;
    // A thread that asked this very moment has not gone back to sleep; it may be faster than those that have.
    const asksNow = this.#isRequested && this.#requestedAtNs === nowNs;
    this.#isRequested = false;
    if (this.#waiting === 0) {
      this.#freeTimeOutNs = Infinity;
      return -1;
    }
    this.wokeRequester = asksNow && (this.#waiting === 1 || this.#random() < this.#requesterShare);
    // The one that began its current wait first, for every time-out queues a waiter anew.
    const longest = this.#firstAfter(nowNs);
    // The requester's phase is now, so it comes last before those whose time-outs are still to come.
    const index = !this.wokeRequester ? longest : longest === 0 ? this.#waiting - 1 : longest - 1;
    const woken = this.#removeAt(index);
    const first = index < longest ? longest - 1 : longest;
    this.#freeTimeOutNs =
      this.#waiting === 0 ? Infinity : this.#timeOutNs(first === this.#waiting ? 0 : first, nowNs);
    return woken;
  }

  /** While free: takes out and returns the waiter whose timed wait ends now; -1 if none does. */
  timedOut(nowNs: number): number {
    const phaseNs = this.#phaseNs(nowNs);
    const index = this.#countUpTo(phaseNs) - 1;
    return index >= 0 && this.#phasesNs[index] === phaseNs ? this.#removeAt(index) : -1;
  }

  #removeAt(index: number): number {
    const waiter = this.#waiters[index] ?? -1;
    this.#waiters.copyWithin(index, index + 1, this.#waiting);
    this.#phasesNs.copyWithin(index, index + 1, this.#waiting);
    this.#waiting--;
    return waiter;
  }

  /** Index of the waiter whose time-out comes first after now, in this period or the next. */
  #firstAfter(nowNs: number): number {
    const index = this.#countUpTo(this.#phaseNs(nowNs));
    return index === this.#waiting ? 0 : index;
  }

  /** How many waiters have a phase of at most `phaseNs`. */
  #countUpTo(phaseNs: number): number {
    const phasesNs = this.#phasesNs;
    let low = 0;
    let high = this.#waiting;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((phasesNs[middle] ?? 0) > phaseNs) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #timeOutNs(index: number, nowNs: number): number {
    const aheadNs = (this.#phasesNs[index] ?? 0) - this.#phaseNs(nowNs);
    return nowNs + (aheadNs > 0 ? aheadNs : aheadNs + this.#periodNs);
  }

  /** `nowNs` modulo the period; much faster than `%` on large doubles, and exact for integers. */
  #phaseNs(nowNs: number): number {
    if (nowNs === this.#phaseOfNs) return this.#phase;
    const periodNs = this.#periodNs;
    const rest = nowNs - Math.floor(nowNs / periodNs) * periodNs;
    this.#phaseOfNs = nowNs;
    this.#phase = rest < 0 ? rest + periodNs : rest >= periodNs ? rest - periodNs : rest;
    return this.#phase;
  }
}
