/**
 * `npm run check`: what to run before every commit. Types, lint, format and the tests that need no editor; a failing
 * step says which command repairs or repeats it.
 */
import { checkNodeVersion, installPackages } from './setup.mjs';
import { runTask, runTool } from './tools.mjs';

const STEPS = [
  { title: 'types', tool: 'tsc', args: ['--build'], remedy: 'correct the code, then: npm run types' },
  { title: 'lint', tool: 'eslint', args: ['.'], remedy: 'npx eslint . --fix' },
  {
    title: 'format',
    tool: 'prettier',
    args: ['--check', '.', '--log-level', 'warn'],
    remedy: 'npm run format',
  },
  {
    title: 'tests',
    tool: 'mocha',
    args: ['test/**/*.test.ts', '--reporter', 'dot'],
    remedy: 'npx mocha FILE runs one test file alone',
  },
];

await runTask(async () => {
  checkNodeVersion();
  await installPackages();
  // Two at a time: each is one thread, and the smallest machines have two cores.
  const failed = (await Promise.all([inTurn(STEPS.slice(0, 2)), inTurn(STEPS.slice(2))])).flat();
  if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
});

/** Runs the steps one after another and gives the titles of those that failed. */
async function inTurn(steps) {
  const failed = [];
  for (const { title, tool, args, remedy } of steps) {
    const start = Date.now();
    const { code, output } = await runTool(tool, args, { quiet: true });
    const seconds = ((Date.now() - start) / 1000).toFixed(1);
    if (code === 0) {
      console.log(`✓ ${title} (${seconds} s)`);
    } else {
      failed.push(title);
      console.log(`✗ ${title} (${seconds} s)\n${output.trimEnd()}\n  → ${remedy}`);
    }
  }
  return failed;
}
