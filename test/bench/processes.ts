/** Runs programs in turn, each in a fresh process, and measures what each run takes. */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../tasks/setup.mjs';

export interface Program {
  readonly name: string;
  /** What runs; Node if absent. */
  readonly command?: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Does what must be done before each run, unmeasured. */
  readonly prepare?: () => void;
}

/** Of one run. */
export interface Usage {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly memoryMb: number;
}

/** Required and not imported: with `--import` Node loads every program in another way, which takes longer the larger it is. */
const PRELOAD = join(root, 'test/bench/programs/usage.cjs');
/** Measures a command that is not Node. */
const WRAPPER = join(root, 'test/bench/programs/usage.py');

/** Runs each program `times` times, alternating: a slow minute of the machine then hits all of them. */
export async function alternate(
  times: number,
  programs: readonly Program[],
): Promise<ReadonlyMap<string, readonly Usage[]>> {
  const runs = new Map<string, Usage[]>(programs.map(({ name }) => [name, []]));
  for (let round = 0; round < times; round++) {
    for (const program of programs) runs.get(program.name)?.push(await runOnce(program));
  }
  return runs;
}

async function runOnce({ name, command, args, cwd, prepare }: Program): Promise<Usage> {
  prepare?.();
  const file = join(tmpdir(), `gilscope-bench-${String(process.pid)}.json`);
  const start = performance.now();
  const [program, ...own] =
    command === undefined ? [process.execPath, '--require', PRELOAD] : ['python3', WRAPPER, command];
  const child = spawn(program, [...own, ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, GILSCOPE_BENCH_USAGE: file },
  });
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const wallMs = performance.now() - start;
  try {
    const { cpuMs, memoryMb } = JSON.parse(readFileSync(file, 'utf8')) as Usage;
    return { wallMs, cpuMs, memoryMb };
  } catch {
    throw new Error(`${name} ended with ${String(code)} and no figures:\n${errors.slice(0, 2000)}`);
  } finally {
    rmSync(file, { force: true });
  }
}
