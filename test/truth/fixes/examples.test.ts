/** Every example is a program that runs; the one that says that it needs NumPy is only read. */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { run } from '../../tasks/children.mjs';

describe('truth: examples run', () => {
  const runnable = readdirSync('examples')
    .filter((name) => name.endsWith('.py'))
    .filter((name) => !/Needs NumPy/.test(readFileSync(`examples/${name}`, 'utf8')));

  for (const name of runnable) {
    it(name, async () => {
      const { code, output } = await run('python3', [`examples/${name}`], { quiet: true });
      assert.equal(code, 0, output);
      assert.doesNotMatch(output, /Traceback|Warning/);
    });
  }
});
