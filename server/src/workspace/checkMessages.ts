/** What the server and the thread that checks its workspace say to each other. All of it is plain data. */
import type { Config } from '../core/model/config';
import type { Finding, Problem } from '../core/model/finding';
import type { SpawnSite } from '../core/model/site';
import type { DocumentSnapshot } from './documents';

/** Of a site what lists of sites show. */
export type SiteHeading = Pick<SpawnSite, 'key' | 'at' | 'api' | 'target' | 'verdict' | 'confidence'>;

/** What a check says of a file. */
export interface CheckedFile {
  /** Of the text that was looked at; undefined for a file that is not open. */
  readonly version: number | undefined;
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly sites: readonly SiteHeading[];
}

/** `nothing`: there is no such file any more. */
export type CheckOutcome =
  | { readonly kind: 'checked'; readonly file: CheckedFile }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed'; readonly reason: string };

export interface FileToCheck {
  readonly uri: string;
  readonly config: Config;
}

/** Files to look at, and all that is needed for it and was not said before. */
export interface CheckMessage {
  readonly kind: 'check';
  readonly id: number;
  /** Another than in the message before where any document or file has changed. */
  readonly revision: number;
  /** URIs of the workspace folders. */
  readonly folders: readonly string[];
  /** Documents that were opened or edited. */
  readonly opened: readonly DocumentSnapshot[];
  /** URIs of documents that were closed. */
  readonly closed: readonly string[];
  readonly files: readonly FileToCheck[];
}

/** Python files below folders are to be listed. */
export interface ListMessage {
  readonly kind: 'list';
  readonly id: number;
  readonly folders: readonly string[];
}

export type ToCheckThread =
  | CheckMessage
  | ListMessage
  /** Nobody waits for a check any more. */
  | { readonly kind: 'drop'; readonly id: number };

export type FromCheckThread =
  /** In the order of the files; several messages for one check. */
  | { readonly kind: 'outcomes'; readonly id: number; readonly outcomes: readonly CheckOutcome[] }
  | { readonly kind: 'listed'; readonly id: number; readonly uris: readonly string[] }
  /** The thread cannot work. */
  | { readonly kind: 'broken'; readonly reason: string };
