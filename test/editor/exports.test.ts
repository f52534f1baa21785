/** Every file that the view makes, and what is measured in it: opened in Chromium, held against its format's rules. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import type { Measurement } from '../../server/src/core/model/measurement';
import { checkTraceEvents } from '../support/traceEvents';
import { makeTempFolder } from '../tasks/tempFolder.mjs';
import { until } from './support/until';
import { startViews, THEME_KINDS, violations, type Views } from './support/view';

interface Saved {
  readonly fileName: string;
  readonly content: string;
  readonly encoding?: string;
}

const MEASUREMENT: Measurement = {
  version: 1,
  target: 'crunch',
  call: 'crunch(3)',
  tasks: 4,
  workers: 4,
  python: { version: '3.13.1', gil: true, cores: 4 },
  measured: {
    sequential: { wallSeconds: 2, cpuSeconds: 2, runs: [2] },
    threads: { wallSeconds: 2.1, cpuSeconds: 2.1, runs: [2.1] },
    processes: null,
  },
  predicted: { sequential: 2, threads: 2, processes: 0.6 },
  errors: [{ mode: 'processes', message: 'MemoryError', path: 'a.py', line: 3 }],
};

const TRACE = JSON.stringify({
  traceEvents: [
    { ph: 'X', pid: 1, tid: 1, ts: 0, dur: 900_000, name: 'main (/tmp/a.py:9)' },
    { ph: 'X', pid: 1, tid: 1, ts: 100_000, dur: 500_000, name: 'crunch (/tmp/a.py:4)' },
  ],
});

describe('Files that the view makes', function () {
  let views: Views;
  const folder = makeTempFolder('exports');
  before(async function () {
    views = await startViews();
  });
  after(async function () {
    await views?.dispose();
    folder.remove();
  });

  /** Chooses a format in the menu and takes what the view would have saved. */
  async function exported(format: string): Promise<Saved> {
    const page = await views.open({ scenario: 'pool' });
    await page.locator('#export').click();
    await page.locator(`#export-${format}`).click();
    return (await lastPosted(page)) as Saved;
  }

  /** Opens the file in Chromium, which must not complain and not ask for anything else. */
  async function opened({ fileName, content }: Saved): Promise<Page> {
    const path = join(folder.path, fileName);
    writeFileSync(path, content);
    const page = await views.open({ scenario: 'pool' });
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(path).href);
    assert.deepEqual(complaints, []);
    assert.deepEqual(requests, [pathToFileURL(path).href]);
    return page;
  }

  const textsOf = (page: Page): Promise<readonly string[]> =>
    page.evaluate(() => [...document.querySelectorAll('svg text')].map((text) => text.textContent ?? ''));

  it('a trace that follows the rules of the format', async function () {
    const { fileName, content } = await exported('trace');
    assert.equal(fileName, 'gil-crunch-pool.trace.json');
    checkTraceEvents(content);
  });

  it('a profile that speedscope knows', async function () {
    const { fileName, content } = await exported('speedscope');
    assert.equal(fileName, 'gil-crunch-pool.speedscope.json');
    const { $schema, profiles } = JSON.parse(content) as {
      readonly $schema: string;
      readonly profiles: readonly { readonly name: string; readonly type: string }[];
    };
    assert.equal($schema, 'https://www.speedscope.app/file-format-schema.json');
    assert.deepEqual(
      profiles.map(({ name, type }) => `${name} ${type}`),
      ['main', 'worker 1', 'worker 2', 'worker 3', 'worker 4'].map((name) => `${name} evented`),
    );
  });

  it('a picture whose text is text', async function () {
    const page = await opened(await exported('svg'));
    const texts = await textsOf(page);
    for (const name of ['GIL', 'main', 'worker 1', 'Holding the GIL']) assert.ok(texts.includes(name), name);
    assert.match(await page.title(), /^crunch: Thread pool$/);
  });

  it('a page of its own, with its policy', async function () {
    const page = await opened(await exported('html'));
    assert.ok((await textsOf(page)).includes('worker 4'));
    const rows = await page.locator('table').first().locator('tbody th').allInnerTexts();
    assert.deepEqual(rows, ['main', 'worker 1', 'worker 2', 'worker 3', 'worker 4']);
    const policy = await page.locator('meta[http-equiv]').getAttribute('content');
    assert.equal(policy, "default-src 'none'; style-src 'unsafe-inline'");
    assert.deepEqual(await violations(page), []);
  });

  it('a picture of twice the size', async function () {
    const { fileName, content, encoding } = await exported('png');
    assert.deepEqual([fileName, encoding], ['gil-crunch-pool.png', 'base64']);
    const bytes = Buffer.from(content, 'base64');
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    const page = await views.open({ scenario: 'pool' });
    const shown = await page.evaluate(() => document.querySelector('#timeline')?.clientWidth);
    assert.equal(bytes.readUInt32BE(16), 2 * (shown ?? 0));
  });

  it('a table', async function () {
    const { fileName, content } = await exported('csv');
    assert.equal(fileName, 'gil-crunch-pool.csv');
    const rows = content
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    assert.equal(
      rows[0]?.join(),
      'mode,thread,has GIL,collects garbage,GIL wait,released,I/O,lock,hand-overs,start,end',
    );
    assert.deepEqual(
      rows.slice(1).map(([mode, thread]) => `${mode}: ${thread}`),
      ['main', 'worker 1', 'worker 2', 'worker 3', 'worker 4'].map((name) => `Thread pool: ${name}`),
    );
  });

  it('a summary in Markdown', async function () {
    const page = await views.open({ scenario: 'pool' });
    await page.locator('#command-copy-summary').click();
    const { type, text } = (await lastPosted(page)) as { readonly type: string; readonly text: string };
    assert.equal(type, 'copy');
    assert.match(text, /^\*\*.*\*\*\n\nPredicted by Gilscope, not measured: `crunch` at /);
    assert.match(text, /^\| Mode \|.*\n\| --- \|/m);
  });
});

describe('What was measured, in the view', function () {
  let views: Views;
  before(async function () {
    views = await startViews();
  });
  after(() => views?.dispose());

  for (const theme of THEME_KINDS) {
    it(`has no violations in theme ${theme}`, async function () {
      const page = await views.open({ theme, scenario: 'pool', open: 'measured' });
      await page.evaluate(
        ([measurement, text]) => {
          window.postMessage({ type: 'measured', measurement });
          window.postMessage({ type: 'trace', name: 'trace.json', text });
        },
        [MEASUREMENT, TRACE] as const,
      );
      await page.locator('#trace-table tbody tr').first().waitFor();
      await page.locator('#measured-table').waitFor();
      assert.deepEqual(await violations(page), []);
    });
  }

  it('says why a file is no trace', async function () {
    const page = await views.open({ scenario: 'pool', open: 'measured' });
    await page.evaluate(() =>
      window.postMessage({ type: 'trace', name: 'a.json', text: '{"traceEvents": []}' }),
    );
    await page.getByText('a.json: The file holds no call and no state of a thread.').waitFor();
    await page.locator('#import-trace').click();
    assert.deepEqual(await lastPosted(page), { type: 'import-trace' });
    assert.equal(await page.locator('#measured-trace').isVisible(), false);
  });
});

/** The last message to the extension. */
async function lastPosted(page: Page): Promise<unknown> {
  await until('a message', () =>
    page.evaluate(() => (window as unknown as { posted: { type: string }[] }).posted.length > 1),
  );
  return page.evaluate(() => (window as unknown as { posted: unknown[] }).posted.at(-1));
}
