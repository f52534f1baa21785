/**
 * What threads execute: all code of a run in one flat table of instructions. Loops stay loops, so that a billion
 * rounds take three instructions; only a loop of nothing but preemptible Python code becomes one long step.
 */
import type { LoopTask, Step, StepSource } from '../model/scenario';
import type { SimParameters } from '../model/simParameters';
import { unreachable } from '../base/assert';

/** `a` and `b` are the instruction's operands. */
export const enum Op {
  /** Compute with the GIL for `a` ns; `b` is 1 where another thread's request is obeyed at once. */
  Hold,
  /** As `Hold`, but shown as starting up or pickling. */
  Prepare,
  /** Compute without the GIL for `a` ns on `b` cores. */
  Native,
  /** Wait outside for `a` ns; `b` is 1 where the way back to the GIL is measured. */
  Io,
  /** Take or give back lock `a`. */
  Acquire,
  Release,
  /** Put an item into queue `a` or take one out; `b` is the queue's capacity. */
  Put,
  Get,
  /** Wait for signal `a` to be set, or for a notification. */
  AwaitSignal,
  /** Wake `b` of those that wait for signal `a`, or set it. */
  Notify,
  SetSignal,
  /** Wait until the tasks with name number `a` have ended. */
  JoinTasks,
  /** Run the tasks of gathering `a` in an event loop; the next iteration of the loop begins here, too. */
  Gather,
  /** In a task of an event loop: as without `Loop`, but while this task waits, others of the loop go on. */
  LoopGather,
  LoopIo,
  LoopAcquire,
  LoopRelease,
  LoopEnd,
  /** Start the tasks of gathering `a` and go on. */
  LoopSpawn,
  /** Hand job `a` to the loop's pool; wait until it is done. */
  LoopSubmit,
  LoopAwait,
  /** By a worker of that pool: run the job just taken, whose code ends in `Return`; tell the loop that it is done. */
  CallJob,
  JobDone,
  /** Begin `a` rounds (`b`: the nesting depth). The body follows and ends in `Next`. */
  Loop,
  /** Go back to `a` if rounds are left (`b`: the nesting depth). */
  Next,
  /** Run task `a`, or the one just taken if `a` is -1; its code ends in `Return`. */
  Call,
  Return,
  /** Move the task just taken, or its result, between processes; `a` is one of `Transfer`. */
  Transfer,
  /** The result of the task just taken is on its way to the main thread; waits where that has to read it first. */
  Deliver,
  /** The parent of worker processes chooses what to pickle, to send or to take in; goes to `a` if there is nothing. */
  ToPickle,
  ToSend,
  ToTakeIn,
  /** The task chosen is pickled. */
  Pickled,
  /** Wait while the task chosen goes through the pipe. */
  Send,
  /** Wait for something to do; goes to `a` once everything is done. */
  AwaitExchange,
  /** Take the next task from the queue, waiting for one; goes to `a` once the queue is closed and empty. */
  Take,
  /** Go to `a`. */
  Jump,
  /** Put task `a` into the queue. */
  Enqueue,
  Close,
  /** Start the next thread, in the order of their numbers. */
  Start,
  /** Start thread `a`, which serves no tasks. */
  StartHelper,
  /** Wait until the thread started last has had the GIL once, as `Thread.start` does. */
  AwaitStart,
  /** Go to `a` if a worker is idle or `b` workers have been started. */
  SkipIfIdle,
  /** Wait for all threads to end. */
  Join,
  End,
}

/** What a process or interpreter pool spends on a task besides running it. */
export const enum Transfer {
  /** By the parent: pickle the argument, wait while it goes through the pipe, read and unpickle the result. */
  Pickle,
  Send,
  TakeIn,
  /** By the worker: read and unpickle the argument, pickle the result, wait while it is read, free the argument. */
  Receive,
  Reply,
  Deliver,
  Free,
}

/** A position in the program. */
export type Address = number;

export class Program {
  readonly #ops: Op[] = [];
  readonly #a: number[] = [];
  readonly #b: number[] = [];
  readonly #steps: number[] = [];
  readonly #objectsPerNs: number[] = [];
  /** By instruction: the number that its garbage collections have as steps; -1 without. */
  readonly #collections: number[] = [];
  readonly #sources: (StepSource | undefined)[] = [];
  readonly #locks = new Numbering();
  readonly #loopLocks = new Numbering();
  readonly #queues = new Numbering();
  readonly #signals = new Numbering();
  readonly #taskNames = new Numbering();
  readonly #gatherings: (readonly Address[])[] = [];
  /** Size of the pool that tasks of the event loop hand work to; 0 without one. */
  readonly #loopWorkers: number;
  readonly #parameters: Pick<SimParameters, 'submitNs' | 'threadStartNs'>;
  /** What tasks hand to that pool: its code once that has been added. */
  readonly #jobs: Address[] = [];
  readonly #pendingJobs: { readonly job: number; readonly body: readonly Step[] }[] = [];
  /** Tasks of event loops whose code is still to be added, with the number of their gathering. */
  readonly #pending: {
    readonly gathering: number;
    readonly tasks: readonly LoopTask[];
    readonly hasPool: boolean;
  }[] = [];
  /** By address of their code: the names of tasks of event loops. */
  readonly #loopTaskNames = new Map<Address, string>();
  readonly #daemons = new Set<Address>();
  /** Tasks with the same body share its code. */
  readonly #bodies = new Map<readonly Step[], Address>();
  #depth = 0;

  constructor(loopWorkers: number, parameters: Pick<SimParameters, 'submitNs' | 'threadStartNs'>) {
    this.#loopWorkers = loopWorkers;
    this.#parameters = parameters;
  }

  /** The address of the next instruction to be added. */
  get end(): Address {
    return this.#ops.length;
  }

  /** How deep loops nest. */
  get depth(): number {
    return this.#depth;
  }

  get lockCount(): number {
    return this.#locks.size;
  }

  get loopLockCount(): number {
    return this.#loopLocks.size;
  }

  get queueCount(): number {
    return this.#queues.size;
  }

  get signalCount(): number {
    return this.#signals.size;
  }

  /** The numbers by which tasks of a name are joined. */
  get taskNames(): Numbering {
    return this.#taskNames;
  }

  /** By gathering: the code of each task of the event loop. */
  get gatherings(): readonly (readonly Address[])[] {
    return this.#gatherings;
  }

  /** By job that a task of the event loop hands to a thread: its code. */
  get jobs(): readonly Address[] {
    return this.#jobs;
  }

  /** By address of their code: the names of tasks of event loops. */
  get loopTaskNames(): ReadonlyMap<Address, string> {
    return this.#loopTaskNames;
  }

  /** The code of those tasks of event loops that nobody waits for. */
  get daemons(): ReadonlySet<Address> {
    return this.#daemons;
  }

  /** By step number: where it stands in the source. */
  get sources(): readonly (StepSource | undefined)[] {
    return this.#sources;
  }

  /** The numbers of those steps that are garbage collections. */
  get collections(): ReadonlySet<number> {
    return new Set(this.#collections.filter((step) => step >= 0));
  }

  add(op: Op, a = 0, b = 0, step = -1): Address {
    this.#a.push(a);
    this.#b.push(b);
    this.#steps.push(step);
    this.#objectsPerNs.push(0);
    this.#collections.push(-1);
    return this.#ops.push(op) - 1;
  }

  /** Fills in the address operand of a jump that was added before its target. */
  setTarget(at: Address, target: Address): void {
    this.#a[at] = target;
  }

  /** The code of a task; `holdCost` scales the time of Python code. */
  compile(body: readonly Step[], holdCost: number): Address {
    const known = this.#bodies.get(body);
    if (known !== undefined) return known;
    const start = this.end;
    this.#compileAll(body, { depth: 0, holdCost, inLoop: false, hasPool: false, locks: [] });
    this.add(Op.Return);
    this.#bodies.set(body, start);
    this.#compileGathered(holdCost);
    return start;
  }

  /** The code of tasks of an event loop; gives the number of their gathering. */
  compileLoop(tasks: readonly LoopTask[], holdCost: number): number {
    const gathering = this.#gathering(tasks, this.#loopWorkers > 0);
    this.#compileGathered(holdCost);
    return gathering;
  }

  #gathering(tasks: readonly LoopTask[], hasPool: boolean): number {
    const gathering = this.#gatherings.push([]) - 1;
    this.#pending.push({ gathering, tasks, hasPool });
    return gathering;
  }

  /** The table as typed arrays, for the engine. */
  freeze(): Instructions {
    return {
      op: Uint8Array.from(this.#ops),
      a: Float64Array.from(this.#a),
      b: Float64Array.from(this.#b),
      step: Int32Array.from(this.#steps),
      objectsPerNs: Float64Array.from(this.#objectsPerNs),
      collection: Int32Array.from(this.#collections),
    };
  }

  #compileAll(body: readonly Step[], context: Context): void {
    for (const step of body) this.#compileStep(step, context);
  }

  #compileStep(step: Step, context: Context): void {
    switch (step.kind) {
      case 'hold':
        this.#addHold(step, step.seconds * context.holdCost, step.objects ?? 0, step.preemptible !== false);
        return;
      case 'native':
        this.add(Op.Native, nanoseconds(step.seconds), step.threads ?? 1, this.#step(step));
        return;
      case 'io':
        this.add(
          context.inLoop && step.blocking !== true ? Op.LoopIo : Op.Io,
          nanoseconds(step.seconds),
          step.probe === true ? 1 : 0,
          this.#step(step),
        );
        return;
      case 'lock': {
        const lock = (context.inLoop ? this.#loopLocks : this.#locks).of(step.name);
        const number = this.#step(step);
        this.add(context.inLoop ? Op.LoopAcquire : Op.Acquire, lock, 0, number);
        this.#compileAll(step.body, { ...context, locks: [...context.locks, step.name] });
        this.add(context.inLoop ? Op.LoopRelease : Op.Release, lock, 0, number);
        return;
      }
      case 'loop':
        this.#compileLoop(step, context);
        return;
      case 'put':
        this.add(Op.Put, this.#queues.of(step.name), step.capacity ?? Infinity, this.#step(step));
        return;
      case 'get':
        this.add(Op.Get, this.#queues.of(step.name), 0, this.#step(step));
        return;
      case 'wait':
        this.#compileWait(step, context);
        return;
      case 'notify':
        this.add(Op.Notify, this.#signals.of(step.name), step.count ?? 1, this.#step(step));
        return;
      case 'set':
        this.add(Op.SetSignal, this.#signals.of(step.name), 0, this.#step(step));
        return;
      case 'join':
        this.add(Op.JoinTasks, this.#taskNames.of(step.task), 0, this.#step(step));
        return;
      case 'gather': {
        const op = !context.inLoop ? Op.Gather : step.background === true ? Op.LoopSpawn : Op.LoopGather;
        this.add(op, this.#gathering(step.tasks, context.hasPool), 0, this.#step(step));
        return;
      }
      case 'offload':
        if (context.hasPool) this.#compileOffload(step);
        else this.#compileAll(step.body, context);
        return;
      default:
        unreachable(step);
    }
  }

  /** `objects` are spread evenly over the step. */
  #addHold(step: Step, seconds: number, objects: number, isPreemptible: boolean): void {
    const ns = nanoseconds(seconds);
    const at = this.add(Op.Hold, ns, isPreemptible ? 1 : 0, this.#step(step));
    if (objects <= 0 || ns === 0) return;
    this.#objectsPerNs[at] = objects / ns;
    const { source } = step;
    this.#collections[at] = this.#sources.push(source && { ...source, what: 'garbage collection' }) - 1;
  }

  /** As `ThreadPoolExecutor.submit`: the task is queued, and a worker is started unless one is idle. */
  #compileOffload(step: Extract<Step, { readonly kind: 'offload' }>): void {
    const number = this.#step(step);
    const job = this.#jobs.push(-1) - 1;
    this.#pendingJobs.push({ job, body: step.body });
    this.add(Op.Hold, this.#parameters.submitNs, 1, number);
    this.add(Op.LoopSubmit, job, 0, number);
    const skip = this.add(Op.SkipIfIdle, 0, this.#loopWorkers, number);
    this.add(Op.Hold, this.#parameters.threadStartNs, 1, number);
    this.add(Op.Start, 0, 0, number);
    this.add(Op.AwaitStart, 0, 0, number);
    this.setTarget(skip, this.add(Op.LoopAwait, 0, 0, number));
  }

  /** Who waits is known before the lock is free, so a notification in between is not lost. */
  #compileWait(step: Extract<Step, { readonly kind: 'wait' }>, context: Context): void {
    const number = this.#step(step);
    // As often as it is held, for locks are re-entrant.
    const held = context.locks.filter((name) => name === step.lock).map((name) => this.#locks.of(name));
    for (const lock of held) this.add(Op.Release, lock, 0, number);
    this.add(Op.AwaitSignal, this.#signals.of(step.name), 0, number);
    for (const lock of held) this.add(Op.Acquire, lock, 0, number);
  }

  #compileLoop(loop: Step & { kind: 'loop' }, context: Context): void {
    const { depth, holdCost } = context;
    const times = Math.floor(loop.times);
    if (times < 1 || loop.body.length === 0) return;
    const perRound = pythonWork(loop.body);
    // A few rounds of several steps stay visible one by one; one step repeated looks the same either way.
    if (perRound !== undefined && (loop.body.length === 1 || times > MANY_ROUNDS)) {
      const shown = loop.body.length === 1 ? (innermost(loop.body[0]) ?? loop) : loop;
      this.#addHold(shown, perRound.seconds * times * holdCost, perRound.objects * times, true);
      return;
    }
    this.#depth = Math.max(this.#depth, depth + 1);
    this.add(Op.Loop, times, depth);
    const start = this.end;
    this.#compileAll(loop.body, { ...context, depth: depth + 1 });
    this.add(Op.Next, start, depth);
  }

  /** The tasks of event loops, behind the code that runs them. */
  #compileGathered(holdCost: number): void {
    for (let next = this.#pending.shift(); next !== undefined; next = this.#pending.shift()) {
      const { hasPool } = next;
      this.#gatherings[next.gathering] = next.tasks.map(({ name, body, daemon }) => {
        const start = this.end;
        this.#loopTaskNames.set(start, name);
        if (daemon === true) this.#daemons.add(start);
        this.#compileAll(body, { depth: 0, holdCost, inLoop: true, hasPool, locks: [] });
        this.add(Op.LoopEnd);
        return start;
      });
    }
    for (let next = this.#pendingJobs.shift(); next !== undefined; next = this.#pendingJobs.shift()) {
      this.#jobs[next.job] = this.compile(next.body, holdCost);
    }
  }

  #step(step: Step): number {
    return this.#sources.push(step.source) - 1;
  }
}

/** Where code stands that is being compiled. */
interface Context {
  /** How many loops are around it. */
  readonly depth: number;
  /** Scales the time of Python code. */
  readonly holdCost: number;
  /** Whether it is a task of an event loop. */
  readonly inLoop: boolean;
  /** Whether that loop has a pool to which its tasks hand work. */
  readonly hasPool: boolean;
  /** Names of the locks held around it. */
  readonly locks: readonly string[];
}

/** Numbers for names, from 0 on, in the order in which they were met. */
export class Numbering {
  readonly #numbers = new Map<string, number>();

  get size(): number {
    return this.#numbers.size;
  }

  of(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  /** -1 for a name that nobody has asked a number for. */
  find(name: string): number {
    return this.#numbers.get(name) ?? -1;
  }
}

export interface Instructions {
  readonly op: Uint8Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** Index into the sources; -1 for instructions that are no step of a task. */
  readonly step: Int32Array;
  /** Containers made and kept while the instruction computes. */
  readonly objectsPerNs: Float64Array;
  /** Index into the sources: what a garbage collection during the instruction is shown as. */
  readonly collection: Int32Array;
}

const MANY_ROUNDS = 100;

export function nanoseconds(seconds: number): number {
  return Math.round(seconds * 1e9);
}

/** What a body comes to that is preemptible Python code and nothing else; undefined for any other. */
function pythonWork(
  body: readonly Step[],
): { readonly seconds: number; readonly objects: number } | undefined {
  let seconds = 0;
  let objects = 0;
  for (const step of body) {
    if (step.kind === 'hold' && step.preemptible !== false) {
      seconds += step.seconds;
      objects += step.objects ?? 0;
    } else if (step.kind === 'loop') {
      const perRound = pythonWork(step.body);
      if (perRound === undefined) return undefined;
      seconds += perRound.seconds * Math.floor(step.times);
      objects += perRound.objects * Math.floor(step.times);
    } else return undefined;
  }
  return { seconds, objects };
}

function innermost(step: Step | undefined): Step | undefined {
  if (step?.kind !== 'loop') return step;
  return step.body.length === 1 ? innermost(step.body[0]) : step;
}
