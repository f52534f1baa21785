/**
 * Whether and when threads, processes and tasks run: from their start to the call that waits for them to end. Pools have a
 * lifetime, too, which begins where they are made.
 */
import type { Estimate } from '../model/estimate';
import type { CallArguments } from './calls';
import type { Frame, LoopState, Machine } from './machine';
import { NONE, type FunctionValue, type InstanceValue, type ObjectValue, type Value } from './values';

/** What runs: a thread or process object, the future of a task; or the pool that runs tasks. */
export type Handle = ObjectValue | InstanceValue;

/** Times are of the interpretation's own clock, which only tells what came before what. */
export interface Lifetime {
  readonly startedAt: number;
  /** The activation in which it began, and the loops around it there. */
  readonly frame: Frame | undefined;
  readonly loops: readonly LoopState[];
  /** Rounds of all loops around its beginning, callers included, and of those around the activation alone. */
  readonly rounds: number;
  readonly callerRounds: number;
  readonly unknownLoops: number;
  /** Infinity where nobody is seen to wait for it. */
  readonly endedAt: number;
  /** How often all from beginning to end is gone through, one time after another. */
  readonly repeats: number;
}

/** Notes what calls on a thread, process or future say about it. */
export function noteLifetime(
  machine: Machine,
  frame: Frame,
  name: string,
  receiver: Value | undefined,
  args: CallArguments,
): void {
  if (receiver?.kind !== 'object' && receiver?.kind !== 'instance') return;
  if (name.endsWith('.start')) beginLifetime(machine, frame, receiver);
  else if (ENDS.test(name) && waitsForEnd(frame, args)) end(machine, frame, receiver);
}

const ENDS = /\.(?:join|result|exception|get|wait)$/;

export function beginLifetime(machine: Machine, frame: Frame, { id }: Handle): void {
  if (machine.lifetimes.has(id)) return;
  const rounds = Math.max(1, frame.rounds);
  machine.lifetimes.set(id, {
    startedAt: tick(machine),
    frame: machine.active.at(-1),
    loops: [...frame.loops],
    rounds,
    callerRounds: Math.max(1, frame.rounds / frame.localRounds),
    unknownLoops: frame.unknownLoops,
    endedAt: Infinity,
    repeats: 1,
  });
}

/** `join(timeout)` may return before the end, and one under a condition may not be reached. */
function waitsForEnd(frame: Frame, { positional, keywords }: CallArguments): boolean {
  const timeout = positional[0] ?? keywords.get('timeout');
  return (timeout === undefined || timeout.kind === 'none') && frame.branchDepth === 0;
}

function end(machine: Machine, frame: Frame, { id }: Handle): void {
  const lifetime = machine.lifetimes.get(id);
  if (lifetime === undefined || lifetime.frame !== machine.active.at(-1)) return;
  const shared = lifetime.loops.filter((loop, depth) => frame.loops[depth] === loop);
  const repeats = shared.reduce((product, loop) => product * Math.max(1, loop.rounds), lifetime.callerRounds);
  machine.lifetimes.set(id, { ...lifetime, endedAt: tick(machine), repeats });
}

function tick(machine: Machine): number {
  return machine.nextId++;
}

export function isStarted(machine: Machine, handle: Handle): boolean {
  return machine.lifetimes.has(handle.id);
}

/** `tasks` started in all, as those of them that may run at the same time. */
export function inOneGo(machine: Machine, handle: Handle | undefined, tasks: Estimate): Estimate {
  const repeats = (handle === undefined ? undefined : machine.lifetimes.get(handle.id)?.repeats) ?? 1;
  if (repeats <= 1) return tasks;
  const share = (count: number): number => Math.max(Math.min(1, count), count / repeats);
  return { low: share(tasks.low), mid: share(tasks.mid), high: share(tasks.high) };
}

/** Whether two may run at the same time; true where the code does not tell. */
export function mayOverlap(machine: Machine, a: Handle | undefined, b: Handle | undefined): boolean {
  const first = a === undefined ? undefined : machine.lifetimes.get(a.id);
  const second = b === undefined ? undefined : machine.lifetimes.get(b.id);
  if (first === undefined || second === undefined || first.frame !== second.frame) return true;
  return first.startedAt < second.endedAt && second.startedAt < first.endedAt;
}

const RAN = 'gilscope.ran';

/** Notes that code called `run` itself: work in the calling thread, unless the object is started as well. */
export function markCalled(instance: InstanceValue, method: FunctionValue): void {
  if (method.def.kind === 'FunctionDef' && method.def.name === 'run') instance.attributes.set(RAN, NONE);
}

export function ranDirectly(handle: Handle): boolean {
  return handle.attributes.has(RAN);
}
