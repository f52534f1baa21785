/**
 * The world as the command line sees it: everything a command reads or writes outside the project's files goes through
 * this, so that tests run commands in process.
 */
import type { CheckedPath, CheckingOptions } from './checking';
import type { Gilscope, SourceHost } from '../core/gilscope';

export interface Output {
  write(content: string | Uint8Array): void;
  readonly isTTY: boolean;
}

export interface Io {
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** All of standard input. */
  readonly readStdin: () => Promise<Uint8Array>;
  /** A yes-or-no question on the terminal; false where there is none to answer it. */
  readonly confirm: (question: string) => Promise<boolean>;
  /** Where results may be kept between runs; undefined keeps nothing. */
  readonly cacheFolder?: string;
  /** The file that holds the program: a cache serves one build of it. */
  readonly program?: string;
  /** Starts a thread that checks files under the same options; absent where there is only this one. */
  readonly startWorker?: (options: CheckingOptions) => CheckWorker;
  readonly openGilscope: (host: SourceHost, options?: EngineOptions) => Promise<Gilscope>;
  readonly loadPngRenderer: () => Promise<PngRenderer>;
  /** Runs the language server until its client leaves. The arguments say how to talk to it. */
  readonly serve: (transport: Transport) => Promise<void>;
}

/** The PNG of an SVG picture, in twice its size. */
export type PngRenderer = (svg: string) => Uint8Array;

/** How the analysis works and which sites it lists, never what it finds. */
export interface EngineOptions {
  /** Parse every file, also those whose text says that nothing can come of it. */
  readonly parseAll?: boolean;
  /** Places that hand coroutines to an event loop are sites, too. */
  readonly eventLoops?: boolean;
}

export type Transport =
  | { readonly kind: 'stdio' }
  | { readonly kind: 'node-ipc' }
  | { readonly kind: 'socket'; readonly port: number };

/** What the threads of a check share. */
export interface SharedWork {
  readonly paths: readonly string[];
  readonly threads: number;
  /** In shared memory: the index of the first path that nobody has taken. */
  readonly next: Int32Array;
}

/** Another thread that checks files. It begins to start when it is made. */
export interface CheckWorker {
  /** Takes paths until none is left; `done` is called with the index of each. Rejects where the thread has died. Call once. */
  run(work: SharedWork, done: (at: number, checked: CheckedPath) => void): Promise<void>;
  stop(): void;
}

/** `ok` also means "no findings". */
export const EXIT = { ok: 0, findings: 1, failure: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The command was used wrongly: the message says how, and the exit code is 2. */
export class UsageError extends Error {}
