/** Spawn sites: places that start concurrent work, with what their target does and what we predict. Types and one sum. */
import type { Location, TextRange } from '../base/text';
import type { Estimate } from './estimate';
import type { Totals, WorkProfile } from './profile';
import type { StartMethod } from './scenario';

export type SpawnKind =
  'thread' | 'thread-pool' | 'process' | 'process-pool' | 'interpreter-pool' | 'event-loop';

export type Resolution = 'same-file' | 'cross-file' | 'library' | 'unresolved';

/** What the target's time goes to. See docs/cost-model.md for the thresholds. */
export type Verdict = 'cpu' | 'native' | 'io' | 'wait' | 'mixed' | 'trivial' | 'unknown';

export type Confidence = 'high' | 'medium' | 'low';

export interface Evidence {
  readonly at: Location;
  readonly message: string;
}

export interface Workers {
  readonly count: number;
  readonly basis: 'literal' | 'constant' | 'argument' | 'loop' | 'default' | 'unknown';
}

/** Wall seconds of all tasks of the site's group on the configured number of cores. */
export interface Prediction {
  readonly sequential: number;
  readonly threads: number;
  readonly processes: number;
  /** Present where the target Python has them (3.14 and free-threaded builds). */
  readonly interpreters?: number;
  readonly freeThreaded?: number;
  /** Present for tasks of an event loop: on that loop. */
  readonly eventLoop?: number;
}

export interface GroupMember {
  /** Key of the site. */
  readonly site: string;
  /** How many of its tasks run beside the others; at least 1. */
  readonly tasks: number;
}

export interface SpawnSite {
  /** Stable within a file version: `path:offset`. */
  readonly key: string;
  /** The call that starts the work (for a Thread: the constructor call). */
  readonly at: Location;
  readonly range: TextRange;
  /** As the documentation names it: `concurrent.futures.ThreadPoolExecutor.submit`. */
  readonly api: string;
  readonly kind: SpawnKind;
  /** The target's source text, shortened: `crunch`, `self.work`, `<lambda>`. */
  readonly target: string;
  readonly targetDefinition: { readonly path: string; readonly line: number } | undefined;
  readonly resolution: Resolution;
  readonly workers: Workers;
  /** How many tasks run through this site in one go. */
  readonly tasks: Estimate;
  /**
   * The sites whose tasks run beside each other: those of one pool, or threads started in one function; this site
   * included, in the order of the text. The prediction and the scenario are about all of their tasks.
   */
  readonly group: readonly GroupMember[];
  /** Where one call starts tasks of several coroutines: a site for each, where it is called. The group consists of them. */
  readonly parts?: readonly SpawnSite[];
  /**
   * `parallel`: two or more tasks at once that expect a speed-up. `background`: one task beside the code that
   * started it.
   */
  readonly role: 'parallel' | 'background';
  readonly verdict: Verdict;
  readonly confidence: Confidence;
  /** Seconds of one task by kind. */
  readonly perTask: Totals;
  readonly prediction: Prediction | undefined;
  /** The target's profile with this site's arguments; undefined where the target was not found. */
  readonly profile: WorkProfile | undefined;
  readonly evidence: readonly Evidence[];
  /** Of a pool: where the executor object was made. */
  readonly executor: { readonly at: Location; readonly range: TextRange; readonly api: string } | undefined;
  /** Name of the function that holds the site, `<module>` at top level. */
  readonly enclosing: string;
  /** True inside `async def`, or where the call belongs to an event loop. */
  readonly onEventLoop: boolean;
  /** What `sys.setswitchinterval` in the code says; else the settings. */
  readonly switchIntervalSeconds: number;
  /** How the code wants processes to be made; undefined where it does not say, or says several things. */
  readonly startMethod?: StartMethod;
}

/** Tasks of all sites of the group. */
export function groupTasksOf({ group }: Pick<SpawnSite, 'group'>): number {
  return group.reduce((sum, { tasks }) => sum + tasks, 0);
}
