/** `npm start` as a user meets it: findings on the terminal, and an address where a real editor shows squiggles. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { start } from '../tasks/children.mjs';
import { root } from '../tasks/setup.mjs';
import { openWindow } from './support/editor';
import { until } from './support/until';

describe('npm start', function () {
  it('shows the examples, and ends with Ctrl+C', async function () {
    const task = start(process.execPath, [join(root, 'test/tasks/start.mjs')], { stdio: 'pipe' });
    const ended = new Promise<number | null>((resolve) => task.once('close', resolve));
    let output = '';
    task.stdout.on('data', (text) => (output += text));
    task.stderr.on('data', (text) => (output += text));
    try {
      const address = await until(
        'an address',
        () => {
          assert.equal(task.exitCode, null, output);
          return /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(output)?.[0];
        },
        90_000,
      );
      assert.match(output, /05_c_code_decides\.py:\d+:\d+: GIL102 `parse` holds the GIL/);
      const editor = await openWindow(address, { output: () => output, close: async () => {} });
      try {
        await editor.openFile('05_c_code_decides.py');
        await until('a squiggle', async () => (await editor.squiggles()).length > 0);
      } finally {
        await editor.dispose();
      }
    } finally {
      task.kill('SIGINT');
    }
    assert.equal(await ended, 0);
  });
});
