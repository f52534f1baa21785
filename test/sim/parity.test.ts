/** The simulator gives the same bytes wherever it runs: in Node, in a worker, and minified in a page without Node. */
import { equal } from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import fc from 'fast-check';
import type { Scenario } from '../../server/src/core/model/scenario';
import { simulate } from '../../server/src/core/sim/engine';
import { runCli } from '../cli/support/runCli';
import { ALL, meetings, scenarios } from './arbitrary';

const ENGINE = fileURLToPath(new URL('../../server/src/core/sim/engine.ts', import.meta.url));

/** The engine as a script that defines `engine`, as browsers load it. */
async function bundle(minify: boolean): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [ENGINE],
    bundle: true,
    write: false,
    minify,
    platform: 'browser',
    format: 'iife',
    globalName: 'engine',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}

const RUN_ALL =
  'JSON.stringify(JSON.parse(input).map((scenario) => engine.simulate(scenario, { spans: true })))';

function inBarePage(script: string, input: string): unknown {
  // Nothing of Node is in such a context: what the engine needs beyond the language would be missing.
  const context = createContext({ input });
  runInContext(script, context);
  return runInContext(RUN_ALL, context);
}

function inWorker(script: string, input: string): Promise<unknown> {
  const code = `${script}
const input = require('node:worker_threads').workerData;
require('node:worker_threads').parentPort.postMessage(${RUN_ALL});`;
  return new Promise((resolve, reject) => {
    const worker = new Worker(code, { eval: true, workerData: input });
    worker.on('message', resolve);
    worker.on('error', reject);
  });
}

describe('the simulator, elsewhere', function () {
  this.timeout(60_000);

  const samples: readonly Scenario[] = [
    ...fc.sample(scenarios(ALL), { numRuns: 200, seed: 7 }),
    ...fc.sample(meetings(), { numRuns: 100, seed: 7 }),
  ];
  const input = JSON.stringify(samples);
  const expected = JSON.stringify(samples.map((scenario) => simulate(scenario, { spans: true })));

  it('gives the same bytes in a page, minified', async () => {
    equal(inBarePage(await bundle(true), input), expected);
  });

  it('gives the same bytes in a worker', async () => {
    equal(await inWorker(await bundle(false), input), expected);
  });

  it('gives the same bytes on the command line', async () => {
    const argv = ['simulate', '--scenario', '-', '--format', 'json', '--spans'];
    const printed: unknown[] = [];
    for (const scenario of samples) {
      const { stdout } = await runCli(argv, { cwd: '/', stdin: JSON.stringify(scenario) });
      printed.push(JSON.parse(stdout));
    }
    equal(JSON.stringify(printed), expected);
  });
});
