/** Which settings count for a document: editor and files, folders, problems with their place, changes. */
import { strict as assert } from 'node:assert';
import type { Diagnostic } from 'vscode-languageserver/node';
import { DEFAULT_CONFIG } from '../../server/src/core/model/config';
import type { Problem } from '../../server/src/core/model/finding';
import { Settings, type DocumentSettings } from '../../server/src/workspace/settings';
import { relativePath } from '../../server/src/workspace/uris';
import {
  connectPair,
  FOLDER,
  MODERN,
  publication,
  showDiagnostics,
  type PairOptions,
} from './support/lspPair';

const RULES = [
  { code: 'GIL101', slug: 'cpu-bound-thread' },
  { code: 'GIL412', slug: 'busy-wait' },
];

/** Files by path below the folder, the editor's settings, and what comes of them for `pkg/a.py`. */
async function settingsOf(
  files: Readonly<Record<string, string>>,
  editor: Readonly<Record<string, unknown>> = {},
  path = 'pkg/a.py',
): Promise<DocumentSettings & { readonly problems: readonly string[] }> {
  const problems: Problem[] = [];
  const settings = new Settings({
    fetch: () => Promise.resolve(editor),
    read: (uri) => files[relativePath(FOLDER, uri) ?? ''],
    rootOf: () => FOLDER,
    rules: RULES,
    report: (found) => problems.push(...found),
    mark: () => undefined,
  });
  const found = await settings.for(`${FOLDER}/${path}`);
  return {
    ...found,
    problems: problems.map((problem) => `${problem.path}:${problem.line ?? '?'}: ${problem.message}`),
  };
}

describe('settings of a document', () => {
  it('are the defaults where nobody says anything; null in the editor is not set', async () => {
    const { config, editor, excluded, configFile, problems } = await settingsOf(
      {},
      { select: null, cores: null },
    );
    assert.deepEqual(config, DEFAULT_CONFIG);
    assert.deepEqual(editor, {
      enable: true,
      codeLens: true,
      inlayHints: false,
      hover: true,
      configurationPreference: 'filesystemFirst',
    });
    assert.deepEqual(
      { excluded, configFile, problems },
      { excluded: false, configFile: undefined, problems: [] },
    );
  });

  it('come from the nearest file, gilscope.toml before pyproject.toml, and no file is mixed with another', async () => {
    const files = {
      'pyproject.toml': '[tool.gilscope]\ncores = 2\nignore = ["GIL412"]\n',
      'pkg/pyproject.toml': '[tool.other]\n',
    };
    assert.equal((await settingsOf(files)).config.cores, 2);
    assert.equal((await settingsOf(files)).configFile, '/project/pyproject.toml');
    const nearer = { ...files, 'pkg/gilscope.toml': 'cores = 3\n' };
    const { config, configFile } = await settingsOf(nearer);
    assert.deepEqual([config.cores, config.ignore, configFile], [3, [], '/project/pkg/gilscope.toml']);
  });

  it('take the target Python from requires-python, whichever file has the settings', async () => {
    const files = {
      'pyproject.toml': '[project]\nrequires-python = ">=3.11"\n[tool.gilscope]\ncores = 2\n',
      'pkg/gilscope.toml': 'cores = 3\n',
    };
    const { config } = await settingsOf(files);
    assert.deepEqual([config.cores, config.pythonVersion], [3, { major: 3, minor: 11 }]);
    const stated = await settingsOf(files, { pythonVersion: '3.14t' });
    assert.deepEqual(stated.config.pythonVersion, { major: 3, minor: 14, freeThreaded: true });
  });

  it('let the file win over the editor, unless the preference says otherwise', async () => {
    const files = { 'gilscope.toml': 'cores = 2\npreview = true\n' };
    const coresWith = async (configurationPreference: string) => {
      const { config } = await settingsOf(files, { cores: 16, configurationPreference });
      return [config.cores, config.preview];
    };
    assert.deepEqual(await coresWith('filesystemFirst'), [2, true]);
    assert.deepEqual(await coresWith('editorFirst'), [16, true]);
    assert.deepEqual(await coresWith('editorOnly'), [16, false]);
  });

  it('leave out what exclude names, and folders that hold no code of the project', async () => {
    const files = { 'gilscope.toml': 'exclude = ["old", "gen/*.py"]\n' };
    for (const [path, excluded] of [
      ['a.py', false],
      ['old/deep/a.py', true],
      ['gen/a.py', true],
      ['gen/deep/a.py', false],
      ['.venv/lib/a.py', true],
      ['node_modules/x/a.py', true],
    ] as const)
      assert.equal((await settingsOf(files, {}, path)).excluded, excluded, path);
  });

  it('keep of per-file-ignores what is for the document', async () => {
    const files = { 'gilscope.toml': '[per-file-ignores]\n"pkg/*" = ["GIL101"]\n"other/*" = ["GIL412"]\n' };
    assert.deepEqual((await settingsOf(files)).config.perFileIgnores, { '**': ['GIL101'] });
    assert.deepEqual((await settingsOf(files, {}, 'a.py')).config.perFileIgnores, {});
  });

  it('report what is wrong, with its place, and use the rest', async () => {
    const { config, problems } = await settingsOf(
      { 'pyproject.toml': '[tool.gilscope]\ncores = 2\nmin-confidense = "low"\nselect = "GIL"\n' },
      { enable: 'yes', configurationPreference: 'mine', minHeldSeconds: -1 },
    );
    assert.equal(config.cores, 2);
    assert.deepEqual(problems, [
      'editor settings:?: gilscope.enable: expected true or false, found "yes"',
      'editor settings:?: gilscope.configurationPreference: expected "filesystemFirst", "editorFirst" or "editorOnly", found "mine"',
      'editor settings:?: gilscope.minHeldSeconds: expected a number of at least 0, found the number -1',
      '/project/pyproject.toml:3: unknown key "min-confidense"; did you mean "min-confidence"?',
      '/project/pyproject.toml:4: select: expected a list of strings, found "GIL"',
    ]);
  });
});

async function inSession(
  options: PairOptions,
  check: (pair: Awaited<ReturnType<typeof connectPair>>) => Promise<void>,
): Promise<void> {
  const pair = await connectPair(options);
  try {
    await check(pair);
  } finally {
    await pair.close();
  }
}

describe('settings in a session', () => {
  const A = `${FOLDER}/a.py`;
  const pull = async (pair: Awaited<ReturnType<typeof connectPair>>, uri = A) =>
    showDiagnostics(
      (
        await pair.client.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', {
          textDocument: { uri },
        })
      ).items,
    );
  const refreshed = (method: string) => (method === 'workspace/diagnostic/refresh' ? true : undefined);

  it('count anew when the editor says that they have changed', () =>
    inSession({}, async (pair) => {
      await pair.open(A, 'spin()');
      assert.deepEqual(await pull(pair), ['1:1 GIL412 2 burns the GIL while it waits']);
      pair.settings = { ignore: ['GIL412'] };
      await pair.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
      await pair.until(refreshed);
      assert.deepEqual(await pull(pair), []);
      pair.settings = { enable: false };
      await pair.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
      assert.deepEqual(await pull(pair), []);
    }));

  it('count anew when a configuration file changes', () =>
    inSession({}, async (pair) => {
      await pair.open(A, 'spin()');
      assert.equal((await pull(pair)).length, 1);
      const uri = `${FOLDER}/gilscope.toml`;
      pair.files.set(uri, 'ignore = ["GIL412"]\n');
      await pair.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 1 }] });
      await pair.until(refreshed);
      assert.deepEqual(await pull(pair), []);
    }));

  it('come from what the client has sent where it cannot be asked', () => {
    const capabilities = { textDocument: {}, workspace: { ...MODERN.workspace, configuration: false } };
    const initializationOptions = { settings: { ignore: ['GIL412'] } };
    return inSession({ capabilities, initializationOptions }, async (pair) => {
      await pair.open(A, 'spin()');
      assert.deepEqual((await pair.until(publication(A, 1))).diagnostics, []);
      await pair.client.sendNotification('workspace/didChangeConfiguration', {
        settings: { gilscope: { ignore: [] } },
      });
      const published = await pair.until((method, params) => {
        const found = publication(A, 1)(method, params);
        return found !== undefined && found.diagnostics.length > 0 ? found : undefined;
      });
      assert.deepEqual(showDiagnostics(published.diagnostics), ['1:1 GIL412 2 burns the GIL while it waits']);
    });
  });

  it('that are wrong are told once, with their place', () =>
    inSession({ files: { [`${FOLDER}/gilscope.toml`]: 'cores = 0\npreview = 1\n' } }, async (pair) => {
      await pair.open(A, 'spin()');
      await pull(pair);
      await pair.open(`${FOLDER}/b.py`, 'spin()');
      await pull(pair, `${FOLDER}/b.py`);
      const shown = pair.received.filter(({ method }) => method === 'window/showMessage');
      assert.deepEqual(
        shown.map(({ params }) => params),
        [
          {
            type: 2,
            message:
              'Gilscope: /project/gilscope.toml:1: cores: expected a whole number of at least 1, found the number 0 (and 1 more in the log)',
          },
        ],
      );
    }));

  it('that are wrong are marked in their file until it changes', () => {
    const uri = `${FOLDER}/gilscope.toml`;
    return inSession({ files: { [uri]: 'preview = true\n  cores = 0 # none\n' } }, async (pair) => {
      await pair.open(A, 'spin()');
      await pull(pair);
      const published = await pair.until(publication(uri));
      assert.deepEqual(published.diagnostics, [
        {
          range: { start: { line: 1, character: 2 }, end: { line: 1, character: 18 } },
          severity: 2,
          source: 'gilscope',
          message: 'cores: expected a whole number of at least 1, found the number 0',
        },
      ]);
      pair.files.set(uri, 'cores = 1\n');
      await pair.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
      await pull(pair);
      const all = pair.received.filter(
        ({ method, params }) => publication(uri)(method, params) !== undefined,
      );
      assert.deepEqual(
        all.map(({ params }) => (params as { diagnostics: unknown[] }).diagnostics.length),
        [1, 0],
      );
    });
  });

  it('are those of its folder, for each document of a workspace with several', () => {
    const [one, two] = ['file:///one', 'file:///two'];
    const files = { [`${two}/gilscope.toml`]: 'ignore = ["GIL412"]\n' };
    return inSession({ folders: [one, two], files }, async (pair) => {
      await pair.open(`${one}/a.py`, 'spin()');
      await pair.open(`${two}/a.py`, 'spin()');
      assert.equal((await pull(pair, `${one}/a.py`)).length, 1);
      assert.deepEqual(await pull(pair, `${two}/a.py`), []);
    });
  });
});
