/**
 * Finds the Python files below the paths a command was given. Deterministic: folders are read in sorted order, each
 * file comes once, and loops of symbolic links end.
 */
import { type Dirent, existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { DEFAULT_EXCLUDE } from '../core/config/globs';
import { ignoreStackFor, type IgnoreStack, isIgnored, pushIgnoreFile } from './gitignore';
import { UsageError } from './io';
import { reasonOf } from './readFile';

export interface WalkOptions {
  readonly cwd: string;
  /** Whether the settings leave this absolute path (with `/`) out. */
  readonly isExcluded: (path: string) => boolean;
  /** A path that cannot be read. */
  readonly report: (path: string, reason: string) => void;
}

const PYTHON_FILE = /\.(py|pyi|pyw)$/;

/** Absolute paths of Python files. A file named outright always counts, whatever its name and whatever excludes it. */
export function findPythonFiles(paths: readonly string[], options: WalkOptions): string[] {
  if (paths.includes('')) throw new UsageError('a path is empty');
  const roots = paths.map((path) => resolve(options.cwd, path));
  const walk = new Walk(options, roots);
  for (const root of roots) walk.start(root);
  return walk.found;
}

class Walk {
  readonly #options: WalkOptions;
  readonly #seen = new Set<string>();
  readonly #realRoots: readonly string[];
  readonly found: string[] = [];

  constructor(options: WalkOptions, roots: readonly string[]) {
    this.#options = options;
    this.#realRoots = roots.flatMap((root) => realPath(root) ?? []);
  }

  start(root: string): void {
    const kind = this.#try(root, () => statSync(root));
    if (kind === undefined) return;
    if (kind.isDirectory()) this.#folder(root, ignoreStackFor(root));
    else this.#file(root);
  }

  #folder(folder: string, ignores: IgnoreStack): void {
    const real = realPath(folder) ?? folder;
    if (this.#seen.has(real)) return;
    this.#seen.add(real);
    const entries = this.#try(folder, () => readdirSync(folder, { withFileTypes: true }));
    entries?.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries ?? []) this.#entry(folder, entry, ignores);
  }

  #entry(folder: string, entry: Dirent, ignores: IgnoreStack): void {
    const path = join(folder, entry.name);
    const kind = entry.isSymbolicLink() ? this.#linkTarget(path) : entry;
    if (kind === undefined || !(kind.isDirectory() || (kind.isFile() && PYTHON_FILE.test(entry.name))))
      return;
    if (kind.isDirectory() && DEFAULT_EXCLUDE.includes(entry.name)) return;
    if (this.#options.isExcluded(sep === '/' ? path : path.replaceAll(sep, '/'))) return;
    if (isIgnored(ignores, path, kind.isDirectory())) return;
    if (kind.isFile()) this.#file(path);
    else if (!isVirtualEnvironment(path)) this.#folder(path, pushIgnoreFile(ignores, path));
  }

  /**
   * A link to something inside the walk is left out, because the walk meets it under its own name; so is one to a folder
   * around it, which would lead anywhere.
   */
  #linkTarget(path: string): { isDirectory(): boolean; isFile(): boolean } | undefined {
    const real = realPath(path);
    // A dangling link is nobody's code; editors leave such as lock files.
    if (real === undefined) return undefined;
    if (this.#realRoots.some((root) => isInside(real, root) || isInside(root, real))) return undefined;
    return this.#try(path, () => statSync(path));
  }

  #file(path: string): void {
    if (this.#seen.has(path)) return;
    this.#seen.add(path);
    this.found.push(path);
  }

  #try<T>(path: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      this.#options.report(path, reasonOf(error));
      return undefined;
    }
  }
}

function isVirtualEnvironment(folder: string): boolean {
  return existsSync(join(folder, 'pyvenv.cfg'));
}

/** Whether `path` is `folder` or below it. */
function isInside(path: string, folder: string): boolean {
  const inside = relative(folder, path);
  return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}
