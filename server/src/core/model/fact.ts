/** What the knowledge base says of a call. Types only. */
import type { Estimate } from './estimate';
import type { Medium, WaitKind } from './profile';

/**
 * `held` C code that keeps the GIL · `native` C code that has released it · `io` waits for disk, network, processes ·
 * `wait` sleeps or waits for another thread · `python` implemented in Python: bytecode under the GIL.
 */
export type Effect = 'held' | 'native' | 'io' | 'wait' | 'python';

/** How we know. `source`: read in the library's code; `documentation`: its docs say so; `inferred`: neither, say so. */
export type FactConfidence = 'source' | 'documentation' | 'inferred';

/** A size at or below which the call behaves as `below` says. */
export interface Threshold {
  /** Length of the data in bytes, or number of array elements. */
  readonly of: 'bytes' | 'elements';
  readonly above: number;
  readonly below: Effect;
}

export interface Fact {
  /** Dotted name as documentation has it: `zlib.compress`, `socket.socket.recv`, `str.join`. */
  readonly name: string;
  readonly effect: Effect;
  /** When it holds, in words: `buffer > 5120 bytes`. */
  readonly condition?: string;
  /** File and function, document or measurement the fact rests on. */
  readonly source: string;
  /** First Python (standard library) or library version that behaves so, e.g. `3.12`. */
  readonly since?: string;
  /** First version that does not behave so any more: set on older behaviour that a lookup for that version finds. */
  readonly until?: string;
  readonly confidence: FactConfidence;
  /** Where `condition` names a size below which the call behaves differently. */
  readonly threshold?: Threshold;
  /** What it does where a keyword argument of this name is given: a password makes unzipping Python code. */
  readonly given?: Readonly<Record<string, Effect>>;
  /** Of `io`: what it waits for. */
  readonly medium?: Medium;
  /** Of `wait`: what it waits for. */
  readonly how?: WaitKind;
  /** Of `native`: the library's own threads use all cores. Otherwise one core. */
  readonly threads?: 'many';
}

/** What one call costs, where the library's cost table has a figure. */
export interface CallCost {
  /** Seconds per call, or per element where `per` says so. */
  readonly seconds: Estimate;
  /** What the seconds are multiplied by: the length of the first argument or receiver. */
  readonly per?: 'call' | 'element' | 'byte' | 'element-log';
  /** Whose length that is, where it is not simply the first argument's or the receiver's. */
  readonly of?: 'argument' | 'receiver' | 'result';
  /** Which argument's size counts, from 0, where it is not the first. */
  readonly argument?: number;
  /** Size that such calls are usually given, in the unit of `per`, for where the code does not tell. */
  readonly usual?: number;
  /** Seconds of any call on top of what its size costs. */
  readonly fixed?: Estimate;
  /** `measured` by the committed calibration script, or `assumed` (then the range is wide). */
  readonly basis?: 'measured' | 'assumed';
  /** Interpreter and date of a measurement, or what the assumption rests on. */
  readonly source?: string;
}
