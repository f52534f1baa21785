/** The simulation view in a browser, without VS Code around it: quick to start, in any theme and size. */
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { startViewServer } from '../../media/viewServer';
import { findChromium } from '../../tasks/setup.mjs';

/** Names of the themes that the preview has, one of each kind that VS Code knows. */
export const THEME_KINDS = ['light', 'dark', 'hc', 'hc-light'] as const;

export interface Views {
  /** Opens the view; `query` as in `ViewServer.address`. The page closes with the rest. */
  open(query: Readonly<Record<string, string>>, options?: BrowserContextOptions): Promise<Page>;
  dispose(): Promise<void>;
}

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];

/** Starts a server and a browser for views. */
export async function startViews(): Promise<Views> {
  const server = await startViewServer();
  const browser: Browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS });
  return {
    async open(query, options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      context.setDefaultTimeout(20_000);
      // tsx compiles with names kept, through a helper that functions sent to the page would miss.
      await context.addInitScript('globalThis.__name = (value) => value');
      const page = await context.newPage();
      await page.goto(server.address(query));
      await page.locator('#timeline-table tbody tr').first().waitFor({ state: 'attached' });
      return page;
    },
    async dispose() {
      await browser.close();
      await server.close();
    },
  };
}

/** What axe-core finds, a line for each element: `rule: selector: what is wrong`. */
export async function violations(page: Page): Promise<readonly string[]> {
  // The view's policy forbids scripts of others; the debugger's evaluation is not bound by it.
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as { axe: typeof axe };
    const { violations: list } = await tool.run(document, { resultTypes: ['violations'] });
    return list.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
    );
  });
  return found.map((line) => line.replace(/\s+/g, ' '));
}
