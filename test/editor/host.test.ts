/** Runs the tests of `host/` in VS Code's extension host and shows each of them as a test of this run. */
import assert from 'node:assert/strict';
import { Test } from 'mocha';
import { root } from '../tasks/setup.mjs';
import { runInExtensionHost } from './support/hostTests';
import { makeWorkspace } from './support/workspace';

describe('inside the extension host', function () {
  let ran = 0;

  before(async function () {
    const workspace = makeWorkspace({ 'crunch.py': 'x = 1\n' });
    try {
      const results = await runInExtensionHost(workspace.folder, root);
      ran = results.length;
      for (const { title, error } of results) {
        const outcome = new Test(title, () => {
          if (error !== undefined) throw new Error(error);
        });
        this.test?.parent?.addTest(outcome);
      }
    } finally {
      workspace.dispose();
    }
  });

  it('ran tests', () => assert.ok(ran > 0));
});
