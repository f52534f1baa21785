/** Real code that any machine with Python has: its standard library. */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Packages of the standard library that start threads and processes or are made for those who do, and some that do not. */
export const PACKAGES = ['asyncio', 'concurrent', 'http', 'logging', 'multiprocessing', 'unittest', 'xmlrpc'];

/** The folder of the standard library of `python3`. */
export function standardLibraryFolder(): string {
  const code = 'import sysconfig; print(sysconfig.get_paths()["stdlib"])';
  return execFileSync('python3', ['-c', code], { encoding: 'utf8' }).trim();
}

/** Absolute paths of the Python files of those packages, sorted. */
export function standardLibraryFiles(): readonly string[] {
  const folder = standardLibraryFolder();
  return PACKAGES.flatMap((name) =>
    readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.py'))
      .sort()
      .map((path) => join(folder, name, path)),
  );
}
