/** The command lines of the project's own tools, run by the Node that runs the task. */
import { join } from 'node:path';
import { exitOnSignals, run } from './children.mjs';
import { root, TaskError } from './setup.mjs';

const ENTRY_POINTS = {
  esbuild: 'esbuild.mjs',
  tsc: 'node_modules/typescript/bin/tsc',
  eslint: 'node_modules/eslint/bin/eslint.js',
  prettier: 'node_modules/prettier/bin/prettier.cjs',
  mocha: 'node_modules/mocha/bin/mocha.js',
  vsce: 'node_modules/@vscode/vsce/vsce',
  gilscope: 'dist/cli.js',
};

/**
 * Runs one of the tools in the project's root.
 *
 * @param {keyof typeof ENTRY_POINTS} tool
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runTool(tool, args, options) {
  return run(process.execPath, [join(root, ENTRY_POINTS[tool]), ...args], { cwd: root, ...options });
}

/** Runs a task. The process ends with the exit code it gives, or with one clear sentence when it cannot go on. */
export async function runTask(task) {
  exitOnSignals();
  try {
    process.exitCode = await task();
  } catch (error) {
    console.error(error instanceof TaskError ? error.message : error);
    process.exitCode = 2;
  }
}
