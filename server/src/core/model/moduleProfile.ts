/** What is known of one file: the input of every rule. Types only. */
import type { Location, TextRange } from '../base/text';
import type { SpawnSite } from './site';

/** A loop that burns the GIL while it waits for something another thread must change. */
export interface BusyWait {
  readonly at: Location;
  readonly range: TextRange;
  /** Source text of what it asks, shortened: `while not done`, `while True: if ready`. */
  readonly condition: string;
  /** Seconds slept each round; 0 for a loop that never sleeps. */
  readonly sleepSeconds: number;
  /** Whether it also works when there is news, so that it waits for others only where there are others. */
  readonly isPolling: boolean;
  /** Whether it asks for the time. */
  readonly isClock: boolean;
  readonly enclosing: string;
}

export interface ModuleProfile {
  readonly path: string;
  /** Sorted by place. */
  readonly sites: readonly SpawnSite[];
  readonly busyWaits: readonly BusyWait[];
}
