/**
 * The work profile: what running a piece of Python does to the GIL over time, where in the source, and how sure we
 * are. The one intermediate representation that rules, hovers, fixes and the simulator read. Types only.
 */
import type { Location } from '../base/text';
import type { Estimate } from './estimate';

/** Where a number comes from, best first. */
export type Basis =
  'literal' | 'constant' | 'argument' | 'default' | 'annotation' | 'measured' | 'assumed' | 'unknown';

/** How often a loop body runs. `forever` marks `while True` and its like: `count` then says how many rounds we model. */
export interface Trips {
  readonly count: Estimate;
  readonly basis: Basis;
  readonly forever?: boolean;
}

export type WaitKind = 'sleep' | 'lock' | 'queue' | 'event' | 'join' | 'other';
export type Medium = 'disk' | 'network' | 'process' | 'other';

/** One step of work. `what` is shown to people: a call's dotted name, or "Python code". */
export type Segment =
  /** Python bytecode, or one C call (`preemptible: false`) that keeps the GIL. */
  | {
      readonly kind: 'hold';
      readonly at: Location;
      readonly what: string;
      readonly seconds: Estimate;
      readonly preemptible: boolean;
    }
  /** C code that has released the GIL and computes on `threads` cores. */
  | {
      readonly kind: 'native';
      readonly at: Location;
      readonly what: string;
      readonly seconds: Estimate;
      readonly threads: number;
    }
  /** Waiting for the world outside with the GIL released. */
  | {
      readonly kind: 'io';
      readonly at: Location;
      readonly what: string;
      readonly seconds: Estimate;
      readonly medium: Medium;
    }
  /** Waiting for time to pass or for another thread, with the GIL released. */
  | {
      readonly kind: 'wait';
      readonly at: Location;
      readonly what: string;
      readonly seconds: Estimate;
      readonly how: WaitKind;
      /** False where the code does not bound the wait (a queue, an event, an unknown sleep). */
      readonly bounded: boolean;
    }
  /** A lock held around a body. */
  | {
      readonly kind: 'guard';
      readonly at: Location;
      readonly resource: string;
      readonly body: readonly Segment[];
    }
  | {
      readonly kind: 'loop';
      readonly at: Location;
      readonly trips: Trips;
      readonly body: readonly Segment[];
      /** Set on a loop that burns the GIL while it waits for something another thread must change. */
      readonly spin?: string;
    }
  | {
      readonly kind: 'branch';
      readonly at: Location;
      readonly arms: readonly { readonly weight: number; readonly body: readonly Segment[] }[];
    }
  /** A call of code whose source we have; the callee's profile is already specialised for this call's arguments. */
  | {
      readonly kind: 'call';
      readonly at: Location;
      readonly what: string;
      readonly profile: WorkProfile;
      /** Rounds of the same call, above 1 for a callback that C code calls (`sorted(key=f)`, `map(f, xs)`). */
      readonly times: Estimate;
    }
  /**
   * A call that nothing is known of. Not zero: it widens `Totals.unknown`. `name` is the dotted name of a library's
   * function, under which the configuration may state what it does.
   */
  | { readonly kind: 'unknown'; readonly at: Location; readonly what: string; readonly name?: string }
  /** Starts concurrent work; `site` is the key of the `SpawnSite`. */
  | { readonly kind: 'spawn'; readonly at: Location; readonly what: string; readonly site: string }
  | {
      readonly kind: 'await';
      readonly at: Location;
      readonly what: string;
      readonly body: readonly Segment[];
    };

/** Seconds of one run by kind. `unknownCalls` counts calls whose cost is in none of them. */
export interface Totals {
  readonly held: Estimate;
  readonly native: Estimate;
  readonly io: Estimate;
  readonly wait: Estimate;
  readonly unknownCalls: Estimate;
}

/** A number we had to assume; shown to people and adjustable. */
export interface Assumption {
  /** Stable within a profile, e.g. `loop:a.py:12`. */
  readonly id: string;
  readonly at: Location;
  readonly sentence: string;
  readonly value: Estimate;
}

/** The parts of a profile's middle seconds that grow with an assumption, from 0 to 1; `io` includes other waiting. */
export interface AssumedShares {
  readonly held: number;
  readonly native: number;
  readonly io: number;
}

export interface WorkProfile {
  readonly schema: 1;
  /** Qualified name as Python has it: `Renderer.draw`, `<lambda>`, `outer.<locals>.inner`, `<module>`. */
  readonly name: string;
  /** The whole definition. */
  readonly at: Location;
  readonly body: readonly Segment[];
  readonly totals: Totals;
  readonly assumptions: readonly Assumption[];
  /** True where the function lives as long as the program: an endless loop nothing in sight leaves soon. */
  readonly endless: boolean;
  /** True for an `async def`: its work is that of a task where it is not awaited on the spot. */
  readonly coroutine?: true;
}
