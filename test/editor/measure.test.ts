/** Measuring with a real Python, and traces of others beside the prediction, as a user does it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Frame } from 'playwright-core';
import type { Editor } from './support/editor';
import { until, waitForEqual } from './support/until';
import { useEditor } from './support/useEditor';
import type { Workspace } from './support/workspace';

/** Leaves a mark for each call, so that one can see what was run. */
const PROGRAM = `from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    with open("marks", "a") as marks:
        marks.write("x")
    return sum(i * i for i in range(n))


def main():
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(crunch, [300_000] * 2))


def alone(n):
    with ThreadPoolExecutor() as pool:
        pool.submit(crunch, n)


if __name__ == "__main__":
    main()
`;
const SITE_LINE = 12;
const UNKNOWN_LINE = 17;

/** Never ends by itself; says which process it is. */
const ENDLESS = PROGRAM.replace(
  'return sum(i * i for i in range(n))',
  'import os\n    open("pid", "w").write(str(os.getpid()))\n    while True: pass',
);

const FAILING = PROGRAM.replace('return sum', 'return 1 / 0 + sum');

/** Two threads of some program, as VizTracer writes them. */
const TRACE = JSON.stringify({
  traceEvents: [
    { ph: 'M', pid: 1, tid: 1, name: 'thread_name', args: { name: 'MainThread' } },
    { ph: 'X', pid: 1, tid: 1, ts: 0, dur: 900, name: 'main (/tmp/a.py:9)' },
    { ph: 'X', pid: 1, tid: 2, ts: 100, dur: 500, name: 'crunch (/tmp/a.py:4)' },
  ],
  viztracer_metadata: { version: '1.0.0' },
});

const COMMAND = 'Gilscope: Measure With Real Python';

describe('measuring with a real Python', function () {
  let workspace: Workspace;
  let editor: Editor;
  useEditor(
    { 'pool.py': PROGRAM, 'failing.py': FAILING, 'endless.py': ENDLESS, 'trace.json': TRACE },
    {},
    (used) => ({ workspace, editor } = used),
  );

  it('asks first, and runs nothing without a yes', async function () {
    await openAt(editor, 'pool.py', SITE_LINE);
    await editor.runCommand(COMMAND);
    const dialog = editor.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    const text = await dialog.innerText();
    assert.match(text, /Run crunch with a real Python\?/);
    assert.match(text, /python3 imports pool\.py and runs what line 12 starts/);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.ok(!existsSync(workspace.path('marks')), 'the code was run');
  });

  it('shows measured beside predicted times, and adopts what was measured', async function () {
    await openAt(editor, 'pool.py', SITE_LINE);
    await editor.runCommand(COMMAND);
    await editor.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Run' }).click();
    const view = await editor.frameWith('#measured-table');
    // Three modes with two tasks each, three times.
    assert.equal(workspace.read('marks'), 'x'.repeat(18));
    const rows = await view.locator('#measured-table tbody tr').all();
    const cells = await Promise.all(rows.map((row) => row.locator('th, td.number').allInnerTexts()));
    assert.deepEqual(
      cells.map(([mode]) => mode),
      ['One after another', 'Threads', 'Processes'],
    );
    for (const [mode, ...times] of cells) {
      for (const time of times.slice(0, 3)) assert.match(time, /^[\d.]+ (?:m?s|min)$/, mode);
    }
    await view.locator('#adopt-measured').click();
    // On a busy machine part of the measured time is other programs'.
    await until('the adopted prediction', async () => {
      const row = view.locator('#measured-table tbody tr').first();
      const [, wall = 0, cpu = 0, predicted = 0] = (await row.locator('th, td.number').allInnerTexts()).map(
        seconds,
      );
      return predicted >= 0.8 * cpu && predicted <= 1.2 * wall && (await changedCosts(view)) > 0;
    });
  });

  it('asks for arguments that the code does not tell', async function () {
    await openAt(editor, 'pool.py', UNKNOWN_LINE);
    await editor.runCommand(COMMAND);
    await editor.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Run' }).click();
    const box = editor.page.locator('.quick-input-widget:visible');
    await box.locator('text=The value of `n` on line 17 is only known when the program runs.').waitFor();
    await box.locator('input').fill('[1000]');
    await editor.page.keyboard.press('Enter');
    const view = await editor.frameWith('#measured-table');
    await until('the call that was measured', async () =>
      (await view.locator('#measured').innerText()).startsWith('crunch(1000): '),
    );
  });

  it('says which line fails', async function () {
    await openAt(editor, 'failing.py', SITE_LINE);
    await editor.runCommand(COMMAND);
    await editor.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Run' }).click();
    await waitForEqual(
      'notifications',
      [
        'Gilscope: crunch could not be measured (sequential). failing.py:7: ZeroDivisionError: division by zero',
      ],
      async () => (await editor.notifications()).filter((text) => text.includes('could not')),
    );
    await editor.page.locator('.notification-toast').getByRole('button', { name: 'Go to Line' }).click();
    await editor.page.locator('.statusbar-item:has-text("Ln 7, Col 1")').waitFor();
  });

  it('can be cancelled, which stops Python', async function () {
    await openAt(editor, 'endless.py', SITE_LINE + 2);
    await editor.runCommand(COMMAND);
    await editor.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Run' }).click();
    const pid = await until('a process', () => existsSync(workspace.path('pid')) && workspace.read('pid'));
    assert.ok(isRunning(pid));
    await editor.page.locator('.notification-toast').getByRole('button', { name: 'Cancel' }).click();
    await until('the end of the process', () => !isRunning(pid));
    await until('the message', async () =>
      (await editor.notifications()).includes('Measuring was cancelled; Python has been stopped.'),
    );
  });

  it('shows a trace of another tool below the prediction', async function () {
    await openAt(editor, 'pool.py', SITE_LINE);
    await editor.runCommand('Gilscope: Simulate GIL');
    const view = await editor.frameWith('#timeline-table tbody tr');
    await openPanel(view);
    await view.locator('#import-trace').click();
    const dialog = editor.page.locator('.quick-input-widget:visible');
    await dialog.locator('.quick-input-list .label-name', { hasText: 'trace.json' }).click();
    await view.locator('#trace-table tbody tr').first().waitFor();
    const rows = await view.locator('#trace-table tbody tr').all();
    assert.deepEqual(
      await Promise.all(rows.map(async (row) => (await row.locator('th, td').allInnerTexts()).join(' | '))),
      [
        'MainThread | process 1 | main | 1 | 900 µs | 100 %',
        'thread 2 | process 1 | crunch | 1 | 500 µs | 56 %',
      ],
    );
    assert.match(
      (await view.locator('#measured-trace canvas').getAttribute('aria-label')) ?? '',
      /^Measured lanes\. VizTracer, 2 lanes, 900 µs\./,
    );
  });
});

describe('measuring in Restricted Mode', function () {
  let workspace: Workspace;
  let editor: Editor;
  useEditor(
    { 'pool.py': PROGRAM },
    {
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
      },
    },
    (used) => ({ workspace, editor } = used),
  );

  it('is refused, and nothing is run', async function () {
    await editor.page.locator('.statusbar-item:has-text("Restricted Mode")').waitFor();
    await openAt(editor, 'pool.py', SITE_LINE);
    await editor.runCommand(COMMAND);
    await until('the refusal', async () =>
      (await editor.notifications()).includes(
        'Measuring runs code of this workspace, so the workspace must be trusted first.',
      ),
    );
    assert.equal(await editor.page.locator('.monaco-dialog-box').count(), 0);
    assert.ok(!existsSync(workspace.path('marks')), 'the code was run');
  });
});

async function openAt(editor: Editor, file: string, line: number): Promise<void> {
  await editor.openFile(file);
  await editor.goTo(line, 20);
}

/** Whether a process computes; one that nobody has reaped yet does not. */
function isRunning(pid: string): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' });
  return /^[^Z\s]/.test(stdout.trim());
}

/** `170 ms` as 0.17; NaN for what is no duration. */
function seconds(text: string): number {
  const [, value = '', unit = ''] = /^([\d.]+) (ms|s)$/.exec(text) ?? [];
  return Number.parseFloat(value) * (unit === 'ms' ? 1e-3 : 1);
}

/** How many costs differ from what the code says. */
async function changedCosts(view: Frame): Promise<number> {
  const note = await view.locator('#panel-assumptions summary').innerText();
  return Number(/(\d+) changed/.exec(note)?.[1] ?? 0);
}

/** Opens the part of the view about real runs. */
async function openPanel(view: Frame): Promise<void> {
  const panel = view.locator('#panel-measured');
  if ((await panel.getAttribute('open')) === null) await panel.locator('summary').click();
}
