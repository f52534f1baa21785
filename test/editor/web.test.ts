/** The same bundles in the web extension host, as on vscode.dev: the server runs in a worker. */
import assert from 'node:assert/strict';
import { root } from '../tasks/setup.mjs';
import type { Editor } from './support/editor';
import { CPU_POOL, POOL_SQUIGGLE } from './support/programs';
import { openSimulation, simulatePool } from './support/simulation';
import { until } from './support/until';
import { useEditor, type UsedExtension } from './support/useEditor';
import { makeWebExtension } from './support/webExtension';

function webExtension(): UsedExtension {
  const { folder, dispose } = makeWebExtension(root);
  return { extension: { kind: 'development', folder }, dispose };
}

describe('VS Code in the browser', function () {
  let editor: Editor;
  useEditor({ 'pool.py': CPU_POOL }, { extension: webExtension }, (used) => ({ editor } = used));

  it('draws the same squiggles', async function () {
    await editor.openFile('pool.py');
    await editor.waitForSquiggles([POOL_SQUIGGLE]);
  });

  it('checks the workspace in a worker of its own', async function () {
    await editor.openFile('pool.py');
    await editor.waitForSquiggles([POOL_SQUIGGLE]);
    const workers = editor.page.workers().length;
    await editor.runCommand('Gilscope: Check Workspace');
    await editor.runCommand('Notifications: Show Notifications');
    const messages = editor.page.locator('.notifications-center .notification-list-item-message');
    await until('the outcome of the check', async () =>
      (await messages.allInnerTexts()).includes('Gilscope checked 1 Python file: 1 finding in 1 file.'),
    );
    assert.equal(editor.page.workers().length, workers + 1);
    await editor.runCommand('Notifications: Clear All Notifications');
  });

  it('simulates', async function () {
    await simulatePool(editor);
    const simulation = await openSimulation(editor);
    assert.match(await simulation.verdict(), /^crunch holds the GIL for about /);
  });
});
