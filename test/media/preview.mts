/**
 * Shows the simulation view in any browser, without VS Code; for looking at it, no test.
 *
 *   node --import tsx test/media/preview.mts [PORT]
 *   open http://127.0.0.1:PORT/?theme=light|dark|hc|hc-light&scenario=pool|threads|mixed|large
 *
 * `&stale`, `&beside=processes`, `&open=help,scalability` start in that state. Messages of the view go to the console.
 * With `--pictures FOLDER` it takes a picture of every theme and size instead, and ends.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from '../tasks/setup.mjs';
import { startViewServer } from './viewServer';

const SIZES = {
  wide: { viewport: { width: 1360, height: 900 }, deviceScaleFactor: 2 },
  narrow: { viewport: { width: 520, height: 900 }, deviceScaleFactor: 1 },
  // What is left of a window of 1280 × 1024 at 400 %.
  zoomed: { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
};

const [option, folder] = process.argv.slice(2);
if (option === '--pictures' && folder !== undefined) await takePictures(folder);
else {
  const server = await startViewServer(Number(option ?? 8123));
  process.stdout.write(`${server.address({ theme: 'light', scenario: 'pool' })}\n`);
}

async function takePictures(into: string): Promise<void> {
  mkdirSync(into, { recursive: true });
  const server = await startViewServer();
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  for (const theme of ['light', 'dark', 'hc', 'hc-light']) {
    for (const [size, options] of Object.entries(SIZES)) {
      const page = await browser.newPage(options);
      await page.goto(
        server.address({ theme, scenario: 'pool', beside: 'processes', open: 'threads,scalability' }),
      );
      await page.locator('#timeline-table tbody tr').first().waitFor();
      await page.locator('.chart svg').waitFor();
      await page.screenshot({ path: join(into, `${theme}-${size}.png`), fullPage: true });
      await page.close();
    }
  }
  await browser.close();
  await server.close();
}
