/**
 * What threads execute: all code of a run in one flat table of instructions. Loops stay loops, so that a billion
 * rounds take three instructions; only a loop of nothing but preemptible Python code becomes one long step.
 */
import type { Step, StepSource } from '../model/scenario';
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
  /** Begin `a` rounds (`b`: the nesting depth). The body follows and ends in `Next`. */
  Loop,
  /** Go back to `a` if rounds are left (`b`: the nesting depth). */
  Next,
  /** Run task `a`, or the one just taken if `a` is -1; its code ends in `Return`. */
  Call,
  Return,
  /** Take the next task from the queue, waiting for one; goes to `a` once the queue is closed and empty. */
  Take,
  /** Go to `a`. */
  Jump,
  /** Put task `a` into the queue. */
  Enqueue,
  Close,
  /** Start the next thread, in the order of their numbers. */
  Start,
  /** Wait until the thread started last has had the GIL once, as `Thread.start` does. */
  AwaitStart,
  /** Go to `a` if a worker is idle or `b` workers have been started. */
  SkipIfIdle,
  /** Wait for all threads to end. */
  Join,
  End,
}

/** A position in the program. */
export type Address = number;

export class Program {
  readonly #ops: Op[] = [];
  readonly #a: number[] = [];
  readonly #b: number[] = [];
  readonly #steps: number[] = [];
  readonly #sources: (StepSource | undefined)[] = [];
  readonly #locks = new Map<string, number>();
  /** Tasks with the same body share its code. */
  readonly #bodies = new Map<readonly Step[], Address>();
  #depth = 0;

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

  /** By step number: where it stands in the source. */
  get sources(): readonly (StepSource | undefined)[] {
    return this.#sources;
  }

  add(op: Op, a = 0, b = 0, step = -1): Address {
    this.#a.push(a);
    this.#b.push(b);
    this.#steps.push(step);
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
    this.#compileAll(body, 0, holdCost);
    this.add(Op.Return);
    this.#bodies.set(body, start);
    return start;
  }

  /** The table as typed arrays, for the engine. */
  freeze(): Instructions {
    return {
      op: Uint8Array.from(this.#ops),
      a: Float64Array.from(this.#a),
      b: Float64Array.from(this.#b),
      step: Int32Array.from(this.#steps),
    };
  }

  #compileAll(body: readonly Step[], depth: number, holdCost: number): void {
    for (const step of body) this.#compileStep(step, depth, holdCost);
  }

  #compileStep(step: Step, depth: number, holdCost: number): void {
    switch (step.kind) {
      case 'hold':
        this.add(
          Op.Hold,
          nanoseconds(step.seconds * holdCost),
          step.preemptible === false ? 0 : 1,
          this.#step(step),
        );
        return;
      case 'native':
        this.add(Op.Native, nanoseconds(step.seconds), step.threads ?? 1, this.#step(step));
        return;
      case 'io':
        this.add(Op.Io, nanoseconds(step.seconds), step.probe === true ? 1 : 0, this.#step(step));
        return;
      case 'lock': {
        const lock = this.#lock(step.name);
        const number = this.#step(step);
        this.add(Op.Acquire, lock, 0, number);
        this.#compileAll(step.body, depth, holdCost);
        this.add(Op.Release, lock, 0, number);
        return;
      }
      case 'loop':
        this.#compileLoop(step, depth, holdCost);
        return;
      default:
        unreachable(step);
    }
  }

  #compileLoop(loop: Step & { kind: 'loop' }, depth: number, holdCost: number): void {
    const times = Math.floor(loop.times);
    if (times < 1 || loop.body.length === 0) return;
    const perRound = pythonSeconds(loop.body);
    // A few rounds of several steps stay visible one by one; one step repeated looks the same either way.
    if (perRound !== undefined && (loop.body.length === 1 || times > MANY_ROUNDS)) {
      const shown = loop.body.length === 1 ? (innermost(loop.body[0]) ?? loop) : loop;
      this.add(Op.Hold, nanoseconds(perRound * times * holdCost), 1, this.#step(shown));
      return;
    }
    this.#depth = Math.max(this.#depth, depth + 1);
    this.add(Op.Loop, times, depth);
    const start = this.end;
    this.#compileAll(loop.body, depth + 1, holdCost);
    this.add(Op.Next, start, depth);
  }

  #step(step: Step): number {
    return this.#sources.push(step.source) - 1;
  }

  #lock(name: string): number {
    const known = this.#locks.get(name);
    if (known !== undefined) return known;
    this.#locks.set(name, this.#locks.size);
    return this.#locks.size - 1;
  }
}

export interface Instructions {
  readonly op: Uint8Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** Index into the sources; -1 for instructions that are no step of a task. */
  readonly step: Int32Array;
}

const MANY_ROUNDS = 100;

export function nanoseconds(seconds: number): number {
  return Math.round(seconds * 1e9);
}

/** Seconds of a body that is preemptible Python code and nothing else; undefined otherwise. */
function pythonSeconds(body: readonly Step[]): number | undefined {
  let total = 0;
  for (const step of body) {
    if (step.kind === 'hold' && step.preemptible !== false) total += step.seconds;
    else if (step.kind === 'loop') {
      const perRound = pythonSeconds(step.body);
      if (perRound === undefined) return undefined;
      total += perRound * Math.floor(step.times);
    } else return undefined;
  }
  return total;
}

function innermost(step: Step | undefined): Step | undefined {
  if (step?.kind !== 'loop') return step;
  return step.body.length === 1 ? innermost(step.body[0]) : step;
}
