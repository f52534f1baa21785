/** Checks of the workspace in a thread of their own: as without one, whatever changes and whatever dies. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { CancellationTokenSource, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { Gilscope, SourceHost } from '../../server/src/core/gilscope';
import { createGilscope } from '../../server/src/core/service';
import { CheckThread } from '../../server/src/workspace/checkThread';
import { Documents } from '../../server/src/workspace/documents';
import { Projects } from '../../server/src/workspace/projects';
import { pythonParser } from '../support/parser';
import { checkThreads, type CheckThreads, type CheckThreadsOptions } from './support/checkThreads';
import { createFakeGilscope } from './support/fakeGilscope';
import { connectPair, FOLDER, type LspPair, type PairOptions } from './support/lspPair';
import { manualClock } from './support/manualClock';

const A = `${FOLDER}/a.py`;
const HELPER = `${FOLDER}/helper.py`;

const SLOW =
  'def work(n):\n    total = 0\n    for i in range(20_000_000):\n        total += i\n    return total\n';
const QUICK = 'def work(n):\n    return n\n';
const POOL = `from concurrent.futures import ThreadPoolExecutor
from helper import work

with ThreadPoolExecutor(max_workers=4) as pool:
    print(list(pool.map(work, [20_000_000] * 8)))
`;

const FILES: Readonly<Record<string, string>> = {
  [HELPER]: SLOW,
  [A]: POOL,
  [`${FOLDER}/broken.py`]: `${POOL}def f(:\n`,
  [`${FOLDER}/comment.py`]: 'x = 1  # gilscope: ignore[GIL999]\n',
  [`${FOLDER}/sub/b.py`]: POOL.replace('from helper', 'from sub.helper'),
  [`${FOLDER}/sub/helper.py`]: SLOW,
  [`${FOLDER}/sub/pyproject.toml`]: '[tool.gilscope]\nignore = ["GIL102"]\n',
  [`${FOLDER}/build/left_out.py`]: POOL,
  [`${FOLDER}/plain.py`]: 'print(1)\n',
};

/** What a client gets that asks about the workspace, in the order in which it comes. */
async function ask(pair: LspPair): Promise<string> {
  const [diagnostics, sites] = await Promise.all([
    pair.client.sendRequest('workspace/diagnostic', { previousResultIds: [] }),
    pair.client.sendRequest('gilscope/sites', {}),
  ]);
  // Whoever has asked more often has other ids.
  const text = (key: string, value: unknown): unknown => (key === 'resultId' ? undefined : value);
  return JSON.stringify({ diagnostics, sites }, text, 1);
}

function logged(pair: LspPair): string[] {
  return pair.received.flatMap(({ method, params }) =>
    method === 'window/logMessage' ? [(params as { message: string }).message.split('\n')[0] ?? ''] : [],
  );
}

interface Session {
  readonly pair: LspPair;
  readonly threads: CheckThreads;
}

interface SessionOptions extends Omit<PairOptions, 'checkThreads'> {
  readonly deathBefore?: CheckThreadsOptions['deathBefore'];
}

/** A session whose workspace is checked in threads. */
async function withThreads(options: SessionOptions, check: (session: Session) => Promise<void>) {
  const { deathBefore, createGilscope: create = createFakeGilscope, ...rest } = options;
  let threads: CheckThreads | undefined;
  const pair = await connectPair({
    ...rest,
    createGilscope: create,
    checkThreads: (files) => {
      const load = (): Promise<typeof create> => Promise.resolve(create);
      return (threads = checkThreads({ files, load, ...(deathBefore && { deathBefore }) }));
    },
  });
  try {
    assert.ok(threads !== undefined);
    await check({ pair, threads });
  } finally {
    await pair.close();
  }
}

/** The same with the real core, beside a session without threads. */
async function withTwins(check: (twins: readonly [LspPair, LspPair]) => Promise<void>): Promise<void> {
  const parser = await pythonParser();
  const editing = (host: SourceHost): Gilscope => createGilscope({ parser, host });
  const batch = (host: SourceHost): Gilscope => createGilscope({ parser, host, batch: true });
  const load = (): Promise<typeof batch> => Promise.resolve(batch);
  const options = { files: FILES, createGilscope: editing };
  const threaded = await connectPair({
    ...options,
    checkThreads: (files) => checkThreads({ files, load }),
  });
  const sliced = await connectPair(options);
  try {
    await check([threaded, sliced]);
    assert.deepEqual([...logged(threaded), ...logged(sliced)], []);
  } finally {
    await threaded.close();
    await sliced.close();
  }
}

describe('checks of the workspace in a thread', () => {
  it('say what checks without one say, after every change', () =>
    withTwins(async (twins) => {
      const both = async (act: (pair: LspPair) => Promise<void>): Promise<string> => {
        for (const pair of twins) await act(pair);
        const [threaded, sliced] = [await ask(twins[0]), await ask(twins[1])];
        assert.equal(threaded, sliced);
        return threaded;
      };
      const codesOf = (text: string): unknown => {
        const { diagnostics }: { diagnostics: { items: { uri: string; items: { code?: string }[] }[] } } =
          JSON.parse(text);
        return diagnostics.items.flatMap(({ uri, items }) =>
          items.map(({ code }) => `${uri.slice(FOLDER.length)} ${code ?? 'problem'}`),
        );
      };
      const nothing = (): Promise<void> => Promise.resolve();
      const threads = ['/a.py GIL102', '/broken.py GIL102', '/comment.py problem'];
      assert.deepEqual(codesOf(await both(nothing)), threads);
      // Unsaved text of a module.
      assert.deepEqual(codesOf(await both((pair) => pair.open(HELPER, QUICK))), threads.slice(2));
      await both((pair) => pair.change(HELPER, 2, [{ text: SLOW }]));
      await both((pair) => pair.change(HELPER, 3, [{ text: QUICK }]));
      // Documents that are no files, and no Python.
      await both((pair) => pair.open('untitled:Untitled-1.py', POOL));
      await both((pair) =>
        pair.client.sendNotification('textDocument/didOpen', {
          textDocument: { uri: `${FOLDER}/plain.py`, languageId: 'text', version: 1, text: POOL },
        }),
      );
      // The text on disk counts again.
      const closed = await both((pair) =>
        pair.client.sendNotification('textDocument/didClose', { textDocument: { uri: HELPER } }),
      );
      assert.deepEqual(codesOf(closed), [...threads, 'Untitled-1.py GIL102'].slice(0, 3));
      await both((pair) => {
        pair.files.set(`${FOLDER}/sub/pyproject.toml`, '');
        pair.files.set(HELPER, QUICK);
        pair.files.set(`${FOLDER}/new.py`, POOL);
        pair.files.delete(`${FOLDER}/broken.py`);
        return pair.client.sendNotification('workspace/didChangeWatchedFiles', {
          changes: [
            { uri: `${FOLDER}/sub/pyproject.toml`, type: 2 },
            { uri: `${FOLDER}/new.py`, type: 1 },
          ],
        });
      });
      await both((pair) => {
        pair.settings = { ignore: ['GIL'], exclude: ['sub'] };
        return pair.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
      });
    })).timeout(60_000);

  it('say so after any edits', () =>
    withTwins(async (twins) => {
      const edits = fc.sample(
        fc.record({
          uri: fc.constantFrom(A, HELPER),
          from: fc.nat(POOL.length),
          length: fc.nat(12),
          text: fc.constantFrom('', 'x', '\r\n', '🐍', '(', '"""', 'def ', '\n    ', 'time.sleep(1)'),
        }),
        { numRuns: 30, seed: 11 },
      );
      const texts = new Map([A, HELPER].map((uri) => [uri, FILES[uri] ?? '']));
      for (const pair of twins) for (const [uri, text] of texts) await pair.open(uri, text);
      for (const [version, { uri, from, length, text }] of edits.entries()) {
        const before = texts.get(uri) ?? '';
        const after = before.slice(0, from) + text + before.slice(from + length);
        texts.set(uri, after);
        for (const pair of twins) await pair.change(uri, version + 2, [{ text: after }]);
        assert.equal(await ask(twins[0]), await ask(twins[1]));
      }
    })).timeout(60_000);

  it('start it when the workspace is first asked for, and end it with the session', async () => {
    let stopped: CheckThreads['stopped'] = [];
    await withThreads({ files: FILES }, async ({ pair, threads }) => {
      ({ stopped } = threads);
      for (let index = 0; index < 50; index++) {
        const uri = `untitled:${String(index)}.py`;
        await pair.open(uri, POOL);
        await pair.client.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
      }
      await pair.client.sendRequest('gilscope/sites', { textDocument: { uri: A } });
      assert.equal(threads.sent.length, 0);
      await ask(pair);
      await ask(pair);
      assert.equal(threads.sent.length, 1);
      assert.deepEqual(stopped, []);
    });
    assert.deepEqual(stopped, [0]);
  });

  it('end it when nothing was asked for a while, and start another', async () => {
    const clock = manualClock();
    const nobody = { log: { error: assert.fail, warn: assert.fail, info: assert.fail }, clock };
    const files = {
      read: (): string => 'spin()',
      look: () => () => true,
      list: (folder: string) => [`${folder}/a.py`],
    };
    const create = createFakeGilscope;
    const threads = checkThreads({ files, load: () => Promise.resolve(create) });
    const documents = new Documents();
    const projects = new Projects({ create, documents, files, clock });
    const thread = new CheckThread({
      start: threads.start,
      revision: () => 1,
      documents,
      projects,
      ...nobody,
    });
    const never = new CancellationTokenSource().token;
    const list = () => thread.list([FOLDER], never);
    assert.deepEqual(await list(), [A]);
    clock.advance(29_000);
    assert.deepEqual(await list(), [A]);
    clock.advance(29_000);
    assert.deepEqual(threads.stopped, []);
    clock.advance(1000);
    assert.deepEqual(threads.stopped, [0]);
    assert.deepEqual(await list(), [A]);
    assert.equal(threads.sent.length, 2);
    thread.dispose();
    assert.deepEqual([threads.stopped, clock.pending()], [[0, 1], 0]);
  });

  it('tell it only what has changed', () =>
    withThreads({ files: FILES }, async ({ pair, threads }) => {
      const told = async (act: () => Promise<unknown>): Promise<unknown> => {
        await act();
        const before = threads.sent[0]?.length ?? 0;
        await ask(pair);
        return (threads.sent[0] ?? [])
          .slice(before)
          .flatMap((message) => (message.kind === 'check' ? [message] : []))
          .flatMap(({ opened, closed }) => [
            ...opened.map(({ uri, version }) => `${uri} ${version}`),
            ...closed,
          ]);
      };
      assert.deepEqual(await told(() => pair.open(A, POOL)), [`${A} 1`]);
      assert.deepEqual(await told(() => Promise.resolve()), []);
      assert.deepEqual(await told(() => pair.change(A, 2, [{ text: QUICK }])), [`${A} 2`]);
      const close = () => pair.client.sendNotification('textDocument/didClose', { textDocument: { uri: A } });
      assert.deepEqual(await told(close), [A]);
    }));

  it('go on with another thread where it dies, and after that without one', async () => {
    const files = { [A]: 'Thread(target=crunch)', [HELPER]: 'spin()' };
    let expected = '';
    await withThreads({ files }, async ({ pair }) => {
      expected = await ask(pair);
    });
    await withThreads(
      { files, deathBefore: (_, message) => (message.kind === 'outcomes' ? 'out of memory' : undefined) },
      async ({ pair, threads }) => {
        assert.equal(await ask(pair), expected);
        assert.equal(await ask(pair), expected);
        assert.equal(threads.sent.length, 2);
        assert.deepEqual(logged(pair), [
          'the thread that checks the workspace has died: out of memory; it is started again',
          'the thread that checks the workspace has died: out of memory; checks go on without it, between keystrokes',
        ]);
      },
    );
    await withThreads(
      { files, deathBefore: (thread) => (thread === 0 ? 'killed' : undefined) },
      async ({ pair, threads }) => {
        assert.equal(await ask(pair), expected);
        assert.equal(threads.sent.length, 2);
        assert.deepEqual(logged(pair), [
          'the thread that checks the workspace has died: killed; it is started again',
        ]);
      },
    );
  });

  it('go on without one where it cannot be started or cannot load the parser', async () => {
    const files = { [A]: 'spin()' };
    const failing: readonly PairOptions['checkThreads'][] = [
      () => ({
        start() {
          throw new Error('no threads here');
        },
      }),
      (disk) => checkThreads({ files: disk, load: () => Promise.reject(new Error('no threads here')) }),
    ];
    for (const startFailing of failing) {
      const pair = await connectPair({ files, ...(startFailing && { checkThreads: startFailing }) });
      try {
        assert.match(await ask(pair), /GIL412/);
        assert.deepEqual(
          logged(pair),
          ['it is started again', 'checks go on without it, between keystrokes'].map(
            (outcome) => `the thread that checks the workspace has died: no threads here; ${outcome}`,
          ),
        );
      } finally {
        await pair.close();
      }
    }
  });

  it('leave out a file whose check fails, and say so, with and without a thread', async () => {
    const files = { [A]: 'boom', [HELPER]: 'spin()' };
    const outcome = async (pair: LspPair): Promise<unknown> => {
      const { items } = await pair.client.sendRequest<{ items: { uri: string; items: unknown[] }[] }>(
        'workspace/diagnostic',
        { previousResultIds: [] },
      );
      return [...items.map((item) => `${item.uri} ${String(item.items.length)}`), ...logged(pair)];
    };
    const expected = [`${A} 0`, `${HELPER} 1`, `the check of ${A} failed: Error: boom`];
    await withThreads({ files }, async ({ pair }) => assert.deepEqual(await outcome(pair), expected));
    const pair = await connectPair({ files });
    assert.deepEqual(await outcome(pair), expected);
    await pair.close();
  });

  it('answer a cancellation while the thread is busy, and drop the rest', async () => {
    let loaded: () => void = () => undefined;
    let threads: CheckThreads | undefined;
    const analysed: string[] = [];
    const pair = await connectPair({
      files: FILES,
      createGilscope(host) {
        const gilscope = createFakeGilscope(host);
        return {
          ...gilscope,
          analyze(source) {
            analysed.push(source.path);
            return gilscope.analyze(source);
          },
        };
      },
      checkThreads(files) {
        const loading = new Promise<typeof createFakeGilscope>((resolve) => {
          loaded = () => resolve(createFakeGilscope);
        });
        return (threads = checkThreads({ files, load: () => loading }));
      },
    });
    try {
      const source = new CancellationTokenSource();
      const answer = pair.client.sendRequest('workspace/diagnostic', { previousResultIds: [] }, source.token);
      const isAsked = (): boolean => threads?.sent[0]?.some(({ kind }) => kind === 'check') === true;
      while (!isAsked()) await new Promise((resolve) => setImmediate(resolve));
      source.cancel();
      await assert.rejects(
        answer,
        (error) => error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled,
      );
      const kinds = threads?.sent[0]?.map(({ kind, id }) => `${kind} ${String(id)}`);
      assert.deepEqual(kinds, ['list 1', 'check 2', 'drop 2']);
      loaded();
      assert.match(await ask(pair), /plain\.py/);
      // Nothing was looked at in the server itself.
      assert.deepEqual(analysed, []);
    } finally {
      await pair.close();
    }
  });
});
