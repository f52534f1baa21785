/**
 * A VS Code window in a browser, driven as a person drives it: keys, clicks and what is on the screen. Every helper
 * waits for the state it promises.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, errors, type Frame, type Locator, type Page } from 'playwright-core';
import { findChromium, installEditorTools, root } from '../../tasks/setup.mjs';
import { readSquiggles, type Squiggle } from './squiggles';
import { until, waitForEqual } from './until';
import { type ServerOptions, startServer } from './vscodeServer';

export interface EditorOptions extends Omit<ServerOptions, 'tools' | 'port'> {
  /** Absolute path of the workspace folder. */
  readonly folder: string;
  /** Pixels of a picture for each CSS pixel; 1 if absent. */
  readonly pixelRatio?: number;
}

export interface WindowOptions {
  /** As in EditorOptions. */
  readonly pixelRatio?: number | undefined;
  /** What the server has printed, for the evidence of a failure. */
  readonly output: () => string;
  /** Runs after the window has closed. */
  readonly close: () => Promise<void>;
}

export interface Editor {
  readonly page: Page;
  openFile(file: string): Promise<void>;
  /** 1-based; in the first group of editors where a view has the focus. */
  goTo(line: number, column: number): Promise<void>;
  /** Saves the open file, which must have unsaved changes or get them in a moment. */
  save(): Promise<void>;
  /** Runs the command with this title from the palette, which must offer it under exactly this name. */
  runCommand(title: string): Promise<void>;
  /** Waits until exactly these rows can be picked. */
  waitForPickList(expected: readonly string[]): Promise<void>;
  pick(row: string): Promise<void>;
  squiggles(): Promise<readonly Squiggle[]>;
  /** Waits for exactly these underlined texts. */
  waitForSquiggles(expected: readonly Squiggle[]): Promise<void>;
  /** Points at the first squiggle over `text` and reads what comes up. */
  hover(text: string): Promise<string>;
  /** Opens the light bulb's menu for the squiggle over `text`. */
  quickFixes(text: string): Promise<readonly string[]>;
  /**
   * Whether a menu of actions opens within a few seconds. To be asked for again where not: VS Code closes it, or does not
   * open it, when the layout of an editor or the focus changes at that moment.
   */
  menuAppears(): Promise<boolean>;
  /** Takes an entry of the open menu. */
  chooseQuickFix(title: string): Promise<void>;
  /** Closes every editor and drops what was not saved. */
  closeEditors(): Promise<void>;
  /** The rows of the Problems view. */
  problems(): Promise<readonly string[]>;
  notifications(): Promise<readonly string[]>;
  /** The frame, however deeply nested, that holds an element: webviews are three frames deep. */
  frameWith(selector: string): Promise<Frame>;
  screenshot(path: string): Promise<void>;
  /** For a failed test: what was on the screen and what was printed, in `.cache/editor-failures`. Gives the paths. */
  keepEvidence(name: string): Promise<string>;
  dispose(): Promise<void>;
}

/** How long a menu may take before it is asked for again. */
const MENU_MS = 3000;

const WINDOW = { width: 1280, height: 800 };
const CHROMIUM_FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** Starts VS Code with a folder and opens a window on it. */
export async function startEditor(options: EditorOptions): Promise<Editor> {
  const { folder, pixelRatio, ...serverOptions } = options;
  const server = await startServer({ ...serverOptions, tools: await installEditorTools() });
  return openWindow(server.address(folder), {
    pixelRatio,
    output: server.output,
    close: server.stop,
  });
}

/** Opens a window on a VS Code that is served already, and waits until the workbench shows its folder. */
export async function openWindow(
  address: string,
  { pixelRatio = 1, output, close }: WindowOptions,
): Promise<Editor> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
  const context = await browser.newContext({ viewport: WINDOW, deviceScaleFactor: pixelRatio });
  context.setDefaultTimeout(30_000);
  // tsx compiles with names kept, through a helper that functions sent to the page would miss.
  await context.addInitScript('globalThis.__name = (value) => value');
  const page = await context.newPage();
  const consoleLines: string[] = [];
  page.on('console', (message) => consoleLines.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => consoleLines.push(`page error: ${error.message}`));
  await page.goto(address);
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();

  const input = page.locator('.quick-input-widget:visible input');
  const rows = page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
  // A key is lost, or the widget closes again, when the focus moves at that moment, as it does while a webview loads.
  const openQuickInput = (key: string, text: string) =>
    until(`the quick input with ${text}`, async () => {
      if (!(await input.isVisible())) await page.keyboard.press(key);
      return (await appears(input, MENU_MS)) && (await fillsWith(input, text, MENU_MS));
    });
  const labels = () =>
    rows.locator('.quick-input-list-label .monaco-icon-label-container .label-name').allInnerTexts();

  const squiggleBox = (text: string) =>
    until(`a squiggle over ${text}`, async () => {
      const index = (await readSquiggles(page)).findIndex((squiggle) => squiggle.text === text);
      return index >= 0 && (await squiggleAt(page, index));
    });

  const editor: Editor = {
    page,
    async openFile(file) {
      await openQuickInput('Control+p', file);
      await until(`${file} in the list of files`, async () => (await labels())[0] === file.split('/').pop());
      await page.keyboard.press('Enter');
      await page.locator(`.tab.active[data-resource-name="${file.split('/').pop()}"]`).waitFor();
      await page.locator('.monaco-editor.focused .view-lines .view-line').first().waitFor();
    },
    async goTo(line, column) {
      await until('a text editor with the focus', async () => {
        await openQuickInput('Control+g', `:${line}:${column}`);
        if (!(await rows.first().innerText()).startsWith('Open a text editor first')) return true;
        // A view that was clicked takes the focus a moment later.
        await page.keyboard.press('Escape');
        await page.keyboard.press('Control+1');
        return false;
      });
      await page.keyboard.press('Enter');
      await page.locator(`.statusbar-item:has-text("Ln ${line}, Col ${column}")`).waitFor();
    },
    async save() {
      await page.locator('.tab.active.dirty').waitFor();
      await page.keyboard.press('Control+s');
      await page.locator('.tab.active:not(.dirty)').waitFor();
    },
    async runCommand(title) {
      await openQuickInput('F1', `>${title}`);
      await editor.pick(title);
    },
    waitForPickList: (expected) => waitForEqual('pick list', expected, labels),
    async pick(row) {
      const index = await until(`${row} in the pick list`, async () => {
        const found = (await labels()).indexOf(row);
        return found >= 0 && found;
      });
      // The tooltip of the row that lies under the pointer since the last click would catch this one.
      await page.mouse.move(0, 0);
      await rows.nth(index).click();
    },
    squiggles: () => readSquiggles(page),
    waitForSquiggles: (expected) => waitForEqual('squiggles', expected, () => readSquiggles(page)),
    async hover(text) {
      const box = await squiggleBox(text);
      await page.mouse.move(box.x, box.y);
      const parts = page.locator('.monaco-hover:visible .hover-contents');
      // What the editor knows of the diagnostics is there before the server has answered.
      await parts.filter({ hasText: 'Gilscope:' }).first().waitFor();
      return (await parts.allInnerTexts()).join('\n');
    },
    async quickFixes(text) {
      // The lens moves the lines below it when it comes; a click would then hit the lens.
      await page.locator('.codelens-decoration a').first().waitFor();
      const box = await squiggleBox(text);
      // A hover that is still up would catch the click.
      await page.keyboard.press('Escape');
      await page.mouse.click(box.x, box.y);
      await page.locator('.monaco-editor.focused').waitFor();
      const menu = page.locator('.action-widget .monaco-list-row.action');
      // Asked before the server has answered for this version of the text, the editor says that there is nothing.
      await until(`quick fixes for ${text}`, async () => {
        await page.keyboard.press('Control+.');
        return editor.menuAppears();
      });
      return menu.locator('.title').allInnerTexts();
    },
    menuAppears: () => appears(page.locator('.action-widget .monaco-list-row.action').first(), MENU_MS),
    async chooseQuickFix(title) {
      await page.locator('.action-widget .monaco-list-row.action').filter({ hasText: title }).first().click();
      await page.locator('.action-widget .monaco-list-row.action').first().waitFor({ state: 'detached' });
    },
    async closeEditors() {
      await editor.runCommand('View: Close All Editors');
      const drop = page.locator('.monaco-dialog-box .monaco-button', { hasText: "Don't Save" });
      await until('no open editor', async () => {
        if (await drop.isVisible()) await drop.click();
        return (await page.locator('.tab').count()) === 0;
      });
    },
    async problems() {
      await editor.runCommand('Problems: Focus on Problems View');
      const list = page.locator('.markers-panel .monaco-list-row');
      await list.first().waitFor();
      return list.allInnerTexts();
    },
    notifications: () => page.locator('.notification-toast .notification-list-item-message').allInnerTexts(),
    frameWith: (selector) =>
      until(`a frame with ${selector}`, async () => {
        for (const frame of page.frames()) {
          if (await hasElement(frame, selector)) return frame;
        }
        return undefined;
      }),
    async screenshot(path) {
      await page.screenshot({ path });
    },
    async keepEvidence(name) {
      const evidence = join(root, '.cache/editor-failures');
      mkdirSync(evidence, { recursive: true });
      const path = join(evidence, name.replaceAll(/[^a-zA-Z0-9]+/g, '-'));
      await page.screenshot({ path: `${path}.png` });
      writeFileSync(`${path}.log`, [...consoleLines, output()].join('\n'));
      return `${path}.png and .log`;
    },
    async dispose() {
      await browser.close();
      await close();
    },
  };
  return editor;
}

/** The middle of the squiggle with this index in `readSquiggles`. */
async function squiggleAt(page: Page, index: number): Promise<{ x: number; y: number } | undefined> {
  const marks = await page.locator('.monaco-editor [class*="squiggly-"]').all();
  const boxes = await Promise.all(marks.map((mark) => mark.boundingBox()));
  const sorted = boxes.filter((box) => box !== null).sort((a, b) => a.y - b.y || a.x - b.x);
  const box = sorted[index];
  return box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** What Playwright says of a frame whose page is just being replaced. */
const BEING_REPLACED = /context was destroyed|Cannot find context/;

/** Frames come and go while a webview loads; one that has gone, or is about to hold another page, holds nothing. */
async function hasElement(frame: Frame, selector: string): Promise<boolean> {
  try {
    return (await frame.$(selector)) !== null;
  } catch (error) {
    if (frame.isDetached() || BEING_REPLACED.test(String(error))) return false;
    throw error;
  }
}

function appears(locator: Locator, withinMs: number): Promise<boolean> {
  return succeeds(locator.waitFor({ timeout: withinMs }));
}

function fillsWith(locator: Locator, text: string, withinMs: number): Promise<boolean> {
  return succeeds(locator.fill(text, { timeout: withinMs }));
}

/** False if it ran out of time. */
async function succeeds(action: Promise<void>): Promise<boolean> {
  try {
    await action;
    return true;
  } catch (error) {
    if (error instanceof errors.TimeoutError) return false;
    throw error;
  }
}
