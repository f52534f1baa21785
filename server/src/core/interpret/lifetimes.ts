/** Whether and when threads and processes run: from their `start()` to the `join()` that waits for them to end. */
import type { CallArguments } from './calls';
import type { Frame, LoopState, Machine } from './machine';
import { NONE, type FunctionValue, type InstanceValue, type ObjectValue, type Value } from './values';

/** What `start()` is called on. */
export type Handle = ObjectValue | InstanceValue;

/** Times are of the interpretation's own clock, which only tells what came before what. */
export interface Lifetime {
  readonly startedAt: number;
  /** The activation and the loop in which it was started. */
  readonly frame: Frame | undefined;
  readonly loop: LoopState | undefined;
  /** Infinity where nobody is seen to wait for it. */
  readonly endedAt: number;
  /** Whether each round of a loop waits for what it has started before the next one begins. */
  readonly endsWithRound: boolean;
}

/** Notes what `start` and `join` of a thread or process say about it. */
export function noteLifetime(
  machine: Machine,
  frame: Frame,
  name: string,
  receiver: Value | undefined,
  args: CallArguments,
): void {
  if (receiver?.kind !== 'object' && receiver?.kind !== 'instance') return;
  if (name.endsWith('.start')) begin(machine, frame, receiver);
  else if (name.endsWith('.join') && waitsForEnd(frame, args)) end(machine, frame, receiver);
}

function begin(machine: Machine, frame: Frame, { id }: Handle): void {
  if (machine.lifetimes.has(id)) return;
  machine.lifetimes.set(id, {
    startedAt: tick(machine),
    frame: machine.active.at(-1),
    loop: frame.loops.at(-1),
    endedAt: Infinity,
    endsWithRound: false,
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
  const loop = frame.loops.at(-1);
  machine.lifetimes.set(id, {
    ...lifetime,
    endedAt: tick(machine),
    endsWithRound: loop !== undefined && loop === lifetime.loop,
  });
}

function tick(machine: Machine): number {
  return machine.nextId++;
}

export function isStarted(machine: Machine, handle: Handle): boolean {
  return machine.lifetimes.has(handle.id);
}

/** Whether all that a site starts in a loop runs one after another. */
export function runsOneByOne(machine: Machine, handle: Handle | undefined): boolean {
  return handle !== undefined && machine.lifetimes.get(handle.id)?.endsWithRound === true;
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
