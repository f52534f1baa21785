/**
 * Closed-form predictions of wall time, for every spawn site while typing. They rest on the simulator's parameters and
 * agree with it (test/sim/closedForm.test.ts); docs/simulator.md states how well and under which assumptions.
 *
 * The picture behind the formulas: `w` workers run equal tasks, and every task alternates `n` times between Python code
 * (`h`, one at a time under a GIL), native work (`v`, needs cores) and waiting (`z`, needs nothing). All start together,
 * so they get in each other's way in lockstep at first; every turn at the GIL sets them further apart, until the GIL,
 * the cores or the task itself is the limit.
 */
import { hasInterpreterPools } from '../config/pythonVersion';
import type { PythonVersion } from '../model/config';
import type { Totals } from '../model/profile';
import type { StartMethod } from '../model/scenario';
import type { SimParameters } from '../model/simParameters';
import type { Prediction } from '../model/site';
import { hasFreeThreadedBuild, parametersFor } from '../sim/versions';

export interface PredictInput {
  /** Seconds of one task by kind; the middle estimates count. */
  readonly perTask: Totals;
  readonly tasks: number;
  /** Tasks that may run at once: pool size, or the number of threads. */
  readonly workers: number;
  readonly cores: number;
  readonly switchIntervalSeconds: number;
  /** How often a task alternates between computing and waiting; see `roundsOf`. Default 1. */
  readonly rounds?: number;
  /** Cores that native work uses at once. Default 1. */
  readonly nativeThreads?: number;
  /** Workers of a process or interpreter pool. Default: as many as `workers`, but not more than cores. */
  readonly processWorkers?: number;
  /** Decides which modes the prediction has besides the three of every Python, and how it starts processes. */
  readonly pythonVersion?: PythonVersion;
  /** Default: that of the Python, on Linux. */
  readonly startMethod?: StartMethod;
  readonly parameters?: Partial<SimParameters>;
}

/** Wall seconds of all tasks together, by executor: those that the Python has, each as `wallIn` tells. */
export function predict(
  { pythonVersion: version }: Pick<PredictInput, 'pythonVersion'>,
  wallIn: (mode: PredictedMode) => number,
): Prediction {
  return {
    sequential: wallIn('sequential'),
    threads: wallIn('threads'),
    processes: wallIn('processes'),
    ...(version && hasInterpreterPools(version) && { interpreters: wallIn('interpreters') }),
    ...(version && hasFreeThreadedBuild(version) && { freeThreaded: wallIn('free-threaded') }),
  };
}

export type PredictedMode = 'sequential' | 'threads' | 'processes' | 'interpreters' | 'free-threaded';

/** Wall seconds under one executor; finite on any input. `threads` covers single threads and pools alike. */
export function wallSeconds(mode: PredictedMode, input: PredictInput): number {
  const load = loadOf(mode, input);
  const seconds = mode === 'sequential' ? load.tasks * aloneSeconds(load) : parallelSeconds(load);
  return Math.min(MAX_SECONDS, seconds);
}

const MAX_SECONDS = 1e12;

/** What is to be run, in seconds. Stretches (`hold`, `native`, `wait`) are those of one round. */
interface Load {
  readonly tasks: number;
  readonly workers: number;
  readonly cores: number;
  readonly rounds: number;
  readonly hold: number;
  readonly native: number;
  readonly nativeThreads: number;
  readonly wait: number;
  /** Whether all workers share one GIL. */
  readonly hasGil: boolean;
  /** Longest turn with the GIL while others wait for it, and the pause until the next has it. */
  readonly turn: number;
  readonly handOver: number;
  /** Until the first task begins; between two workers' beginnings; around each task. */
  readonly start: number;
  readonly startGap: number;
  readonly perTask: number;
}

function loadOf(mode: PredictedMode, input: PredictInput): Load {
  const parameters = { ...parametersFor(input.pythonVersion, input.startMethod), ...input.parameters };
  const seconds = (ns: number): number => ns / 1e9;
  const { perTask } = input;
  const count = (value: number): number => Math.max(1, Math.round(bounded(value)));
  const rounds = count(input.rounds ?? 1);
  const cores = count(input.cores);
  const wait = (bounded(perTask.io.mid) + bounded(perTask.wait.mid)) / rounds;
  const isPool = mode === 'processes' || mode === 'interpreters';
  const asked = isPool ? (input.processWorkers ?? Math.min(input.workers, cores)) : input.workers;
  const tasks = count(input.tasks);
  const workers = Math.min(count(asked), tasks);
  const wake = seconds(parameters.wakeUpNs);
  const holdCost = mode === 'free-threaded' ? parameters.freeThreadedCost : 1;
  return {
    tasks,
    workers,
    cores,
    rounds,
    hold: (bounded(perTask.held.mid) * holdCost) / rounds,
    native: bounded(perTask.native.mid) / rounds,
    nativeThreads: count(input.nativeThreads ?? 1),
    wait: wait >= wake ? wait + seconds(parameters.ioLateNs) : wait,
    hasGil: mode === 'threads',
    turn: bounded(input.switchIntervalSeconds) + seconds(parameters.timerLateNs) + wake,
    handOver: seconds(handOverNs(parameters, workers)),
    ...startOf(mode, parameters, { workers, asked: count(asked), cores }),
  };
}

/** With two workers, the one that waits is always the one that asks. */
function handOverNs(parameters: SimParameters, workers: number): number {
  const { wakeUpNs, requesterWakeUpNs, requesterShare } = parameters;
  return workers === 2
    ? requesterWakeUpNs
    : requesterShare * requesterWakeUpNs + (1 - requesterShare) * wakeUpNs;
}

function startOf(
  mode: PredictedMode,
  parameters: SimParameters,
  { workers, asked, cores }: { readonly workers: number; readonly asked: number; readonly cores: number },
): Pick<Load, 'start' | 'startGap' | 'perTask'> {
  const wake = parameters.wakeUpNs;
  const inSeconds = (startNs: number, startGapNs: number, perTaskNs: number) => ({
    start: startNs / 1e9,
    startGap: startGapNs / 1e9,
    perTask: perTaskNs / 1e9,
  });
  const threadGapNs = parameters.threadStartNs + parameters.submitNs + 2 * wake;
  switch (mode) {
    case 'sequential':
      return inSeconds(0, 0, 0);
    case 'threads':
    case 'free-threaded':
      return inSeconds(wake, threadGapNs, 0);
    case 'processes': {
      const { processForkNs, processStartNs, forkServerStartNs } = parameters;
      const transferNs = parameters.processReceiveNs + parameters.processReplyNs;
      // The parent starts one after the other; the children's own start runs beside that, if there is a second core.
      if (parameters.processesOnDemand) {
        const beginNs = forkServerStartNs + processForkNs + processStartNs * Math.max(1, workers / cores);
        return inSeconds(beginNs, processForkNs + parameters.submitNs, transferNs);
      }
      const forkNs = processForkNs + (cores === 1 ? processStartNs : 0);
      const lastNs = cores === 1 ? 0 : processStartNs / 2;
      return inSeconds(asked * forkNs + lastNs, wake, transferNs);
    }
    case 'interpreters':
      return inSeconds(
        parameters.interpreterStartNs * Math.max(1, workers / cores),
        threadGapNs,
        2 * parameters.interpreterTransferNs,
      );
  }
}

/** One task that nothing disturbs. */
function aloneSeconds(load: Load): number {
  return load.rounds * (load.hold + nativeAlone(load) + load.wait);
}

function nativeAlone({ native, nativeThreads, cores }: Load): number {
  return native * Math.max(1, nativeThreads / cores);
}

/** The workers' rounds one after another: full ones first, then those of the tasks that are left over. */
function parallelSeconds(load: Load): number {
  const { tasks, workers, rounds } = load;
  const fullTasks = Math.floor(tasks / workers);
  const left = tasks % workers;
  const full = roundOf(load, workers);
  const partial = left > 0 ? roundOf(load, left) : full;
  const fullRounds = fullTasks * rounds;
  const around = load.start + Math.ceil(tasks / workers) * load.perTask;
  if (left === 0) return around + cycles(full, 0, fullRounds - 1) + full.last;
  return around + cycles(full, 0, fullRounds) + cycles(partial, fullRounds, rounds - 1) + partial.last;
}

interface Round {
  /** From one worker's beginning of round number `k` to its beginning of the next. */
  readonly cycle: (k: number) => number;
  /** From the first worker's beginning of the last round to the last worker's end. */
  readonly last: number;
}

/** Rounds drift apart for this many rounds at most; after that each takes as long as the one before. */
const DRIFTING_ROUNDS = 200;

function cycles(round: Round, first: number, count: number): number {
  const drifting = Math.min(count, DRIFTING_ROUNDS);
  let sum = 0;
  for (let k = 0; k < drifting; k++) sum += round.cycle(first + k);
  return sum + Math.max(0, count - drifting) * round.cycle(first + count);
}

function roundOf(load: Load, workers: number): Round {
  return load.hasGil && load.hold > 0 ? roundUnderGil(load, workers) : roundOnCores(load, workers);
}

/** Without a shared GIL, Python code is work like native work: all that counts are the cores. */
function roundOnCores(load: Load, workers: number): Round {
  const alone = load.hold + nativeAlone(load);
  const work = load.hold + load.native * load.nativeThreads;
  const gap = load.startGap;
  const together = sharedSeconds({ alone, work, workers, gap, cores: load.cores, coresBefore: load.cores });
  const limit = Math.max(alone + load.wait, (workers * work) / load.cores);
  const lockstep = Math.max(limit, together + load.wait);
  // Whoever is ahead has the cores to itself for a moment and gets further ahead. Fitted to the simulator: after six
  // rounds, 30 % of what lockstep costs are won back.
  return {
    cycle: (k) => lockstep - (lockstep - limit) * Math.min(0.3, k / 20),
    last: Math.max((workers - 1) * gap + together, (workers * work) / load.cores) + load.wait,
  };
}

function roundUnderGil(load: Load, workers: number): Round {
  const { hold, native, nativeThreads, wait, turn, cores } = load;
  const turns = hold / turn;
  const held = hold + (workers > 1 ? load.handOver * Math.max(1, turns) : 0);
  // Turns go round, so workers end a stretch one after another, apart by what their last turn takes. With more than
  // two, the operating system's choice whom to wake sets them further apart: like a random walk, by the root of turns.
  const lastTurn = held - (Math.ceil(held / turn - 1e-9) - 1) * turn;
  const chance = workers > 2 ? turn * Math.sqrt(Math.max(0, held / turn - 1)) : 0;
  const firstGap = Math.min(held, lastTurn + chance);
  const work = native * nativeThreads;
  const alone = nativeAlone(load);
  const limit = Math.max(workers * held, hold + alone + wait, (workers * (hold + work)) / cores);
  const after = (gap: number): number =>
    sharedSeconds({ alone, work, workers, gap, cores, coresBefore: cores - 1 }) + wait;
  return {
    // Whoever comes back while another holds the GIL waits one turn more: each round, they are further apart by one.
    cycle: (k) => {
      const gap = Math.min(held, firstGap + k * turn);
      return Math.max(limit, workers * held - (workers - 1) * gap + after(gap));
    },
    last: Math.max(workers * held + after(firstGap), (workers * (hold + work)) / cores + wait),
  };
}

/**
 * Equal work of `workers` threads that share the cores: seconds from the last of their arrivals, `gap` apart, until all
 * have done it. Alone, one would need `alone`; of all cores together it takes `work`. Until the last arrival, only
 * `coresBefore` cores are at the disposal of the earlier ones.
 */
function sharedSeconds(shared: {
  readonly alone: number;
  readonly work: number;
  readonly workers: number;
  readonly gap: number;
  readonly cores: number;
  readonly coresBefore: number;
}): number {
  const { alone, work, workers, gap, cores, coresBefore } = shared;
  const earlier = workers - 1;
  const stillBusy = gap > 0 ? Math.min(earlier, Math.floor(work / gap)) : earlier;
  const couldBeDone = (gap * stillBusy * (stillBusy + 1)) / 2 + work * (earlier - stillBusy);
  const done = Math.min(couldBeDone, coresBefore * earlier * gap);
  return Math.max(alone, (workers * work - done) / cores);
}

/** Estimates may be absurd; predictions stay finite. */
function bounded(value: number): number {
  return Math.min(Math.max(value, 0), MAX_SECONDS) || 0;
}
