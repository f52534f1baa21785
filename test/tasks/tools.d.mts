/** Types of tools.mjs for tasks in TypeScript. */
import type { run } from './children.mjs';

export function runTool(
  tool: 'esbuild' | 'tsc' | 'eslint' | 'prettier' | 'mocha' | 'vsce' | 'gilscope',
  args: readonly string[],
  options?: Parameters<typeof run>[2],
): ReturnType<typeof run>;
/** The process ends with the exit code that the task gives. */
export function runTask(task: () => Promise<number>): Promise<void>;
