/**
 * What V8 has compiled of a program, kept on disk for the next process: loading and the first analysis then do without
 * compiling. A cache is code, so it is read only from a folder of the user's that nobody else can write to, and only with
 * its digest intact. Libraries for this keep what is compiled when a file is loaded; most functions are compiled when they
 * are first called, so here the cache is made after the program has worked.
 */
import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

export interface CachedScript {
  readonly script: Script;
  /** When `save` is worth its time, as `Date.now()`: it takes some tens of milliseconds. */
  dueMs(): number;
  /**
   * Keeps what is compiled by now, where that is more than what was kept. A cache that cannot be written is no cache,
   * and nothing else.
   */
  save(): void;
}

/** A first cache knows only what one run needed. It is made again at an age of a minute, two, four and so on. */
const FIRST_AGE_MS = 60_000;
/** Caches kept: of other versions of Gilscope and Node, other flags, the server and the command line. */
const KEPT_CACHES = 12;

/** What is known of the cache on disk. */
interface KnownCache {
  readonly bytes: number;
  /** When the first of the caches was made that this one goes back to, as `Date.now()`. */
  readonly bornMs: number;
  readonly madeMs: number;
}

interface FoundCache extends Omit<KnownCache, 'bytes'> {
  readonly code: Uint8Array;
}

/**
 * `file` holds an expression; throws where it cannot be read. The caches are in `folder`. V8 takes no cache that was made
 * under other flags: `flags` are those that were set at run time, and must not change.
 */
export function compileCached(file: string, folder: string, flags: readonly string[] = []): CachedScript {
  const source = fs.readFileSync(file);
  const cacheFile = join(folder, `${identityOf(file, source, flags)}.v8`);
  const found = readCache(cacheFile);
  const script = new Script(source.toString('utf8'), {
    filename: file,
    ...(found && { cachedData: found.code }),
  });
  // The code itself is not held on to: V8 has it. Where V8 refuses it, the next one may fare the same, so it is as due.
  let known: KnownCache | undefined = found && {
    bytes: script.cachedDataRejected === true ? 0 : found.code.length,
    bornMs: found.bornMs,
    madeMs: found.madeMs,
  };
  return {
    script,
    dueMs: () =>
      known === undefined ? 0 : known.madeMs + Math.max(FIRST_AGE_MS, known.madeMs - known.bornMs),
    save() {
      const code = script.createCachedData();
      const madeMs = Date.now();
      const { bytes, bornMs } = known ?? { bytes: 0, bornMs: madeMs };
      known = { bytes: Math.max(bytes, code.length), bornMs, madeMs };
      if (code.length > bytes) writeCache(cacheFile, bornMs, code);
      else touch(cacheFile);
    },
  };
}

/** What compiled code depends on: V8 checks most of it again, but not the text itself. */
function identityOf(file: string, source: Uint8Array, flags: readonly string[]): string {
  const { versions, arch, execArgv, env } = process;
  const about = [file, versions.node, versions.v8, arch, env.NODE_OPTIONS ?? '', ...execArgv, ...flags];
  return digestOf(about.join('\0'), source).toString('hex').slice(0, 32);
}

function digestOf(...parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Of a cache's file: the digest of what follows, the time of birth, the code. */
const DIGEST_BYTES = 32;
const HEADER_BYTES = DIGEST_BYTES + 8;

function readCache(file: string): FoundCache | undefined {
  try {
    if (!isOwn(fs.lstatSync(dirname(file)))) return undefined;
    const descriptor = fs.openSync(file, 'r');
    try {
      const stat = fs.fstatSync(descriptor);
      if (!isOwn(stat)) return undefined;
      const content = fs.readFileSync(descriptor);
      if (content.length <= HEADER_BYTES) return undefined;
      const [digest, rest] = [content.subarray(0, DIGEST_BYTES), content.subarray(DIGEST_BYTES)];
      if (!digestOf(rest).equals(digest)) return undefined;
      const code = content.subarray(HEADER_BYTES);
      return { code, bornMs: rest.readDoubleLE(0), madeMs: stat.mtimeMs };
    } finally {
      fs.closeSync(descriptor);
    }
  } catch {
    // Not there yet, or out of reach: everything is compiled again.
    return undefined;
  }
}

/** Whether only this user can write to it. Windows keeps others away from the folder itself, and has no such bits. */
function isOwn(stat: fs.Stats): boolean {
  if (process.geteuid === undefined) return true;
  return !stat.isSymbolicLink() && stat.uid === process.geteuid() && (stat.mode & 0o022) === 0;
}

/** The name comes last, by a rename: nobody ever reads half a file. */
function writeCache(file: string, bornMs: number, code: Uint8Array): void {
  const folder = dirname(file);
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOwn(fs.lstatSync(folder))) return;
  } catch {
    // No place for it.
    return;
  }
  try {
    const born = Buffer.alloc(HEADER_BYTES - DIGEST_BYTES);
    born.writeDoubleLE(bornMs);
    fs.writeFileSync(unfinished, Buffer.concat([digestOf(born, code), born, code]), {
      mode: 0o600,
      flag: 'wx',
    });
    fs.renameSync(unfinished, file);
    removeOldest(folder);
  } catch {
    fs.rmSync(unfinished, { force: true });
  }
}

/** A cache that was tried again, and knew everything. */
function touch(file: string): void {
  try {
    fs.utimesSync(file, new Date(), new Date());
  } catch {
    // Somebody has removed it, or the disk can no longer be written to.
  }
}

function removeOldest(folder: string): void {
  const files = fs.readdirSync(folder).map((name) => join(folder, name));
  const dated = files.map((path) => ({ path, madeMs: fs.statSync(path).mtimeMs }));
  for (const { path } of dated.sort((a, b) => b.madeMs - a.madeMs).slice(KEPT_CACHES))
    fs.rmSync(path, { force: true });
}
