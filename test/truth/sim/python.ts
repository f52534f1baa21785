/** Runs a scenario under a real Python by runner.py and gives back what it measured. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Scenario } from '../../../server/src/core/model/scenario';

export interface MeasuredTask {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly cpuSeconds: number;
  /** CPU time of the C calls that kept the GIL and of those that released it. */
  readonly heldCallSeconds: number;
  readonly nativeSeconds: number;
}

export interface Measured {
  readonly wallSeconds: number;
  readonly tasks: readonly MeasuredTask[];
  /** Of probed I/O, sorted. */
  readonly latenciesSeconds: readonly number[];
  /** How long threads were ready to run without a core, all together. */
  readonly coreWaitSeconds: number;
  /** CPU time in which a new process compiles the runner and imports what that needs. */
  readonly importSeconds: number;
  /** Cores that other programs kept busy meanwhile. */
  readonly othersCores: number;
}

const RUNNER = fileURLToPath(new URL('runner.py', import.meta.url));

/**
 * One run, in a session of its own: Linux shares cores fairly among sessions first. `hasEnoughCores`: its threads never
 * want more cores than there are.
 */
export function measure(
  scenario: Scenario & { readonly hasEnoughCores: boolean },
  python: string,
): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, [RUNNER], {
      stdio: ['pipe', 'pipe', 'inherit'],
      timeout: 120_000,
      detached: true,
    });
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
