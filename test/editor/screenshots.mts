/**
 * Takes the pictures of the README: squiggle, hover, quick fix and simulation, each in a light, a dark and both
 * high-contrast themes. `node --import tsx test/editor/screenshots.mts FOLDER`, after `npm run build`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tasks/setup.mjs';
import { startEditor, type Theme } from './support/editor';
import { CPU_POOL, POOL_SQUIGGLE } from './support/programs';
import { openSimulation } from './support/simulation';
import { until } from './support/until';
import { makeWorkspace } from './support/workspace';

const THEMES: readonly (readonly [string, Theme])[] = [
  ['light', 'Light Modern'],
  ['dark', 'Dark Modern'],
  ['high-contrast', 'Dark High Contrast'],
  ['high-contrast-light', 'Light High Contrast'],
];

/** Work of every kind: Python code, native code, a file. */
const RENDER = `import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def render(frame):
    pixels = bytearray(600_000)
    for i in range(len(pixels)):
        pixels[i] = (i * frame) >> 7 & 255
    packed = zlib.compress(pixels, 9)
    Path(f"frame-{frame}.z").write_bytes(packed)
    return len(packed)


def main():
    with ThreadPoolExecutor(max_workers=4) as pool:
        print(sum(pool.map(render, range(8))))


if __name__ == "__main__":
    main()
`;
/** The name that is marked where the pool is used. */
const RENDER_SITE = { line: 17, column: 20 };

const CODE_WINDOW = { width: 960, height: 560 };
const SIMULATION_WINDOW = { width: 1440, height: 1000 };
const WHOLE_WINDOW = { width: 1280, height: 1020 };

async function takePictures(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const workspace = makeWorkspace({ 'pool.py': CPU_POOL, 'render.py': RENDER });
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
      await editor.openFile('pool.py');
      await editor.waitForSquiggles([POOL_SQUIGGLE]);
      await editor.setTheme(theme);
      await take('squiggle');
      await editor.hover(POOL_SQUIGGLE.text);
      await take('hover');
      await editor.quickFixes(POOL_SQUIGGLE.text);
      await take('quickfix');
      await editor.page.keyboard.press('Escape');
      await editor.closeEditors();
      await editor.page.setViewportSize(SIMULATION_WINDOW);
      await editor.openFile('render.py');
      await editor.goTo(RENDER_SITE.line, RENDER_SITE.column);
      await editor.runCommand('Gilscope: Simulate GIL');
      await openSimulation(editor);
      const frame = await editor.frameWith('#timeline');
      await frame.locator('#beside-processes').check();
      // Off the row, which lights up under the pointer.
      await editor.page.mouse.move(700, 5);
      await take('simulation');
      // Alone, with the clock at a third of the run.
      await editor.page.setViewportSize(WHOLE_WINDOW);
      await frame.locator('#timeline').focus();
      await editor.runCommand('View: Close Other Editors in Group');
      await editor.runCommand('View: Close Editors in Other Groups');
      await until('room for the view', () => frame.evaluate(() => window.innerWidth > 1000));
      const { width = 0 } = (await frame.locator('#timeline').boundingBox()) ?? {};
      await frame.locator('#timeline').click({ position: { x: width * 0.4, y: 10 } });
      await frame.evaluate(() => window.scrollTo(0, 0));
      await take('simulation-clock');
      await frame.locator('#panel-scalability-summary').click();
      await frame.locator('.chart-band').first().waitFor();
      await frame.locator('#panel-scalability').scrollIntoViewIfNeeded();
      await take('scalability');
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
