import assert from 'node:assert/strict';
import { inFolder, runCli, shown, unindented } from './support/runCli';

/** A module with a target that leaves a mark for each call, and a site on line 6. */
const MODULE = `import os
spawn = print
def crunch(n=0, fail=False):
    assert not fail, "told to"
    open(os.path.join(os.path.dirname(__file__), "mark"), "a").write(f"{n} ")
spawn(crunch)
`;

/** Measured times differ from run to run: each becomes T, and the line about the machine is left out. */
async function check(
  files: Readonly<Record<string, string>>,
  argv: readonly string[],
  expected: string,
  options: { readonly answer?: boolean; readonly mark?: string; readonly asked?: string } = {},
): Promise<void> {
  await inFolder(files, async (folder) => {
    const { answer = false } = options;
    const result = await runCli(['measure', ...argv], { cwd: folder.path, answer });
    const output = shown(result, folder.path)
      .replace(/^(\w+) +[\d.]+ (?:ns|µs|ms|s) +/gm, '$1 T ')
      .replace(/^Python [\d.]+ with a GIL, \d+ cores?\.\n/m, '');
    assert.equal(output, unindented(expected));
    assert.deepEqual(result.questions, options.asked === undefined ? [] : [options.asked]);
    if (options.mark !== undefined) assert.equal(folder.read('mark'), options.mark);
  });
}

describe('measure', () => {
  it('runs the target in three ways, each as often as the code says', () =>
    check(
      { 'a.py': MODULE },
      ['a.py:6', '--yes', '--args', '[7]'],
      `
      exit 0
      crunch: 4 tasks, 4 workers.

                  measured  predicted
      sequential T 3.6 s
      threads T 3.6 s
      processes T 1 s
      `,
      { mark: '7 '.repeat(12) },
    ));

  it('says what it was measured with', () =>
    inFolder({ 'a.py': MODULE }, async ({ path }) => {
      const argv = ['measure', 'a.py:6', '--yes', '--tasks=1', '--format', 'json'];
      const { stdout } = await runCli(argv, { cwd: path });
      const shape: { readonly python: { readonly version: string } } = JSON.parse(
        stdout,
        (_key, value: unknown) => (typeof value === 'number' ? 0 : value),
      );
      assert.match(shape.python.version, /^3\.\d+\.\d+$/);
      assert.deepEqual(shape, {
        version: 0,
        target: 'crunch',
        tasks: 0,
        workers: 0,
        python: { version: shape.python.version, gil: true, cores: 0 },
        measured: { sequential: 0, threads: 0, processes: 0 },
        predicted: { sequential: 0, threads: 0, processes: 0 },
      });
    }));

  it('asks first, and runs nothing without a yes', () =>
    check(
      { 'a.py': MODULE, mark: '' },
      ['a.py:6', '--tasks', '1'],
      'exit 2\n! gilscope: a.py: nothing was run; --yes runs it without asking',
      {
        asked:
          'This runs crunch of a.py 3 times with python3, and everything its module does when imported. Go on?',
        mark: '',
      },
    ));

  it('runs after a yes, with keywords, in a package', () =>
    check(
      {
        'pkg/__init__.py': '',
        'pkg/a.py': MODULE.replace('dirname(__file__)', 'dirname(os.path.dirname(__file__))'),
      },
      ['pkg/a.py:6', '--tasks=2', '--workers=1', '--args', '{"n": 1}'],
      `
      exit 0
      crunch: 2 tasks, 1 worker.

                  measured  predicted
      sequential T 1.8 s
      threads T 1.8 s
      processes T 0.5 s
      `,
      {
        answer: true,
        asked:
          'This runs crunch of pkg/a.py 6 times with python3, and everything its module does when imported. Go on?',
        mark: '1 '.repeat(6),
      },
    ));

  it('says why the target fails', () =>
    check(
      { 'a.py': MODULE },
      ['a.py:6', '--yes', '--args', '{"fail": true}', '--workers', '1'],
      `
      exit 2
      crunch: 4 tasks, 1 worker.

                  measured  predicted
      sequential         -      3.6 s
      threads            -      3.6 s
      processes          -        1 s
      ! gilscope: a.py: sequential: AssertionError: told to
      ! gilscope: a.py: threads: AssertionError: told to
      ! gilscope: a.py: processes: AssertionError: told to
      `,
    ));

  it('stops what takes too long, and shows what it has', () =>
    check(
      { 'a.py': `spawn = print\ndef crunch():\n    while True: pass\nspawn(crunch)\n` },
      ['a.py:4', '--yes', '--timeout', '0.5'],
      `
      exit 2
      crunch: 4 tasks, 4 workers.

                  measured  predicted
      sequential         -      3.6 s
      threads            -      3.6 s
      processes          -        1 s
      ! gilscope: a.py: stopped after 0.5 s
      `,
    ));

  it('names a Python that does not exist', () =>
    check(
      { 'a.py': MODULE },
      ['a.py:6', '--yes', '--python', 'no-such-python'],
      `
      exit 2
      crunch: 4 tasks, 4 workers.

                  measured  predicted
      sequential         -      3.6 s
      threads            -      3.6 s
      processes          -        1 s
      ! gilscope: a.py: cannot run no-such-python: no such file or folder
      `,
    ));

  it('refuses places and arguments that make no sense', async () => {
    await check(
      { 'a.py': MODULE },
      ['a.py:1'],
      'exit 2\n! gilscope: a.py: line 1 starts no concurrent work; lines that do: 6',
    );
    await check(
      { 'a.py': '' },
      ['a.py:1'],
      'exit 2\n! gilscope: a.py: line 1 starts no concurrent work, nor does any other line of this file',
    );
    await check(
      { 'a.py': 'spawn(x)' },
      ['a.py:1'],
      'exit 2\n! gilscope: a.py: the code of x was not found, so there is nothing to run',
    );
    await check({}, ['a.py'], 'exit 2\n! gilscope: expected FILE:LINE, found "a.py"');
    await check({}, ['a.py:1', '--args', '{'], 'exit 2\n! gilscope: --args: not valid JSON: {');
    await check(
      {},
      ['a.py:1', '--args', '3'],
      'exit 2\n! gilscope: --args: expected a JSON list or object, found 3',
    );
  });
});
