/** The same bundles in the web extension host, as on vscode.dev: the server runs in a worker. */
import assert from 'node:assert/strict';
import { root } from '../tasks/setup.mjs';
import { type Editor, startEditor } from './support/editor';
import { keepEvidenceOfFailures } from './support/evidence';
import { CPU_POOL, POOL_SQUIGGLE } from './support/programs';
import { openSimulation } from './support/simulation';
import { makeWebExtension, type WebExtension } from './support/webExtension';
import { makeWorkspace, type Workspace } from './support/workspace';

describe('VS Code in the browser', function () {
  let workspace: Workspace;
  let extension: WebExtension;
  let editor: Editor;

  before(async function () {
    workspace = makeWorkspace({ 'pool.py': CPU_POOL });
    extension = makeWebExtension(root);
    editor = await startEditor({
      folder: workspace.folder,
      extension: { kind: 'development', folder: extension.folder },
    });
  });
  after(async function () {
    await editor?.dispose();
    extension.dispose();
    workspace.dispose();
  });
  keepEvidenceOfFailures(() => editor);

  it('draws the same squiggles', async function () {
    await editor.openFile('pool.py');
    await editor.waitForSquiggles([POOL_SQUIGGLE]);
  });

  it('simulates', async function () {
    await editor.goTo(13, 20);
    await editor.runCommand('Gilscope: Simulate GIL');
    const simulation = await openSimulation(editor);
    assert.match(await simulation.verdict(), /^crunch holds the GIL for about /);
  });
});
