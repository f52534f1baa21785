/**
 * The simulator: runs a scenario in virtual nanoseconds after CPython's GIL (ceval_gil.c). Total on any scenario,
 * deterministic for its seed, and bounded by an event budget instead of hanging. docs/simulator.md has the model.
 */
import type { Scenario } from '../model/scenario';
import type { SimParameters } from '../model/simParameters';
import type { SimResult } from '../model/simResult';
import { Queues, Signals, TaskEnds } from './channels';
import { Exchange } from './exchange';
import { Locks } from './locks';
import { LoopMachine } from './loopMachine';
import { Op, Transfer } from './program';
import { State } from './recorder';
import { resultOf, type Run } from './result';
import { Due } from './threads';
import { parametersOf } from './versions';

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
  const parameters = { ...parametersOf(scenario), ...options.parameters };
  const simulation = new Simulation(scenario, parameters, options.spans === true);
  return simulation.run(options.maxEvents ?? DEFAULT_MAX_EVENTS);
}

const DEFAULT_MAX_EVENTS = 1_000_000;

class Simulation extends LoopMachine {
  readonly #locks: Locks;
  readonly #queues: Queues;
  readonly #signals: Signals;
  readonly #taskEnds: TaskEnds;
  /** Between the main thread and workers that do not share its memory. */
  readonly #exchange: Exchange;
  #collectedAtNs = 0;
  #started = 0;
  #running = 0;
  /** The main thread waits for the first instruction of this one; -1 for none. */
  #awaited = -1;
  #mainWaits = false;
  #maxEvents = 0;

  constructor(scenario: Scenario, parameters: SimParameters, keepsSpans: boolean) {
    super(scenario, parameters, keepsSpans);
    const { program } = this.plan;
    this.#locks = new Locks(program.lockCount, this.threadCount, parameters.lockHandOffNs);
    this.#queues = new Queues(program.queueCount);
    this.#signals = new Signals(program.signalCount, this.threadCount);
    const named = Array.from({ length: program.taskNames.size }, () => 0);
    for (const name of this.plan.nameOfTask) if (name >= 0) named[name] = (named[name] ?? 0) + 1;
    this.#taskEnds = new TaskEnds(named);
    const pipeBytes = scenario.executor.kind === 'processes' ? parameters.pipeBytes : Infinity;
    this.#exchange = new Exchange(scenario.tasks, pipeBytes, this.plan.takesIn);
  }

  run(maxEvents: number): Run {
    this.#maxEvents = maxEvents;
    this.threads.startNs[this.mainThread] = 0;
    this.takeGil(this.mainThread);
    while (this.events < maxEvents && this.advance());
    const truncated = !this.#allEnded();
    for (let thread = 0; thread < this.threadCount; thread++) {
      if ((this.threads.endNs[thread] ?? -1) < 0) this.finish(thread);
    }
    return {
      plan: this.plan,
      recorder: this.recorder,
      startedCount: this.#started,
      collectedAtNs: this.#collectedAtNs,
      threads: this.threads,
      truncated,
      events: this.events,
    };
  }

  protected override hasBegun(thread: number): void {
    if (this.#awaited === thread) this.wake(this.mainThread, Due.TakeGil);
  }

  // --- Instructions --------------------------------------------------------------------------------------------

  protected override withGil(thread: number): void {
    const { threads, code } = this;
    for (;;) {
      if (this.events++ >= this.#maxEvents) return;
      const pc = threads.pc[thread] ?? 0;
      const a = code.a[pc] ?? 0;
      const b = code.b[pc] ?? 0;
      switch (code.op[pc] as Op) {
        case Op.Hold:
          if (a === 0) break;
          this.begin(thread, pc);
          if (this.isAskedToLeave(thread)) this.leaveGil(thread);
          else this.compute(thread, a, State.Held);
          return;
        case Op.Prepare:
        case Op.Transfer: {
          const ns = code.op[pc] === Op.Prepare ? a : this.#transferNs(thread, a);
          if (ns === 0) break;
          this.begin(thread, pc);
          if (this.isAskedToLeave(thread)) this.leaveGil(thread);
          else this.compute(thread, ns, State.Startup);
          return;
        }
        case Op.Native:
        case Op.Io:
          this.begin(thread, pc);
          this.leaveGil(thread);
          return;
        case Op.Acquire:
          if (this.#locks.tryAcquire(a, thread)) break;
          this.begin(thread, pc);
          this.leaveGil(thread);
          return;
        case Op.Release: {
          const woken = this.#locks.release(a, this.nowNs);
          if (woken >= 0) this.letGoOn(woken, 'lock', thread, Due.WithoutGil);
          break;
        }
        case Op.Put: {
          if (!this.#queues.canPut(a, b)) {
            this.begin(thread, pc);
            this.leaveGil(thread);
            return;
          }
          const woken = this.#queues.put(a);
          if (woken >= 0) this.letGoOn(woken, 'queue', thread);
          break;
        }
        case Op.Get: {
          if (!this.#queues.canGet(a)) {
            this.begin(thread, pc);
            this.leaveGil(thread);
            return;
          }
          const woken = this.#queues.get(a);
          if (woken >= 0) this.letGoOn(woken, 'queue', thread);
          break;
        }
        case Op.AwaitSignal:
          if (this.#signals.pass(a, thread)) break;
          this.begin(thread, pc);
          this.leaveGil(thread);
          return;
        case Op.Notify:
          this.#tell(this.#signals.notify(a, b), thread);
          break;
        case Op.SetSignal:
          this.#tell(this.#signals.set(a), thread);
          break;
        case Op.JoinTasks:
          if (this.#taskEnds.haveCome(a)) break;
          this.begin(thread, pc);
          this.recorder.mark('join', thread, this.nowNs);
          this.leaveGil(thread);
          return;
        case Op.Gather:
        case Op.LoopGather:
        case Op.LoopIo:
        case Op.LoopAcquire:
        case Op.LoopRelease:
        case Op.LoopEnd:
        case Op.LoopSpawn:
        case Op.LoopSubmit:
        case Op.LoopAwait:
        case Op.CallJob:
        case Op.JobDone:
          if (this.loopInstruction(thread, pc)) continue;
          return;
        case Op.Loop:
          threads.setRounds(thread, b, a);
          break;
        case Op.Next:
          if (threads.endRound(thread, b) <= 0) break;
          threads.pc[thread] = a;
          continue;
        case Op.Call: {
          const task = a < 0 ? (threads.taken[thread] ?? 0) : a;
          threads.task[thread] = task;
          threads.returnTo[thread] = pc + 1;
          threads.pc[thread] = this.plan.tasks[task] ?? 0;
          continue;
        }
        case Op.Return:
          this.#taskEnded(threads.task[thread] ?? 0, thread);
          threads.pc[thread] = threads.returnTo[thread] ?? 0;
          threads.task[thread] = -1;
          threads.step[thread] = -1;
          continue;
        case Op.Take: {
          const task = this.pool.take();
          if (task >= 0) {
            threads.taken[thread] = task;
            threads.countedIdle[thread] = 0;
            break;
          }
          if (this.pool.isClosed) {
            threads.pc[thread] = a;
            continue;
          }
          if (threads.countedIdle[thread] === 0) this.pool.addIdle();
          threads.countedIdle[thread] = 1;
          this.leaveGil(thread);
          return;
        }
        case Op.Jump:
          threads.pc[thread] = a;
          continue;
        case Op.Enqueue: {
          const woken = this.pool.put(a);
          this.recorder.mark('submit', thread, this.nowNs);
          if (woken >= 0) this.wake(woken, Due.TakeGil);
          break;
        }
        case Op.Close:
          for (const worker of this.pool.close()) this.wake(worker, Due.TakeGil);
          break;
        case Op.Deliver:
          this.#exchange.offer(thread, threads.taken[thread] ?? 0);
          this.#wakeMain();
          if (!this.#exchange.holdsUp(threads.taken[thread] ?? 0)) break;
          this.begin(thread, pc);
          this.leaveGil(thread);
          return;
        case Op.ToPickle:
        case Op.ToSend:
        case Op.ToTakeIn:
          if (this.#choose(thread, code.op[pc] as Op)) break;
          threads.pc[thread] = a;
          continue;
        case Op.Pickled:
          this.#exchange.pickled();
          break;
        case Op.Send:
          if (this.#exchange.fits(threads.taken[thread] ?? 0)) break;
          this.leaveGil(thread);
          return;
        case Op.AwaitExchange:
          if (this.#exchange.isOver) {
            if (this.plan.takesIn) this.#collectedAtNs = this.nowNs;
            threads.pc[thread] = a;
            continue;
          }
          if (this.#canExchange()) break;
          this.leaveGil(thread);
          return;
        case Op.Start:
          this.recorder.mark('start', this.#started, this.nowNs);
          this.enter(this.#started, State.Startup);
          this.#start(this.#started++);
          break;
        case Op.StartHelper:
          this.#start(a);
          break;
        case Op.AwaitStart:
          if (threads.hasRun[this.#started - 1] === 1) break;
          this.leaveGil(thread);
          return;
        case Op.SkipIfIdle:
          if (this.#started < b && !this.pool.claimIdle()) break;
          threads.pc[thread] = a;
          continue;
        case Op.Join:
          if (this.#running === 0) break;
          this.leaveGil(thread);
          return;
        case Op.End:
          this.#end(thread);
          return;
      }
      threads.pc[thread] = pc + 1;
    }
  }

  protected override withoutGil(thread: number): void {
    const { threads, code } = this;
    const pc = threads.pc[thread] ?? 0;
    const a = code.a[pc] ?? 0;
    const b = code.b[pc] ?? 0;
    switch (code.op[pc] as Op) {
      case Op.Native:
        this.computeNatively(thread, a, b);
        return;
      case Op.Io:
        if (b === 1) threads.probeNs[thread] = this.nowNs + a;
        this.waitOutside(thread, a, Due.IoDone);
        return;
      case Op.Acquire:
        if (this.#locks.tryAcquire(a, thread)) {
          this.skip(thread);
          break;
        }
        this.enter(thread, State.LockWait);
        this.#locks.wait(a, thread, this.nowNs);
        return;
      case Op.Put:
        if (this.#queues.canPut(a, b)) break;
        this.enter(thread, State.LockWait);
        this.#queues.waitToPut(a, thread);
        return;
      case Op.Get:
        if (this.#queues.canGet(a)) break;
        this.enter(thread, State.LockWait);
        this.#queues.waitToGet(a, thread);
        return;
      case Op.AwaitSignal:
        if (this.#signals.isTold(thread)) break;
        this.enter(thread, State.LockWait);
        return;
      case Op.JoinTasks:
        if (this.#taskEnds.haveCome(a)) break;
        this.enter(thread, State.LockWait);
        this.#taskEnds.wait(a, thread);
        return;
      case Op.Gather:
        if (!this.looksOutside(thread)) break;
        return;
      case Op.Take:
        if (!this.pool.isEmpty || this.pool.isClosed) break;
        this.enter(thread, State.Idle);
        this.pool.wait(thread);
        if (this.plan.exchanges) this.#wakeMain();
        return;
      case Op.Deliver:
        this.enter(thread, State.Startup);
        return;
      case Op.Send:
        this.#pass(thread, Transfer.Send);
        return;
      case Op.AwaitExchange:
        if (this.#canExchange()) break;
        this.enter(thread, State.LockWait);
        this.#mainWaits = true;
        return;
      case Op.AwaitStart:
        if (threads.hasRun[this.#started - 1] === 1) break;
        this.enter(thread, State.LockWait);
        this.#awaited = this.#started - 1;
        return;
      case Op.Join:
        if (this.#running === 0) break;
        this.enter(thread, State.LockWait);
        this.recorder.mark('join', thread, this.nowNs);
        this.#mainWaits = true;
        return;
      default:
        // A preempted step: back to the waiters.
        break;
    }
    this.takeGil(thread);
  }

  #transferNs(thread: number, transfer: number): number {
    return this.plan.transfersNs[transfer]?.[this.threads.taken[thread] ?? 0] ?? 0;
  }

  // --- Processes -----------------------------------------------------------------------------------------------

  /** Picks what the main thread does next and makes it the task just taken. False where there is nothing of the kind. */
  #choose(thread: number, op: Op): boolean {
    const { threads } = this;
    const exchange = this.#exchange;
    if (op === Op.ToTakeIn) {
      const result = exchange.takeResult();
      if (result === undefined) return false;
      threads.taken[thread] = result.task;
      if (exchange.holdsUp(result.task)) this.#pass(result.worker, Transfer.Deliver);
      return true;
    }
    const task = op === Op.ToPickle ? exchange.toPickle() : exchange.toSend(this.pool.isAwaited);
    if (task < 0) return false;
    threads.taken[thread] = task;
    if (op === Op.ToPickle) return true;
    exchange.sent();
    this.recorder.mark('submit', thread, this.nowNs);
    const woken = this.pool.put(task);
    if (woken >= 0) this.wake(woken, Due.TakeGil);
    if (exchange.allSent) for (const worker of this.pool.close()) this.wake(worker, Due.TakeGil);
    return true;
  }

  #canExchange(): boolean {
    const exchange = this.#exchange;
    return exchange.isOver || exchange.hasResult || exchange.toSend(this.pool.isAwaited) >= 0;
  }

  /** The thread waits until what it has written has been read. */
  #pass(thread: number, transfer: Transfer): void {
    this.enter(thread, State.Startup);
    this.goOnAfter(thread, this.#transferNs(thread, transfer), Due.IoDone);
  }

  // --- Threads and tasks ---------------------------------------------------------------------------------------

  #start(thread: number): void {
    this.#running++;
    this.threads.startNs[thread] = this.nowNs;
    this.wake(thread, Due.TakeGil);
  }

  #end(thread: number): void {
    this.finish(thread);
    this.dropGil(thread, true);
    if (thread === this.mainThread) return;
    this.#running--;
    if (this.#running === 0) this.#wakeMain();
  }

  /** Wakes the main thread where it waits for results or for the end of the others. */
  #wakeMain(): void {
    if (!this.#mainWaits) return;
    this.#mainWaits = false;
    this.wake(this.mainThread, Due.TakeGil);
  }

  #taskEnded(task: number, by: number): void {
    const name = this.plan.nameOfTask[task] ?? -1;
    if (name < 0) return;
    for (const thread of this.#taskEnds.ended(name)) this.letGoOn(thread, 'end', by);
  }

  /** Wakes those of the threads that already sleep; the others will see that they need not. */
  #tell(threads: readonly number[], by: number): void {
    for (const thread of threads) {
      if (this.recorder.stateOf(thread) === State.LockWait) this.letGoOn(thread, 'signal', by);
    }
  }

  #allEnded(): boolean {
    return this.threads.endNs.every(
      (ns, thread) => ns >= 0 || (thread >= this.#started && thread !== this.mainThread),
    );
  }
}
