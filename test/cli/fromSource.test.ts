/** The command line run from its sources, as contributors do, without a build. */
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder } from './support/runCli';

/** Runs what `npm run gilscope` runs, from the folder it runs in. */
function runFromSource(argv: readonly string[], input: string): string {
  const manifest: { scripts: { gilscope: string } } = JSON.parse(readFileSync('package.json', 'utf8'));
  const [node, ...args] = manifest.scripts.gilscope.split(' ');
  assert.equal(node, 'node');
  return execFileSync(process.execPath, [...args, ...argv], { encoding: 'utf8', input });
}

const THREAD = 'import threading\nthreading.Thread(target=print).start()\n';

describe('command line from source', function () {
  this.timeout(60_000);

  it('finds the parser in the npm packages', () => {
    assert.match(runFromSource(['sites', '-'], THREAD), /2:1 {2}threading\.Thread {2}print/);
  });

  it('checks in one thread, however many are asked for', () =>
    inFolder({ 'a.py': THREAD, 'b.py': THREAD, 'c.py': THREAD }, (folder) => {
      const options = ['--no-cache', '--jobs', '3', '--format', 'json'];
      const printed: unknown = JSON.parse(runFromSource(['check', ...options, join(folder.path, '.')], ''));
      assert.deepEqual(printed, { version: 1, findings: [], files: 3, errors: [] });
      return Promise.resolve();
    }));
});
