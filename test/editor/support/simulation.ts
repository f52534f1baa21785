/** Reads the simulation view as a screen reader does: labels, roles and the table twin of the picture. */
import type { Frame } from 'playwright-core';
import type { Editor } from './editor';
import { POOL_SQUIGGLE, POOL_SUBMIT } from './programs';
import { waitForEqual } from './until';

export interface SimulationRow {
  readonly name: string;
  /** The cells after the name, by the heading of their column. */
  readonly cells: Readonly<Record<string, string>>;
}

export interface Simulation {
  verdict(): Promise<string>;
  rows(): Promise<readonly SimulationRow[]>;
  /** What the picture says of itself. */
  canvasLabel(): Promise<string>;
  /** Waits until the rows have exactly these names. */
  waitForRows(names: readonly string[]): Promise<void>;
  setMode(title: string): Promise<void>;
  setNumber(label: string, value: number): Promise<void>;
}

/** Opens `pool.py`, which holds CPU_POOL, and simulates its call; gives the frame of the view. */
export async function simulatePool(editor: Editor): Promise<Frame> {
  await editor.openFile('pool.py');
  await editor.waitForSquiggles([POOL_SQUIGGLE]);
  await editor.goTo(POOL_SUBMIT.line, POOL_SUBMIT.column);
  await editor.runCommand('Gilscope: Simulate GIL');
  return editor.frameWith('#timeline-table tbody tr');
}

/** Waits until the view shows a simulation. */
export async function openSimulation(editor: Editor): Promise<Simulation> {
  const frame = await editor.frameWith('#timeline-table tbody tr');
  const table = frame.locator('#timeline-table');
  const readRows = async (): Promise<readonly SimulationRow[]> => {
    const [, ...headings] = await table.locator('thead th').allInnerTexts();
    const rows = await table.locator('tbody tr').all();
    return Promise.all(
      rows.map(async (row) => {
        const texts = await row.locator('td').allInnerTexts();
        return {
          name: await row.locator('th').innerText(),
          cells: Object.fromEntries(headings.map((heading, index) => [heading, texts[index] ?? ''])),
        };
      }),
    );
  };
  return {
    verdict: () => frame.locator('#verdict').innerText(),
    rows: readRows,
    waitForRows: (names) => waitForEqual('lanes', names, () => table.locator('tbody th').allInnerTexts()),
    async canvasLabel() {
      return (await frame.locator('canvas[role="img"]').first().getAttribute('aria-label')) ?? '';
    },
    async setMode(title) {
      await frame.getByLabel('Mode', { exact: true }).selectOption({ label: title });
    },
    async setNumber(label, value) {
      // A knob that was turned adds a mark to its label.
      await frame.getByRole('spinbutton', { name: new RegExp(`^${label}\\b`) }).fill(String(value));
    },
  };
}
