/**
 * What every simulated thread lives in: the virtual clock, the GILs after ceval_gil.c, the cores, the collector and the
 * record of it all. What threads execute is left to the engine that extends this.
 */
import { createPrng } from '../base/prng';
import type { Scenario } from '../model/scenario';
import type { SimParameters } from '../model/simParameters';
import type { Wake } from '../model/simResult';
import { Collector } from './collector';
import { Cores } from './cores';
import { Gil } from './gil';
import { IndexedHeap } from './indexedHeap';
import { type Plan, planOf } from './plan';
import { type Instructions, Op } from './program';
import { Recorder, State } from './recorder';
import { Due, ThreadTable } from './threads';

/** One day. Longer runs are cut off: nobody waits for them, and nanoseconds stay exact in a double. */
const MAX_TIME_NS = 86_400e9;

export abstract class Machine {
  protected readonly parameters: SimParameters;
  protected readonly plan: Plan;
  protected readonly code: Instructions;
  protected readonly recorder: Recorder;
  protected readonly threads: ThreadTable;
  protected readonly threadCount: number;
  protected readonly mainThread: number;
  protected nowNs = 0;
  protected events = 0;
  readonly #gils: readonly Gil[];
  /** By GIL: when its timer in the timeline goes off; `Infinity` for none. */
  readonly #timersNs: Float64Array;
  readonly #cores: Cores;
  readonly #collectors: readonly Collector[];
  /** Ids below `threadCount` are threads, those above are the GILs' timers. */
  readonly #timeline: IndexedHeap;
  /** By thread, so that what one draws does not depend on when others act. */
  readonly #randoms: readonly (() => number)[];

  constructor(scenario: Scenario, parameters: SimParameters, keepsSpans: boolean) {
    this.parameters = parameters;
    const plan = planOf(scenario, parameters);
    this.plan = plan;
    this.code = plan.program.freeze();
    // CPython keeps the interval in whole microseconds and waits for at least one.
    const intervalNs = Math.max(1, Math.trunc(1e6 * scenario.switchIntervalSeconds)) * 1e3;
    const periodNs = intervalNs + parameters.timerLateNs;
    const count = plan.entries.length;
    this.threadCount = count;
    this.mainThread = count - 1;
    const random = createPrng(scenario.seed);
    this.#randoms = plan.entries.map(() => createPrng(Math.floor(random() * 4294967296)));
    const competitors = new Int32Array(plan.gilCount);
    for (const gil of plan.gils) if (gil >= 0) competitors[gil] = (competitors[gil] ?? 0) + 1;
    this.#gils = Array.from(
      competitors,
      (threads) => new Gil(threads, periodNs, parameters.requesterShare, random),
    );
    this.#timersNs = new Float64Array(plan.gilCount).fill(Infinity);
    // Without a GIL, all threads are in one interpreter with one collector.
    const interpreters = Math.max(1, plan.gilCount);
    this.#collectors = Array.from({ length: interpreters }, () => new Collector(parameters));
    this.#cores = new Cores(scenario.cores, count);
    this.recorder = new Recorder(count, keepsSpans);
    this.#timeline = new IndexedHeap(count + plan.gilCount);
    this.threads = new ThreadTable(plan.entries, plan.program.depth);
  }

  /** Executes from the program counter on; the thread has the GIL, or needs none. */
  protected abstract withGil(thread: number): void;

  /** Does, without the GIL, what the instruction at the program counter waits for. */
  protected abstract withoutGil(thread: number): void;

  /** The thread has the GIL for the first time. */
  protected abstract hasBegun(thread: number): void;

  /** Plays the next event. False when there is none, or none that is near enough. */
  protected advance(): boolean {
    this.events++;
    const timedNs = this.#timeline.firstKey;
    const finishNs = this.#cores.firstFinishNs;
    const nextNs = finishNs < timedNs ? finishNs : timedNs;
    if (nextNs === Infinity) return false;
    if (nextNs > MAX_TIME_NS) {
      this.nowNs = MAX_TIME_NS;
      return false;
    }
    this.nowNs = nextNs;
    // Work that is done at this very moment is done before anybody asks for the GIL.
    if (finishNs <= timedNs) this.#workDone(this.#cores.firstThread);
    else {
      const id = this.#timeline.firstId;
      this.#timeline.remove(id);
      if (id >= this.threadCount) this.#gilTimer(id - this.threadCount);
      else this.#wakeThread(id);
    }
    return true;
  }

  #wakeThread(thread: number): void {
    switch (this.threads.due[thread] as Due) {
      case Due.TakeGil:
        this.takeGil(thread);
        return;
      case Due.WithoutGil:
        this.withoutGil(thread);
        return;
      case Due.IoDone:
        this.skip(thread);
        this.takeGil(thread);
        return;
    }
  }

  // --- The GIL -------------------------------------------------------------------------------------------------

  #gilOf(thread: number): Gil | undefined {
    return this.#gils[this.plan.gils[thread] ?? -1];
  }

  /** `take_gil`: takes it if it is free, whoever else waits; waits otherwise. */
  protected takeGil(thread: number): void {
    const gil = this.#gilOf(thread);
    if (gil === undefined || gil.holder < 0) {
      this.#hasGil(thread, gil);
      return;
    }
    this.enter(thread, State.GilWait);
    gil.wait(thread, this.nowNs);
    this.#setTimer(thread, gil);
  }

  #hasGil(thread: number, gil: Gil | undefined): void {
    const { threads } = this;
    if (gil !== undefined) {
      if (gil.take(thread, this.nowNs)) {
        threads.switches[thread] = (threads.switches[thread] ?? 0) + 1;
        if (gil.parked >= 0) this.wake(gil.parked, Due.WithoutGil);
        gil.parked = -1;
      }
      this.#setTimer(thread, gil);
    }
    const probeNs = threads.probeNs[thread] ?? -1;
    if (probeNs >= 0) {
      this.recorder.probe(this.nowNs - probeNs);
      threads.probeNs[thread] = -1;
    }
    if (threads.hasRun[thread] === 0) {
      threads.hasRun[thread] = 1;
      this.hasBegun(thread);
    }
    this.withGil(thread);
  }

  /**
   * `drop_gil`: frees it and wakes a waiter. After a request the thread sleeps until another has really taken the GIL;
   * then the result is true, and the thread goes on in `withoutGil` when it is woken.
   */
  protected dropGil(thread: number, isFinal: boolean): boolean {
    const gil = this.#gilOf(thread);
    if (gil === undefined) return false;
    const parks = gil.isRequested && !isFinal;
    const woken = gil.release(this.nowNs);
    let takenBeforeNs = Infinity;
    if (woken >= 0) {
      const { wakeUpNs, requesterWakeUpNs } = this.parameters;
      this.wake(woken, Due.TakeGil, gil.wokeRequester ? requesterWakeUpNs : wakeUpNs);
      takenBeforeNs = this.#timeline.keyOf(woken);
    }
    if (parks) {
      gil.parked = thread;
      this.enter(thread, State.GilWait);
    }
    // A time-out that comes after the woken thread will find the GIL taken.
    this.#setTimer(thread, gil, takenBeforeNs);
    return parks;
  }

  /** Gives the GIL away in front of something that needs none. */
  protected leaveGil(thread: number): void {
    if (!this.dropGil(thread, false)) this.withoutGil(thread);
  }

  protected isAskedToLeave(thread: number): boolean {
    const gil = this.#gilOf(thread);
    return gil !== undefined && gil.isRequested;
  }

  #gilTimer(number: number): void {
    const gil = this.#gils[number];
    if (gil === undefined) return;
    this.#timersNs[number] = Infinity;
    if (gil.holder < 0) {
      const thread = gil.timedOut(this.nowNs);
      if (thread >= 0) this.#hasGil(thread, gil);
      return;
    }
    gil.request(this.nowNs);
    const { holder } = gil;
    this.recorder.mark('drop-request', holder, this.nowNs);
    // A holder inside one C call, or in the collector, looks at the request only when that has returned.
    const pc = this.threads.pc[holder] ?? 0;
    if (this.code.b[pc] !== 1 || this.threads.collects[holder] === 1) return;
    const leftNs = this.#cores.stop(holder, this.nowNs);
    const rate = this.code.objectsPerNs[pc] ?? 0;
    if (rate > 0) this.#collectorOf(holder).stopped(holder, leftNs, rate, this.threads);
    else this.threads.leftNs[holder] = leftNs;
    this.leaveGil(holder);
  }

  /** Sets the timer of the thread's GIL to its next request or time-out, unless that comes after `lastNs`. */
  #setTimer(thread: number, gil: Gil, lastNs = Infinity): void {
    const number = this.plan.gils[thread] ?? 0;
    const { nextNs } = gil;
    const timerNs = nextNs > lastNs ? Infinity : nextNs;
    if (timerNs === this.#timersNs[number]) return;
    this.#timersNs[number] = timerNs;
    if (timerNs === Infinity) this.#timeline.remove(this.threadCount + number);
    else this.#timeline.set(this.threadCount + number, timerNs);
  }

  // --- Work ----------------------------------------------------------------------------------------------------

  #collectorOf(thread: number): Collector {
    const own = this.#collectors[this.plan.gils[thread] ?? 0] ?? this.#collectors[0];
    if (own === undefined) throw new Error('internal error: no collector');
    return own;
  }

  /** Computes with the GIL: `workNs`, or what is left of it after a turn that ended too soon. */
  protected compute(thread: number, workNs: number, state: State): void {
    this.enter(thread, state);
    const left = this.threads.leftNs[thread] ?? 0;
    const ns = left > 0 ? left : workNs;
    const rate = this.code.objectsPerNs[this.threads.pc[thread] ?? 0] ?? 0;
    const stretchNs = rate > 0 ? this.#collectorOf(thread).begin(thread, ns, rate, this.threads) : ns;
    this.#cores.start(thread, stretchNs, 1, this.nowNs);
  }

  /** Computes without the GIL on `cores` cores at once. */
  protected computeNatively(thread: number, workNs: number, cores: number): void {
    this.enter(thread, State.Native);
    this.#cores.start(thread, workNs, cores, this.nowNs);
  }

  #workDone(thread: number): void {
    const { threads } = this;
    this.#cores.stop(thread, this.nowNs);
    const pc = threads.pc[thread] ?? 0;
    if (this.code.op[pc] === Op.Native) {
      this.skip(thread);
      this.takeGil(thread);
      return;
    }
    if ((this.code.objectsPerNs[pc] ?? 0) > 0 && this.#collects(thread)) return;
    threads.leftNs[thread] = 0;
    this.skip(thread);
    this.withGil(thread);
  }

  /** After a stretch that makes objects, or a collection: true where the instruction is not done. */
  #collects(thread: number): boolean {
    const { threads } = this;
    const pauseNs = threads.collects[thread] === 1 ? 0 : this.#collectorOf(thread).pauseNs();
    if (pauseNs > 0) {
      threads.collects[thread] = 1;
      threads.step[thread] = this.code.collection[threads.pc[thread] ?? 0] ?? -1;
      this.enter(thread, State.Held);
      this.#cores.start(thread, pauseNs, 1, this.nowNs);
      return true;
    }
    threads.collects[thread] = 0;
    threads.leftNs[thread] = threads.restNs[thread] ?? 0;
    threads.restNs[thread] = 0;
    if (threads.leftNs[thread] === 0) return false;
    this.withGil(thread);
    return true;
  }

  // --- Waiting -------------------------------------------------------------------------------------------------

  /** A wait outside of `ns`. One shorter than a wake-up is a system call that returns without having slept. */
  protected waitOutside(thread: number, ns: number, due: Due): void {
    this.enter(thread, State.Io);
    const lateNs = ns >= this.parameters.wakeUpNs ? this.#varied(thread, this.parameters.ioLateNs) : 0;
    this.threads.due[thread] = due;
    this.#timeline.set(thread, this.nowNs + ns + lateNs);
  }

  protected wake(thread: number, due: Due, latencyNs = this.parameters.wakeUpNs): void {
    this.threads.due[thread] = due;
    this.#timeline.set(thread, this.nowNs + this.#varied(thread, latencyNs));
  }

  /** The thread goes on after exactly `ns`. */
  protected goOnAfter(thread: number, ns: number, due: Due): void {
    this.threads.due[thread] = due;
    this.#timeline.set(thread, this.nowNs + ns);
  }

  /** A latency of the operating system: varies around `ns`, by the thread's own random numbers. */
  #varied(thread: number, ns: number): number {
    const random = this.#randoms[thread]?.() ?? 0.5;
    return Math.round(ns * (1 + this.parameters.wakeUpJitter * (2 * random - 1)));
  }

  /** Wakes a thread that waits for what `by` has just done. */
  protected letGoOn(thread: number, cause: Wake['cause'], by: number, due = Due.TakeGil): void {
    this.recorder.wake(cause, by, thread, this.nowNs);
    this.wake(thread, due);
  }

  // --- Small helpers -------------------------------------------------------------------------------------------

  /** The thread is at the step that the instruction belongs to. */
  protected begin(thread: number, pc: number): void {
    this.threads.step[thread] = this.code.step[pc] ?? -1;
  }

  protected enter(thread: number, state: State): void {
    const { threads } = this;
    this.recorder.enter(thread, state, threads.step[thread] ?? -1, threads.task[thread] ?? -1, this.nowNs);
  }

  /** The thread is gone, now or because the run was cut off. */
  protected finish(thread: number): void {
    const { startNs, endNs } = this.threads;
    endNs[thread] = this.nowNs;
    if ((startNs[thread] ?? -1) < 0) startNs[thread] = this.nowNs;
    this.recorder.enter(thread, State.Absent, -1, -1, this.nowNs);
  }

  /** On to the next instruction. */
  protected skip(thread: number): void {
    this.threads.pc[thread] = (this.threads.pc[thread] ?? 0) + 1;
  }
}
