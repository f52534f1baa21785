/** Files as the server in a Node process sees them. */
import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { URI } from 'vscode-uri';
import { createFileAccess } from '../../server/src/node/files';

describe('files of the server', () => {
  let folder = '';
  const uriOf = (path: string): string => URI.file(join(folder, path)).toString();
  const write = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gilscope files é-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are read by the encoding they state, anew when they have changed', () => {
    const { read } = createFileAccess();
    write('a.py', Uint8Array.from([...Buffer.from('# coding: latin-1\n# '), 0xe9]));
    assert.equal(read(uriOf('a.py')), '# coding: latin-1\n# é');
    write('a.py', 'x = 1\n');
    assert.equal(read(uriOf('a.py')), 'x = 1\n');
    write('a.py', 'y = 2\n');
    utimesSync(join(folder, 'a.py'), new Date(0), new Date(0));
    assert.equal(read(uriOf('a.py')), 'y = 2\n');
    rmSync(join(folder, 'a.py'));
    assert.equal(read(uriOf('a.py')), undefined);
  });

  it('are undefined where there is no readable text', () => {
    const { read } = createFileAccess();
    write('binary.py', Uint8Array.from([0, 1, 2, 255]));
    mkdirSync(join(folder, 'folder.py'));
    for (const uri of [
      uriOf('binary.py'),
      uriOf('folder.py'),
      uriOf('binary.py/inside.py'),
      uriOf(`${'long'.repeat(200)}.py`),
      'untitled:Untitled-1',
      'no uri at all',
    ])
      assert.equal(read(uri), undefined, uri);
  });

  it('are looked for in folders that are listed once', () => {
    const { look } = createFileAccess();
    const may = (exists: (path: string) => boolean, path: string): boolean => exists(join(folder, path));
    write('pkg/a.py', '');
    write('pkg/Été.py', '');
    const first = look();
    const expected: Readonly<Record<string, boolean>> = {
      'pkg/a.py': true,
      'pkg/b.py': false,
      // Whoever reads it finds out: on some machines this is the same file.
      'pkg/A.py': true,
      'pkg/été.py': true,
      'pkg/LONGNA~1.py': true,
      'pkg/a/__init__.py': false,
      'pkg/a.py/__init__.py': false,
      'other/a.py': false,
      'other/deep/a.py': false,
    };
    const found = Object.keys(expected).map((path) => [path, may(first, path)]);
    assert.deepEqual(Object.fromEntries(found), expected);
    assert.ok(first('//server/share/a.py'));
    write('pkg/b.py', '');
    write('other/a.py', '');
    assert.deepEqual([may(first, 'pkg/b.py'), may(first, 'other/a.py')], [false, false]);
    const second = look();
    assert.deepEqual([may(second, 'pkg/b.py'), may(second, 'other/a.py')], [true, true]);
    rmSync(join(folder, 'pkg'), { recursive: true });
    assert.equal(may(look(), 'pkg/a.py'), false);
  });

  it('may be anywhere in folders with very many entries', () => {
    const { look } = createFileAccess();
    for (let entry = 0; entry <= 3000; entry++) write(`large/${String(entry)}`, '');
    for (const exists of [look(), look()]) assert.ok(exists(join(folder, 'large/a.py')));
  });

  it('are listed without what git ignores and without folders that hold no code of the project', () => {
    const { list } = createFileAccess();
    for (const path of ['a.py', 'pkg/b.py', 'gen/c.py', '.venv/lib/d.py', 'node_modules/e.py', 'notes.txt'])
      write(path, '');
    write('.gitignore', 'gen/\n');
    assert.deepEqual(list(URI.file(folder).toString()), [uriOf('a.py'), uriOf('pkg/b.py')]);
    assert.deepEqual(list(uriOf('nowhere')), []);
    assert.deepEqual(list('vscode-vfs://github/owner/repo'), []);
  });
});
