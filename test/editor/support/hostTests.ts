/** Bundles the tests of `host/` for the extension host, runs them there, and gives their results. */
import { build } from 'esbuild';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../tasks/setup.mjs';
import type { HostResult } from '../host/run';
import { startEditor } from './editor';
import { until } from './until';

const DEADLINE_MS = 120_000;

/** Opens `folder` in VS Code with the extension loaded, and runs the tests in its extension host. */
export async function runInExtensionHost(folder: string, extension: string): Promise<readonly HostResult[]> {
  // Inside the checkout, because the bundle finds mocha in its node_modules.
  mkdirSync(join(root, '.cache'), { recursive: true });
  const bundle = mkdtempSync(join(root, '.cache/host-tests-'));
  const scratch = mkdtempSync(join(tmpdir(), 'gilscope-host-'));
  const results = join(scratch, 'results.json');
  await build({
    entryPoints: [join(root, 'test/editor/host/run.ts')],
    outfile: join(bundle, 'run.js'),
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
    extension: { kind: 'development', folder: extension, tests: join(bundle, 'run') },
    env: { GILSCOPE_HOST_RESULTS: results },
  });
  try {
    await until('results of the tests in the extension host', () => existsSync(results), DEADLINE_MS);
    return await until('complete results', () => parseResults(readFileSync(results, 'utf8')));
  } finally {
    await editor.dispose();
    rmSync(bundle, { recursive: true, force: true });
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Undefined while the file is still being written. */
function parseResults(text: string): readonly HostResult[] | undefined {
  return text.endsWith(']') ? JSON.parse(text) : undefined;
}
