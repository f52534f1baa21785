import assert from 'node:assert/strict';
import { version } from '../../package.json';
import { parsePlace } from '../../server/src/cli/place';
import { checkCli, inFolder, runCli } from './support/runCli';

describe('sites', () => {
  const FILES = {
    'a.py': 'def crunch():\n    pass\nspawn(crunch)\n  spawn(io)\n',
    'pkg/b.py': 'spawn(pool)  # noqa\n',
  };

  it('lists every site, flagged or not', () =>
    checkCli(
      FILES,
      ['sites'],
      `
      exit 0
        line  starts            runs    verdict     workers      one by one  threads  processes  findings
      a.py
         3:1  threading.Thread  crunch  cpu (high)  4 (literal)       3.6 s    3.6 s        1 s  GIL101
         4:3  threading.Thread  io      io (high)   4 (literal)           -        -          -

      pkg/b.py
         1:1  threading.Thread  pool    cpu (high)  4 (literal)       3.6 s    3.6 s        1 s

      3 sites in 2 files.
      `,
    ));

  it('says that there are none', () => checkCli({ 'a.py': '' }, ['sites'], 'exit 0\n0 sites in 0 files.'));

  it('prints JSON, with what went wrong', () =>
    checkCli(
      FILES,
      ['sites', '--format', 'json', 'a.py', 'no.py'],
      `
      exit 2
      {
        "version": 1,
        "sites": [
          {
            "path": "a.py",
            "line": 3,
            "column": 1,
            "endLine": 3,
            "endColumn": 14,
            "api": "threading.Thread",
            "kind": "thread",
            "target": "crunch",
            "targetDefinition": {
              "path": "a.py",
              "line": 1
            },
            "resolution": "same-file",
            "workers": {
              "count": 4,
              "basis": "literal"
            },
            "verdict": "cpu",
            "confidence": "high",
            "perTask": {
              "held": {
                "low": 0.9,
                "mid": 0.9,
                "high": 0.9
              },
              "native": {
                "low": 0,
                "mid": 0,
                "high": 0
              },
              "io": {
                "low": 0,
                "mid": 0,
                "high": 0
              },
              "wait": {
                "low": 0,
                "mid": 0,
                "high": 0
              }
            },
            "prediction": {
              "sequential": 3.6,
              "threads": 3.6,
              "processes": 1
            },
            "flagged": [
              "GIL101"
            ],
            "evidence": [
              {
                "path": "a.py",
                "line": 1,
                "column": 1,
                "message": "crunch computes"
              }
            ]
          },
          {
            "path": "a.py",
            "line": 4,
            "column": 3,
            "endLine": 4,
            "endColumn": 12,
            "api": "threading.Thread",
            "kind": "thread",
            "target": "io",
            "targetDefinition": null,
            "resolution": "unresolved",
            "workers": {
              "count": 4,
              "basis": "literal"
            },
            "verdict": "io",
            "confidence": "high",
            "perTask": {
              "held": {
                "low": 0,
                "mid": 0,
                "high": 0
              },
              "native": {
                "low": 0,
                "mid": 0,
                "high": 0
              },
              "io": {
                "low": 0.9,
                "mid": 0.9,
                "high": 0.9
              },
              "wait": {
                "low": 0,
                "mid": 0,
                "high": 0
              }
            },
            "prediction": null,
            "flagged": [],
            "evidence": []
          }
        ],
        "errors": [
          {
            "path": "no.py",
            "message": "no such file or folder"
          }
        ]
      }
      ! gilscope: no.py: no such file or folder
      `,
    ));
});

describe('explain', () => {
  it('prints the page of a rule by code or name', async () => {
    const page = 'exit 0\n# GIL102: cpu-bound-thread-pool\n\nCPU-bound work in a thread pool.';
    await checkCli({}, ['explain', 'gil102'], page);
    await checkCli({}, ['explain', 'cpu-bound-thread-pool'], page);
  });

  it('prints all pages', () =>
    checkCli(
      {},
      ['explain', '--all'],
      `
      exit 0
      # GIL101: cpu-bound-thread

      CPU-bound work in a thread.

      # GIL102: cpu-bound-thread-pool

      CPU-bound work in a thread pool.

      # GIL420: daemon-writes

      A daemon thread writes.
      `,
    ));

  it('refuses what is no rule', async () => {
    await checkCli({}, ['explain', 'GIL999'], 'exit 2\n! gilscope: unknown rule "GIL999"');
    await checkCli(
      {},
      ['explain', 'daemon-write'],
      'exit 2\n! gilscope: unknown rule "daemon-write"; did you mean "daemon-writes"?',
    );
    await checkCli({}, ['explain'], 'exit 2\n! gilscope: expected a rule such as GIL102, or --all');
    await checkCli({}, ['explain', '--all', 'GIL101'], 'exit 2\n! gilscope: --all takes no code');
  });
});

describe('profile', () => {
  it('names what it does not find', async () => {
    const files = { 'a.py': 'x = 1\n' };
    await checkCli(files, ['profile', 'a.py:9'], 'exit 2\n! gilscope: a.py: line 9 is in no function');
    await checkCli(files, ['profile', 'a.py::f.g'], 'exit 2\n! gilscope: a.py: no function is named f.g');
    await checkCli(files, ['profile', 'a.py'], 'exit 2\n! gilscope: a.py: holds no function');
    await checkCli(files, ['profile', 'b.py'], 'exit 2\n! gilscope: b.py: no such file or folder');
  });
});

describe('server', () => {
  it('takes one transport, standard streams by default', async () => {
    const served = async (...argv: string[]): Promise<unknown> =>
      (await runCli(['server', ...argv], { cwd: '/' })).served;
    assert.deepEqual(await served(), [{ kind: 'stdio' }]);
    assert.deepEqual(await served('--stdio', '--clientProcessId=1'), [{ kind: 'stdio' }]);
    assert.deepEqual(await served('--node-ipc'), [{ kind: 'node-ipc' }]);
    assert.deepEqual(await served('--socket=6009'), [{ kind: 'socket', port: 6009 }]);
  });

  it('refuses two, and ports that are none', async () => {
    await checkCli(
      {},
      ['server', '--stdio', '--node-ipc'],
      "exit 2\n! gilscope: option '--stdio' cannot be used with option '--node-ipc'",
    );
    await checkCli(
      {},
      ['server', '--socket=70000'],
      'exit 2\n! gilscope: --socket: expected a port from 1 to 65535, found "70000"',
    );
  });
});

describe('usage', () => {
  it('prints the version', () => checkCli({}, ['--version'], `exit 0\n${version}`));

  it('prints help, and without a command prints it as an error', async () => {
    const help = await runCli(['--help'], { cwd: '/' });
    assert.equal(help.code, 0);
    assert.match(help.stdout, /^Usage: gilscope .*\n\nPredicts what Python threads do to the GIL\.\n/);
    const bare = await runCli([], { cwd: '/' });
    assert.deepEqual([bare.code, bare.stdout, bare.stderr], [2, '', help.stdout]);
  });

  it('refuses commands that do not exist', () =>
    checkCli({}, ['chek'], "exit 2\n! gilscope: unknown command 'chek'\n! (Did you mean check?)"));
});

describe('progress', () => {
  it('is shown on a terminal only, and taken away', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 45 }, (_, i) => [`${String(i).padStart(2, '0')}.py`, '']),
    );
    await inFolder(files, async ({ path }) => {
      const onTerminal = await runCli(['check', '--color=never'], { cwd: path, isTTY: true });
      assert.equal(onTerminal.stderr, '20 of 45 files\r\u001b[K40 of 45 files\r\u001b[K');
      assert.equal((await runCli(['check'], { cwd: path })).stderr, '');
    });
  });
});

describe('places', () => {
  const check = (text: string, expected: unknown): void => assert.deepEqual(parsePlace(text), expected);

  it('are files, lines and names', () => {
    check('a.py', { file: 'a.py' });
    check('a.py:7', { file: 'a.py', line: 7 });
    check('a.py:7:3', { file: 'a.py', line: 7 });
    check('a.py::A.f', { file: 'a.py', name: 'A.f' });
    check('a.py::f.<locals>.g', { file: 'a.py', name: 'f.<locals>.g' });
    check('C:\\x\\a.py:7', { file: 'C:\\x\\a.py', line: 7 });
    check('C:/x/a.py', { file: 'C:/x/a.py' });
    check('C:/x/a.py::f', { file: 'C:/x/a.py', name: 'f' });
    check('dir:8/a.py', { file: 'dir:8/a.py' });
  });
});
