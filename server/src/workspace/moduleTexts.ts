/**
 * Texts of the modules that analyses ask for. One analysis asks for hundreds of paths, most of which lead nowhere, and
 * the next keystroke asks for the same again: each is looked for at most once a second.
 */
import type { Clock } from './host';

/** How long a file that nobody has told of may have changed unnoticed, in milliseconds. */
const TRUSTED_MS = 1000;
/** Paths remembered at most, over all. */
const MOST_PATHS = 20_000;

export class ModuleTexts {
  readonly #clock: Clock;
  readonly #read: (path: string) => string | undefined;
  readonly #known = new Map<string, { readonly text: string | undefined; readonly until: number }>();

  constructor(clock: Clock, read: (path: string) => string | undefined) {
    this.#clock = clock;
    this.#read = read;
  }

  /** Undefined where there is no such module. */
  read(path: string): string | undefined {
    const now = this.#clock.now();
    const known = this.#known.get(path);
    if (known !== undefined && now < known.until) return known.text;
    if (this.#known.size >= MOST_PATHS) this.#known.clear();
    const text = this.#read(path);
    this.#known.set(path, { text, until: now + TRUSTED_MS });
    return text;
  }

  /** The document behind the path has changed. */
  forget(path: string): void {
    this.#known.delete(path);
  }

  /** Any file may have changed. */
  clear(): void {
    this.#known.clear();
  }
}
