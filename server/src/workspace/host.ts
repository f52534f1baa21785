/** What the workspace needs from the machine it runs on. Node and the browser worker hand in their own. */

export interface FileAccess {
  /** Text of a file; undefined where there is none or it cannot be read. Synchronous, because analysis never waits. */
  read(uri: string): string | undefined;
  /**
   * Looks at the folders as they are now: the answer tells of absolute paths whether there may be a file, and costs little
   * for one of many that lead nowhere.
   */
  look(): (path: string) => boolean;
  /** Canonical URI of every Python file below a folder, without what `.gitignore` names. Empty where folders cannot be listed. */
  list(folderUri: string): readonly string[];
}

export interface Clock {
  /** Milliseconds, never going back. */
  now(): number;
  /** Calls back once, after at least `milliseconds`. The result cancels. */
  after(milliseconds: number, callback: () => void): () => void;
}

export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
}

/** Another thread. */
export interface Thread<Sent> {
  post(message: Sent): void;
  stop(): void;
}

export interface ThreadEvents<Received> {
  received(message: Received): void;
  /** The thread has died; not called after `stop`. */
  ended(error: Error): void;
}

/** Starts a thread. May throw where that is not possible. */
export type StartThread<Sent, Received> = (events: ThreadEvents<Received>) => Thread<Sent>;
