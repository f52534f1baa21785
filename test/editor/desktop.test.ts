/** What a user does with Gilscope in VS Code on the desktop, from the squiggle to the simulation. */
import assert from 'node:assert/strict';
import type { Editor } from './support/editor';
import { CPU_POOL, CPU_POOL_FIXED, IO_POOL, POOL_SQUIGGLE, TWO_SITES } from './support/programs';
import { runPython } from './support/python';
import { openSimulation, simulatePool } from './support/simulation';
import { until } from './support/until';
import { useEditor } from './support/useEditor';
import type { Workspace } from './support/workspace';

describe('VS Code on the desktop', function () {
  let workspace: Workspace;
  let editor: Editor;
  useEditor(
    { 'pool.py': CPU_POOL, 'to_fix.py': CPU_POOL, 'download.py': IO_POOL, 'two.py': TWO_SITES },
    {},
    (used) => ({ workspace, editor } = used),
  );

  it('underlines CPU-bound work in a thread pool', async function () {
    await editor.openFile('pool.py');
    await editor.waitForSquiggles([POOL_SQUIGGLE]);
  });

  it('lists it in the Problems view, with its code and the evidence', async function () {
    await editor.openFile('pool.py');
    await editor.waitForSquiggles([POOL_SQUIGGLE]);
    const [file, problem, ...evidence] = (await editor.problems()).map((row) => row.replaceAll('\n', ' '));
    assert.match(file ?? '', /^pool\.py/);
    assert.match(problem ?? '', /^`crunch` holds the GIL for about .* gilscope GIL102 \[Ln 13, Col 20\]$/);
    assert.deepEqual(evidence, [
      'pool.py [Ln 6, Col 5] : loop of about 2,000,000 rounds',
      'pool.py [Ln 6, Col 9] : Python code holds the GIL here',
    ]);
  });

  it('says in a hover what the target does to the GIL', async function () {
    await editor.openFile('pool.py');
    const hover = await editor.hover(POOL_SQUIGGLE.text);
    for (const expected of [
      /^`crunch` holds the GIL for about .*GIL102$/m,
      /^Gilscope: cpu \(high confidence\), predicted, not measured$/m,
      /^one after another .*s · threads .*s · processes /m,
      /loop of about 2,000,000 rounds$/m,
      /^Simulate$/m,
    ]) {
      assert.match(hover, expected);
    }
  });

  it('fixes the pool, and the program prints what it printed before', async function () {
    const printed = await runPython(workspace.path('to_fix.py'));
    await editor.openFile('to_fix.py');
    const titles = await editor.quickFixes(POOL_SQUIGGLE.text);
    const title = titles.find((candidate) => candidate.startsWith('Use ProcessPoolExecutor'));
    assert.ok(title !== undefined, `no such fix among: ${titles.join('; ')}`);
    await editor.chooseQuickFix(title);
    await editor.waitForSquiggles([]);
    await editor.save();
    assert.equal(workspace.read('to_fix.py'), CPU_POOL_FIXED);
    assert.equal(await runPython(workspace.path('to_fix.py')), printed);
  });

  it('simulates the site at the cursor, and again when a knob is turned', async function () {
    await simulatePool(editor);
    const simulation = await openSimulation(editor);
    assert.match(await simulation.verdict(), /^crunch holds the GIL for about /);
    assert.match(await simulation.canvasLabel(), /^Predicted timeline\. Thread pool: 5 threads, /);
    const rows = await simulation.rows();
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['GIL', 'main', 'worker 1', 'worker 2', 'worker 3', 'worker 4'],
    );
    // One GIL for four workers: it is never idle, and each worker waits for it most of its life.
    assert.match(rows[0]?.cells['Has GIL'] ?? '', /^held (9\d|100) %$/);
    for (const { name, cells } of rows.slice(2)) {
      assert.ok(Number.parseInt(cells['GIL wait'] ?? '', 10) > 50, `${name}: ${cells['GIL wait']}`);
    }

    await simulation.setNumber('Workers', 2);
    await simulation.waitForRows(['GIL', 'main', 'worker 1', 'worker 2']);
    assert.match(await simulation.canvasLabel(), /^Predicted timeline\. Thread pool: 3 threads, /);

    await simulation.setMode('Processes');
    await simulation.waitForRows([
      ...['GIL of main', 'main', 'GIL of process 1', 'process 1'],
      ...['GIL of process 2', 'process 2'],
    ]);
  });

  it('lets people pick a site when the cursor is on none', async function () {
    await editor.openFile('two.py');
    await until('both findings', async () => (await editor.squiggles()).length === 2);
    await editor.goTo(1, 1);
    await editor.runCommand('Gilscope: Simulate GIL');
    await editor.waitForPickList([
      'crunch in ThreadPoolExecutor.map: cpu',
      'crunch in threading.Thread: cpu',
    ]);
    await editor.pick('crunch in threading.Thread: cpu');
    const simulation = await openSimulation(editor);
    await simulation.waitForRows(['GIL', 'main', 'crunch 1', 'crunch 2', 'crunch 3', 'crunch 4']);
  });

  it('lets people choose the Python to predict for', async function () {
    const choose = async (row: string): Promise<void> => {
      await editor.runCommand('Gilscope: Select Target Python…');
      await editor.pick(row);
    };
    await editor.openFile('pool.py');
    await editor.waitForSquiggles([POOL_SQUIGGLE]);
    // Without a GIL, threads are right.
    await choose('Python 3.14t');
    await editor.waitForSquiggles([]);
    assert.deepEqual(JSON.parse(workspace.read('.vscode/settings.json')), {
      'gilscope.pythonVersion': '3.14t',
    });
    await choose('As the Project Says');
    await editor.waitForSquiggles([POOL_SQUIGGLE]);
  });

  it('checks the workspace and leaves threads alone that wait for the network', async function () {
    await editor.runCommand('Gilscope: Check Workspace');
    await until('the outcome of the check', async () =>
      (await editor.notifications()).includes('Gilscope checked 4 Python files: 3 findings in 2 files.'),
    );
    const problems = await editor.problems();
    assert.deepEqual(
      problems.filter((row) => row.startsWith('download.py')),
      [],
    );
  });
});
