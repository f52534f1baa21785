/**
 * An event loop as asyncio's: tasks that run one at a time until they await something. Each iteration looks for what has
 * become ready, giving the GIL away meanwhile even where there is no need to wait (`epoll` does), then runs all of it.
 */
import type { Address } from './program';

/** One task of a loop; its registers while it does not run. */
export interface LoopTaskState {
  /** Where its code begins. */
  readonly entry: Address;
  /** Tells it from others with the same code that run at the same time. */
  readonly slot: number;
  pc: Address;
  readonly rounds: Float64Array;
  /** When what it awaits is over. */
  dueNs: number;
  /** Since when it runs or waits. */
  sinceNs: number;
  /** Whether the time from then until it runs is measured. */
  isProbed: boolean;
  /** Whether nobody waits for it. */
  readonly isDaemon: boolean;
  /** The task that started this one; undefined for the thread that runs the loop. */
  readonly parent: LoopTaskState | undefined;
  /** Tasks started by it that have not ended. */
  children: number;
  /** What the thread works for while this task runs: index into the scenario's tasks. */
  readonly root: number;
  /** What it waits for that has no time. */
  awaits: 'tasks' | 'job' | undefined;
  /** The step at which it waits; -1 for none. */
  step: number;
  /** Whether the job that it has handed to a thread was done before the task came to wait for it. */
  isJobDone: boolean;
}

export class EventLoop {
  /** Where the thread waits for something to become ready. */
  readonly pc: Address;
  /** The thread's own registers. */
  readonly rounds: Float64Array;
  /** What the thread works for apart from the loop's tasks: index into the scenario's; -1 where these are the loop's. */
  readonly task: number;
  current: LoopTaskState | undefined;
  /** Whether the GIL has been given away since the last iteration began. */
  hasLookedOutside = false;
  /** Whether the thread waits until something becomes ready. */
  isAsleep = false;
  #left = 0;
  #ready: LoopTaskState[] = [];
  /** How many of the ready ones belong to this iteration. */
  #batch = 0;
  /** Sorted by due time; equal ones in the order they began to wait. */
  readonly #sleeping: LoopTaskState[] = [];
  readonly #lockOwners: (LoopTaskState | undefined)[] = [];
  /** By code: the slots of the tasks that run it. */
  readonly #slots = new Map<Address, Set<number>>();
  readonly #lockWaiters = new Map<number, LoopTaskState[]>();

  constructor(pc: Address, rounds: Float64Array, task: number) {
    this.pc = pc;
    this.rounds = rounds;
    this.task = task;
  }

  /** When the loop's next wait ends; `Infinity` if nothing but another task could end it. */
  get firstDueNs(): number {
    return this.#ready.length > 0 ? -Infinity : (this.#sleeping[0]?.dueNs ?? Infinity);
  }

  /** `daemons`: the code of tasks that nobody waits for. */
  spawn(
    entries: readonly Address[],
    daemons: ReadonlySet<Address>,
    parent: LoopTaskState | undefined,
    nowNs: number,
  ): void {
    const awaited = entries.filter((pc) => !daemons.has(pc)).length;
    entries.forEach((pc, index) => {
      this.#ready.push({
        entry: pc,
        slot: this.#takeSlot(pc),
        pc,
        rounds: new Float64Array(this.rounds.length),
        dueNs: -1,
        sinceNs: nowNs,
        isProbed: false,
        isDaemon: daemons.has(pc),
        parent,
        children: 0,
        awaits: undefined,
        step: -1,
        root: parent?.root ?? (this.task < 0 ? index : this.task),
        isJobDone: false,
      });
    });
    this.#left += awaited;
    if (parent !== undefined) parent.children += awaited;
  }

  #takeSlot(entry: Address): number {
    const taken = this.#slots.get(entry) ?? new Set<number>();
    this.#slots.set(entry, taken);
    let slot = 0;
    while (taken.has(slot)) slot++;
    taken.add(slot);
    return slot;
  }

  /** Begins an iteration with everything that is ready by now. */
  look(nowNs: number): void {
    this.hasLookedOutside = false;
    this.isAsleep = false;
    let due = 0;
    while ((this.#sleeping[due]?.dueNs ?? Infinity) <= nowNs) due++;
    this.#ready.push(...this.#sleeping.splice(0, due));
    this.#batch = this.#ready.length;
  }

  /** The next task of this iteration; undefined when it is over. */
  next(): LoopTaskState | undefined {
    if (this.#batch === 0) return undefined;
    this.#batch--;
    return this.#ready.shift();
  }

  sleep(task: LoopTaskState, dueNs: number): void {
    task.dueNs = dueNs;
    let at = this.#sleeping.length;
    while (at > 0 && (this.#sleeping[at - 1]?.dueNs ?? 0) > dueNs) at--;
    this.#sleeping.splice(at, 0, task);
  }

  /** A task has ended. True when it was the last that somebody waits for. */
  end(task: LoopTaskState): boolean {
    const { parent } = task;
    this.#slots.get(task.entry)?.delete(task.slot);
    if (task.isDaemon) return false;
    if (parent !== undefined && --parent.children === 0 && parent.awaits === 'tasks') this.goOn(parent);
    return --this.#left === 0;
  }

  /** Those that are left when the loop ends, apart from tasks that wait for other tasks, jobs or locks. */
  cancelled(): readonly LoopTaskState[] {
    return [...this.#ready, ...this.#sleeping];
  }

  /** The task takes its turn in the next iteration. */
  goOn(task: LoopTaskState): void {
    task.awaits = undefined;
    this.#ready.push(task);
  }

  /** False where the task has to wait: it is queued and gets the lock in its turn. */
  acquire(lock: number, task: LoopTaskState): boolean {
    if (this.#lockOwners[lock] === undefined) {
      this.#lockOwners[lock] = task;
      return true;
    }
    const waiters = this.#lockWaiters.get(lock) ?? [];
    waiters.push(task);
    this.#lockWaiters.set(lock, waiters);
    return false;
  }

  release(lock: number): void {
    const next = this.#lockWaiters.get(lock)?.shift();
    this.#lockOwners[lock] = next;
    if (next !== undefined) this.#ready.push(next);
  }
}
