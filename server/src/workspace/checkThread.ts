/**
 * The server's end of checks of the workspace: starts the thread when a check is first asked for, tells it what has
 * changed, ends it when nobody has asked for a while, and starts it once more should it die.
 */
import type { CheckOutcome, FileToCheck, FromCheckThread, ToCheckThread } from './checkMessages';
import type { Documents, DocumentSnapshot } from './documents';
import type { Clock, Log, StartThread, Thread } from './host';
import type { Projects } from './projects';
import type { Cancellation } from './schedule';
import { canonicalUri } from './uris';

/** The thread is kept this long without work, in milliseconds: a check often follows the one before it. */
const KEPT_MS = 30_000;
/** After so many deaths of threads in a session there are no more. */
const MOST_DEATHS = 2;

/** A question to the thread. */
interface Question {
  received(message: FromCheckThread): void;
  /** The thread has died. */
  ended(): void;
}

interface Running {
  readonly thread: Thread<ToCheckThread>;
  /** Documents as the thread knows them, by canonical URI. */
  readonly documents: Map<string, DocumentSnapshot>;
}

export class CheckThread {
  readonly #start: StartThread<ToCheckThread, FromCheckThread>;
  readonly #documents: Documents;
  readonly #projects: Projects;
  readonly #revision: () => number;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #questions = new Map<number, Question>();
  #running: Running | undefined;
  #cancelStop: (() => void) | undefined;
  #deaths = 0;
  #lastId = 0;

  constructor(parts: {
    readonly start: StartThread<ToCheckThread, FromCheckThread>;
    readonly documents: Documents;
    readonly projects: Projects;
    /** Another than before where any document, file or setting has changed. */
    readonly revision: () => number;
    readonly clock: Clock;
    readonly log: Log;
  }) {
    this.#start = parts.start;
    this.#documents = parts.documents;
    this.#projects = parts.projects;
    this.#revision = parts.revision;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  /** False once too many threads have died. */
  get isUsable(): boolean {
    return this.#deaths < MOST_DEATHS;
  }

  /**
   * Checks files and calls `take` with their outcomes, in order, some at a time. Resolves after all of them, with a
   * cancellation, or where no thread can be had.
   */
  async check(
    files: readonly FileToCheck[],
    token: Cancellation,
    take: (outcomes: readonly CheckOutcome[]) => void,
  ): Promise<void> {
    let taken = 0;
    while (taken < files.length && this.isUsable && !token.isCancellationRequested) {
      const left = files.slice(taken);
      await this.#ask(
        (id, running) => ({ kind: 'check', id, files: left, ...this.#news(running) }),
        token,
        (message) => {
          if (message.kind !== 'outcomes') return false;
          taken += message.outcomes.length;
          take(message.outcomes);
          return taken === files.length;
        },
      );
    }
  }

  /** Lists the Python files below folders; undefined after a cancellation, or where no thread can be had. */
  async list(folders: readonly string[], token: Cancellation): Promise<readonly string[] | undefined> {
    let listed: readonly string[] | undefined;
    while (listed === undefined && this.isUsable && !token.isCancellationRequested) {
      await this.#ask(
        (id) => ({ kind: 'list', id, folders }),
        token,
        (message) => {
          if (message.kind === 'listed') listed = message.uris;
          return true;
        },
      );
    }
    return listed;
  }

  dispose(): void {
    this.#cancelStop?.();
    this.#running?.thread.stop();
    this.#running = undefined;
  }

  /** Resolves when `take` has said that it has all, with a cancellation, or with the death of the thread. */
  #ask(
    question: (id: number, running: Running) => ToCheckThread,
    token: Cancellation,
    take: (message: FromCheckThread) => boolean,
  ): Promise<void> {
    return new Promise((resolve) => {
      const id = ++this.#lastId;
      const done = (): void => {
        listening.dispose();
        this.#questions.delete(id);
        if (this.#questions.size === 0) this.#stopLater();
        resolve();
      };
      const listening = token.onCancellationRequested(() => {
        this.#running?.thread.post({ kind: 'drop', id });
        done();
      });
      this.#questions.set(id, {
        received: (message) => {
          if (take(message)) done();
        },
        ended: done,
      });
      this.#cancelStop?.();
      this.#running ??= this.#startThread();
      this.#running?.thread.post(question(id, this.#running));
    });
  }

  /** Undefined where it cannot be started, which counts as its death. */
  #startThread(): Running | undefined {
    let isOver = false;
    const ended = (reason: string): void => {
      if (isOver) return;
      isOver = true;
      this.#died(reason);
    };
    try {
      const thread = this.#start({
        received: (message) => {
          if (isOver) return;
          if (message.kind === 'broken') {
            thread.stop();
            ended(message.reason);
          } else this.#questions.get(message.id)?.received(message);
        },
        ended: ({ message }) => ended(message),
      });
      return { thread, documents: new Map() };
    } catch (error) {
      ended(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  #died(reason: string): void {
    this.#deaths++;
    this.#running = undefined;
    const outcome = this.isUsable ? 'it is started again' : 'checks go on without it, between keystrokes';
    this.#log.warn(`the thread that checks the workspace has died: ${reason}; ${outcome}`);
    for (const question of [...this.#questions.values()]) question.ended();
  }

  #stopLater(): void {
    this.#cancelStop?.();
    this.#cancelStop = this.#clock.after(KEPT_MS, () => this.dispose());
  }

  /** What the thread has not been told yet. */
  #news({ documents: known }: Running) {
    const open = new Map(this.#documents.all().map((document) => [canonicalUri(document.uri), document]));
    const opened = [...open].filter(([key, document]) => known.get(key) !== document);
    const closed = [...known.keys()].filter((key) => !open.has(key));
    for (const [key, document] of opened) known.set(key, document);
    for (const key of closed) known.delete(key);
    return {
      revision: this.#revision(),
      folders: this.#projects.folders().flatMap(({ root }) => (root === undefined ? [] : [root])),
      opened: opened.map(([, document]) => document),
      closed,
    };
  }
}
