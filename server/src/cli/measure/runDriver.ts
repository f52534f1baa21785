/** Runs the driver under a real Python and reads what it wrote, with a limit on the time it may take. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reasonOf } from '../readFile';
import { DRIVER, type DriverInput, type DriverLine } from './driver';

export interface DriverRun {
  readonly lines: readonly DriverLine[];
  /** Why there are no more lines: the program could not be started, or the time was up. */
  readonly problem: string | undefined;
}

export async function runDriver(
  python: string,
  input: Omit<DriverInput, 'output'>,
  options: { readonly cwd: string; readonly timeoutSeconds: number },
): Promise<DriverRun> {
  const folder = mkdtempSync(join(tmpdir(), 'gilscope-measure-'));
  try {
    const program = join(folder, 'gilscope_driver.py');
    const output = join(folder, 'results.jsonl');
    writeFileSync(program, DRIVER);
    const spec: DriverInput = { ...input, output };
    const problem = await runPython(python, [program, JSON.stringify(spec)], options);
    return { lines: existsSync(output) ? readLines(readFileSync(output, 'utf8')) : [], problem };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the measured code prints is of no use here; the last of its complaints may be. */
function runPython(
  python: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly timeoutSeconds: number },
): Promise<string | undefined> {
  return new Promise((resolve) => {
    // A process group of its own, so that worker processes end with it.
    const detached = process.platform !== 'win32';
    const child = spawn(python, args, { cwd: options.cwd, detached, stdio: ['ignore', 'ignore', 'pipe'] });
    let complaints = '';
    let late = false;
    child.stderr.on('data', (data: Buffer) => (complaints = (complaints + data.toString()).slice(-4000)));
    const stop = (): void => {
      late = true;
      if (detached && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    };
    const timer = setTimeout(stop, options.timeoutSeconds * 1000);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve(`cannot run ${python}: ${reasonOf(error)}`);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (late) resolve(`stopped after ${options.timeoutSeconds} s`);
      else if (code === 0) resolve(undefined);
      else
        resolve(
          `${python} ended with ${signal ?? `exit code ${code}`}: ${complaints.trim().split('\n').at(-1)}`,
        );
    });
  });
}

function readLines(text: string): DriverLine[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): DriverLine => JSON.parse(line));
}
