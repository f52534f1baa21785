/** The packed extension, installed as a user would: nothing that it needs was left out of the package. */
import { join } from 'node:path';
import { run } from '../tasks/children.mjs';
import { root } from '../tasks/setup.mjs';
import { makeTempFolder } from '../tasks/tempFolder.mjs';
import type { Editor } from './support/editor';
import { CPU_POOL, POOL_SQUIGGLE } from './support/programs';
import { useEditor, type UsedExtension } from './support/useEditor';

async function pack(): Promise<UsedExtension> {
  const { path, remove } = makeTempFolder('package');
  const vsix = join(path, 'gilscope.vsix');
  const args = [join(root, 'test/tasks/package.mjs'), '--out', vsix];
  const { code, output } = await run(process.execPath, args, { quiet: true });
  if (code !== 0) throw new Error(output);
  return { extension: { kind: 'packed', vsix }, dispose: remove };
}

describe('the packed extension', function () {
  let editor: Editor;
  useEditor({ 'pool.py': CPU_POOL }, { extension: pack }, (used) => ({ editor } = used));

  it('draws the same squiggles', async function () {
    await editor.openFile('pool.py');
    await editor.waitForSquiggles([POOL_SQUIGGLE]);
  });
});
