/** Runs a scenario under a real Python by runner.py and gives back what it measured. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Scenario } from '../../../server/src/core/model/scenario';

export interface Measured {
  readonly wallSeconds: number;
  readonly tasks: readonly {
    readonly startSeconds: number;
    readonly endSeconds: number;
    readonly cpuSeconds: number;
  }[];
  /** Of probed I/O, sorted. */
  readonly latenciesSeconds: readonly number[];
  /** Cores that other programs kept busy meanwhile; null where the system does not tell. */
  readonly othersCores: number | null;
}

const RUNNER = fileURLToPath(new URL('runner.py', import.meta.url));

/** The least disturbed of `repeat` runs. */
export async function measure(scenario: Scenario, python: string, repeat: number): Promise<Measured> {
  const runs: Measured[] = [];
  for (let i = 0; i < repeat; i++) runs.push(await runOnce(scenario, python));
  const [best] = runs.sort((a, b) => disturbance(a) - disturbance(b) || a.wallSeconds - b.wallSeconds);
  if (best === undefined) throw new Error('repeat must be at least 1');
  return best;
}

function disturbance({ othersCores }: Measured): number {
  return othersCores ?? 0;
}

function runOnce(scenario: Scenario, python: string): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, [RUNNER], { stdio: ['pipe', 'pipe', 'inherit'], timeout: 120_000 });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(JSON.parse(output) as Measured);
      else reject(new Error(`${python} ended with ${code ?? signal}`));
    });
    child.stdin.end(JSON.stringify(scenario));
  });
}
