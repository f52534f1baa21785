/**
 * Takes the pictures of the README: squiggle, hover, quick fix and simulation, each in a light, a dark and both
 * high-contrast themes. `node --import tsx test/editor/screenshots.mts FOLDER [THEME…]`, after `npm run build`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tasks/setup.mjs';
import { type Editor, startEditor } from './support/editor';
import { CPU_POOL, POOL_SQUIGGLE } from './support/programs';
import { openSimulation } from './support/simulation';
import { until } from './support/until';
import { makeWorkspace } from './support/workspace';

/** By the end of the pictures' names: VS Code's id, and the class by which the workbench shows that it is in force. */
const THEMES = {
  light: { id: 'Light Modern', shownAs: 'vs' },
  dark: { id: 'Dark Modern', shownAs: 'vs-dark' },
  'high-contrast': { id: 'Default High Contrast', shownAs: 'hc-black' },
  'high-contrast-light': { id: 'Default High Contrast Light', shownAs: 'hc-light' },
} as const;
type Theme = keyof typeof THEMES;

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

const CODE_WINDOW = { width: 960, height: 500 };
const SIMULATION_WINDOW = { width: 1440, height: 1120 };
const WHOLE_WINDOW = { width: 1280, height: 1128 };

/** Sharp where the picture is small; the simulation's would be too large a file. */
const SUBJECTS = [
  { take: takeCode, pixelRatio: 2 },
  { take: takeSimulation, pixelRatio: 1 },
] as const;

/** Starts a VS Code of its own for each theme and subject, so that no picture depends on the ones before. */
async function takePictures(folder: string, theme: Theme, subject: Subject): Promise<void> {
  const workspace = makeWorkspace({ 'pool.py': CPU_POOL, 'render.py': RENDER });
  const editor = await startEditor({
    folder: workspace.folder,
    extension: { kind: 'linked', folder: root },
    pixelRatio: subject.pixelRatio,
    settings: {
      'workbench.colorTheme': THEMES[theme].id,
      'workbench.activityBar.location': 'hidden',
      'window.commandCenter': false,
      'window.title': '${activeEditorShort}',
      'editor.minimap.enabled': false,
      'editor.occurrencesHighlight': 'off',
      'breadcrumbs.enabled': false,
    },
  });
  try {
    await editor.page.locator(`.monaco-workbench.${THEMES[theme].shownAs}`).waitFor();
    await editor.runCommand('View: Close Primary Side Bar');
    await subject.take(editor, (name) => editor.screenshot(join(folder, `${name}-${theme}.png`)));
  } finally {
    await editor.dispose();
    workspace.dispose();
  }
}

type Subject = (typeof SUBJECTS)[number];
type Take = (name: string) => Promise<void>;

/** The squiggle, and what comes up over it. */
async function takeCode(editor: Editor, take: Take): Promise<void> {
  await editor.page.setViewportSize(CODE_WINDOW);
  await editor.openFile('pool.py');
  await editor.waitForSquiggles([POOL_SQUIGGLE]);
  await codeLens(editor);
  await take('squiggle');
  await editor.hover(POOL_SQUIGGLE.text);
  await take('hover');
  await editor.quickFixes(POOL_SQUIGGLE.text);
  await take('quickfix');
  await editor.page.keyboard.press('Escape');
}

/** Waits for the code lens: the server has answered, and no line moves any more. */
function codeLens(editor: Editor): Promise<void> {
  return editor.page.locator('.codelens-decoration a').first().waitFor();
}

/** The view beside the code, then alone with the clock stopped on the way, then its chart of workers. */
async function takeSimulation(editor: Editor, take: Take): Promise<void> {
  await editor.page.setViewportSize(SIMULATION_WINDOW);
  await editor.openFile('render.py');
  await codeLens(editor);
  await editor.goTo(RENDER_SITE.line, RENDER_SITE.column);
  await editor.runCommand('Gilscope: Simulate GIL');
  await openSimulation(editor);
  const frame = await editor.frameWith('#timeline');
  await frame.locator('#beside-processes').check();
  // Off the row, which lights up under the pointer.
  await editor.page.mouse.move(700, 5);
  await take('simulation');
  await editor.page.setViewportSize(WHOLE_WINDOW);
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
}

const isTheme = (name: string): name is Theme => Object.hasOwn(THEMES, name);

const [folder, ...asked] = process.argv.slice(2);
const unknown = asked.filter((name) => !isTheme(name));
if (folder === undefined || unknown.length > 0) {
  const themes = Object.keys(THEMES).join('|');
  process.stderr.write(`Usage: node --import tsx test/editor/screenshots.mts FOLDER [${themes}]…\n`);
  process.exitCode = 2;
} else {
  mkdirSync(folder, { recursive: true });
  for (const theme of (asked.length > 0 ? asked : Object.keys(THEMES)).filter(isTheme)) {
    for (const subject of SUBJECTS) await takePictures(folder, theme, subject);
  }
}
