/**
 * Texts of the modules that analyses ask for. One analysis asks for hundreds of paths, most of which lead nowhere, and
 * the next keystroke asks for the same again: each is looked for at most once a second, and most only in a listing of
 * their folder.
 */
import type { Clock } from './host';

/** How long a file that nobody has told of may have changed unnoticed, in milliseconds. */
const TRUSTED_MS = 1000;
/** Paths remembered at most, over all. */
const MOST_PATHS = 20_000;

export interface TextSource {
  read(path: string): string | undefined;
  /** Looks at the folders as they are now: the answer tells whether there may be a file at a path. */
  look(): (path: string) => boolean;
}

export class ModuleTexts {
  readonly #clock: Clock;
  readonly #source: TextSource;
  readonly #known = new Map<string, string | undefined>();
  /** Paths that may lead to a document which is in no folder. */
  readonly #documents = new Set<string>();
  #trusted: { readonly until: number; readonly mayExist: (path: string) => boolean } | undefined;

  constructor(clock: Clock, source: TextSource) {
    this.#clock = clock;
    this.#source = source;
  }

  /** Undefined where there is no such module. */
  read(path: string): string | undefined {
    const now = this.#clock.now();
    if (this.#trusted === undefined || now >= this.#trusted.until || this.#known.size >= MOST_PATHS) {
      this.#known.clear();
      this.#trusted = { until: now + TRUSTED_MS, mayExist: this.#source.look() };
    }
    const known = this.#known.get(path);
    if (known !== undefined || this.#known.has(path)) return known;
    const mayExist = this.#documents.has(path) || this.#trusted.mayExist(path);
    const text = mayExist ? this.#source.read(path) : undefined;
    this.#known.set(path, text);
    return text;
  }

  /** The document behind the path was opened, edited or closed. */
  forget(path: string): void {
    this.#documents.add(path);
    this.#known.delete(path);
  }

  /** Any file may have changed. */
  clear(): void {
    this.#trusted = undefined;
  }
}
