/** Runs Python for the cost model's truth tests. */
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { PythonVersion } from '../../../server/src/core/model/config';

const execute = promisify(execFile);

/** What a script of `test/truth` prints, read as JSON. Fails with the script's own words where it fails. */
export async function pythonJson(
  python: string,
  script: string,
  ...args: readonly string[]
): Promise<unknown> {
  const { stdout } = await execute(python, [join(dirname(__filename), '..', script), ...args]);
  return JSON.parse(stdout);
}

/** Version of an interpreter. */
export async function pythonVersion(python: string): Promise<PythonVersion> {
  const { stdout } = await execute(python, ['-c', 'import sys; print(*sys.version_info[:2])']);
  const [major, minor] = stdout.trim().split(' ').map(Number);
  if (major === undefined || minor === undefined) throw new Error(`${python} printed no version: ${stdout}`);
  return { major, minor };
}
