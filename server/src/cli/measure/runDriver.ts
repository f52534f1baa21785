/** Runs the driver under a real Python and reads what it wrote. What it starts is killed when the time is up. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { reasonOf } from '../readFile';
import DRIVER from './driver.py';
import type { DriverLine, DriverOrders } from './driver';

export interface DriverRun {
  readonly lines: readonly DriverLine[];
  /** Why there are no more lines: the program could not be started, ended abruptly, or the time was up. */
  readonly problem: DriverProblem | undefined;
}

export interface DriverProblem {
  readonly message: string;
  /** The user's line that ran when the interpreter crashed. */
  readonly path?: string;
  readonly line?: number;
}

/** Name of the program's file. */
const PROGRAM = 'gilscope_driver.py';

export async function runDriver(
  python: string,
  orders: Omit<DriverOrders, 'output'>,
  options: { readonly cwd: string },
): Promise<DriverRun> {
  const folder = mkdtempSync(join(tmpdir(), 'gilscope-measure-'));
  try {
    const program = join(folder, PROGRAM);
    const input = join(folder, 'orders.json');
    const output = join(folder, 'results.jsonl');
    writeFileSync(program, DRIVER);
    writeFileSync(input, JSON.stringify({ ...orders, output } satisfies DriverOrders));
    const problem = await runPython(python, [program, input], orders, options.cwd);
    return { lines: existsSync(output) ? readLines(readFileSync(output, 'utf8')) : [], problem };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the measured code prints is dropped; the last of its complaints may explain an abrupt end. */
const KEPT_COMPLAINTS = 8000;

/** Signals that end this process end Python with it. */
const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function runPython(
  python: string,
  args: readonly string[],
  { limit, root }: Pick<DriverOrders, 'limit' | 'root'>,
  cwd: string,
): Promise<DriverProblem | undefined> {
  return new Promise((done) => {
    const child = spawn(python, ['-X', 'faulthandler', ...args], {
      cwd,
      // A process group of its own, so that worker processes end with it.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    });
    let complaints = '';
    let why: string | undefined;
    const stop = (reason: string): void => {
      why ??= reason;
      killTree(child);
    };
    const onSignal = (signal: NodeJS.Signals): void => stop(`stopped by ${signal}`);
    const timer = setTimeout(() => stop(`stopped after ${limit} s, the time limit`), limit * 1000);
    for (const signal of ENDING_SIGNALS) process.on(signal, onSignal);
    const finish = (problem: DriverProblem | undefined): void => {
      clearTimeout(timer);
      for (const signal of ENDING_SIGNALS) process.off(signal, onSignal);
      done(problem);
    };
    child.stderr.on('data', (data: Buffer) => {
      complaints = (complaints + data.toString()).slice(-KEPT_COMPLAINTS);
    });
    child.on('error', (error) => finish({ message: `cannot run ${python}: ${reasonOf(error)}` }));
    // What the code has left running would keep the pipe of the complaints open.
    child.on('exit', () => killTree(child));
    child.on('close', (code, signal) => {
      if (why !== undefined) finish({ message: why });
      else if (code === 0) finish(undefined);
      else finish(abruptEnd(signal ?? `exit code ${code}`, complaints, root));
    });
  });
}

/** Kills a process and all that it has started and that has not left its group. */
function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/PID', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // Nothing of the group is left.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** After a crash, Python's fault handler has printed where it was: `File "a.py", line 3 in crunch`. */
function abruptEnd(how: string, complaints: string, root: string): DriverProblem {
  const own = [...complaints.matchAll(/^ *File "(.+)", line (\d+) in /gm)].find(
    ([, path = '']) => isInside(root, path) && !path.endsWith(PROGRAM),
  );
  const lines = complaints.trim().split('\n');
  const fatal = lines.find((line) => line.startsWith('Fatal Python error: '));
  const last = fatal?.replace(/^Fatal Python error: /, '') ?? lines.at(-1) ?? '';
  const message = `Python ended with ${how}${last === '' ? '' : `: ${last}`}`;
  return own === undefined ? { message } : { message, path: own[1] ?? '', line: Number(own[2]) };
}

function isInside(folder: string, path: string): boolean {
  return resolve(path).startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function readLines(text: string): DriverLine[] {
  // The last line may be cut off where the program was killed.
  return text
    .split('\n')
    .slice(0, -1)
    .map((line): DriverLine => JSON.parse(line));
}
