/**
 * Takes the pictures of the README: squiggle, hover, quick fix and simulation, each in a light, a dark and a high-contrast
 * theme. `node --import tsx test/editor/screenshots.mts FOLDER`, after `npm run build`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tasks/setup.mjs';
import { startEditor, type Theme } from './support/editor';
import { CPU_POOL, POOL_SQUIGGLE } from './support/programs';
import { openSimulation } from './support/simulation';
import { makeWorkspace } from './support/workspace';

const THEMES: readonly (readonly [string, Theme])[] = [
  ['light', 'Light Modern'],
  ['dark', 'Dark Modern'],
  ['high-contrast', 'Dark High Contrast'],
];

const CODE_WINDOW = { width: 960, height: 560 };
const SIMULATION_WINDOW = { width: 1360, height: 860 };

async function takePictures(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const workspace = makeWorkspace({ 'pool.py': CPU_POOL });
  const editor = await startEditor({
    folder: workspace.folder,
    extension: { kind: 'linked', folder: root },
    pixelRatio: 2,
    settings: {
      'window.commandCenter': false,
      'window.title': '${activeEditorShort}',
      'editor.minimap.enabled': false,
      'breadcrumbs.enabled': false,
    },
  });
  try {
    await editor.runCommand('View: Close Primary Side Bar');
    for (const [name, theme] of THEMES) {
      const take = (subject: string) => editor.screenshot(join(folder, `${subject}-${name}.png`));
      await editor.page.setViewportSize(CODE_WINDOW);
      await editor.setTheme(theme);
      await editor.openFile('pool.py');
      await editor.waitForSquiggles([POOL_SQUIGGLE]);
      await take('squiggle');
      await editor.hover(POOL_SQUIGGLE.text);
      await take('hover');
      await editor.quickFixes(POOL_SQUIGGLE.text);
      await take('quickfix');
      await editor.page.keyboard.press('Escape');
      await editor.page.setViewportSize(SIMULATION_WINDOW);
      await editor.runCommand('Gilscope: Simulate GIL');
      await openSimulation(editor);
      await take('simulation');
      await editor.closeEditors();
    }
  } finally {
    await editor.dispose();
    workspace.dispose();
  }
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('Usage: node --import tsx test/editor/screenshots.mts FOLDER\n');
  process.exitCode = 2;
} else {
  await takePictures(folder);
}
