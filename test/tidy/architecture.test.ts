/** docs/architecture.md names every folder there is, and only tests and files that are there. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = readFileSync('docs/architecture.md', 'utf8');
const CODE = [...PAGE.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? '');
/** Folders whose folders the page names, with what stands before a name there. */
const DESCRIBED: Readonly<Record<string, string>> = {
  'server/src/core': '',
  'server/src': 'server/src/',
  'client/src': '',
  'media/src': '',
};

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

describe('docs/architecture.md', () => {
  for (const [folder, before] of Object.entries(DESCRIBED)) {
    it(`names the folders of ${folder}`, () => {
      const unnamed = foldersIn(folder).filter(
        (name) => !CODE.some((code) => `${code}/`.startsWith(`${before}${name}/`)),
      );
      assert.deepEqual(unnamed, []);
    });
  }

  it('names every file of core/syntax', () => {
    const folder = 'server/src/core/syntax';
    assert.deepEqual(
      readdirSync(folder).filter((name) => !CODE.some((code) => code === name)),
      [],
    );
  });

  it('names tests and files that are there', () => {
    const roots = ['', 'server/src/core', 'server/src', 'server/src/core/syntax'];
    const isThere = (path: string): boolean =>
      roots.some((root) => ['', '.ts', '.test.ts'].some((ending) => existsSync(join(root, path + ending))));
    const paths = CODE.filter(
      (code) => /^[\w.-]+(?:\/[\w.-]+)+$|^\w+\.ts$/.test(code) && !/^dist\//.test(code),
    );
    assert.ok(paths.includes('test/tidy/layers'));
    // What the server and the client answer to has slashes, too.
    const requests = ['workspace/diagnostic', 'gilscope/sites'];
    assert.deepEqual(
      paths.filter((path) => !requests.includes(path) && !isThere(path)),
      [],
    );
  });
});
