/** Texts of imported modules: found when they appear, read again when they change, and not looked for without need. */
import { strict as assert } from 'node:assert';
import type { Gilscope, SourceHost } from '../../server/src/core/gilscope';
import { Documents } from '../../server/src/workspace/documents';
import { Projects } from '../../server/src/workspace/projects';
import { createFakeGilscope } from './support/fakeGilscope';
import { manualClock, type ManualClock } from './support/manualClock';

interface Lab {
  readonly clock: ManualClock;
  /** By absolute path. */
  readonly disk: Map<string, string>;
  readonly documents: Documents;
  readonly projects: Projects;
  /** What the core of a project is given for a path. */
  read(path: string): string | undefined;
  /** What was read of the disk since the last call: absolute paths, and `look` for each look at the folders. */
  asked(): readonly string[];
}

/** With `root` the project of that folder, else that of the files outside every folder. */
function lab(root: string | undefined): Lab {
  const clock = manualClock();
  const disk = new Map<string, string>();
  const documents = new Documents();
  let asked: string[] = [];
  const hosts: SourceHost[] = [];
  const projects = new Projects({
    create(host): Gilscope {
      hosts.push(host);
      return createFakeGilscope(host);
    },
    documents,
    clock,
    files: {
      read(uri) {
        const path = uri.replace('file://', '');
        asked.push(path);
        return disk.get(path);
      },
      look() {
        asked.push('look');
        const paths = new Set(disk.keys());
        return (path) => paths.has(path);
      },
      list: () => [],
    },
  });
  if (root !== undefined) projects.setFolders([root]);
  return {
    ...{ clock, disk, documents, projects },
    read: (path) => hosts.at(-1)?.read(path),
    asked() {
      const before = asked;
      asked = [];
      return before;
    },
  };
}

for (const { name, root, path } of [
  { name: 'in a folder', root: 'file:///project', path: 'pkg/a.py' },
  { name: 'outside every folder', root: undefined, path: '/project/pkg/a.py' },
]) {
  const uri = 'file:///project/pkg/a.py';
  const file = '/project/pkg/a.py';

  describe(`texts of modules ${name}`, () => {
    it('are looked for once a second, and read only where they may be', () => {
      const { clock, disk, read, asked } = lab(root);
      const other = path.replace('a.py', 'b.py');
      disk.set(file, 'first');
      assert.deepEqual(
        [read(path), read(other), read(path), read(other)],
        ['first', undefined, 'first', undefined],
      );
      assert.deepEqual(asked(), ['look', file]);
      disk.set(file, 'second');
      disk.set(file.replace('a.py', 'b.py'), 'new');
      clock.advance(999);
      assert.deepEqual([read(path), read(other)], ['first', undefined]);
      assert.deepEqual(asked(), []);
      clock.advance(1);
      assert.deepEqual([read(path), read(other)], ['second', 'new']);
      disk.clear();
      clock.advance(1000);
      assert.deepEqual([read(path), read(other)], [undefined, undefined]);
    });

    it('are looked for at once where files are said to have changed', () => {
      const { disk, projects, read } = lab(root);
      assert.equal(read(path), undefined);
      disk.set(file, 'new');
      projects.filesChanged();
      assert.equal(read(path), 'new');
    });

    it('are those of open documents, which need be in no folder', () => {
      const { documents, projects, read } = lab(root);
      const open = (version: number, text: string): void => {
        documents.open({ uri, languageId: 'python', version, text });
        projects.documentChanged(uri);
      };
      assert.equal(read(path), undefined);
      open(1, 'unsaved');
      assert.equal(read(path), 'unsaved');
      open(2, 'edited');
      assert.equal(read(path), 'edited');
      documents.close(uri);
      projects.documentChanged(uri);
      assert.equal(read(path), undefined);
    });
  });
}

describe('texts of modules in a folder', () => {
  it('are those of documents that were open before the folder', () => {
    const { documents, projects, read } = lab(undefined);
    const uri = 'file:///project/a.py';
    documents.open({ uri, languageId: 'python', version: 1, text: 'unsaved' });
    projects.documentChanged(uri);
    projects.setFolders(['file:///project']);
    assert.equal(read('a.py'), 'unsaved');
  });

  it('are not those outside it', () => {
    const { disk, read } = lab('file:///project');
    disk.set('/secret.py', 'secret');
    disk.set('/project/../secret.py', 'secret');
    assert.deepEqual([read('/secret.py'), read('../secret.py')], [undefined, undefined]);
  });

  it('may be in one that cannot be listed', () => {
    const { documents, projects, read } = lab('vscode-vfs://github/project');
    const uri = 'vscode-vfs://github/project/a.py';
    assert.equal(read('a.py'), undefined);
    documents.open({ uri, languageId: 'python', version: 1, text: 'remote' });
    projects.documentChanged(uri);
    assert.equal(read('a.py'), 'remote');
  });
});
