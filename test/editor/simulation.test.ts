/** The simulation view inside VS Code: what crosses between the view, the editor and the disk. */
import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { Editor } from './support/editor';
import { CPU_POOL, POOL_SQUIGGLE } from './support/programs';
import { simulatePool } from './support/simulation';
import { until, waitForEqual } from './support/until';
import { useEditor } from './support/useEditor';

/** The line of CPU_POOL with the sum in `crunch`. */
const SUM_LINE = 7;

describe('The simulation in VS Code', function () {
  let editor: Editor;
  useEditor(
    { 'pool.py': CPU_POOL, 'other.py': 'pass\n' },
    // Has every mode there is.
    { settings: { 'gilscope.pythonVersion': '3.14' } },
    (used) => ({ editor } = used),
  );

  const simulate = (): Promise<Frame> => simulatePool(editor);

  const picture = async (frame: Frame): Promise<string> =>
    (await frame.locator('#timeline canvas').getAttribute('aria-label')) ?? '';
  const waitForPicture = (frame: Frame, text: string): Promise<unknown> =>
    until(text, async () => (await picture(frame)).includes(text));
  const waitForLine = (line: number): Promise<void> =>
    editor.page.locator(`.statusbar-item:has-text("Ln ${String(line)}, ")`).waitFor();

  it('runs every mode, and every knob, in the view itself', async function () {
    const frame = await simulate();
    const modes = [
      ['sequential', 'One after another: 1 thread,'],
      ['processes', 'Processes: 5 threads,'],
      ['interpreters', 'Interpreters: 5 threads,'],
      ['free-threaded', 'Free-threaded: 5 threads,'],
      ['pool', 'Thread pool: 5 threads,'],
    ] as const;
    const offered = await frame
      .locator('#knob-mode option')
      .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
    assert.deepEqual([...offered].sort(), modes.map(([mode]) => mode).sort());
    for (const [mode, says] of modes) {
      await frame.locator('#knob-mode').selectOption(mode);
      await waitForPicture(frame, says);
    }
    const fields: readonly (readonly [string, string, string])[] = [
      ['#knob-workers', '2', 'Thread pool: 3 threads,'],
      ['#knob-tasks', '1', 'Thread pool: 2 threads,'],
    ];
    for (const [field, value, says] of fields) {
      await frame.locator(field).fill(value);
      await waitForPicture(frame, says);
    }
    await frame.locator('#panel-assumptions-summary').click();
    const changes: readonly (readonly [string, () => Promise<unknown>])[] = [
      ['cores', () => frame.locator('#knob-cores').fill('1')],
      ['switch interval', () => frame.locator('#knob-interval').fill('1')],
      ['seed', () => frame.locator('#knob-seed-next').click()],
      ['start method', () => frame.locator('#knob-start-method').selectOption('spawn')],
    ];
    for (const [what, change] of changes) {
      const marked = await frame.locator('.field.changed').count();
      await change();
      await waitForEqual(`a mark on ${what}`, marked + 1, () => frame.locator('.field.changed').count());
    }
    await frame.locator('#knob-preset').selectOption({ label: 'Laptop, 8 cores' });
    await waitForEqual('cores', '8', () => frame.locator('#knob-cores').inputValue());
    await frame.locator('#knob-reset').click();
    await waitForPicture(frame, 'Thread pool: 5 threads,');
  });

  it('turns every cost over its range', async function () {
    const frame = await simulate();
    await frame.locator('#panel-assumptions-summary').click();
    const costs = await frame.locator('.cost:visible label').allInnerTexts();
    assert.deepEqual(costs, [
      ...['Python code', 'Starting a thread', 'Starting a process', 'Sending a task and its result'],
      ...['Starting an interpreter', 'Python code without a GIL'],
    ]);
    for (const cost of costs) {
      const field = frame.locator('.cost:visible', { hasText: cost }).first();
      assert.match(await field.innerText(), /\d.* to .*\d/, cost);
      await frame.getByLabel(cost, { exact: true }).press('ArrowRight');
      await frame.getByLabel(cost, { exact: true }).press('ArrowRight');
    }
    await waitForEqual('changed costs', costs.length, () => frame.locator('.cost.changed').count());
    const wall = (): Promise<string> => frame.locator('#modes-table tr.chosen .bar-text').innerText();
    const before = await wall();
    for (let i = 0; i < 20; i++) await frame.getByLabel('Python code', { exact: true }).press('ArrowRight');
    await until('a longer run', async () => (await wall()) !== before);
  });

  it('puts modes on one time axis, and loads a point of the scalability chart', async function () {
    const frame = await simulate();
    await frame.locator('#beside-processes').check();
    await waitForPicture(frame, 'Processes: 5 threads,');
    await frame.locator('#panel-scalability-summary').click();
    await frame.locator('#point-processes-2').click();
    await waitForPicture(frame, 'Processes: 3 threads,');
  });

  it('leads from a span to its line, and from a line to its spans', async function () {
    const frame = await simulate();
    await frame.locator('#timeline').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', '.', '.', '.'])
      await editor.page.keyboard.press(key);
    const line = await until('a span with a line', async () => {
      const text = await frame.locator('#go-to-line').textContent();
      return text !== null && /:(\d+)$/.exec(text)?.[1];
    });
    await editor.page.keyboard.press('Enter');
    await waitForLine(Number(line));
    await editor.goTo(1, 1);
    await frame.locator('#cursor-spans').waitFor({ state: 'hidden' });
    await editor.goTo(Number(line), 1);
    await until('the spans of the line', async () =>
      (await frame.locator('#cursor-spans').innerText()).startsWith(`Line ${line}: `),
    );
  });

  it('says that the text has changed, and follows edits when asked to', async function () {
    const frame = await simulate();
    await editor.page.locator('.monaco-editor .view-lines').first().click();
    await editor.goTo(SUM_LINE, 1);
    await editor.page.keyboard.type('#');
    await frame.locator('#stale').waitFor();
    await frame.locator('#follow').click();
    await frame.locator('#stale').waitFor({ state: 'hidden' });
    await editor.page.locator('.monaco-editor .view-lines').first().click();
    await editor.goTo(12, 1);
    await editor.page.keyboard.press('Control+f');
    await editor.page.keyboard.press('Escape');
    await editor.goTo(SUM_LINE, 1);
    await editor.page.keyboard.press('Delete');
    await waitForEqual('no notice', false, () => frame.locator('#stale').isVisible());
  });

  it('shows before and after from the light bulb', async function () {
    await editor.openFile('pool.py');
    await editor.quickFixes(POOL_SQUIGGLE.text);
    await editor.chooseQuickFix('Simulate before and after: processes');
    const frame = await editor.frameWith('#timeline-table tbody tr');
    await waitForPicture(frame, 'Thread pool: 5 threads,');
    await waitForPicture(frame, 'Processes: 5 threads,');
  });

  it('is as it was when it is shown again, and after a reload of the window', async function () {
    const frame = await simulate();
    await frame.locator('#knob-workers').fill('3');
    await frame.locator('#beside-processes').check();
    await waitForPicture(frame, 'Processes: 4 threads,');
    const before = await picture(frame);
    const tab = editor.page.locator('.tab', { hasText: 'GIL: crunch' });
    await tab.click();
    await editor.page.locator('.editor-group-container.active .tab', { hasText: 'GIL: crunch' }).waitFor();
    // Another file over the view: VS Code throws the page away and makes it anew.
    await editor.openFile('other.py');
    await until('the page thrown away', () => frame.isDetached());
    await tab.click();
    await waitForEqual('the view from before', before, () => pictureAnywhere());
    await editor.page.reload();
    // VS Code writes down which tab is in front a while after the tabs themselves.
    await tab.click();
    await waitForEqual('the view from before the reload', before, () => pictureAnywhere());
  });

  /** Of whichever frame has the view now, `''` while none has: frames come and go while it is made anew. */
  async function pictureAnywhere(): Promise<string> {
    for (const frame of editor.page.frames()) {
      try {
        const canvas = await frame.$('#timeline canvas[aria-label]');
        if (canvas !== null) return (await canvas.getAttribute('aria-label')) ?? '';
      } catch {
        // Loading or thrown away: it has nothing to tell yet. Whoever waits has a deadline.
        continue;
      }
    }
    return '';
  }
});
