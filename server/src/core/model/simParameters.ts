/**
 * What the simulator assumes of the machine, the operating system and CPython. Constants only; the simulator and the
 * closed forms read the same ones, so that they cannot disagree. docs/simulator.md discusses them.
 */

/** All times in nanoseconds. */
export interface SimParameters {
  /** From waking a sleeping thread (condition signalled, I/O done, lock released) until it runs. */
  readonly wakeUpNs: number;
  /** Each wake-up varies by this share of itself either way, drawn with the scenario's seed. */
  readonly wakeUpJitter: number;
  /** From the end of a wait outside until the thread runs: a wake-up, for sleeps also the timer's slack. */
  readonly ioLateNs: number;
  /** By how much a timed wait on the GIL overruns the switch interval. */
  readonly timerLateNs: number;
  /** Probability that the thread that has just asked for the GIL is woken rather than the one that waits longest. */
  readonly requesterShare: number;
  /** As `wakeUpNs`, for such a thread: it has hardly gone back to sleep. */
  readonly requesterWakeUpNs: number;
  /** Time the starting thread holds the GIL to create a thread. */
  readonly threadStartNs: number;
  /** Time the submitting thread holds the GIL to queue one task of a pool. */
  readonly submitNs: number;
  /** Time the parent waits for the fork server, once; 0 without one. */
  readonly forkServerStartNs: number;
  /** CPU time of the process that tracks semaphores, which starts with the first worker; 0 without one. */
  readonly resourceTrackerNs: number;
  /** Time the parent holds its GIL to start one worker process. */
  readonly processForkNs: number;
  /** CPU time a new worker process needs before it can take a task, without importing the program. */
  readonly processStartNs: number;
  /** Start worker processes as tasks come in (forkserver, spawn) instead of all at the first task (fork). */
  readonly processesOnDemand: boolean;
  /** CPU time of a worker process to receive and unpickle one small task. */
  readonly processReceiveNs: number;
  /** CPU time of a worker process to pickle and send back one small result. */
  readonly processReplyNs: number;
  /** CPU time to turn objects into a byte of pickle, such a byte into objects, and to free these. Lists of numbers. */
  readonly pickleNsPerByte: number;
  readonly unpickleNsPerByte: number;
  readonly freeNsPerByte: number;
  /** Time to move a byte through a pipe, which occupies both ends. */
  readonly pipeNsPerByte: number;
  /** What a pipe holds: more is moved only while the other end reads. */
  readonly pipeBytes: number;
  /** CPU time to create an isolated interpreter. */
  readonly interpreterStartNs: number;
  /** CPU time of a worker interpreter to take one task in or give one result back. */
  readonly interpreterTransferNs: number;
  /** A lock is handed to a waiter that has waited longer than this; `Infinity`: the fastest thread gets it. */
  readonly lockHandOffNs: number;
  /** Cost of Python code on a free-threaded build, relative to the scenario's seconds. */
  readonly freeThreadedCost: number;
  /** Time of a full garbage collection for each container alive. */
  readonly collectNsPerObject: number;
  /** Containers that must be made between two full collections: `threshold0 * threshold1 * threshold2`. */
  readonly objectsPerFullCollection: number;
  /** Containers alive when the scenario begins. */
  readonly liveObjects: number;
}

const MICROSECOND = 1e3;
const MILLISECOND = 1e6;

/** Linux, CPython 3.11 to 3.13, fork. Measured by `npm run truth` on a 2-core x86-64 machine where nothing else is named. */
export const DEFAULT_PARAMETERS: SimParameters = {
  wakeUpNs: 50 * MICROSECOND,
  wakeUpJitter: 0.5,
  ioLateNs: 100 * MICROSECOND,
  timerLateNs: 60 * MICROSECOND,
  requesterShare: 0.7,
  requesterWakeUpNs: 20 * MICROSECOND,
  threadStartNs: 10 * MICROSECOND,
  submitNs: 8 * MICROSECOND,
  forkServerStartNs: 0,
  resourceTrackerNs: 0,
  processForkNs: 1.5 * MILLISECOND,
  processStartNs: 1.5 * MILLISECOND,
  processesOnDemand: false,
  processReceiveNs: 80 * MICROSECOND,
  processReplyNs: 80 * MICROSECOND,
  pickleNsPerByte: 2.2,
  unpickleNsPerByte: 5.4,
  freeNsPerByte: 1.7,
  pipeNsPerByte: 2.1,
  pipeBytes: 65_536,
  interpreterStartNs: 8 * MILLISECOND,
  interpreterTransferNs: 100 * MICROSECOND,
  lockHandOffNs: Infinity,
  freeThreadedCost: 1,
  collectNsPerObject: 45,
  objectsPerFullCollection: 700 * 10 * 10,
  liveObjects: 20_000,
};
