/**
 * Results of earlier runs on disk: a file is not analysed again while its text, its settings, the modules that were read
 * for it and Gilscope itself are the same. One file for each folder that Gilscope runs in, replaced as a whole, so that
 * runs at the same time only lose each other's additions.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Config } from '../core/model/config';
import type { CheckedFile } from './checkResult';

export interface CacheEntry {
  /** What was read of other files: path and digest of the text, undefined where there was no file. */
  readonly reads: readonly (readonly [path: string, digest: string | undefined])[];
  readonly result: CheckedFile;
}

export interface ResultCache {
  find(key: string): CacheEntry | undefined;
  add(key: string, entry: CacheEntry): void;
  /** Writes what is new. A cache that cannot be written is no cache, and nothing else. */
  save(): void;
}

/** Entries of other runs in the same folder that are kept. */
const KEPT_ENTRIES = 20_000;

export function digestOf(text: string | Uint8Array): string {
  return createHash('sha1').update(text).digest('base64');
}

/** What an entry is found by. */
export function cacheKey(path: string, text: string, config: Config): string {
  return digestOf(`${digestOf(serialize(config))}\0${path}\0${text}`);
}

/** `program` is the file that holds Gilscope: another build may find other things. */
export function openCache(folder: string, cwd: string, version: string, program: string): ResultCache {
  const { mtimeMs, size } = statSync(program);
  const identity = digestOf([cwd, version, process.version, mtimeMs, size].join('\0'));
  const file = join(folder, `${identity.replace(/[^\w]/g, '')}.bin`);
  const known = load(file);
  const used = new Map<string, CacheEntry>();
  let grown = false;
  return {
    find(key) {
      const entry = known.get(key);
      if (entry !== undefined) used.set(key, entry);
      return entry;
    },
    add(key, entry) {
      used.set(key, entry);
      grown = true;
    },
    save() {
      if (!grown) return;
      for (const [key, entry] of known) {
        if (used.size >= KEPT_ENTRIES) break;
        if (!used.has(key)) used.set(key, entry);
      }
      store(file, folder, used);
    },
  };
}

function load(file: string): ReadonlyMap<string, CacheEntry> {
  try {
    const loaded: unknown = deserialize(readFileSync(file));
    return loaded instanceof Map ? (loaded as ReadonlyMap<string, CacheEntry>) : new Map();
  } catch {
    // Not there yet, or cut short by a full disk: everything is analysed again.
    return new Map();
  }
}

/** The name comes last, by a rename: nobody ever reads half a file. */
function store(file: string, folder: string, entries: ReadonlyMap<string, CacheEntry>): void {
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, serialize(entries));
    renameSync(unfinished, file);
  } catch {
    rmSync(unfinished, { force: true });
  }
}
