/** A session as an editor has it: open, diagnose, edit, fix, hover, simulate, leave. Over real messages. */
import { strict as assert } from 'node:assert';
import type { CodeAction, Diagnostic, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { applyChanges } from '../../server/src/workspace/documents';
import {
  connectPair,
  FOLDER,
  publication,
  showDiagnostics,
  type LspPair,
  type PairOptions,
} from './support/lspPair';

const A = `${FOLDER}/pkg/a.py`;
const CODE = ['def crunch():', '    pass', 'spin()', 'Thread(target=crunch)', ''].join('\n');
/** An older editor: takes what is pushed, knows neither versions of edits nor disabled actions. */
const OLD = { textDocument: { hover: {}, codeAction: {} }, workspace: {} };

async function inSession(options: PairOptions, check: (pair: LspPair) => Promise<void>): Promise<void> {
  const pair = await connectPair(options);
  try {
    await check(pair);
  } finally {
    await pair.close();
  }
}

async function pull(pair: LspPair, uri: string, previousResultId?: string) {
  return pair.client.sendRequest<{ kind: string; resultId: string; items: Diagnostic[] }>(
    'textDocument/diagnostic',
    { textDocument: { uri }, ...(previousResultId === undefined ? {} : { previousResultId }) },
  );
}

async function actionsAt(
  pair: LspPair,
  line: number,
  context: { diagnostics: readonly Diagnostic[]; only?: readonly string[] },
): Promise<CodeAction[]> {
  const position = { line: line - 1, character: 2 };
  return pair.client.sendRequest('textDocument/codeAction', {
    textDocument: { uri: A },
    range: { start: position, end: position },
    context,
  });
}

/** The text of `A` after an edit; fails for edits of anything else or for another version. */
function applied(text: string, edit: WorkspaceEdit | undefined, version: number): string {
  const [change, ...others] = (edit?.documentChanges ?? []) as TextDocumentEdit[];
  assert.ok(change !== undefined && others.length === 0);
  assert.deepEqual(change.textDocument, { uri: A, version });
  const edits = [...change.edits].sort((a, b) => ('range' in a && 'range' in b ? byStart(b, a) : 0));
  return applyChanges(
    text,
    edits.map((each) => {
      assert.ok('newText' in each);
      return { range: each.range, text: each.newText };
    }),
  );
}

function byStart(a: Pick<Diagnostic, 'range'>, b: Pick<Diagnostic, 'range'>): number {
  return a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character;
}

describe('initialize', () => {
  it('says who we are and what we can do', () =>
    inSession({}, async ({ initialized }) => {
      assert.deepEqual(initialized, {
        serverInfo: { name: 'gilscope', version: '1.2.3' },
        capabilities: {
          positionEncoding: 'utf-16',
          textDocumentSync: { openClose: true, change: 2 },
          diagnosticProvider: {
            identifier: 'gilscope',
            interFileDependencies: true,
            workspaceDiagnostics: true,
            workDoneProgress: true,
          },
          codeActionProvider: {
            codeActionKinds: ['quickfix', 'refactor.rewrite.gilscope', 'source.fixAll.gilscope'],
          },
          hoverProvider: true,
          codeLensProvider: {},
          inlayHintProvider: true,
          workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        },
      });
      return Promise.resolve();
    }));

  it('tells why the server cannot start', async () => {
    await assert.rejects(
      connectPair({ loadError: 'the parser is missing' }),
      /Gilscope could not start: the parser is missing/,
    );
  });

  it('registers for settings and files where the client can register', () =>
    inSession({}, async (pair) => {
      const methods = new Set<string>();
      await pair.until((method, params) => {
        if (method !== 'client/registerCapability') return undefined;
        for (const { method: registered } of (params as { registrations: { method: string }[] })
          .registrations)
          methods.add(registered);
        return methods.size === 2 ? true : undefined;
      });
      assert.deepEqual([...methods].sort(), [
        'workspace/didChangeConfiguration',
        'workspace/didChangeWatchedFiles',
      ]);
    }));
});

describe('diagnostics', () => {
  it('are pulled, with code, link, severity and evidence', () =>
    inSession({}, async (pair) => {
      await pair.open(A, CODE);
      const { kind, items } = await pull(pair, A);
      assert.equal(kind, 'full');
      assert.deepEqual(items, [
        {
          range: { start: { line: 3, character: 0 }, end: { line: 3, character: 21 } },
          severity: 2,
          code: 'GIL101',
          codeDescription: {
            href: 'https://github.com/gilscope/gilscope/blob/main/server/src/core/rules/cpu-bound-thread.md',
          },
          source: 'gilscope',
          message: 'crunch holds the GIL',
          relatedInformation: [
            {
              location: {
                uri: A,
                range: { start: { line: 0, character: 0 }, end: { line: 0, character: 10 } },
              },
              message: 'computes here',
            },
          ],
          data: { finding: 'GIL101@4:1' },
        },
        {
          range: { start: { line: 2, character: 0 }, end: { line: 2, character: 6 } },
          severity: 2,
          code: 'GIL412',
          codeDescription: {
            href: 'https://github.com/gilscope/gilscope/blob/main/server/src/core/rules/busy-wait.md',
          },
          source: 'gilscope',
          message: 'burns the GIL while it waits',
          relatedInformation: [],
          data: { finding: 'GIL412@3:1' },
        },
      ]);
    }));

  it('lead to a document where the client has those', () =>
    inSession({ initializationOptions: { commands: true } }, async (pair) => {
      await pair.open(A, CODE);
      const { items } = await pull(pair, A);
      assert.equal(items[0]?.codeDescription?.href, 'gilscope-rule:/GIL101.md');
    }));

  it('are not sent again while they stay the same', () =>
    inSession({}, async (pair) => {
      await pair.open(A, CODE);
      const first = await pull(pair, A);
      assert.deepEqual(await pull(pair, A, first.resultId), { kind: 'unchanged', resultId: first.resultId });
      await pair.change(A, 2, [{ text: 'spin()' }]);
      const changed = await pull(pair, A, first.resultId);
      assert.deepEqual(showDiagnostics(changed.items), ['1:1 GIL412 2 burns the GIL while it waits']);
    }));

  it('follow an edit of another file', () =>
    inSession({}, async (pair) => {
      const helper = `${FOLDER}/helper.py`;
      await pair.open(A, 'Thread(target=imported)');
      await pair.open(helper, 'fetch');
      const first = await pull(pair, A);
      assert.deepEqual(first.items, []);
      await pair.change(helper, 2, [{ text: 'crunch' }]);
      assert.deepEqual(showDiagnostics((await pull(pair, A, first.resultId)).items), [
        '1:1 GIL101 2 imported holds the GIL',
      ]);
    }));

  it('are pushed to a client that cannot pull, for the newest version, and taken back on close', () =>
    inSession({ capabilities: OLD }, async (pair) => {
      assert.equal(pair.initialized.capabilities.diagnosticProvider, undefined);
      await pair.open(A, CODE);
      const first = await pair.until(publication(A, 1));
      assert.deepEqual(showDiagnostics(first.diagnostics), [
        '4:1 GIL101 2 crunch holds the GIL',
        '3:1 GIL412 2 burns the GIL while it waits',
      ]);
      // Three edits in a row: one in between may be looked at, where analysis is quick, but no old one after a newer.
      for (const version of [2, 3, 4])
        await pair.change(A, version, [{ text: version === 4 ? 'spin()' : 'Thread(target=crunch)' }]);
      const last = await pair.until(publication(A, 4));
      assert.deepEqual(showDiagnostics(last.diagnostics), ['1:1 GIL412 2 burns the GIL while it waits']);
      const versions = pair.received.flatMap(({ method, params }) =>
        method === 'textDocument/publishDiagnostics' ? [(params as { version?: number }).version] : [],
      );
      assert.deepEqual(versions, [...new Set(versions)].sort());
      assert.deepEqual([versions[0], versions.at(-1)], [1, 4]);
      await pair.client.sendNotification('textDocument/didClose', { textDocument: { uri: A } });
      assert.deepEqual(await pair.until(publication(A, undefined)), { uri: A, diagnostics: [] });
    }));
});

describe('workspace diagnostics', () => {
  it('cover files on disk and open documents, then only what has changed, and files that are gone', () =>
    inSession({ files: { [`${FOLDER}/b.py`]: 'spin()', [`${FOLDER}/c.py`]: 'pass' } }, async (pair) => {
      await pair.open(A, CODE);
      const ask = (previousResultIds: { uri: string; value: string }[]) =>
        pair.client.sendRequest<{
          items: { kind: string; uri: string; resultId?: string; items?: Diagnostic[] }[];
        }>('workspace/diagnostic', { previousResultIds });
      const show = ({ items }: Awaited<ReturnType<typeof ask>>) =>
        items.map(({ kind, uri, items: found = [] }) => [
          kind,
          uri.replace(FOLDER, ''),
          ...showDiagnostics(found),
        ]);
      const first = await ask([]);
      assert.deepEqual(show(first), [
        ['full', '/b.py', '1:1 GIL412 2 burns the GIL while it waits'],
        ['full', '/c.py'],
        [
          'full',
          '/pkg/a.py',
          '4:1 GIL101 2 crunch holds the GIL',
          '3:1 GIL412 2 burns the GIL while it waits',
        ],
      ]);
      const known = first.items.map(({ uri, resultId = '' }) => ({ uri, value: resultId }));
      pair.files.delete(`${FOLDER}/b.py`);
      await pair.client.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: `${FOLDER}/b.py`, type: 3 }],
      });
      assert.deepEqual(show(await ask(known)), [
        ['unchanged', '/c.py'],
        ['unchanged', '/pkg/a.py'],
        ['full', '/b.py'],
      ]);
    }));
});

describe('code actions', () => {
  it('offer the fixes of a finding: unsafe ones say so, blocked ones say why', () =>
    inSession({}, async (pair) => {
      await pair.open(A, CODE, 7);
      const { items } = await pull(pair, A);
      const actions = await actionsAt(pair, 4, { diagnostics: items });
      assert.deepEqual(
        actions.map(({ title, kind, isPreferred, disabled, diagnostics }) => ({
          ...{ title, kind, isPreferred, disabled: disabled?.reason },
          codes: diagnostics?.map(({ code }) => code),
        })),
        [
          ['Use a process (unsafe)', undefined, undefined, 'GIL101'],
          ['Run one after another', undefined, 'the result is used before it is there', 'GIL101'],
          ['Suppress GIL101 on this line', undefined, undefined, 'GIL101'],
          ['Wait for the event', true, undefined, 'GIL412'],
          ['Suppress GIL412 on this line', undefined, undefined, 'GIL412'],
        ].map(([title, isPreferred, disabled, code]) => ({
          ...{ title, kind: 'quickfix', isPreferred, disabled },
          codes: [code],
        })),
      );
      const [process, , suppress] = actions;
      assert.equal(applied(CODE, process?.edit, 7), CODE.replace('Thread', 'Process'));
      assert.deepEqual(process?.edit?.changeAnnotations, {
        'gilscope.unsafe': {
          label: 'Use a process (unsafe)',
          description: 'The target can be pickled. Not checked: what its imports do.',
        },
      });
      assert.equal(
        applied(CODE, suppress?.edit, 7),
        CODE.replace('Thread(target=crunch)', 'Thread(target=crunch)  # noqa: GIL101'),
      );
      assert.equal(suppress?.edit?.changeAnnotations, undefined);
    }));

  it('remove the finding that they are for', () =>
    inSession({}, async (pair) => {
      await pair.open(A, CODE);
      const [action] = await actionsAt(pair, 3, { diagnostics: [] });
      const text = applied(CODE, action?.edit, 1);
      await pair.change(A, 2, [{ text }]);
      assert.deepEqual(showDiagnostics((await pull(pair, A)).items), ['4:1 GIL101 2 crunch holds the GIL']);
    }));

  it('are computed for the current text, whatever version the diagnostics are of', () =>
    inSession({}, async (pair) => {
      await pair.open(A, CODE);
      const { items } = await pull(pair, A);
      const text = `# a new first line\n${CODE}`;
      await pair.change(A, 2, [{ text }]);
      const [action] = await actionsAt(pair, 4, { diagnostics: items });
      assert.equal(applied(text, action?.edit, 2), text.replace('spin', 'rest'));
    }));

  it('apply all safe fixes, without suppressions, when asked for that', () =>
    inSession({}, async (pair) => {
      const text = `spin()\n${CODE}`;
      await pair.open(A, text);
      for (const only of ['source.fixAll.gilscope', 'source.fixAll', 'source']) {
        const actions = await actionsAt(pair, 1, { diagnostics: [], only: [only] });
        assert.deepEqual(
          actions.map(({ title, kind }) => [title, kind]),
          [['Apply all safe fixes of Gilscope', 'source.fixAll.gilscope']],
        );
        assert.equal(applied(text, actions[0]?.edit, 1), text.replaceAll('spin', 'rest'));
      }
      assert.deepEqual(await actionsAt(pair, 1, { diagnostics: [], only: ['source.fixAll.ruff'] }), []);
    }));

  it('offer rewrites as refactorings when asked for those', () =>
    inSession({}, async (pair) => {
      await pair.open(A, CODE);
      const actions = await actionsAt(pair, 4, { diagnostics: [], only: ['refactor'] });
      assert.deepEqual(
        actions.map(({ title, kind }) => [title, kind]),
        [
          ['Use a process (unsafe)', 'refactor.rewrite.gilscope'],
          ['Run one after another', 'refactor.rewrite.gilscope'],
        ],
      );
    }));

  it('keep to what an older client understands', () =>
    inSession({ capabilities: OLD }, async (pair) => {
      await pair.open(A, CODE);
      const actions = await actionsAt(pair, 4, { diagnostics: [] });
      assert.deepEqual(
        actions.map(({ title }) => title),
        ['Use a process (unsafe)', 'Suppress GIL101 on this line'],
      );
      assert.deepEqual(actions[0]?.edit, {
        changes: {
          [A]: [
            {
              range: { start: { line: 3, character: 0 }, end: { line: 3, character: 6 } },
              newText: 'Process',
            },
          ],
        },
      });
    }));
});

describe('hover, lenses and hints', () => {
  const position = { line: 3, character: 4 };
  const range = { start: { line: 3, character: 0 }, end: { line: 3, character: 21 } };
  const whole = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };

  it('tell of the site, with commands where the client has them', () =>
    inSession({ initializationOptions: { commands: true } }, async (pair) => {
      await pair.open(A, CODE);
      assert.deepEqual(
        await pair.client.sendRequest('textDocument/hover', { textDocument: { uri: A }, position }),
        {
          contents: {
            kind: 'markdown',
            value:
              '**crunch**\n\n[Simulate](command:gilscope.simulateSite?%5B%22file%3A%2F%2F%2Fproject%2Fpkg%2Fa.py%22%2C%22pkg%2Fa.py%3A30%22%5D)',
          },
          range,
        },
      );
      assert.deepEqual(await pair.client.sendRequest('textDocument/codeLens', { textDocument: { uri: A } }), [
        {
          range,
          command: {
            title: 'Holds the GIL · threads ≈ 1.0×, processes ≈ 3.6×',
            command: 'gilscope.simulateSite',
            arguments: [A, 'pkg/a.py:30'],
          },
        },
      ]);
    }));

  it('are plain in other clients, and hints are off until asked for', () =>
    inSession({}, async (pair) => {
      await pair.open(A, CODE);
      const hover = await pair.client.sendRequest('textDocument/hover', {
        textDocument: { uri: A },
        position,
      });
      assert.deepEqual(hover, { contents: { kind: 'markdown', value: '**crunch**' }, range });
      const [lens] = await pair.client.sendRequest<{ command: { command: string } }[]>(
        'textDocument/codeLens',
        {
          textDocument: { uri: A },
        },
      );
      assert.equal(lens?.command.command, '');
      const hints = await pair.client.sendRequest('textDocument/inlayHint', {
        textDocument: { uri: A },
        range: whole,
      });
      assert.deepEqual(hints, []);
    }));

  it('each have a setting', () =>
    inSession({ settings: { hover: false, codeLens: false, inlayHints: true } }, async (pair) => {
      await pair.open(A, CODE);
      const textDocument = { uri: A };
      assert.equal(await pair.client.sendRequest('textDocument/hover', { textDocument, position }), null);
      assert.deepEqual(await pair.client.sendRequest('textDocument/codeLens', { textDocument }), []);
      const hints = await pair.client.sendRequest('textDocument/inlayHint', { textDocument, range: whole });
      assert.deepEqual(hints, [
        {
          position: range.end,
          label: 'held ≈ 0.9 s',
          kind: 1,
          paddingLeft: true,
          tooltip: {
            kind: 'markdown',
            value: 'One task of `crunch`: predicted, not measured; high confidence.',
          },
        },
      ]);
    }));
});
