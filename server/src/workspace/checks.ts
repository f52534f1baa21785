/**
 * Goes through files of the workspace: in a thread of its own where there is one, else here, in slices between which
 * messages get through. Nobody can tell from the results which it was.
 */
import type { CheckedFile, CheckOutcome, FileToCheck } from './checkMessages';
import { checkedFile, reasonOf } from './checkServer';
import type { CheckThread } from './checkThread';
import type { Derived } from './derived';
import type { Documents } from './documents';
import type { Clock, Log } from './host';
import type { Cancellation, Schedule } from './schedule';
import type { Settings } from './settings';

/** Work between two looks at waiting messages, in milliseconds: short enough that typing never feels it. */
const SLICE_MS = 5;
/** Files that the thread is given at once: it is not to wait for the next ones, nor to have many that are outdated. */
const BATCH = 64;

export interface Visitor {
  /** Called with each file in order; undefined where there is nothing to say of it. */
  visit(uri: string, file: CheckedFile | undefined): void;
  /** Called now and then, with the number of files visited. */
  pause?(done: number): void;
}

export class Checks {
  readonly #thread: CheckThread | undefined;
  readonly #documents: Documents;
  readonly #settings: Settings;
  readonly #derived: Derived;
  readonly #schedule: Schedule;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(parts: {
    /** Absent where there are no threads. */
    readonly thread: CheckThread | undefined;
    readonly documents: Documents;
    readonly settings: Settings;
    readonly derived: Derived;
    readonly schedule: Schedule;
    readonly clock: Clock;
    readonly log: Log;
  }) {
    this.#thread = parts.thread;
    this.#documents = parts.documents;
    this.#settings = parts.settings;
    this.#derived = parts.derived;
    this.#schedule = parts.schedule;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  /** Visits the files until the token is cancelled. */
  async each(uris: readonly string[], token: Cancellation, visitor: Visitor): Promise<void> {
    const thread = this.#thread;
    let done = 0;
    while (thread?.isUsable === true && done < uris.length && !token.isCancellationRequested) {
      done += await this.#inThread(thread, uris.slice(done, done + BATCH), token, visitor, done);
    }
    if (done < uris.length && !token.isCancellationRequested)
      await this.#inSlices(uris, done, token, visitor);
  }

  dispose(): void {
    this.#thread?.dispose();
  }

  /** Gives the number of files that were visited. */
  async #inThread(
    thread: CheckThread,
    uris: readonly string[],
    token: Cancellation,
    { visit, pause }: Visitor,
    before: number,
  ): Promise<number> {
    const sliceEnd = this.#clock.now() + SLICE_MS;
    const asked: (FileToCheck | undefined)[] = [];
    for (const uri of uris) {
      asked.push(await this.#toCheck(uri));
      if (this.#clock.now() >= sliceEnd) break;
    }
    let visited = 0;
    /** Visits the next files, up to one that has to be looked at. */
    const skip = (): void => {
      while (visited < asked.length && asked[visited] === undefined) visit(uris[visited++] ?? '', undefined);
    };
    skip();
    const files = asked.filter((file) => file !== undefined);
    if (files.length === 0) await this.#schedule.breathe(token);
    await thread.check(files, token, (outcomes) => {
      for (const outcome of outcomes) {
        const uri = uris[visited++] ?? '';
        visit(uri, this.#fileOf(uri, outcome));
        skip();
      }
      pause?.(before + visited);
    });
    return visited;
  }

  /** Undefined for what is not Python, switched off or excluded. */
  async #toCheck(uri: string): Promise<FileToCheck | undefined> {
    const { config, editor, excluded } = await this.#settings.for(uri);
    const isOther = (this.#documents.get(uri)?.languageId ?? 'python') !== 'python';
    return isOther || !editor.enable || excluded ? undefined : { uri, config };
  }

  #fileOf(uri: string, outcome: CheckOutcome): CheckedFile | undefined {
    switch (outcome.kind) {
      case 'checked':
        return outcome.file;
      case 'nothing':
        return undefined;
      case 'failed':
        this.#log.error(`the check of ${uri} failed: ${outcome.reason}`);
        return undefined;
    }
  }

  async #inSlices(
    uris: readonly string[],
    from: number,
    token: Cancellation,
    { visit, pause }: Visitor,
  ): Promise<void> {
    let sliceEnd = this.#clock.now() + SLICE_MS;
    for (const [index, uri] of uris.entries()) {
      if (index < from) continue;
      visit(uri, this.#fileOf(uri, await this.#outcomeHere(uri)));
      if (this.#clock.now() < sliceEnd) continue;
      pause?.(index + 1);
      await this.#schedule.breathe(token);
      await this.#schedule.idle(token);
      if (token.isCancellationRequested) return;
      sliceEnd = this.#clock.now() + SLICE_MS;
    }
  }

  async #outcomeHere(uri: string): Promise<CheckOutcome> {
    try {
      const analysis = await this.#derived.anywhere(uri);
      return analysis === undefined
        ? { kind: 'nothing' }
        : { kind: 'checked', file: checkedFile(analysis.report, analysis.version) };
    } catch (error) {
      return { kind: 'failed', reason: reasonOf(error) };
    }
  }
}
