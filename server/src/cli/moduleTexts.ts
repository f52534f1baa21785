/** Texts of the modules that analysis asks for, as they are on disk or as this run has changed them. */
import { resolve } from 'node:path';
import type { SourceHost } from '../core/gilscope';
import type { PythonReader } from './readFile';

/** Texts kept: those that many files import come again and again. */
const KEPT_TEXTS = 500;

export class ModuleTexts implements SourceHost {
  readonly #cwd: string;
  readonly #readFile: PythonReader;
  /** By absolute path, the oldest first. */
  readonly #read = new Map<string, string>();
  /** Looked for in vain, which most places are where a module may lie. */
  readonly #missing = new Set<string>();
  readonly #changed = new Map<string, string>();
  #asked: Set<string> | undefined;

  constructor(cwd: string, readFile: PythonReader) {
    this.#cwd = cwd;
    this.#readFile = readFile;
  }

  read(path: string): string | undefined {
    this.#asked?.add(path);
    const absolute = resolve(this.#cwd, path);
    const known = this.#changed.get(absolute) ?? this.#read.get(absolute);
    if (known !== undefined || this.#missing.has(absolute)) return known;
    const decoded = this.#readFile(absolute);
    if (!('text' in decoded)) {
      this.#missing.add(absolute);
      return undefined;
    }
    this.#read.set(absolute, decoded.text);
    const [oldest] = this.#read.keys();
    if (this.#read.size > KEPT_TEXTS && oldest !== undefined) this.#read.delete(oldest);
    return decoded.text;
  }

  /** From now on the file has this text, whatever is on disk. */
  change(absolute: string, text: string): void {
    this.#changed.set(absolute, text);
  }

  /** Does `work` and tells which paths it asked for. */
  recording<T>(work: () => T): { readonly value: T; readonly reads: ReadonlySet<string> } {
    const asked = new Set<string>();
    this.#asked = asked;
    try {
      return { value: work(), reads: asked };
    } finally {
      this.#asked = undefined;
    }
  }
}
