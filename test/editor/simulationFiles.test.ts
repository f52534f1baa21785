/** The simulation view and files: those it is about, those it writes, and traces that it reads. As a user does it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Frame } from 'playwright-core';
import { checkTraceEvents } from '../support/traceEvents';
import type { Editor } from './support/editor';
import { CPU_POOL, IO_POOL } from './support/programs';
import { simulatePool } from './support/simulation';
import { until, waitForEqual } from './support/until';
import { useEditor } from './support/useEditor';
import type { Workspace } from './support/workspace';

/** A call of the target, after a second of importing. */
const TRACE = JSON.stringify({
  traceEvents: [
    { ph: 'M', pid: 1, tid: 1, name: 'thread_name', args: { name: 'MainThread' } },
    { ph: 'X', pid: 1, tid: 1, ts: 0, dur: 1_600_000, name: 'main (/tmp/pool.py:9)' },
    { ph: 'X', pid: 1, tid: 1, ts: 1_000_000, dur: 500_000, name: 'crunch (/tmp/pool.py:4)' },
  ],
});

describe('The simulation in VS Code, and files', function () {
  let workspace: Workspace;
  let editor: Editor;
  useEditor(
    { 'pool.py': CPU_POOL, 'fetch.py': IO_POOL, 'plain.py': 'pass\n', 'measured.json': TRACE },
    {},
    (used) => ({ workspace, editor } = used),
  );

  const simulate = (): Promise<Frame> => simulatePool(editor);

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await editor.page.keyboard.press(key);
  };
  const focused = (frame: Frame): Promise<string> => frame.evaluate(() => document.activeElement?.id ?? '');

  it('is opened and walked through by keyboard alone, from the palette to the line of a span', async function () {
    const frame = await simulate();
    await press('Control+2');
    await until('the focus in the view', async () => frame.evaluate(() => document.hasFocus()));
    await until('the focus on the timeline', async () => {
      if ((await focused(frame)) === 'timeline') return true;
      await press('Tab');
      return (await focused(frame)) === 'timeline';
    });
    await press('ArrowDown', 'ArrowDown', 'ArrowDown', '.', '.', '.');
    const line = await until('a span with a line', async () => {
      const text = await frame.locator('#go-to-line').textContent();
      return text !== null && /:(\d+)$/.exec(text)?.[1];
    });
    await press('Enter');
    await editor.page.locator(`.statusbar-item:has-text("Ln ${line}, ")`).waitFor();
  });

  it('says why, and leads to the fixes of the call', async function () {
    const frame = await simulate();
    await frame.locator('#why').click();
    await until('a reason with its line', async () =>
      /pool\.py:\d+/.test(await frame.locator('#evidence').innerText()),
    );
    await until('the menu of fixes', async () => {
      await frame.locator('#fixes').click();
      return editor.menuAppears();
    });
    const titles = await editor.page.locator('.action-widget .monaco-list-row.action .title').allInnerTexts();
    assert.match(titles.join('\n'), /^Use ProcessPoolExecutor/);
    await press('Escape');
  });

  it('goes along to another file only when it is to follow', async function () {
    const frame = await simulate();
    const site = (): Promise<string> => frame.locator('#site').innerText();
    await until('the pool', async () => (await site()).startsWith('crunch in '));
    const openBeside = async (file: string): Promise<void> => {
      // Files open in the group that has the focus: the one beside the view.
      await press('Control+1');
      await editor.openFile(file);
    };
    await openBeside('fetch.py');
    await openBeside('pool.py');
    assert.match(await site(), /^crunch in /);
    await frame.locator('#follow').click();
    await waitForEqual('following', 'true', () => frame.locator('#follow').getAttribute('aria-pressed'));
    await openBeside('fetch.py');
    await until('the other file', async () => (await site()).startsWith('fetch in '));
    await editor.page.locator('.tab', { hasText: 'GIL: fetch' }).waitFor();
    // A file that starts nothing leaves the view where it is.
    await openBeside('plain.py');
    assert.match(await site(), /^fetch in /);
    await openBeside('pool.py');
    await until('the first file again', async () => (await site()).startsWith('crunch in '));
  });

  /** Chooses a format in the view's menu, a place in the dialog, and gives the path of what was written. */
  async function exported(frame: Frame, format: string, fileName: string): Promise<string> {
    await frame.locator('#export').click();
    await frame.locator(`#export-${format}`).click();
    const input = editor.page.locator('.quick-input-widget:visible input');
    const path = workspace.path(fileName);
    await waitForEqual('the proposed file', path, () => input.inputValue());
    await press('Enter');
    await frame.locator('#notice', { hasText: `Saved ${fileName}.` }).waitFor();
    return path;
  }

  it('writes traces, pictures and pages that others can open', async function () {
    const frame = await simulate();
    const trace = await exported(frame, 'trace', 'gil-crunch-pool.trace.json');
    const events = checkTraceEvents(readFileSync(trace, 'utf8'));
    const names = events.filter(({ name }) => name === 'thread_name').map(({ args }) => args.name);
    const workers = ['worker 1', 'worker 2', 'worker 3', 'worker 4'];
    assert.deepEqual(names, ['GIL', 'What happens', 'main', ...workers]);
    const page = await editor.page.context().newPage();
    const svg = await exported(frame, 'svg', 'gil-crunch-pool.svg');
    await page.goto(pathToFileURL(svg).href);
    assert.equal(await page.title(), 'crunch: Thread pool');
    const html = await exported(frame, 'html', 'gil-crunch-pool.html');
    await page.goto(pathToFileURL(html).href);
    const rows = await page.locator('table').first().locator('tbody th').allInnerTexts();
    assert.ok(rows.includes('worker 4'), rows.join());
    await page.close();
    const png = await exported(frame, 'png', 'gil-crunch-pool.png');
    assert.equal(readFileSync(png).subarray(1, 4).toString(), 'PNG');
  });

  const waitForShift = (frame: Frame, expected: string): Promise<void> =>
    waitForEqual('the shift', expected, () => frame.locator('#trace-shift').inputValue());

  it('keeps an imported trace and its shift over a reload, until it is removed', async function () {
    const frame = await simulate();
    await frame.locator('#panel-measured-summary').click();
    await frame.locator('#import-trace').click();
    const dialog = editor.page.locator('.quick-input-widget:visible');
    await dialog.locator('.quick-input-list .label-name', { hasText: 'measured.json' }).click();
    await frame.locator('#trace-table tbody tr').first().waitFor();
    // By keyboard: the second span, its place on the axis once it is aligned.
    await frame.locator('#trace-align').click();
    await waitForShift(frame, '-1000');
    await frame.locator('#trace-lanes').focus();
    await press('.', '.');
    await until('the call of the target', async () =>
      (await frame.locator('#trace-details').innerText()).startsWith('MainThread, process 1: crunch'),
    );
    // Another file over the view: VS Code throws the page away and makes it anew.
    await press('Control+2');
    await editor.openFile('plain.py');
    await until('the page thrown away', () => frame.isDetached());
    const tab = editor.page.locator('.tab', { hasText: 'GIL: crunch' });
    await tab.click();
    await waitForShift(await editor.frameWith('#trace-table tbody tr'), '-1000');
    await editor.page.reload();
    await tab.click();
    const revived = await editor.frameWith('#trace-table tbody tr');
    await waitForShift(revived, '-1000');
    await revived.locator('#trace-remove').click();
    await revived.locator('#measured-trace').waitFor({ state: 'hidden' });
  });
});
