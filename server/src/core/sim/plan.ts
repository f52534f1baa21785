/** How each executor runs the tasks: which threads there are, which GIL they share, and the code of each. */
import { unreachable } from '../base/assert';
import type { Scenario, Task } from '../model/scenario';
import type { SimParameters } from '../model/simParameters';
import { type Address, Op, Program, Transfer } from './program';
import { versionOf } from './versions';

export interface Plan {
  readonly program: Program;
  /** First instruction of each thread. The main thread comes last; it is the only one in mode `sequential`. */
  readonly entries: readonly Address[];
  readonly names: readonly string[];
  /** The threads that are no workers and not the main thread, between these two. */
  readonly helperCount: number;
  /** Whether the main thread exchanges tasks and results with the workers, and takes results in. */
  readonly exchanges: boolean;
  readonly takesIn: boolean;
  /** Number of each thread's GIL; -1 without. */
  readonly gils: readonly number[];
  readonly gilCount: number;
  /** By task: its code. */
  readonly tasks: readonly Address[];
  /** By task: the number by which others join tasks of its name; -1 where nobody does. */
  readonly nameOfTask: readonly number[];
  /** By `Transfer` and task: how long that takes. Empty where tasks stay in the process. */
  readonly transfersNs: readonly Float64Array[];
}

/** What the executors differ in. */
type Threads = Omit<Plan, 'program' | 'tasks' | 'nameOfTask'>;

export function planOf(scenario: Scenario, parameters: SimParameters): Plan {
  const { executor } = scenario;
  const isLoop = executor.kind === 'event-loop';
  const program = new Program(isLoop ? executor.workers : 0, parameters);
  const holdCost = hasNoGil(scenario) ? parameters.freeThreadedCost : 1;
  const tasks = isLoop ? [] : scenario.tasks.map((task) => program.compile(task.body, holdCost));
  const threads = threadsOf(program, scenario, tasks, parameters);
  const nameOfTask = scenario.tasks.map((task) => program.taskNames.find(task.name));
  return { program, tasks, nameOfTask, ...threads };
}

function threadsOf(
  program: Program,
  scenario: Scenario,
  tasks: readonly Address[],
  parameters: SimParameters,
): Threads {
  const { executor } = scenario;
  switch (executor.kind) {
    case 'sequential':
      return sequential(program, tasks);
    case 'threads':
      return threadPerTask(program, scenario, parameters);
    case 'pool':
    case 'free-threaded':
    case 'interpreters':
    case 'processes':
      return pool(program, scenario, executor, parameters);
    case 'event-loop':
      return eventLoop(program, scenario, executor.workers, parameters);
    default:
      return unreachable(executor);
  }
}

function hasNoGil(scenario: Scenario): boolean {
  const { kind } = scenario.executor;
  return kind === 'free-threaded' || (kind === 'event-loop' && versionOf(scenario)?.freeThreaded === true);
}

/** `asyncio.run`: the main thread runs all tasks in one loop, then waits for the threads that these have used. */
function eventLoop(
  program: Program,
  scenario: Scenario,
  poolSize: number,
  parameters: SimParameters,
): Threads {
  const gil = hasNoGil(scenario) ? -1 : 0;
  const holdCost = gil < 0 ? parameters.freeThreadedCost : 1;
  const gathering = program.compileLoop(scenario.tasks, holdCost);
  const workers = program.jobs.length > 0 ? poolSize : 0;
  const worker = program.end;
  const take = program.add(Op.Take);
  program.add(Op.CallJob);
  program.add(Op.JobDone);
  program.add(Op.Jump, take);
  program.setTarget(take, program.add(Op.End));
  const main = program.add(Op.Gather, gathering);
  if (workers > 0) {
    program.add(Op.Close);
    program.add(Op.Join);
  }
  program.add(Op.End);
  const numbers = Array.from({ length: workers }, (_, i) => i);
  return {
    ...NO_EXCHANGE,
    entries: [...numbers.map(() => worker), main],
    names: [...numbers.map((i) => `worker ${i + 1}`), 'event loop'],
    gils: [...numbers.map(() => gil), gil],
    gilCount: gil < 0 ? 0 : 1,
  };
}

function sequential(program: Program, tasks: readonly Address[]): Threads {
  const entry = program.end;
  tasks.forEach((_, task) => program.add(Op.Call, task));
  program.add(Op.End);
  return { ...NO_EXCHANGE, entries: [entry], names: ['main'], gils: [0], gilCount: 1 };
}

/** Of executors whose threads share their memory. */
const NO_EXCHANGE = { helperCount: 0, exchanges: false, takesIn: false, transfersNs: [] };

/** `threading.Thread` for each task: the starter waits until the new thread has run its first instruction. */
function threadPerTask(program: Program, { tasks }: Scenario, parameters: SimParameters): Threads {
  const entries = tasks.map((_, task) => {
    const entry = program.add(Op.Call, task);
    program.add(Op.End);
    return entry;
  });
  entries.push(program.end);
  for (let i = 0; i < tasks.length; i++) startThread(program, parameters);
  program.add(Op.Join);
  program.add(Op.End);
  return {
    ...NO_EXCHANGE,
    entries,
    names: [...tasks.map((task) => task.name), 'main'],
    gils: entries.map(() => 0),
    gilCount: 1,
  };
}

type PoolExecutor = Exclude<
  Extract<Scenario['executor'], { readonly workers: number }>,
  { readonly kind: 'event-loop' }
>;

/** The pools of `concurrent.futures`: a queue, and workers that pull from it until it is closed. */
function pool(
  program: Program,
  scenario: Scenario,
  executor: PoolExecutor,
  parameters: SimParameters,
): Threads {
  const { kind } = executor;
  const { tasks } = scenario;
  const preStarted = kind === 'processes' && tasks.length > 0 && !parameters.processesOnDemand;
  const workers = preStarted ? executor.workers : Math.min(executor.workers, tasks.length);
  const costs = transferCosts(kind, parameters);
  const takesIn = costs !== undefined && tasks.some((task) => (task.resultBytes ?? 0) > 0);
  const exchanges = takesIn || (costs !== undefined && tasks.some((task) => (task.argumentBytes ?? 0) > 0));
  const worker = workerCode(program, startNs(kind, parameters), costs !== undefined, takesIn);
  const trackerNs = kind === 'processes' && tasks.length > 0 ? parameters.resourceTrackerNs : 0;
  const tracker = trackerNs > 0 ? [trackerCode(program, trackerNs)] : [];
  const main = program.end;
  tracker.forEach((_, i) => program.add(Op.StartHelper, workers + i));
  if (kind === 'processes' && tasks.length > 0 && parameters.forkServerStartNs > 0) {
    program.add(Op.Io, parameters.forkServerStartNs);
  }
  if (preStarted) for (let i = 0; i < workers; i++) startProcess(program, parameters);
  tasks.forEach((_, number) => {
    program.add(Op.Hold, parameters.submitNs, 1);
    if (!exchanges) program.add(Op.Enqueue, number);
    if (preStarted) return;
    const skip = program.add(Op.SkipIfIdle, 0, workers);
    if (kind === 'processes') startProcess(program, parameters);
    else startThread(program, parameters);
    program.setTarget(skip, program.end);
  });
  if (exchanges) exchange(program);
  else program.add(Op.Close);
  program.add(Op.Join);
  program.add(Op.End);
  const numbers = Array.from({ length: workers }, (_, i) => i);
  const ownGil = kind === 'processes' || kind === 'interpreters';
  const shared = kind === 'free-threaded' ? -1 : 0;
  return {
    entries: [...numbers.map(() => worker), ...tracker, main],
    names: [...numbers.map((i) => `${workerName(kind)} ${i + 1}`), ...tracker.map(() => 'tracker'), 'main'],
    gils: [...numbers.map((i) => (ownGil ? i + 1 : shared)), ...tracker.map(() => -1), shared],
    gilCount: shared < 0 ? 0 : ownGil ? workers + 1 : 1,
    helperCount: tracker.length,
    exchanges,
    takesIn,
    transfersNs: costs === undefined ? [] : transfersOf(tasks, costs, parameters),
  };
}

function workerCode(program: Program, startNs: number, transfers: boolean, delivers: boolean): Address {
  const entry = program.end;
  if (startNs > 0) program.add(Op.Prepare, startNs, 1);
  const take = program.add(Op.Take);
  if (transfers) program.add(Op.Transfer, Transfer.Receive);
  program.add(Op.Call, -1);
  if (transfers) program.add(Op.Transfer, Transfer.Reply);
  if (delivers) program.add(Op.Deliver);
  if (transfers) program.add(Op.Transfer, Transfer.Free);
  program.add(Op.Jump, take);
  program.setTarget(take, program.add(Op.End));
  return entry;
}

/** Of the process that tracks what the others share: a Python that starts and then waits. */
function trackerCode(program: Program, ns: number): Address {
  const entry = program.add(Op.Native, ns, 1);
  program.add(Op.End);
  return entry;
}

/** What the main thread does once all tasks are submitted; see `Exchange`. Sending comes first: workers wait for it. */
function exchange(program: Program): void {
  const send = program.add(Op.ToSend);
  program.add(Op.Send);
  program.add(Op.Jump, send);
  const takeIn = program.add(Op.ToTakeIn);
  program.setTarget(send, takeIn);
  program.add(Op.Transfer, Transfer.TakeIn);
  program.add(Op.Jump, send);
  const pickle = program.add(Op.ToPickle);
  program.setTarget(takeIn, pickle);
  program.add(Op.Transfer, Transfer.Pickle);
  program.add(Op.Pickled);
  program.add(Op.Jump, send);
  const wait = program.add(Op.AwaitExchange);
  program.setTarget(pickle, wait);
  program.setTarget(wait, program.add(Op.Jump, send) + 1);
}

function startNs(kind: PoolExecutor['kind'], parameters: SimParameters): number {
  switch (kind) {
    case 'pool':
    case 'free-threaded':
      return 0;
    case 'interpreters':
      return parameters.interpreterStartNs;
    case 'processes':
      return parameters.processStartNs;
    default:
      return unreachable(kind);
  }
}

/** What it costs to hand a task over and its result back, apart from what the worker's start costs. */
interface TransferCosts {
  readonly receiveNs: number;
  readonly replyNs: number;
  readonly pipeNsPerByte: number;
}

/** Undefined for workers that share the memory of the main thread. */
function transferCosts(kind: PoolExecutor['kind'], parameters: SimParameters): TransferCosts | undefined {
  switch (kind) {
    case 'pool':
    case 'free-threaded':
      return undefined;
    case 'interpreters':
      return {
        receiveNs: parameters.interpreterTransferNs,
        replyNs: parameters.interpreterTransferNs,
        pipeNsPerByte: 0,
      };
    case 'processes':
      return {
        receiveNs: parameters.processReceiveNs,
        replyNs: parameters.processReplyNs,
        pipeNsPerByte: parameters.pipeNsPerByte,
      };
    default:
      return unreachable(kind);
  }
}

function transfersOf(
  tasks: readonly Task[],
  { receiveNs, replyNs, pipeNsPerByte }: TransferCosts,
  { pickleNsPerByte, unpickleNsPerByte, freeNsPerByte }: SimParameters,
): readonly Float64Array[] {
  const forArgument = (nsPerByte: number, ns = 0): Float64Array =>
    Float64Array.from(tasks, ({ argumentBytes = 0 }) => Math.round(ns + argumentBytes * nsPerByte));
  const forResult = (nsPerByte: number, ns = 0): Float64Array =>
    Float64Array.from(tasks, ({ resultBytes = 0 }) => Math.round(ns + resultBytes * nsPerByte));
  const byTransfer: Float64Array[] = [];
  byTransfer[Transfer.Pickle] = forArgument(pickleNsPerByte);
  byTransfer[Transfer.Send] = forArgument(pipeNsPerByte);
  byTransfer[Transfer.Receive] = forArgument(pipeNsPerByte + unpickleNsPerByte, receiveNs);
  byTransfer[Transfer.Reply] = forResult(pickleNsPerByte, replyNs);
  byTransfer[Transfer.Deliver] = forResult(pipeNsPerByte);
  byTransfer[Transfer.TakeIn] = forResult(pipeNsPerByte + unpickleNsPerByte);
  byTransfer[Transfer.Free] = forArgument(freeNsPerByte);
  return byTransfer;
}

function workerName(kind: PoolExecutor['kind']): string {
  switch (kind) {
    case 'pool':
    case 'free-threaded':
      return 'worker';
    case 'interpreters':
      return 'interpreter';
    case 'processes':
      return 'process';
    default:
      return unreachable(kind);
  }
}

function startThread(program: Program, parameters: SimParameters): void {
  program.add(Op.Hold, parameters.threadStartNs, 1);
  program.add(Op.Start);
  program.add(Op.AwaitStart);
}

function startProcess(program: Program, parameters: SimParameters): void {
  program.add(Op.Hold, parameters.processForkNs, 0);
  program.add(Op.Start);
}
