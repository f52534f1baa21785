/** How each executor runs the tasks: which threads there are, which GIL they share, and the code of each. */
import { unreachable } from '../base/assert';
import type { Scenario } from '../model/scenario';
import type { SimParameters } from '../model/simParameters';
import { type Address, Op, Program } from './program';

export interface Plan {
  readonly program: Program;
  /** First instruction of each thread. The main thread comes last; it is the only one in mode `sequential`. */
  readonly entries: readonly Address[];
  readonly names: readonly string[];
  /** Number of each thread's GIL; -1 without. */
  readonly gils: readonly number[];
  readonly gilCount: number;
  /** By task: its code. */
  readonly tasks: readonly Address[];
}

export function planOf(scenario: Scenario, parameters: SimParameters): Plan {
  const { executor } = scenario;
  const program = new Program();
  const holdCost = executor.kind === 'free-threaded' ? parameters.freeThreadedCost : 1;
  const tasks = scenario.tasks.map((task) => program.compile(task.body, holdCost));
  switch (executor.kind) {
    case 'sequential':
      return sequential(program, tasks);
    case 'threads':
      return threadPerTask(program, scenario, tasks, parameters);
    case 'pool':
    case 'free-threaded':
    case 'interpreters':
    case 'processes':
      return pool(program, executor, tasks, parameters);
    default:
      return unreachable(executor);
  }
}

function sequential(program: Program, tasks: readonly Address[]): Plan {
  const entry = program.end;
  tasks.forEach((_, task) => program.add(Op.Call, task));
  program.add(Op.End);
  return { program, entries: [entry], names: ['main'], gils: [0], gilCount: 1, tasks };
}

/** `threading.Thread` for each task: the starter waits until the new thread has run its first instruction. */
function threadPerTask(
  program: Program,
  scenario: Scenario,
  tasks: readonly Address[],
  parameters: SimParameters,
): Plan {
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
    program,
    entries,
    names: [...scenario.tasks.map((task) => task.name), 'main'],
    gils: entries.map(() => 0),
    gilCount: 1,
    tasks,
  };
}

type PoolExecutor = Extract<Scenario['executor'], { readonly workers: number }>;

/** The pools of `concurrent.futures`: a queue, and workers that pull from it until it is closed. */
function pool(
  program: Program,
  executor: PoolExecutor,
  tasks: readonly Address[],
  parameters: SimParameters,
): Plan {
  const { kind } = executor;
  const preStarted = kind === 'processes' && tasks.length > 0 && !parameters.processesOnDemand;
  const workers = preStarted ? executor.workers : Math.min(executor.workers, tasks.length);
  const worker = workerCode(program, executor, parameters);
  const main = program.end;
  if (preStarted) for (let i = 0; i < workers; i++) startProcess(program, parameters);
  tasks.forEach((_, task) => {
    program.add(Op.Hold, parameters.submitNs, 1);
    program.add(Op.Enqueue, task);
    if (preStarted) return;
    const skip = program.add(Op.SkipIfIdle, 0, workers);
    if (kind === 'processes') startProcess(program, parameters);
    else startThread(program, parameters);
    program.setTarget(skip, program.end);
  });
  program.add(Op.Close);
  program.add(Op.Join);
  program.add(Op.End);
  const numbers = Array.from({ length: workers }, (_, i) => i);
  const ownGil = kind === 'processes' || kind === 'interpreters';
  const shared = kind === 'free-threaded' ? -1 : 0;
  return {
    program,
    entries: [...numbers.map(() => worker), main],
    names: [...numbers.map((i) => `${workerName(kind)} ${i + 1}`), 'main'],
    gils: [...numbers.map((i) => (ownGil ? i + 1 : shared)), shared],
    gilCount: shared < 0 ? 0 : ownGil ? workers + 1 : 1,
    tasks,
  };
}

function workerCode(program: Program, executor: PoolExecutor, parameters: SimParameters): Address {
  const costs = workerCosts(executor.kind, parameters);
  const entry = program.end;
  if (costs.startNs > 0) program.add(Op.Prepare, costs.startNs, 1);
  const take = program.add(Op.Take);
  if (costs.receiveNs > 0) program.add(Op.Prepare, costs.receiveNs, 1);
  program.add(Op.Call, -1);
  if (costs.replyNs > 0) program.add(Op.Prepare, costs.replyNs, 1);
  program.add(Op.Jump, take);
  program.setTarget(take, program.add(Op.End));
  return entry;
}

function workerCosts(
  kind: PoolExecutor['kind'],
  parameters: SimParameters,
): { readonly startNs: number; readonly receiveNs: number; readonly replyNs: number } {
  switch (kind) {
    case 'pool':
    case 'free-threaded':
      return { startNs: 0, receiveNs: 0, replyNs: 0 };
    case 'interpreters':
      return {
        startNs: parameters.interpreterStartNs,
        receiveNs: parameters.interpreterTransferNs,
        replyNs: parameters.interpreterTransferNs,
      };
    case 'processes':
      return {
        startNs: parameters.processStartNs,
        receiveNs: parameters.processReceiveNs,
        replyNs: parameters.processReplyNs,
      };
    default:
      return unreachable(kind);
  }
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
