/** Threads and the cache change how long `check` takes and nothing else. Runs the program as it is shipped. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PACKAGES, standardLibraryFolder } from '../support/standardLibrary';
import { USER, WORK } from '../support/threadedProject';
import { bundleCli } from './support/bundle';
import { type Folder, inFolder } from './support/runCli';

/** More files than go to a thread at once, some of them broken. */
const PROJECT: Readonly<Record<string, string | Uint8Array>> = {
  'work.py': WORK,
  'bad.py': new Uint8Array([0xff, 0xfe, 0x31]),
  'broken.py': `${USER}x = (\n`,
  'pyproject.toml': '[tool.gilscope]\nselekt = []\n',
  ...Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `user${String(index)}.py`,
      USER.replace('10_000', `${String(index + 1)}_000`),
    ]),
  ),
};

describe('check, however it runs', function () {
  this.timeout(300_000);
  let program = '';

  before(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gilscope-cli-'));
    program = await bundleCli(folder);
    for (const file of ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-python/tree-sitter-python.wasm'])
      copyFileSync(require.resolve(file), join(folder, file.split('/').at(-1) ?? ''));
  });

  after(() => rmSync(dirname(program), { recursive: true, force: true }));

  async function check(folder: Folder, ...options: readonly string[]): Promise<string> {
    const args = [program, 'check', '--format', 'json', ...options, '.'];
    const child = spawn(process.execPath, args, { cwd: folder.path });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    const code = await new Promise((resolve) => child.once('close', resolve));
    return `${output}exit ${String(code)}`;
  }

  it('says the same with one thread and with several', () =>
    inFolder(PROJECT, async (folder) => {
      const one = await check(folder, '--no-cache', '--jobs', '1');
      assert.match(one, /GIL101[\s\S]*exit 2$/);
      assert.equal(await check(folder, '--no-cache', '--jobs', '3'), one);
    }));

  it('says the same from a cache, with runs at the same time and with a damaged cache', () =>
    inFolder(PROJECT, async (folder) => {
      const cached = ['--cache-dir', '.cache'];
      const plain = await check(folder, '--no-cache', '--jobs', '1');
      assert.equal(await check(folder, ...cached), plain);
      assert.equal(await check(folder, ...cached), plain);
      const both = [check(folder, ...cached, '--jobs', '2'), check(folder, ...cached)];
      assert.deepEqual(await Promise.all(both), [plain, plain]);
      const [file = ''] = readdirSync(join(folder.path, '.cache'));
      writeFileSync(join(folder.path, '.cache', file), 'not a cache');
      assert.equal(await check(folder, ...cached), plain);
    }));

  it('says the same of the standard library', () =>
    inFolder({ 'work.py': WORK, 'user.py': USER }, async (folder) => {
      for (const name of PACKAGES) {
        cpSync(join(standardLibraryFolder(), name), join(folder.path, name), {
          recursive: true,
          filter: (path) => !path.endsWith('__pycache__'),
        });
      }
      const all = ['--select', 'ALL', '--preview', '--min-confidence', 'low'];
      const plain = await check(folder, ...all, '--no-cache', '--jobs', '1');
      assert.match(plain, /GIL\d\d\d/);
      const others = [
        ['--no-cache', '--jobs', '3', '--no-scan'],
        ['--cache-dir', '.cache', '--jobs', '2'],
        ['--cache-dir', '.cache', '--jobs', '1'],
      ];
      for (const other of others) assert.equal(await check(folder, ...all, ...other), plain, other.join(' '));
    }));

  it('notices what has changed since', () =>
    inFolder(PROJECT, async (folder) => {
      const both = async (): Promise<string> => {
        const cached = await check(folder, '--cache-dir', '.cache');
        assert.equal(cached, await check(folder, '--no-cache'));
        return cached;
      };
      const first = await both();
      folder.write('work.py', WORK.replace('total += i * i', 'total += i ** 20'));
      const edited = await both();
      folder.write('gilscope.toml', 'ignore = ["GIL101"]\n');
      const configured = await both();
      rmSync(join(folder.path, 'work.py'));
      rmSync(join(folder.path, 'gilscope.toml'));
      const missing = await both();
      folder.write('work/__init__.py', WORK);
      const moved = await both();
      assert.equal(new Set([first, edited, configured, missing, moved]).size, 5);
    }));

  it('keeps nothing when told so', () =>
    inFolder(PROJECT, async (folder) => {
      await check(folder, '--no-cache', '--cache-dir', '.cache');
      assert.equal(readdirSync(folder.path).includes('.cache'), false);
    }));
});
