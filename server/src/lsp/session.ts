/** What the features of one connection share. Made once by server.ts; features take from it what they need. */
import type { Connection } from 'vscode-languageserver';
import type { InitializationOptions } from '../core/protocol';
import type { Checks } from '../workspace/checks';
import type { Derived } from '../workspace/derived';
import type { Documents } from '../workspace/documents';
import type { Clock, Log } from '../workspace/host';
import type { Inventory } from '../workspace/inventory';
import type { Projects } from '../workspace/projects';
import type { Schedule } from '../workspace/schedule';
import type { Settings } from '../workspace/settings';
import type { ClientAbilities } from './fromLsp';
import type { Guard } from './guard';

export interface Session {
  readonly connection: Connection;
  readonly guard: Guard;
  readonly log: Log;
  readonly clock: Clock;
  readonly abilities: ClientAbilities;
  readonly options: InitializationOptions;
  readonly documents: Documents;
  readonly projects: Projects;
  readonly inventory: Inventory;
  readonly settings: Settings;
  readonly derived: Derived;
  readonly schedule: Schedule;
  readonly checks: Checks;
}
