/** What the workspace needs from the machine it runs on. Node and the browser worker hand in their own. */

export interface FileAccess {
  /** Text of a file; undefined where there is none or it cannot be read. Synchronous, because analysis never waits. */
  read(uri: string): string | undefined;
  /** Every Python file below a folder, without what `.gitignore` names. Empty where folders cannot be listed. */
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
