/**
 * `npm test`: installs what is missing, builds, and runs every test there is. Closes with one line of counts over all
 * suites; a suite that crashes, runs no test or lacks a program it needs counts as one failed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './children.mjs';
import { checkNodeVersion, findChromium, installEditorTools, installPackages, TaskError } from './setup.mjs';
import { makeTempFolder } from './tempFolder.mjs';
import { runTask, runTool } from './tools.mjs';

const SUITES = [
  {
    title: 'Core, protocol, command line, simulator, view',
    args: ['test/**/*.test.ts'],
    prepare: async () => {},
  },
  {
    title: 'Truth: predictions and fixes under a real Python',
    args: ['--config', 'test/truth/.mocharc.json', 'test/truth/**/*.test.ts'],
    prepare: findPython,
  },
  {
    title: 'Real VS Code: desktop and web extension host, packed extension',
    args: ['--config', 'test/editor/.mocharc.json', 'test/editor/**/*.test.ts'],
    prepare: async () => {
      findChromium();
      await installEditorTools();
    },
  },
];

/** A suite that takes longer hangs. */
const SUITE_LIMIT_MS = 20 * 60_000;

const NOTHING = { passed: 0, failed: 0, skipped: 0 };
const ONE_FAILED = { ...NOTHING, failed: 1 };

await runTask(async () => {
  checkNodeVersion();
  await installPackages();
  const results = [await step('Build', 'esbuild', [])];
  // Without bundles most suites would only wait for their deadlines.
  if (results[0].failed === 0) {
    results.push(await step('Types', 'tsc', ['--build']));
    for (const suite of SUITES) results.push(await runSuite(suite));
  }
  const total = (key) => results.reduce((sum, counts) => sum + counts[key], 0);
  const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : '';
  console.log(`\n${total('passed')} passed, ${total('failed')} failed${skipped}`);
  return total('failed') === 0 && total('passed') > 0 ? 0 : 1;
});

/** A step that is not a test: nothing where it works, one failed where it does not. */
async function step(title, tool, args) {
  console.log(`\n${title}`);
  const { code } = await runTool(tool, args);
  return code === 0 ? NOTHING : ONE_FAILED;
}

async function runSuite({ title, args, prepare }) {
  console.log(`\n${title}`);
  const folder = makeTempFolder('test');
  try {
    await prepare();
    const file = join(folder.path, 'counts.json');
    const report = ['--reporter', 'test/tasks/reporter.mjs', '--reporter-option', `counts=${file}`];
    const { code } = await runTool('mocha', [...args, ...report], { limitMs: SUITE_LIMIT_MS });
    return judge(readCounts(file), code);
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    console.log(`  ${error.message}`);
    return ONE_FAILED;
  } finally {
    folder.remove();
  }
}

/** Undefined after a crash: the reporter writes the file as the last thing. */
function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function judge(counts, code) {
  if (counts === undefined) {
    console.log('  The suite crashed or took too long.');
    return ONE_FAILED;
  }
  if (counts.passed + counts.failed === 0) {
    console.log('  The suite ran no test.');
    return { ...counts, failed: 1 };
  }
  if (code !== 0 && counts.failed === 0) {
    console.log(`  All tests passed, but the suite ended with exit code ${code}.`);
    return { ...counts, failed: 1 };
  }
  return counts;
}

async function findPython() {
  const { code } = await run('python3', ['--version'], { quiet: true });
  if (code !== 0)
    throw new TaskError('No python3 found, which these tests run. Install it and have it on PATH.');
}
