/**
 * What the engine does for event loops: tasks that await, start others, and hand work to the threads of the loop's pool,
 * which is the one of `loop.run_in_executor(None, …)` and `asyncio.to_thread`.
 */
import { EventLoop, type LoopTaskState } from './eventLoop';
import { Machine } from './machine';
import { Op } from './program';
import { State } from './recorder';
import { TaskQueue } from './taskQueue';
import { Due } from './threads';

/** Work that a task of an event loop has handed to a thread. */
interface Job {
  /** Index into the program's jobs. */
  readonly code: number;
  /** The thread that runs the loop. */
  readonly thread: number;
  readonly loop: EventLoop;
  readonly task: LoopTaskState;
}

export abstract class LoopMachine extends Machine {
  /** The queue of a pool, or of an event loop's pool. */
  protected readonly pool = new TaskQueue();
  /** By thread: the event loop that it runs. */
  readonly #loops: (EventLoop | undefined)[] = [];
  /** In the order of their submission. */
  readonly #jobs: Job[] = [];

  /** False where the thread has left the GIL. */
  protected loopInstruction(thread: number, pc: number): boolean {
    const { threads, code, plan } = this;
    const a = code.a[pc] ?? 0;
    const loop = this.#loops[thread];
    const task = loop?.current;
    switch (code.op[pc] as Op) {
      case Op.Gather: {
        const entries = plan.program.gatherings[a] ?? [];
        if (loop === undefined && !entries.some((entry) => !plan.program.daemons.has(entry))) break;
        if (loop === undefined) this.#loops[thread] = this.#newLoop(thread, pc, a);
        if (loop?.hasLookedOutside === true) {
          loop.look(this.nowNs);
          if (this.#resume(thread, loop)) return true;
        }
        this.begin(thread, pc);
        this.leaveGil(thread);
        return false;
      }
      case Op.LoopGather: {
        if (loop === undefined || task === undefined) break;
        this.#spawn(loop, a, task);
        if (task.children === 0) break;
        task.awaits = 'tasks';
        return this.#suspend(thread, loop, task);
      }
      case Op.LoopSpawn:
        if (loop !== undefined && task !== undefined) this.#spawn(loop, a, task);
        break;
      case Op.LoopIo:
        if (loop === undefined || task === undefined) break;
        loop.sleep(task, this.nowNs + a);
        task.isProbed = code.b[pc] === 1;
        return this.#suspend(thread, loop, task);
      case Op.LoopAcquire:
        if (loop === undefined || task === undefined || loop.acquire(a, task)) break;
        return this.#suspend(thread, loop, task);
      case Op.LoopRelease:
        loop?.release(a);
        break;
      case Op.LoopSubmit: {
        if (loop === undefined || task === undefined) break;
        task.isJobDone = false;
        this.recorder.mark('submit', thread, this.nowNs);
        const woken = this.pool.put(this.#jobs.push({ code: a, thread, loop, task }) - 1);
        if (woken >= 0) this.wake(woken, Due.TakeGil);
        break;
      }
      case Op.LoopAwait:
        if (loop === undefined || task === undefined) break;
        // A result that is there already takes its turn, too.
        if (task.isJobDone) loop.goOn(task);
        else task.awaits = 'job';
        return this.#suspend(thread, loop, task);
      case Op.CallJob: {
        const job = this.#jobs[threads.taken[thread] ?? 0];
        threads.task[thread] = job?.task.root ?? -1;
        threads.returnTo[thread] = pc + 1;
        threads.pc[thread] = plan.program.jobs[job?.code ?? 0] ?? 0;
        return true;
      }
      case Op.JobDone:
        this.#jobDone(thread);
        break;
      default:
        if (loop === undefined || task === undefined) break;
        // What it has started in the background ends first; then it comes here again.
        if (task.children > 0) {
          task.awaits = 'tasks';
          this.#suspend(thread, loop, task);
          task.pc = pc;
          return true;
        }
        this.#lasted(thread, task, State.Held, this.nowNs);
        if (!loop.end(task)) return this.#goOn(thread, loop);
        for (const left of loop.cancelled()) {
          this.#lasted(thread, left, left.dueNs > left.sinceNs ? State.Io : State.LockWait, this.nowNs);
        }
        this.#loops[thread] = undefined;
        threads.restoreRounds(thread, loop.rounds);
        threads.pc[thread] = loop.pc + 1;
        return true;
    }
    this.skip(thread);
    return true;
  }

  /** The loop waits, without the GIL, until something becomes ready. False where something is. */
  protected looksOutside(thread: number): boolean {
    const loop = this.#loops[thread];
    if (loop === undefined) return false;
    loop.hasLookedOutside = true;
    const { firstDueNs } = loop;
    if (firstDueNs <= this.nowNs) return false;
    loop.isAsleep = true;
    if (firstDueNs === Infinity) this.enter(thread, State.Io);
    else this.waitOutside(thread, firstDueNs - this.nowNs, Due.TakeGil);
    return true;
  }

  /** As `loop.call_soon_threadsafe`: the task goes on in the loop's next iteration, for which it is woken. */
  #jobDone(thread: number): void {
    const job = this.#jobs[this.threads.taken[thread] ?? 0];
    if (job === undefined) return;
    const { task, loop } = job;
    if (task.awaits === 'job') loop.goOn(task);
    else task.isJobDone = true;
    if (!loop.isAsleep || this.recorder.stateOf(job.thread) !== State.Io) return;
    loop.isAsleep = false;
    this.letGoOn(job.thread, 'end', thread);
  }

  #newLoop(thread: number, pc: number, gathering: number): EventLoop {
    const rounds = new Float64Array(this.threads.depth);
    this.threads.keepRounds(thread, rounds);
    const loop = new EventLoop(pc, rounds, this.threads.task[thread] ?? -1);
    this.#spawn(loop, gathering, undefined);
    return loop;
  }

  #spawn(loop: EventLoop, gathering: number, parent: LoopTaskState | undefined): void {
    const { gatherings, daemons } = this.plan.program;
    loop.spawn(gatherings[gathering] ?? [], daemons, parent, this.nowNs);
  }

  /** The task that runs waits: keeps its registers and goes on with another. */
  #suspend(thread: number, loop: EventLoop, task: LoopTaskState): boolean {
    this.#lasted(thread, task, State.Held, this.nowNs);
    const pc = this.threads.pc[thread] ?? 0;
    task.pc = pc + 1;
    task.step = this.code.step[pc] ?? -1;
    this.threads.keepRounds(thread, task.rounds);
    return this.#goOn(thread, loop);
  }

  /** Runs the next task of this iteration, or begins a new iteration. */
  #goOn(thread: number, loop: EventLoop): boolean {
    if (this.#resume(thread, loop)) return true;
    this.threads.pc[thread] = loop.pc;
    this.threads.task[thread] = loop.task;
    return true;
  }

  #resume(thread: number, loop: EventLoop): boolean {
    const task = loop.next();
    loop.current = task;
    if (task === undefined) return false;
    if (task.dueNs > task.sinceNs) this.#lasted(thread, task, State.Io, task.dueNs);
    this.#lasted(thread, task, State.LockWait, this.nowNs);
    this.threads.pc[thread] = task.pc;
    this.threads.task[thread] = task.root;
    this.threads.restoreRounds(thread, task.rounds);
    if (task.isProbed) this.recorder.probe(this.nowNs - task.dueNs);
    task.isProbed = false;
    return true;
  }

  /** The task has been in `state` since it was last told of; it waits where it stopped. */
  #lasted(thread: number, task: LoopTaskState, state: State, endNs: number): void {
    const { entry, slot, sinceNs } = task;
    const step = state === State.Held ? -1 : task.step;
    this.recorder.loopTask({ thread, entry, slot, state, step, startNs: sinceNs, endNs });
    task.sinceNs = endNs;
  }
}
