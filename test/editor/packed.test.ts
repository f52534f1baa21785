/** The packed extension, installed as a user would: nothing that it needs was left out of the package. */
import { join } from 'node:path';
import { run } from '../tasks/children.mjs';
import { root } from '../tasks/setup.mjs';
import { makeTempFolder, type TempFolder } from '../tasks/tempFolder.mjs';
import { type Editor, startEditor } from './support/editor';
import { keepEvidenceOfFailures } from './support/evidence';
import { CPU_POOL, POOL_SQUIGGLE } from './support/programs';
import { makeWorkspace, type Workspace } from './support/workspace';

describe('the packed extension', function () {
  let workspace: Workspace;
  let packages: TempFolder;
  let editor: Editor;

  before(async function () {
    packages = makeTempFolder('package');
    const vsix = join(packages.path, 'gilscope.vsix');
    const { code, output } = await run(
      process.execPath,
      [join(root, 'test/tasks/package.mjs'), '--out', vsix],
      {
        quiet: true,
      },
    );
    if (code !== 0) throw new Error(output);
    workspace = makeWorkspace({ 'pool.py': CPU_POOL });
    editor = await startEditor({ folder: workspace.folder, extension: { kind: 'packed', vsix } });
  });
  after(async function () {
    await editor?.dispose();
    workspace?.dispose();
    packages.remove();
  });
  keepEvidenceOfFailures(() => editor);

  it('draws the same squiggles', async function () {
    await editor.openFile('pool.py');
    await editor.waitForSquiggles([POOL_SQUIGGLE]);
  });
});
