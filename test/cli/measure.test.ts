/** `gilscope measure` with a real Python: what it runs, what it asks and what it says when code misbehaves. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { inFolder, runCli, shown, unindented } from './support/runCli';

/** A module with a target that leaves a mark for each call, and a site on line 6. */
const MODULE = `import os
spawn = print
def crunch(n=0, fail=False):
    assert not fail, "told to"
    open(os.path.join(os.path.dirname(__file__), "mark"), "a").write(f"{n} ")
spawn(crunch)
`;

interface CheckOptions {
  readonly answer?: boolean;
  readonly mark?: string;
  readonly asked?: string;
}

/**
 * Measured times differ from run to run: each becomes T. What processes are predicted to take depends on the cores
 * of the machine and becomes P; the line about the machine is left out.
 */
async function check(
  files: Readonly<Record<string, string>>,
  argv: readonly string[],
  expected: string,
  options: CheckOptions = {},
): Promise<void> {
  await inFolder(files, async (folder) => {
    const { answer = false } = options;
    const result = await runCli(['measure', ...argv], { cwd: folder.path, answer });
    const output = shown(result, folder.path)
      .replace(/^(sequential|threads|processes) .*$/gm, rowShape)
      .replace(/^Python [\d.]+ with a GIL, \d+ cores?\.\n/m, '')
      .replace(/ +$/gm, '');
    assert.equal(output, unindented(expected));
    assert.deepEqual(result.questions, options.asked === undefined ? [] : [options.asked]);
    if (options.mark !== undefined) assert.equal(folder.read('mark'), options.mark);
  });
}

function rowShape(row: string): string {
  const [mode = '', measured = '', cpu = '', predicted = ''] = row.split(/ {2,}/);
  const time = (text: string): string => (text === '-' ? text : 'T');
  return [mode, time(measured), time(cpu), mode === 'processes' ? 'P' : predicted].join(' ');
}

/** Says of a target with this body, which begins on line 2, why it cannot be measured one after another. */
async function checkFailure(body: string, message: string, argv: readonly string[] = []): Promise<void> {
  await checkModuleFailure(`def crunch(n):\n${body.replace(/^/gm, '    ')}\n`, message, argv);
}

/** The same of a whole module that defines `crunch`. */
async function checkModuleFailure(
  module: string,
  message: string,
  argv: readonly string[] = [],
): Promise<void> {
  const text = `${module}if False: spawn(crunch)\n`;
  const line = text.split('\n').length - 1;
  await inFolder({ 'a.py': text }, async ({ path }) => {
    const where = [`a.py:${line}`, '--yes', '--runs=1', '--tasks=1'];
    const { stderr, code } = await runCli(['measure', ...where, ...argv], { cwd: path });
    assert.equal(stderr.split('\n')[0], message);
    assert.equal(code, 2);
  });
}

describe('measure', () => {
  it('runs the target in three ways, each as often as the code says', () =>
    check(
      { 'a.py': MODULE },
      ['a.py:6', '--yes', '--runs=1', '--args', '[8]'],
      `
      exit 0
      crunch(8): 4 tasks, 4 workers.

                  measured  CPU time  predicted
      sequential T T 0.6 s
      threads T T 0.6 s
      processes T T P
      `,
      { mark: '8 '.repeat(12) },
    ));

  it('takes the arguments from the code, and the median of several runs', () =>
    check(
      { 'a.py': MODULE },
      ['a.py:6', '--yes', '--tasks=2'],
      `
      exit 0
      crunch(7): 2 tasks, 2 workers, median of 3 runs.

                  measured  CPU time  predicted
      sequential T T 0.6 s
      threads T T 0.6 s
      processes T T P
      `,
      { mark: '7 '.repeat(18) },
    ));

  it('says what it was measured with', () =>
    inFolder({ 'a.py': MODULE }, async ({ path }) => {
      const argv = ['measure', 'a.py:6', '--yes', '--tasks=1', '--runs=2', '--format', 'json'];
      const { stdout } = await runCli(argv, { cwd: path });
      const shape: { readonly python: { readonly version: string } } = JSON.parse(
        stdout,
        (_key, value: unknown) => (typeof value === 'number' ? 0 : value),
      );
      assert.match(shape.python.version, /^3\.\d+\.\d+$/);
      const times = { wallSeconds: 0, cpuSeconds: 0, runs: [0, 0] };
      assert.deepEqual(shape, {
        version: 0,
        target: 'crunch',
        call: 'crunch(7)',
        tasks: 0,
        workers: 0,
        python: { version: shape.python.version, gil: true, cores: 0 },
        measured: { sequential: times, threads: times, processes: times },
        predicted: { sequential: 0, threads: 0, processes: 0 },
        errors: [],
      });
    }));

  it('asks first, and runs nothing without a yes', () =>
    check(
      { 'a.py': MODULE, mark: '' },
      ['a.py:6', '--tasks', '1'],
      'exit 2\n! gilscope: a.py: nothing was run; --yes runs it without asking',
      {
        asked:
          'This runs crunch of a.py up to 9 times with python3, and everything its module does when imported. Go on?',
        mark: '',
      },
    ));

  it('runs after a yes, with keywords, in a package', () =>
    check(
      {
        'pkg/__init__.py': '',
        'pkg/a.py': MODULE.replace('dirname(__file__)', 'dirname(os.path.dirname(__file__))'),
      },
      ['pkg/a.py:6', '--tasks=2', '--workers=1', '--runs=1', '--args', '{"n": 1}'],
      `
      exit 0
      crunch(n=1): 2 tasks, 1 worker.

                  measured  CPU time  predicted
      sequential T T 0.6 s
      threads T T 0.6 s
      processes T T P
      `,
      {
        answer: true,
        asked:
          'This runs crunch of pkg/a.py up to 6 times with python3, and everything its module does when imported. Go on?',
        mark: '1 '.repeat(6),
      },
    ));

  it('imports a file whatever it is called', () =>
    check(
      { 'json.py': MODULE, '1-b.py': MODULE },
      ['json.py:6', '--yes', '--tasks=1', '--runs=1'],
      `
      exit 0
      crunch(7): 1 task, 1 worker.

                  measured  CPU time  predicted
      sequential T T 0.6 s
      threads T T 0.6 s
      processes T T P
      `,
      { mark: '7 '.repeat(3) },
    ));

  it('says why the target fails, and where', () =>
    check(
      { 'a.py': MODULE },
      ['a.py:6', '--yes', '--args', '{"fail": true}', '--workers', '1'],
      `
      exit 2
      crunch(fail=True): 4 tasks, 1 worker.

                  measured  CPU time  predicted
      sequential - - 0.6 s
      threads - - 0.6 s
      processes - - P
      ! gilscope: a.py:4: sequential: AssertionError: told to
      ! gilscope: a.py:4: threads: AssertionError: told to
      ! gilscope: a.py:4: processes: AssertionError: told to
      `,
    ));

  it('stops what takes too long, and shows what it has', () =>
    check(
      { 'a.py': `spawn = print\ndef crunch(n):\n    while True: pass\nspawn(crunch)\n` },
      ['a.py:4', '--yes', '--timeout', '3'],
      `
      exit 2
      crunch(7): 4 tasks, 4 workers.

                  measured  CPU time  predicted
      sequential - - 0.6 s
      threads - - 0.6 s
      processes - - P
      ! gilscope: a.py: sequential: stopped after 3 s, the time limit
      `,
    ));

  it('names a Python that does not exist', () =>
    check(
      { 'a.py': MODULE },
      ['a.py:6', '--yes', '--python', 'no-such-python'],
      `
      exit 2
      crunch: 4 tasks, 4 workers.

                  measured  CPU time  predicted
      sequential - - 0.6 s
      threads - - 0.6 s
      processes - - P
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
    await check({}, ['a.py'], 'exit 2\n! gilscope: expected FILE:LINE, found "a.py"');
    await check({}, ['a.py:1', '--args', '{'], 'exit 2\n! gilscope: --args: not valid JSON: {');
    await check(
      {},
      ['a.py:1', '--args', '3'],
      'exit 2\n! gilscope: --args: expected a JSON list or object, found 3',
    );
  });

  it('refuses what it cannot run, and asks for arguments that the code does not tell', async () => {
    await check(
      { 'a.py': 'def impossible(): pass\nspawn(impossible)\n' },
      ['a.py:2', '--yes'],
      'exit 2\n! gilscope: a.py: `impossible` belongs to an object.',
    );
    await check(
      { 'a.py': 'def needs(n): pass\nspawn(needs)\n' },
      ['a.py:2', '--yes'],
      'exit 2\n! gilscope: a.py: The value of `n` on line 6 is only known when the program runs. Give the arguments of needs with --args.',
    );
  });
});

describe('measuring code that misbehaves', () => {
  it('that ends the program', async () => {
    await checkFailure(
      'import sys\nsys.exit(3)',
      'gilscope: a.py:3: sequential: the code ended the program: sys.exit(3)',
    );
    await checkFailure('import os\nos._exit(3)', 'gilscope: a.py: sequential: Python ended with exit code 3');
    await checkFailure(
      'import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)',
      'gilscope: a.py:3: sequential: Python ended with SIGSEGV: Segmentation fault',
    );
  });

  it('that asks for input', () =>
    checkFailure(
      'input()',
      'gilscope: a.py:2: sequential: EOFError: EOF when reading a line (there is no standard input while measuring)',
    ));

  it('that prints without end', () =>
    checkFailure(
      'import sys\nwhile True:\n    print("x" * 10_000)\n    sys.stderr.write("y" * 10_000)',
      'gilscope: a.py: sequential: stopped after 3 s, the time limit',
      ['--timeout', '3'],
    ));

  it('that does not parse or import', async () => {
    await checkFailure('x = 1\n) = 2', "gilscope: a.py:3: SyntaxError: unmatched ')'");
    await checkFailure(
      'pass\nimport no_such_module_here',
      "gilscope: a.py:3: sequential: ModuleNotFoundError: No module named 'no_such_module_here'",
    );
    await checkModuleFailure(
      'def crunch(n): pass\n\nimport no_such_module_here\n',
      "gilscope: a.py:3: ModuleNotFoundError: No module named 'no_such_module_here'",
    );
    await checkModuleFailure(
      'def crunch(n): pass\n\ndel crunch\n',
      'gilscope: a.py: a has no crunch once it is imported',
    );
  });

  it('that starts processes when it is imported', () =>
    checkModuleFailure(
      `import multiprocessing
from concurrent.futures import ProcessPoolExecutor
def crunch(n): pass
with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
    pool.submit(crunch, 1).result()
`,
      'gilscope: a.py:5: importing the module starts processes; put that under if __name__ == "__main__":',
    ));

  it('that leaves processes behind', () =>
    inFolder(
      {
        'a.py': `import os, subprocess, sys
def crunch(n):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    open("pids", "a").write(f"{child.pid} ")
    while True: pass
if False: spawn(crunch)
`,
      },
      async ({ path, read }) => {
        const argv = ['measure', 'a.py:6', '--yes', '--timeout', '3', '--tasks=1'];
        const { stderr } = await runCli(argv, { cwd: path });
        assert.equal(stderr, 'gilscope: a.py: sequential: stopped after 3 s, the time limit\n');
        const [pid = ''] = read('pids').split(' ');
        // Dead, though perhaps not yet reaped.
        const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' });
        assert.match(stdout, /^(Z.*)?$/m);
      },
    ));
});
