/**
 * The simulator: runs a scenario in virtual nanoseconds after CPython's GIL (ceval_gil.c). Total on any scenario,
 * deterministic for its seed, and bounded by an event budget instead of hanging. docs/simulator.md has the model.
 */
import { createPrng } from '../base/prng';
import type { Scenario } from '../model/scenario';
import { DEFAULT_PARAMETERS, type SimParameters } from '../model/simParameters';
import type { SimResult } from '../model/simResult';
import { Cores } from './cores';
import { Gil } from './gil';
import { IndexedHeap } from './indexedHeap';
import { Locks } from './locks';
import { type Plan, planOf } from './plan';
import { type Instructions, Op } from './program';
import { Recorder, State } from './recorder';
import { resultOf, type Run } from './result';
import { TaskQueue } from './taskQueue';
import { Due, ThreadTable } from './threads';

export interface SimOptions {
  /** Fill `SimResult.spans` and `SimResult.main.spans`. */
  readonly spans?: boolean;
  /** Events after which the run is cut off and marked `truncated`. Default one million. */
  readonly maxEvents?: number;
  readonly parameters?: Partial<SimParameters>;
}

/** Runs `scenario`. Same scenario, same options, same bytes. */
export function simulate(scenario: Scenario, options: SimOptions = {}): SimResult {
  return resultOf(scenario, run(scenario, options), options.spans === true);
}

/** As `simulate`, for those who would rather have tables of numbers than objects. */
export function run(scenario: Scenario, options: SimOptions = {}): Run {
  const parameters = { ...DEFAULT_PARAMETERS, ...options.parameters };
  const simulation = new Simulation(scenario, parameters, options.spans === true);
  return simulation.run(options.maxEvents ?? DEFAULT_MAX_EVENTS);
}

const DEFAULT_MAX_EVENTS = 1_000_000;

/** One day. Longer runs are cut off: nobody waits for them, and nanoseconds stay exact in a double. */
const MAX_TIME_NS = 86_400e9;

class Simulation {
  readonly #parameters: SimParameters;
  readonly #plan: Plan;
  readonly #code: Instructions;
  readonly #gils: readonly Gil[];
  readonly #cores: Cores;
  readonly #locks: Locks;
  readonly #queue = new TaskQueue();
  readonly #recorder: Recorder;
  /** Ids below `#threadCount` are threads, those above are the GILs' timers. */
  readonly #timeline: IndexedHeap;
  readonly #threadCount: number;
  readonly #mainThread: number;
  /** By thread, so that what one draws does not depend on when others act. */
  readonly #randoms: readonly (() => number)[];
  readonly #threads: ThreadTable;

  #nowNs = 0;
  #started = 0;
  #running = 0;
  /** The main thread waits for the first instruction of this one; -1 for none. */
  #awaited = -1;
  #joining = false;
  #events = 0;
  #maxEvents = 0;

  constructor(scenario: Scenario, parameters: SimParameters, keepsSpans: boolean) {
    this.#parameters = parameters;
    this.#plan = planOf(scenario, parameters);
    this.#code = this.#plan.program.freeze();
    // CPython keeps the interval in whole microseconds and waits for at least one.
    const intervalNs = Math.max(1, Math.trunc(1e6 * scenario.switchIntervalSeconds)) * 1e3;
    const periodNs = intervalNs + parameters.timerLateNs;
    const count = this.#plan.entries.length;
    this.#threadCount = count;
    this.#mainThread = count - 1;
    const random = createPrng(scenario.seed);
    this.#randoms = this.#plan.entries.map(() => createPrng(Math.floor(random() * 4294967296)));
    this.#gils = Array.from({ length: this.#plan.gilCount }, (_, number) => {
      const competitors = this.#plan.gils.filter((gil) => gil === number).length;
      return new Gil(competitors, periodNs, parameters.requesterShare, random);
    });
    this.#cores = new Cores(scenario.cores, count);
    this.#locks = new Locks(this.#plan.program.lockCount, count, parameters.lockHandOffNs);
    this.#recorder = new Recorder(count, keepsSpans);
    this.#timeline = new IndexedHeap(count + this.#plan.gilCount);
    this.#threads = new ThreadTable(this.#plan.entries, this.#plan.program.depth);
  }

  run(maxEvents: number): Run {
    this.#maxEvents = maxEvents;
    this.#threads.startNs[this.#mainThread] = 0;
    this.#takeGil(this.#mainThread);
    while (this.#events < maxEvents && this.#advance());
    const truncated = !this.#allEnded();
    for (let thread = 0; thread < this.#threadCount; thread++) {
      if ((this.#threads.endNs[thread] ?? -1) < 0) this.#finish(thread);
    }
    return {
      plan: this.#plan,
      recorder: this.#recorder,
      startedCount: this.#started,
      threads: this.#threads,
      truncated,
      events: this.#events,
    };
  }

  /** Plays the next event. False when there is none, or none that is near enough. */
  #advance(): boolean {
    this.#events++;
    const timedNs = this.#timeline.firstKey;
    const finishNs = this.#cores.firstFinishNs;
    const nextNs = Math.min(timedNs, finishNs);
    if (nextNs === Infinity) return false;
    if (nextNs > MAX_TIME_NS) {
      this.#nowNs = MAX_TIME_NS;
      return false;
    }
    this.#nowNs = nextNs;
    // Work that is done at this very moment is done before anybody asks for the GIL.
    if (finishNs <= timedNs) this.#workDone(this.#cores.firstThread);
    else {
      const id = this.#timeline.firstId;
      this.#timeline.remove(id);
      if (id >= this.#threadCount) this.#gilTimer(id - this.#threadCount);
      else this.#wakeThread(id);
    }
    return true;
  }

  #wakeThread(thread: number): void {
    switch (this.#threads.due[thread] as Due) {
      case Due.TakeGil:
        this.#takeGil(thread);
        return;
      case Due.WithoutGil:
        this.#withoutGil(thread);
        return;
      case Due.IoDone:
        this.#skip(thread);
        this.#takeGil(thread);
        return;
    }
  }

  #workDone(thread: number): void {
    this.#cores.stop(thread, this.#nowNs);
    this.#threads.leftNs[thread] = 0;
    const ranWithoutGil = this.#op(thread) === Op.Native;
    this.#skip(thread);
    if (ranWithoutGil) this.#takeGil(thread);
    else this.#withGil(thread);
  }

  // --- The GIL -------------------------------------------------------------------------------------------------

  #gilOf(thread: number): Gil | undefined {
    return this.#gils[this.#plan.gils[thread] ?? -1];
  }

  /** `take_gil`: takes it if it is free, whoever else waits; waits otherwise. */
  #takeGil(thread: number): void {
    const gil = this.#gilOf(thread);
    if (gil === undefined || gil.holder < 0) {
      this.#hasGil(thread);
      return;
    }
    this.#enter(thread, State.GilWait);
    gil.wait(thread, this.#nowNs);
    this.#setTimer(thread);
  }

  #hasGil(thread: number): void {
    const gil = this.#gilOf(thread);
    if (gil !== undefined) {
      if (gil.take(thread, this.#nowNs)) {
        this.#threads.switches[thread] = (this.#threads.switches[thread] ?? 0) + 1;
        if (gil.parked >= 0) this.#wake(gil.parked, Due.WithoutGil);
        gil.parked = -1;
      }
      this.#setTimer(thread);
    }
    const probeNs = this.#threads.probeNs[thread] ?? -1;
    if (probeNs >= 0) {
      this.#recorder.probe(this.#nowNs - probeNs);
      this.#threads.probeNs[thread] = -1;
    }
    if (this.#threads.hasRun[thread] === 0) {
      this.#threads.hasRun[thread] = 1;
      if (this.#awaited === thread) this.#wake(this.#mainThread, Due.TakeGil);
    }
    this.#withGil(thread);
  }

  /**
   * `drop_gil`: frees it and wakes a waiter. After a request the thread sleeps until another has really taken the GIL;
   * then the result is true, and the thread goes on in `#withoutGil` when it is woken.
   */
  #dropGil(thread: number, isFinal: boolean): boolean {
    const gil = this.#gilOf(thread);
    if (gil === undefined) return false;
    const parks = gil.isRequested && !isFinal;
    const woken = gil.release(this.#nowNs);
    const { wakeUpNs, requesterWakeUpNs } = this.#parameters;
    if (woken >= 0) this.#wake(woken, Due.TakeGil, gil.wokeRequester ? requesterWakeUpNs : wakeUpNs);
    if (parks) {
      gil.parked = thread;
      this.#enter(thread, State.GilWait);
    }
    this.#setTimer(thread);
    return parks;
  }

  #gilTimer(number: number): void {
    const gil = this.#gils[number];
    if (gil === undefined) return;
    if (gil.holder < 0) {
      const thread = gil.timedOut(this.#nowNs);
      if (thread >= 0) this.#hasGil(thread);
      return;
    }
    gil.request(this.#nowNs);
    const { holder } = gil;
    this.#recorder.mark('drop-request', holder, this.#nowNs);
    // A holder inside one C call looks at the request only when that has returned.
    if (this.#code.b[this.#threads.pc[holder] ?? 0] === 1) this.#preempt(holder);
  }

  #preempt(holder: number): void {
    this.#threads.leftNs[holder] = this.#cores.stop(holder, this.#nowNs);
    this.#leaveGil(holder);
  }

  /** Gives the GIL away in front of something that needs none. */
  #leaveGil(thread: number): void {
    if (!this.#dropGil(thread, false)) this.#withoutGil(thread);
  }

  /** Sets the timer of the thread's GIL to its next request or time-out. */
  #setTimer(thread: number): void {
    const number = this.#plan.gils[thread] ?? -1;
    const gil = this.#gils[number];
    if (gil === undefined) return;
    const nextNs = gil.nextNs(this.#nowNs);
    if (nextNs === Infinity) this.#timeline.remove(this.#threadCount + number);
    else this.#timeline.set(this.#threadCount + number, nextNs);
  }

  // --- Instructions --------------------------------------------------------------------------------------------

  /** Executes from the program counter on until something takes time. The thread has the GIL, or needs none. */
  #withGil(thread: number): void {
    for (;;) {
      if (this.#events++ >= this.#maxEvents) return;
      const pc = this.#threads.pc[thread] ?? 0;
      const a = this.#code.a[pc] ?? 0;
      const b = this.#code.b[pc] ?? 0;
      switch (this.#code.op[pc] as Op) {
        case Op.Hold:
        case Op.Prepare:
          if (a === 0) break;
          this.#threads.step[thread] = this.#code.step[pc] ?? -1;
          if (this.#gilOf(thread)?.isRequested === true) this.#leaveGil(thread);
          else this.#compute(thread, a);
          return;
        case Op.Native:
        case Op.Io:
          this.#threads.step[thread] = this.#code.step[pc] ?? -1;
          this.#leaveGil(thread);
          return;
        case Op.Acquire:
          if (this.#locks.tryAcquire(a, thread)) break;
          this.#threads.step[thread] = this.#code.step[pc] ?? -1;
          this.#leaveGil(thread);
          return;
        case Op.Release: {
          const woken = this.#locks.release(a, this.#nowNs);
          if (woken >= 0) this.#wake(woken, Due.WithoutGil);
          break;
        }
        case Op.Loop:
          this.#threads.setRounds(thread, b, a);
          break;
        case Op.Next:
          if (this.#threads.endRound(thread, b) <= 0) break;
          this.#threads.pc[thread] = a;
          continue;
        case Op.Call: {
          const task = a < 0 ? (this.#threads.taken[thread] ?? 0) : a;
          this.#threads.task[thread] = task;
          this.#threads.returnTo[thread] = pc + 1;
          this.#threads.pc[thread] = this.#plan.tasks[task] ?? 0;
          continue;
        }
        case Op.Return:
          this.#threads.pc[thread] = this.#threads.returnTo[thread] ?? 0;
          this.#threads.task[thread] = -1;
          this.#threads.step[thread] = -1;
          continue;
        case Op.Take: {
          const task = this.#queue.take();
          if (task >= 0) {
            this.#threads.taken[thread] = task;
            this.#threads.countedIdle[thread] = 0;
            break;
          }
          if (this.#queue.isClosed) {
            this.#threads.pc[thread] = a;
            continue;
          }
          if (this.#threads.countedIdle[thread] === 0) this.#queue.addIdle();
          this.#threads.countedIdle[thread] = 1;
          this.#leaveGil(thread);
          return;
        }
        case Op.Jump:
          this.#threads.pc[thread] = a;
          continue;
        case Op.Enqueue: {
          const woken = this.#queue.put(a);
          this.#recorder.mark('submit', thread, this.#nowNs);
          if (woken >= 0) this.#wake(woken, Due.TakeGil);
          break;
        }
        case Op.Close:
          for (const worker of this.#queue.close()) this.#wake(worker, Due.TakeGil);
          break;
        case Op.Start:
          this.#start(this.#started++);
          break;
        case Op.AwaitStart:
          if (this.#threads.hasRun[this.#started - 1] === 1) break;
          this.#leaveGil(thread);
          return;
        case Op.SkipIfIdle:
          if (this.#started < b && !this.#queue.claimIdle()) break;
          this.#threads.pc[thread] = a;
          continue;
        case Op.Join:
          if (this.#running === 0) break;
          this.#leaveGil(thread);
          return;
        case Op.End:
          this.#end(thread);
          return;
      }
      this.#threads.pc[thread] = pc + 1;
    }
  }

  /** Does, without the GIL, what the instruction at the program counter waits for. */
  #withoutGil(thread: number): void {
    const pc = this.#threads.pc[thread] ?? 0;
    const a = this.#code.a[pc] ?? 0;
    const b = this.#code.b[pc] ?? 0;
    switch (this.#code.op[pc] as Op) {
      case Op.Native:
        this.#enter(thread, State.Native);
        this.#cores.start(thread, a, b, this.#nowNs);
        return;
      case Op.Io:
        this.#waitOutside(thread, a, b === 1);
        return;
      case Op.Acquire:
        if (this.#locks.tryAcquire(a, thread)) {
          this.#skip(thread);
          this.#takeGil(thread);
          return;
        }
        this.#enter(thread, State.LockWait);
        this.#locks.wait(a, thread, this.#nowNs);
        return;
      case Op.Take:
        if (!this.#queue.isEmpty || this.#queue.isClosed) break;
        this.#enter(thread, State.Idle);
        this.#queue.wait(thread);
        return;
      case Op.AwaitStart:
        if (this.#threads.hasRun[this.#started - 1] === 1) break;
        this.#enter(thread, State.LockWait);
        this.#awaited = this.#started - 1;
        return;
      case Op.Join:
        if (this.#running === 0) break;
        this.#enter(thread, State.LockWait);
        this.#recorder.mark('join', thread, this.#nowNs);
        this.#joining = true;
        return;
      default:
        // A preempted step: back to the waiters.
        break;
    }
    this.#takeGil(thread);
  }

  #compute(thread: number, workNs: number): void {
    const left = this.#threads.leftNs[thread] ?? 0;
    this.#enter(thread, this.#op(thread) === Op.Prepare ? State.Startup : State.Held);
    this.#cores.start(thread, left > 0 ? left : workNs, 1, this.#nowNs);
  }

  /** A wait shorter than a wake-up is a system call that returns without having slept. */
  #waitOutside(thread: number, ns: number, isProbed: boolean): void {
    this.#enter(thread, State.Io);
    const sleeps = ns >= this.#parameters.wakeUpNs;
    const lateNs = sleeps ? this.#varied(thread, this.#parameters.ioLateNs) : 0;
    if (isProbed) this.#threads.probeNs[thread] = this.#nowNs + ns;
    this.#threads.due[thread] = Due.IoDone;
    this.#timeline.set(thread, this.#nowNs + ns + lateNs);
  }

  #start(thread: number): void {
    this.#running++;
    this.#threads.startNs[thread] = this.#nowNs;
    this.#recorder.mark('start', thread, this.#nowNs);
    this.#enter(thread, State.Startup);
    this.#wake(thread, Due.TakeGil);
  }

  #end(thread: number): void {
    this.#finish(thread);
    this.#dropGil(thread, true);
    if (thread === this.#mainThread) return;
    this.#running--;
    if (this.#running === 0 && this.#joining) this.#wake(this.#mainThread, Due.TakeGil);
  }

  #finish(thread: number): void {
    this.#threads.endNs[thread] = this.#nowNs;
    if ((this.#threads.startNs[thread] ?? -1) < 0) this.#threads.startNs[thread] = this.#nowNs;
    this.#recorder.enter(thread, State.Absent, -1, -1, this.#nowNs);
  }

  // --- Small helpers -------------------------------------------------------------------------------------------

  #allEnded(): boolean {
    return this.#threads.endNs.every(
      (ns, thread) => ns >= 0 || (thread >= this.#started && thread !== this.#mainThread),
    );
  }

  #wake(thread: number, due: Due, latencyNs = this.#parameters.wakeUpNs): void {
    this.#threads.due[thread] = due;
    this.#timeline.set(thread, this.#nowNs + this.#varied(thread, latencyNs));
  }

  /** A latency of the operating system: varies around `ns`, by the thread's own random numbers. */
  #varied(thread: number, ns: number): number {
    const random = this.#randoms[thread]?.() ?? 0.5;
    return Math.round(ns * (1 + this.#parameters.wakeUpJitter * (2 * random - 1)));
  }

  #enter(thread: number, state: State): void {
    this.#recorder.enter(
      thread,
      state,
      this.#threads.step[thread] ?? -1,
      this.#threads.task[thread] ?? -1,
      this.#nowNs,
    );
  }

  #op(thread: number): Op {
    return this.#code.op[this.#threads.pc[thread] ?? 0] as Op;
  }

  /** On to the next instruction. */
  #skip(thread: number): void {
    this.#threads.pc[thread] = (this.#threads.pc[thread] ?? 0) + 1;
  }
}
