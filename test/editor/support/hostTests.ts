/** Bundles the tests of `host/` for the extension host, runs them there, and gives their results. */
import { build } from 'esbuild';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tasks/setup.mjs';
import { makeTempFolder } from '../../tasks/tempFolder.mjs';
import type { HostResult } from '../host/run';
import { startEditor } from './editor';
import { until } from './until';

const DEADLINE_MS = 120_000;

/** Opens `folder` in VS Code with the extension loaded, and runs the tests in its extension host. */
export async function runInExtensionHost(folder: string, extension: string): Promise<readonly HostResult[]> {
  // Inside the checkout, because the bundle finds mocha in its node_modules.
  mkdirSync(join(root, '.cache'), { recursive: true });
  const bundle = makeTempFolder('host', join(root, '.cache'));
  const results = join(bundle.path, 'results.json');
  await build({
    entryPoints: [join(root, 'test/editor/host/run.ts')],
    outfile: join(bundle.path, 'run.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  const editor = await startEditor({
    folder,
    extension: { kind: 'development', folder: extension, tests: join(bundle.path, 'run') },
    env: { GILSCOPE_HOST_RESULTS: results },
  });
  try {
    await until('results of the tests in the extension host', () => existsSync(results), DEADLINE_MS);
    return await until('complete results', () => parseResults(readFileSync(results, 'utf8')));
  } finally {
    await editor.dispose();
    bundle.remove();
  }
}

/** Undefined while the file is still being written. */
function parseResults(text: string): readonly HostResult[] | undefined {
  return text.endsWith(']') ? JSON.parse(text) : undefined;
}
