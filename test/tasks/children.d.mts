/** Types of children.mjs for the editor tests. */
import type { ChildProcess, ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly quiet?: boolean;
}
export function run(
  command: string,
  args: readonly string[],
  options?: RunOptions,
): Promise<{ readonly code: number; readonly output: string; readonly stdout: string }>;
export function start(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>>; readonly stdio: 'pipe' },
): ChildProcessByStdio<null, Readable, Readable>;
export function stopGroup(child: ChildProcess): void;
