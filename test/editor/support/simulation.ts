/** Reads the simulation view as a screen reader does: labels, roles and the table twin of the picture. */
import { type Editor } from './editor';

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
  setKnob(label: string, value: string): Promise<void>;
}

/** Waits for the view in front, after `open` where it is not there yet. */
export async function openSimulation(editor: Editor, open?: () => Promise<void>): Promise<Simulation> {
  await open?.();
  const frame = await editor.frameWith('#timeline-table tbody tr');
  const table = frame.locator('#timeline-table');
  return {
    verdict: () => frame.locator('#verdict').innerText(),
    async rows() {
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
    },
    async canvasLabel() {
      return (await frame.locator('canvas[role="img"]').first().getAttribute('aria-label')) ?? '';
    },
    async setKnob(label, value) {
      const input = frame.getByLabel(label, { exact: true }).first();
      await input.fill(value);
      await input.press('Enter');
    },
  };
}
