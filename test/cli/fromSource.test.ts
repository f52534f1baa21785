/** The command line run from its sources, as contributors do, without a build. */
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

describe('command line from source', () => {
  it('finds the parser in the npm packages', () => {
    const manifest: { scripts: { gilscope: string } } = JSON.parse(readFileSync('package.json', 'utf8'));
    const [node, ...args] = manifest.scripts.gilscope.split(' ');
    assert.equal(node, 'node');
    const printed = execFileSync(process.execPath, [...args, 'sites', '-'], {
      encoding: 'utf8',
      input: 'import threading\nthreading.Thread(target=print).start()\n',
    });
    assert.match(printed, /2:1 {2}threading\.Thread {2}print/);
  }).timeout(30_000);
});
