/** What the knowledge base says of a call. Types only. */
import type { Estimate } from './estimate';

/**
 * `held` C code that keeps the GIL · `native` C code that has released it · `io` waits for disk, network, processes ·
 * `wait` sleeps or waits for another thread · `python` implemented in Python: bytecode under the GIL.
 */
export type Effect = 'held' | 'native' | 'io' | 'wait' | 'python';

/** How we know. `source`: read in the library's code; `documentation`: its docs say so; `inferred`: neither, say so. */
export type FactConfidence = 'source' | 'documentation' | 'inferred';

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
  readonly confidence: FactConfidence;
}

/** What one call costs, where the library's cost table has a figure. */
export interface CallCost {
  /** Seconds per call, or per element where `per` says so. */
  readonly seconds: Estimate;
  /** What the seconds are multiplied by: the length of the first argument or receiver. */
  readonly per?: 'call' | 'element' | 'byte' | 'element-log';
}
