/**
 * The simulation view in Chromium without VS Code around it: everything by keyboard alone, the clock, and what survives a
 * reload. Reads the page as a screen reader does.
 */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { until, waitForEqual } from './support/until';
import { startViews, type Views } from './support/view';

describe('The simulation view', function () {
  let views: Views;
  before(async function () {
    views = await startViews();
  });
  after(() => views?.dispose());

  const textOf = (page: Page, selector: string): Promise<string> => page.locator(selector).innerText();
  /** What the picture says of itself. */
  const pictureOf = async (page: Page): Promise<string> =>
    (await page.locator('#timeline canvas').getAttribute('aria-label')) ?? '';
  const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const posted = (page: Page): Promise<unknown> =>
    page.evaluate(() => (window as unknown as { posted: unknown[] }).posted.at(-1));

  /** Presses Tab until an element has the focus; fails where the keyboard never gets there. */
  async function tabTo(page: Page, selector: string, key = 'Tab'): Promise<void> {
    const stops: string[] = [];
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press(key);
      const focused = await page.evaluate(() => document.activeElement?.id ?? '');
      if (`#${focused}` === selector) return;
      stops.push(focused);
    }
    assert.fail(`Tab never comes to ${selector}, only to ${stops.join(', ')}`);
  }

  it('can be walked through from top to bottom by keyboard alone', async function () {
    const page = await views.open({ scenario: 'pool', open: '' });
    // Knobs and modes.
    await tabTo(page, '#knob-workers');
    await press(page, 'ArrowDown', 'ArrowDown');
    await until('two workers', async () => (await pictureOf(page)).includes('3 threads'));
    await tabTo(page, '#knob-reset', 'Shift+Tab');
    await press(page, 'Enter');
    await until('four workers', async () => (await pictureOf(page)).includes('5 threads'));
    await tabTo(page, '#beside-processes');
    await press(page, 'Space');
    await until('processes below', async () => (await pictureOf(page)).includes('Processes: 5 threads'));
    // The timeline: a lane, a span, its line.
    await tabTo(page, '#timeline');
    await press(page, 'ArrowDown', 'ArrowDown', 'ArrowDown', '.', '.', '.');
    await waitForEqual('the third span', 'worker 1: waiting for the GIL', () =>
      textOf(page, '#details strong'),
    );
    await press(page, 'Enter');
    assert.deepEqual(await posted(page), {
      ...{ type: 'open-source', path: 'examples/render.py', line: 12, column: 5 },
    });
    // Zoom, range, and back.
    await press(page, 'f', 'r');
    await until('the shares of the range', async () =>
      (await textOf(page, '#legend-scope')).startsWith('Shares of the marked range'),
    );
    await press(page, 'Escape', 'z');
    await until('the whole run', async () =>
      (await textOf(page, '#legend-scope')).startsWith('Shares of the visible range, 0 to'),
    );
    // Legend, table, chart, costs, help.
    await press(page, 'l');
    await waitForEqual('focus on the legend', 'legend-held', () =>
      page.evaluate(() => document.activeElement?.id ?? ''),
    );
    await press(page, 'Space');
    await waitForEqual('a hidden state', 'false', () =>
      page.locator('#legend-held').getAttribute('aria-pressed'),
    );
    await tabTo(page, '#panel-scalability-summary');
    await press(page, 'Enter');
    await page.locator('.chart svg').waitFor();
    await tabTo(page, '#point-processes-2');
    await press(page, 'Enter');
    await waitForEqual('the mode of the point', 'processes', () => page.locator('#knob-mode').inputValue());
    assert.equal(await page.locator('#knob-workers').inputValue(), '2');
    await tabTo(page, '#panel-assumptions-summary');
    await press(page, 'Enter');
    await tabTo(page, '#cost-pythonFactor');
    await press(page, 'ArrowRight', 'ArrowRight', 'ArrowRight');
    await until('a changed cost', async () =>
      (await textOf(page, '#panel-assumptions')).includes('1 changed'),
    );
    await press(page, '?');
    await page.locator('#help').waitFor();
    await press(page, 'Escape');
    await page.locator('#help').waitFor({ state: 'hidden' });
  });

  it('finds threads and calls, and exports, without a mouse', async function () {
    const page = await views.open({ scenario: 'pool', open: '' });
    await page.locator('#timeline').focus();
    await press(page, '/');
    await page.keyboard.type('checksum');
    await press(page, 'Enter', 'Escape');
    await until('a span of the call', async () => (await textOf(page, '#details')).includes('ms'));
    assert.match(await textOf(page, '#go-to-line'), /^checksum, examples\/render\.py:16$/);
    await page.locator('#export').focus();
    await press(page, 'Enter', 'ArrowDown', 'Enter');
    assert.match(
      JSON.stringify(await posted(page)),
      /^\{"type":"save","fileName":"gil-crunch-pool\.speedscope\.json"/,
    );
  });

  it('lets the clock run and stop', async function () {
    const page = await views.open({ scenario: 'pool', open: '' });
    const clock = async (): Promise<string> => /^[\d.]+ \S+/.exec(await textOf(page, '#details'))?.[0] ?? '';
    await page.locator('#timeline').focus();
    await press(page, 'Space');
    const seen = await until('a running clock', async () => (await clock()) !== '' && clock());
    await until('a later time', async () => (await clock()) !== seen);
    assert.equal(await page.locator('#details').getAttribute('aria-live'), 'off');
    await press(page, 'Space');
    await waitForEqual('a button to play', 'Play', () =>
      page.locator('#command-play').getAttribute('aria-label'),
    );
    assert.equal(await page.locator('#details').getAttribute('aria-live'), 'polite');
    await press(page, 'Escape');
    await until('no clock', async () => (await clock()) === '');
  });

  it('steps instead where motion is to be reduced', async function () {
    const page = await views.open({ scenario: 'pool', open: '', classes: 'vscode-reduce-motion' });
    assert.equal(await page.locator('#command-play').isVisible(), false);
    await page.locator('#timeline').focus();
    await press(page, 'Space', 'Space', 'Space');
    await until('a hand-over', async () => /holds the GIL/.test(await textOf(page, '#details')));
    assert.equal(await page.locator('#command-play').getAttribute('aria-label'), 'Play');
  });

  it('is as it was after a reload', async function () {
    const page = await views.open({ scenario: 'mixed', open: 'threads' });
    await page.locator('#knob-cores').fill('2');
    await page.locator('#beside-processes').check();
    await page.locator('#timeline').focus();
    await press(page, 'ArrowDown', 'ArrowDown', 'ArrowDown', '.', '.', 'f');
    await until('the shares of the span', async () =>
      /^Shares of the visible range, (?!0 )/.test(await textOf(page, '#legend-scope')),
    );
    await press(page, 'p', 'e');
    const saved = (): Promise<string | null> =>
      page.evaluate(() => {
        const { pinned, follow } = JSON.parse(sessionStorage.getItem('state') ?? '{}');
        return JSON.stringify({ pinned, follow });
      });
    await waitForEqual('a saved state', '{"pinned":["threads/2"],"follow":true}', saved);
    const told = (): Promise<readonly unknown[]> =>
      Promise.all([
        page.locator('#knob-cores').inputValue(),
        textOf(page, '#details'),
        textOf(page, '#legend-scope'),
        pictureOf(page),
        page.locator('#follow').getAttribute('aria-pressed'),
      ]);
    const before = await told();
    await page.reload();
    await page.locator('#timeline-table tbody tr').first().waitFor();
    await waitForEqual('the view from before', before, told);
    await waitForEqual('a saved state', '{"pinned":["threads/2"],"follow":true}', saved);
  });

  it('tells the editor where to go, and shows where the cursor is', async function () {
    const page = await views.open({ scenario: 'pool', open: '' });
    const cursorTo = (line: number): Promise<void> =>
      page.evaluate(
        (at) => window.postMessage({ type: 'cursor', path: 'examples/render.py', line: at }),
        line,
      );
    await cursorTo(15);
    await until('the spans of the line', async () =>
      (await textOf(page, '#cursor-spans')).startsWith('Line 15: '),
    );
    await page.locator('#cursor-spans').click();
    await waitForEqual('a span of the line', 'zlib.compress, examples/render.py:15', () =>
      textOf(page, '#go-to-line'),
    );
    await cursorTo(99);
    await page.locator('#cursor-spans').waitFor({ state: 'hidden' });
  });

  it('asks for a new analysis after edits only when it is to follow them', async function () {
    const page = await views.open({ scenario: 'pool', open: '' });
    const stale = (): Promise<void> => page.evaluate(() => window.postMessage({ type: 'stale' }));
    await stale();
    await page.locator('#stale').waitFor();
    await page.locator('#follow').click();
    await page.locator('#stale').waitFor({ state: 'hidden' });
    assert.deepEqual(await posted(page), { type: 'refresh' });
    await page.evaluate(() => (window as unknown as { posted: unknown[] }).posted.splice(0));
    await stale();
    await waitForEqual('a request without a click', { type: 'refresh' }, () => posted(page));
  });
});
