import assert from 'node:assert/strict';
import { checkCli, inFolder, runCli, shown, unindented } from './support/runCli';

const CODE = 'def crunch():\n    pass\nspawn(crunch)\nspawn(io)\n';

describe('check: text', () => {
  it('prints findings with their evidence, and how many', () =>
    checkCli(
      { 'a.py': CODE, 'pkg/b.py': 'spawn(pool)\nspawn(unsafe)\n' },
      ['check'],
      `
      exit 1
      a.py:3:1: GIL101 crunch holds the GIL for about 0.9 s a call
          a.py:1:1: crunch computes
      pkg/b.py:1:1: GIL102 pool holds the GIL for about 0.9 s a call
      pkg/b.py:2:1: GIL101 unsafe holds the GIL for about 0.9 s a call
          fix: Run unsafe here (unsafe: order)
      Found 3 findings in 2 files.
      1 fixable with --fix --unsafe-fixes.
      `,
    ));

  it('says that there is nothing, and exits with 0', () =>
    checkCli({ 'a.py': 'spawn(io)\n' }, ['check'], 'exit 0\nNo findings in 1 file.'));

  it('prints blocked fixes with their reason', () =>
    checkCli(
      { 'a.py': 'spawn(blocked)\n' },
      ['check', '--quiet', '.'],
      `
      exit 1
      a.py:1:1: GIL101 blocked holds the GIL for about 0.9 s a call
          no fix: blocked returns something
      `,
    ));

  it('prints nothing but findings with --quiet', () =>
    checkCli({ 'a.py': '' }, ['check', '--quiet'], 'exit 0'));

  it('exits with 0 in spite of findings with --exit-zero', () =>
    checkCli(
      { 'a.py': 'spawn(x)' },
      ['check', '--exit-zero', '--quiet'],
      'exit 0\na.py:1:1: GIL101 x holds the GIL for about 0.9 s a call',
    ));

  it('counts rules with --statistics', () =>
    checkCli(
      { 'a.py': 'spawn(x)\nspawn(pool)\nspawn(pool2)\n' },
      ['check', '--statistics'],
      'exit 1\n2  GIL102  cpu-bound-thread-pool\n1  GIL101  cpu-bound-thread',
    ));

  it('escapes what a terminal would obey', () =>
    checkCli(
      { 'a\u001b[31m\n\u202e.py': 'spawn(x)' },
      ['check', '--quiet'],
      'exit 1\na\\x1b[31m\\n\\u202e.py:1:1: GIL101 x holds the GIL for about 0.9 s a call',
    ));

  it('says nothing of paths above the working folder that is not so', () =>
    inFolder({ 'a/b.py': 'spawn(x)', 'c/d.txt': '' }, async ({ path }) => {
      const result = await runCli(['check', '--quiet', '../a'], { cwd: `${path}/c` });
      assert.equal(
        shown(result, path),
        'exit 1\nDIR/a/b.py:1:1: GIL101 x holds the GIL for about 0.9 s a call',
      );
    }));
});

describe('check: colours', () => {
  const colored = async (
    argv: readonly string[],
    env: Record<string, string>,
    isTTY: boolean,
  ): Promise<boolean> => {
    let escapes = false;
    await inFolder({ 'a.py': 'spawn(x)' }, async ({ path }) => {
      escapes = (await runCli(['check', ...argv], { cwd: path, env, isTTY })).stdout.includes('\u001b[');
    });
    return escapes;
  };

  it('go by option, then NO_COLOR and FORCE_COLOR, then terminal', async () => {
    assert.equal(await colored([], {}, false), false);
    assert.equal(await colored([], {}, true), true);
    assert.equal(await colored([], { TERM: 'dumb' }, true), false);
    assert.equal(await colored([], { NO_COLOR: '1' }, true), false);
    assert.equal(await colored([], { FORCE_COLOR: '1' }, false), true);
    assert.equal(await colored(['--color'], { NO_COLOR: '1' }, false), true);
    assert.equal(await colored(['--color', 'a.py'], {}, false), true);
    assert.equal(await colored(['--color', 'never'], {}, true), false);
    assert.equal(await colored(['--color=auto'], {}, true), true);
  });
});

describe('check: settings', () => {
  it('obeys the nearest file, and options above it', async () => {
    const files = {
      'pyproject.toml': '[tool.gilscope]\nignore = ["GIL102"]\n',
      'a.py': 'spawn(x)\nspawn(pool)\n',
      'sub/gilscope.toml': 'select = ["GIL102"]\nseverity = { GIL102 = "error" }\n',
      'sub/b.py': 'spawn(x)\nspawn(pool)\n',
    };
    await checkCli(
      files,
      ['check', '--quiet'],
      `
      exit 1
      a.py:1:1: GIL101 x holds the GIL for about 0.9 s a call
      sub/b.py:2:1: GIL102 pool holds the GIL for about 0.9 s a call
      `,
    );
    await checkCli(
      files,
      ['check', '--quiet', '--extend-select', 'GIL102'],
      `
      exit 1
      a.py:1:1: GIL101 x holds the GIL for about 0.9 s a call
      a.py:2:1: GIL102 pool holds the GIL for about 0.9 s a call
      sub/b.py:2:1: GIL102 pool holds the GIL for about 0.9 s a call
      `,
    );
    await checkCli(files, ['check', '--quiet', '--select', 'GIL4', 'a.py'], 'exit 0');
    await checkCli(
      files,
      ['check', '--quiet', '--config', 'sub/gilscope.toml', 'a.py'],
      'exit 1\na.py:2:1: GIL102 pool holds the GIL for about 0.9 s a call',
    );
  });

  it('reports what is wrong in a file once, goes on, and exits with 2', () =>
    checkCli(
      {
        'gilscope.toml': '\nselct = 1\nignore = ["GIL101", "GIL9"]\n',
        'a.py': 'spawn(x)\nspawn(pool)',
        'b.py': '',
      },
      ['check'],
      `
      exit 2
      a.py:2:1: GIL102 pool holds the GIL for about 0.9 s a call
      Found 1 finding in 2 files.
      ! gilscope: gilscope.toml:2: unknown key "selct"; did you mean "select"?
      ! gilscope: gilscope.toml:3: ignore: unknown rule "GIL9"
      `,
    ));

  it('goes on with defaults where a file is no TOML', () =>
    checkCli(
      { 'gilscope.toml': 'select = [', 'a.py': '' },
      ['check'],
      'exit 2\nNo findings in 1 file.\n! gilscope: gilscope.toml:1: not valid TOML: unfinished array (column 10)',
    ));

  it('refuses options that make no sense, before anything runs', async () => {
    const refused = (argv: string[], message: string): Promise<void> =>
      checkCli({ 'a.py': 'spawn(x)' }, ['check', ...argv], `exit 2\n${message.replace(/^/gm, '! ')}`);
    await refused(['--select', 'GIL101,GIL999'], 'gilscope: --select: unknown rule "GIL999"');
    await refused(
      ['--python-version', '2.7'],
      'gilscope: --python-version: expected a Python version such as "3.13" or "3.14t", found "2.7"',
    );
    await refused(['--config', 'no.toml'], 'gilscope: --config: no.toml: no such file or folder');
    await refused(
      ['--gil', 'maybe'],
      "gilscope: option '--gil <mode>' argument 'maybe' is invalid. Allowed choices are auto, on, off.",
    );
    await refused(
      ['--format', 'xml'],
      "gilscope: option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json, sarif, github, junit.",
    );
    await refused(
      ['--jobs', '0'],
      "gilscope: option '--jobs <n>' argument '0' is invalid. Expected a whole number of at least 1.",
    );
    await refused(['--fxi'], "gilscope: unknown option '--fxi'\n(Did you mean --fix?)");
  });

  it('obeys per-file-ignores and comments', () =>
    checkCli(
      {
        'pyproject.toml': '[tool.gilscope.per-file-ignores]\n"tests/*" = ["GIL101"]\n',
        'tests/a.py': 'spawn(x)\nspawn(pool)\n',
        'b.py': 'spawn(x)  # noqa: GIL101\nspawn(x)  # gilscope: ignore[GIL102]\n',
        'c.py': '# gilscope: off\nspawn(x)\n',
      },
      ['check', '--quiet'],
      `
      exit 1
      b.py:2:1: GIL101 x holds the GIL for about 0.9 s a call
      tests/a.py:2:1: GIL102 pool holds the GIL for about 0.9 s a call
      `,
    ));
});

describe('check: standard input', () => {
  it('has the name and the settings of a file', () =>
    checkCli(
      { 'sub/gilscope.toml': 'ignore = ["GIL101"]' },
      ['check', '--stdin-filename', 'sub/a.py', '-'],
      'exit 1\nsub/a.py:2:1: GIL102 pool holds the GIL for about 0.9 s a call\nFound 1 finding in 1 file.',
      { stdin: 'spawn(x)\nspawn(pool)\n' },
    ));

  it('must be text', () =>
    checkCli(
      {},
      ['check', '-'],
      'exit 2\nNo findings in 0 files.\n! gilscope: stdin.py: is not valid UTF-8 on line 2',
      {
        stdin: new Uint8Array([10, 0xff]),
      },
    ));

  it('is alone', () =>
    checkCli({}, ['check', '-', 'a.py'], 'exit 2\n! gilscope: "-" cannot stand beside other paths'));

  it('reads other files from disk', () =>
    checkCli(
      { 'b.py': '' },
      ['check', '-'],
      'exit 0\nNo findings in 1 file.\n! gilscope: stdin.py:2: cannot read c',
      { stdin: 'import b\nimport c\n' },
    ));
});

describe('check: what goes wrong', () => {
  it('names files that do not exist and goes on', () =>
    checkCli(
      { 'a.py': 'spawn(x)' },
      ['check', '--quiet', 'no.py', 'a.py'],
      `
      exit 2
      a.py:1:1: GIL101 x holds the GIL for about 0.9 s a call
      ! gilscope: no.py: no such file or folder
      `,
    ));

  it('reports broken Python and still checks the rest', () =>
    checkCli(
      { 'a.py': 'def f((:\nspawn(x)' },
      ['check', '--quiet'],
      'exit 1\na.py:2:1: GIL101 x holds the GIL for about 0.9 s a call\n! gilscope: a.py:1: syntax error',
    ));

  it('survives a failure of the analysis', () =>
    checkCli(
      { 'a.py': 'spawn(crash)', 'b.py': '' },
      ['check'],
      'exit 2\nNo findings in 1 file.\n! gilscope: a.py: could not be analysed: the fake was told to crash',
    ));

  it('says that a folder holds no Python', () =>
    checkCli(
      { 'a.txt': '' },
      ['check'],
      'exit 0\nNo findings in 0 files.\n! gilscope: no Python files found',
    ));

  it('reports a core that cannot be loaded', () =>
    checkCli({}, ['check'], 'exit 2\n! gilscope: internal error: no parser', {
      openGilscope: () => Promise.reject(new Error('no parser')),
    }));
});

describe('check --fix', () => {
  const fix = async (code: string, argv: readonly string[], expected: string, after: string): Promise<void> =>
    inFolder({ 'a.py': code }, async (folder) => {
      const result = await runCli(['check', ...argv], { cwd: folder.path });
      assert.equal(shown(result, folder.path), unindented(expected));
      assert.equal(folder.read('a.py'), after);
    });

  it('applies safe fixes only', () =>
    fix(
      'spawn(safe)\nspawn(unsafe)\n',
      ['--fix'],
      `
      exit 1
      a.py:3:1: GIL101 unsafe holds the GIL for about 0.9 s a call
          fix: Run unsafe here (unsafe: order)
      Fixed 1 finding, 1 left in 1 file.
      1 fixable with --fix --unsafe-fixes.
      `,
      'safe(\n)\nspawn(unsafe)\n',
    ));

  it('applies unsafe fixes where asked to, and never a comment', () =>
    fix(
      'spawn(safe)\nspawn(unsafe)\nspawn(none)',
      ['--fix', '--unsafe-fixes'],
      `
      exit 1
      a.py:5:1: GIL101 none holds the GIL for about 0.9 s a call
      Fixed 2 findings, 1 left in 1 file.
      `,
      'safe(\n)\nunsafe(\n)\nspawn(none)',
    ));

  it('keeps line endings', () =>
    fix(
      'x\r\nspawn(safe)\r\n',
      ['--fix'],
      'exit 0\nFixed 1 finding, 0 left in 1 file.',
      'x\r\nsafe(\r\n)\r\n',
    ));

  it('takes fixes that touch each other one by one', () =>
    fix(
      'spawn(safe1)spawn(safe2)',
      ['--fix'],
      'exit 0\nFixed 2 findings, 0 left in 1 file.',
      'safe1(\n)safe2(\n)',
    ));

  it('takes back what breaks the file', () =>
    fix(
      'spawn(breaks)',
      ['--fix', '--quiet'],
      `
      exit 2
      a.py:1:1: GIL101 breaks holds the GIL for about 0.9 s a call
          fix: Run breaks here
      ! gilscope: a.py: a fix would break the file and was not applied: Run breaks here
      `,
      'spawn(breaks)',
    ));

  it('prints a diff and changes nothing with --diff', () =>
    fix(
      'a\nb\nc\nd\nspawn(safe)\ne\n',
      ['--diff'],
      `
      exit 1
      --- a.py
      +++ a.py
      @@ -2,5 +2,6 @@
       b
       c
       d
      -spawn(safe)
      +safe(
      +)
       e
      ! gilscope: would fix 1 finding in 1 file
      `,
      'a\nb\nc\nd\nspawn(safe)\ne\n',
    ));

  it('prints fixed standard input, and findings beside it', () =>
    checkCli(
      {},
      ['check', '--fix', '--quiet', '-'],
      'exit 1\nsafe(\n)\nspawn(x)\n! stdin.py:3:1: GIL101 x holds the GIL for about 0.9 s a call',
      { stdin: 'spawn(safe)\nspawn(x)\n' },
    ));

  it('writes back in the encoding of the file', () =>
    inFolder({}, async (folder) => {
      folder.write('a.py', Buffer.from('# coding: latin-1\n# é\nspawn(safe)\n', 'latin1'));
      folder.write('b.py', Buffer.from('\uFEFF# é\nspawn(safe)\n', 'utf8'));
      folder.write('c.py', Buffer.from('# coding: koi8-r\nspawn(safe)\n', 'latin1'));
      const result = await runCli(['check', '--fix'], { cwd: folder.path });
      assert.equal(
        shown(result, folder.path),
        unindented(`
        exit 2
        c.py:2:1: GIL101 safe holds the GIL for about 0.9 s a call
            fix: Run safe here
        Fixed 2 findings, 1 left in 3 files.
        1 fixable with --fix.
        ! gilscope: c.py: the fixed text cannot be written as koi8-r
        `),
      );
      const { readFileSync } = await import('node:fs');
      assert.equal(readFileSync(`${folder.path}/a.py`, 'latin1'), '# coding: latin-1\n# é\nsafe(\n)\n');
      assert.equal(folder.read('b.py'), '\uFEFF# é\nsafe(\n)\n');
    }));
});
