import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createGilscope } from '../../server/src/core/service';
import type { CliResult, Folder } from './support/runCli';
import { inFolder, runCli } from './support/runCli';
import { pythonParser } from '../support/parser';

/** The command line on the real core. */
async function runReal(folder: Folder, argv: readonly string[], stdin = ''): Promise<CliResult> {
  const parser = await pythonParser();
  return runCli(argv, {
    cwd: folder.path,
    stdin,
    openGilscope: (host, options) => Promise.resolve(createGilscope({ parser, host, ...options })),
  });
}

const POOL = `from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i
    return total


def main():
    with ThreadPoolExecutor(max_workers=4) as pool:
        print(sum(pool.map(crunch, [300_000] * 4)))


if __name__ == "__main__":
    main()
`;

const SITE = { path: 'a.py', line: 13, api: 'concurrent.futures.ThreadPoolExecutor.map', target: 'crunch' };

const LOOP = `import asyncio
import time

def work():
    time.sleep(1)

async def fetch(): await asyncio.to_thread(work)

async def main():
    await asyncio.gather(fetch())

asyncio.run(main())
`;

describe('command line on the real core', () => {
  it('finds a CPU-bound pool, and nothing in what only waits', () =>
    inFolder(
      { 'a.py': POOL, 'b.py': POOL.replace('total += i * i', 'import time; time.sleep(0.1)') },
      async (folder) => {
        const result = await runReal(folder, ['check', '--format', 'json']);
        const found: { findings: { code: string; path: string; line: number }[] } = JSON.parse(result.stdout);
        assert.deepEqual(
          found.findings.map(({ code, path, line }) => ({ code, path, line })),
          [{ code: 'GIL102', path: 'a.py', line: 13 }],
        );
        assert.deepEqual([result.code, result.stderr], [1, '']);
      },
    ));

  it('names the library calls that a verdict waits for', () =>
    inFolder(
      { 'a.py': 'import threading\nfrom fastlib import solve\nthreading.Thread(target=solve).start()\n' },
      async (folder) => {
        const unknown = await runReal(folder, ['sites']);
        assert.equal(
          unknown.stdout.slice(unknown.stdout.indexOf('\n\n') + 2),
          '1 site in 1 file.\n\nNothing is known of these calls; `calls` in the configuration may state what they do:\n  fastlib.solve\n',
        );
      },
    ));

  it('lists what event loops run where it is asked for', () =>
    inFolder({ 'a.py': LOOP }, async (folder) => {
      const listed = async (...more: string[]): Promise<unknown> => {
        const result = await runReal(folder, ['sites', '--format', 'json', ...more]);
        const { sites }: { sites: { line: number; kind: string; api: string }[] } = JSON.parse(result.stdout);
        return sites.map(({ line, kind, api }) => `${line} ${kind} ${api}`);
      };
      assert.deepEqual(await listed(), ['7 thread-pool asyncio.to_thread']);
      assert.deepEqual(await listed('--event-loops'), [
        '7 thread-pool asyncio.to_thread',
        '10 event-loop asyncio.gather',
        '12 event-loop asyncio.run',
      ]);
    }));

  it('lists the site, flagged', () =>
    inFolder({ 'a.py': POOL }, async (folder) => {
      const result = await runReal(folder, ['sites', '--format', 'json']);
      const { sites }: { sites: (typeof SITE & { verdict: string; flagged: string[] })[] } = JSON.parse(
        result.stdout,
      );
      assert.deepEqual(
        sites.map(({ path, line, api, target, verdict, flagged }) => ({
          path,
          line,
          api,
          target,
          verdict,
          flagged,
        })),
        [{ ...SITE, verdict: 'cpu', flagged: ['GIL102'] }],
      );
    }));

  it('follows calls into other files, and comments in them', () =>
    inFolder(
      {
        'pkg/__init__.py': '',
        'pkg/work.py': POOL.slice(POOL.indexOf('def crunch'), POOL.indexOf('def main')),
        'pkg/run.py': `from .work import crunch\n${POOL.replace(/def crunch[^]*return total\n/, '')}`,
      },
      async (folder) => {
        const quiet = async (): Promise<string> =>
          (await runReal(folder, ['check', '--quiet'])).stdout.split(' ')[1] ?? '';
        assert.equal(await quiet(), 'GIL102');
        folder.write(
          'pkg/work.py',
          folder.read('pkg/work.py').replace('def crunch(n):', 'def crunch(n):  # gilscope: native'),
        );
        assert.equal(await quiet(), '');
      },
    ));

  it('rewrites the pool, after which nothing is found and the output is the same', () =>
    inFolder({ 'a.py': POOL }, async (folder) => {
      const output = (): string => execFileSync('python3', [join(folder.path, 'a.py')], { encoding: 'utf8' });
      const before = output();
      const result = await runReal(folder, ['check', '--fix', '--unsafe-fixes']);
      assert.equal(result.stdout, 'Fixed 1 finding, 0 left in 1 file.\n');
      assert.match(folder.read('a.py'), /with ProcessPoolExecutor\(max_workers=4\) as pool:/);
      assert.equal(output(), before);
    }));

  it('leaves unsafe fixes alone without --unsafe-fixes', () =>
    inFolder({ 'a.py': POOL }, async (folder) => {
      assert.equal((await runReal(folder, ['check', '--fix', '--quiet'])).code, 1);
      assert.equal(folder.read('a.py'), POOL);
    }));

  it('prints the profile of a function by name and by line', () =>
    inFolder({ 'a.py': POOL }, async (folder) => {
      const byName = await runReal(folder, ['profile', 'a.py::crunch']);
      const byLine = await runReal(folder, ['profile', 'a.py:6']);
      assert.match(byName.stdout, /^crunch {2}a\.py:4\n/);
      assert.equal(byLine.stdout, byName.stdout);
      const json: { schema: number; name: string } = JSON.parse(
        (await runReal(folder, ['profile', 'a.py:6', '--format', 'json'])).stdout,
      );
      assert.deepEqual([json.schema, json.name], [1, 'crunch']);
    }));

  it('prints the profiles of all functions of a file', () =>
    inFolder({ 'a.py': POOL }, async (folder) => {
      const all = await runReal(folder, ['profile', 'a.py']);
      const crunch = await runReal(folder, ['profile', 'a.py::crunch']);
      const main = await runReal(folder, ['profile', 'a.py::main']);
      assert.equal(all.stdout, `${crunch.stdout}\n${main.stdout}`);
    }));

  it('simulates the site: threads as slow as one after another, processes faster', () =>
    inFolder({ 'a.py': POOL }, async (folder) => {
      const { stdout } = await runReal(folder, ['simulate', 'a.py:13', '--compare', '--format', 'json']);
      const { modes }: { modes: { executor: { kind: string }; speedUp: number }[] } = JSON.parse(stdout);
      const speedUp = (kind: string): number =>
        modes.find(({ executor }) => executor.kind === kind)?.speedUp ?? NaN;
      assert.ok(speedUp('pool') < 1.1, `threads: ${speedUp('pool')}`);
      assert.ok(speedUp('processes') > 1.5, `processes: ${speedUp('processes')}`);
    }));

  it('reads what does not parse, as far as it does', () =>
    inFolder({}, async (folder) => {
      const result = await runReal(folder, ['check', '--quiet', '-'], `${POOL}\ndef broken(:\n`);
      assert.match(result.stdout, /^stdin\.py:13:\d+: GIL102 /);
      assert.match(result.stderr, /^gilscope: stdin\.py:\d+: /);
      assert.equal(result.code, 1);
    }));

  it('obeys noqa, but not in a string', () =>
    inFolder({}, async (folder) => {
      const code = async (text: string): Promise<number> =>
        (await runReal(folder, ['check', '--quiet', '-'], text)).code;
      const line = 'print(sum(pool.map(crunch, [300_000] * 4)))';
      assert.equal(await code(POOL.replace(line, `${line}  # noqa: GIL102`)), 0);
      assert.equal(await code(POOL.replace(line, `${line}; "# noqa: GIL102"`)), 1);
      assert.equal(await code(`# gilscope: ignore-file\n${POOL}`), 0);
    }));

  it('explains its rules', () =>
    inFolder({}, async (folder) => {
      const { stdout } = await runReal(folder, ['explain', 'GIL412']);
      assert.match(stdout, /^# GIL412: busy-wait\n/);
    }));
});
