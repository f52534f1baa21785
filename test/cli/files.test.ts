import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCli, type Folder, inFolder, runCli, shown, unindented } from './support/runCli';

/** Which files a command reads: each says its name in a finding. */
async function checkFound(
  files: readonly string[],
  argv: readonly string[],
  expected: string,
  prepare: (folder: Folder) => void = () => undefined,
  contents: Readonly<Record<string, string>> = {},
): Promise<void> {
  const texts = Object.fromEntries(files.map((name) => [name, 'spawn(x)']));
  await inFolder({ ...texts, ...contents }, async (folder) => {
    prepare(folder);
    const result = await runCli(['check', '--quiet', ...argv], { cwd: folder.path });
    const output = shown(result, folder.path).replaceAll(
      ':1:1: GIL101 x holds the GIL for about 0.9 s a call',
      '',
    );
    assert.equal(output, unindented(expected));
  });
}

describe('files: which are found', () => {
  it('takes Python files in sorted order, each once', () =>
    checkFound(
      ['b.py', 'a/z.pyi', 'a/y.pyw', 'a.py', 'a/x.txt', 'Z.py'],
      ['.', 'a', 'b.py', './a/../b.py'],
      'exit 1\nZ.py\na/y.pyw\na/z.pyi\na.py\nb.py',
    ));

  it('takes a file named outright, whatever its name and whatever excludes it', () =>
    checkFound(
      ['tool', 'build/a.py'],
      ['tool', 'build/a.py', '--exclude', 'build,tool'],
      'exit 1\ntool\nbuild/a.py',
    ));

  it('leaves out folders that hold no code of the project, unless named', () =>
    checkFound(
      [
        '.venv/a.py',
        'node_modules/a.py',
        'x/__pycache__/a.py',
        'build/a.py',
        'env/a.py',
        'venv/a.py',
        'a.py',
      ],
      ['.', 'build'],
      'exit 1\na.py\nvenv/a.py\nbuild/a.py',
      (folder) => folder.write('env/pyvenv.cfg', ''),
    ));

  it('obeys exclude of the nearest settings, and of the option', () =>
    checkFound(
      ['a.py', 'gen/a.py', 'sub/gen/a.py', 'sub/old/a.py', 'sub/a_pb2.py', 'gen2/a.py'],
      ['--exclude', '*_pb2.py', '--exclude', '{gen2,gen3}/*'],
      'exit 1\na.py\nsub/gen/a.py',
      undefined,
      { 'gilscope.toml': 'exclude = ["/nowhere", "gen/*.py"]', 'sub/gilscope.toml': 'exclude = ["old"]' },
    ));

  it('obeys .gitignore, the inner over the outer, up to the root of the repository', () =>
    checkFound(
      [
        'repo/a.py',
        'repo/out/a.py',
        'repo/x_gen.py',
        'repo/keep/y_gen.py',
        'repo/keep/z_gen.py',
        'repo/inner/out/a.py',
      ],
      ['repo'],
      'exit 1\nrepo/a.py\nrepo/inner/out/a.py\nrepo/keep/y_gen.py',
      (folder) => {
        mkdirSync(join(folder.path, 'repo/.git'));
        mkdirSync(join(folder.path, 'repo/inner/.git'));
      },
      { '.gitignore': '*.py', 'repo/.gitignore': 'out/\n*_gen.py', 'repo/keep/.gitignore': '!y_gen.py' },
    ));

  it('obeys .gitignore of folders above, but goes into an ignored folder that is named', () =>
    checkFound(
      ['repo/sub/a.py', 'repo/sub/b_gen.py', 'repo/out/a.py', 'repo/out/b_gen.py'],
      ['repo/sub', 'repo/out'],
      'exit 1\nrepo/sub/a.py\nrepo/out/a.py\nrepo/out/b_gen.py',
      (folder) => mkdirSync(join(folder.path, 'repo/.git')),
      { 'repo/.gitignore': 'out/\n*_gen.py' },
    ));

  it('follows links out of the walk, and ends in loops', () =>
    checkFound(['src/a.py', 'lib/b.py'], ['src'], 'exit 1\nsrc/a.py\nsrc/lib/b.py', ({ path }) => {
      symlinkSync(join(path, 'lib'), join(path, 'src/lib'));
      symlinkSync(join(path, 'lib'), join(path, 'src/lib2'));
      symlinkSync(join(path, 'src'), join(path, 'src/loop'));
      symlinkSync(path, join(path, 'src/up'));
      symlinkSync(join(path, 'src/a.py'), join(path, 'src/0.py'));
      symlinkSync(join(path, 'nowhere'), join(path, 'src/.#lock.py'));
      symlinkSync('self.py', join(path, 'src/self.py'));
    }));
});

describe('files: what cannot be read', () => {
  it('is reported with its reason, and the rest goes on', () =>
    inFolder({ 'ok.py': 'spawn(x)', 'big.py': '#'.repeat(5_000_001) }, async ({ path }) => {
      symlinkSync('self.py', join(path, 'self.py'));
      writeFileSync(join(path, 'latin.py'), Buffer.from('x = 1\ny = "é"\n', 'latin1'));
      writeFileSync(join(path, 'null.py'), 'x = 1\0\n');
      writeFileSync(join(path, 'cookie.py'), '# -*- coding: klingon -*-\n');
      writeFileSync(join(path, 'bom.py'), '\uFEFF# coding: latin-1\n');
      writeFileSync(join(path, 'ascii.py'), '#!/usr/bin/python\n# vim: set fileencoding=ascii :\n# é\n');
      writeFileSync(join(path, 'utf16.py'), '# coding: utf-16\n');
      writeFileSync(join(path, 'wide.py'), Buffer.from('\uFEFFx = 1\n', 'utf16le'));
      writeFileSync(Buffer.concat([Buffer.from(join(path, 'z')), Buffer.of(0xff), Buffer.from('.py')]), '');
      mkdirSync(join(path, 'dir.py'));
      const result = await runCli(['check', '--quiet', '.', 'self.py', 'dir.py/no.py', 'x\n.py'], {
        cwd: path,
      });
      assert.equal(
        shown(result, path),
        unindented(`
        exit 2
        ok.py:1:1: GIL101 x holds the GIL for about 0.9 s a call
        ! gilscope: self.py: too many symbolic links
        ! gilscope: dir.py/no.py: no such file or folder
        ! gilscope: x\\n.py: no such file or folder
        ! gilscope: ascii.py: is not valid ASCII on line 3
        ! gilscope: big.py: is larger than 5 MB (5.0 MB)
        ! gilscope: bom.py: has a UTF-8 byte order mark, but says that its encoding is latin-1
        ! gilscope: cookie.py: unknown encoding klingon
        ! gilscope: latin.py: is not valid UTF-8 on line 2
        ! gilscope: null.py: is not text: it holds a null byte
        ! gilscope: utf16.py: unknown encoding utf-16
        ! gilscope: wide.py: is in UTF-16, which Python does not read; save it as UTF-8
        ! gilscope: z\uFFFD.py: its name is not valid UTF-8
        `),
      );
    }));

  it('is a wrong use where a path is empty, as an unset variable of a shell is', () =>
    inFolder({ 'ok.py': 'spawn(x)' }, async ({ path }) => {
      const result = await runCli(['check', ''], { cwd: path });
      assert.equal(shown(result, path), 'exit 2\n! gilscope: a path is empty');
    }));

  it('is reported where permission is missing', async function () {
    // Root may read everything: then the same files are simply read.
    const mayReadAll = process.getuid?.() === 0;
    await inFolder({ 'a.py': 'spawn(x)', 'sub/b.py': 'spawn(x)' }, async ({ path }) => {
      chmodSync(join(path, 'a.py'), 0);
      chmodSync(join(path, 'sub'), 0);
      const result = await runCli(['check', '--quiet'], { cwd: path });
      chmodSync(join(path, 'sub'), 0o700);
      const finding = (name: string): string => `${name}:1:1: GIL101 x holds the GIL for about 0.9 s a call`;
      assert.equal(
        shown(result, path),
        mayReadAll
          ? `exit 1\n${finding('a.py')}\n${finding('sub/b.py')}`
          : 'exit 2\n! gilscope: sub: permission denied\n! gilscope: a.py: permission denied',
      );
    });
  });

  it('is read in the encoding that it names', async () => {
    const code = (cookie: string, bytes: readonly number[]): Uint8Array =>
      Uint8Array.from([...Buffer.from(`# coding: ${cookie}\n`), ...bytes, ...Buffer.from('\nspawn(crunch)')]);
    await checkCli(
      {
        '1.py': code('latin-1', [0x23, 0x85]),
        '2.py': code('cp1252', [0x23, 0x80]),
        '3.py': code('Shift_JIS', [0x23, 0x83, 0x65]),
        '4.py': code('utf8', [0x23, 0xc3, 0xa9]),
        '5.py': code('iso-8859-15', [0x23, 0xa4]),
      },
      ['check', '--quiet', '--statistics'],
      'exit 1\n5  GIL101  cpu-bound-thread',
    );
  });
});
