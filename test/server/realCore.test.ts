/** The server over the real core: what only both together can get wrong. Input that no editor should send included. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { CodeAction, Diagnostic } from 'vscode-languageserver/node';
import type { ScenarioResponse } from '../../server/src/core/protocol';
import type { Gilscope, SourceHost } from '../../server/src/core/gilscope';
import { createGilscope } from '../../server/src/core/service';
import { pythonParser } from '../support/parser';
import { connectPair, FOLDER, type LspPair, type PairOptions } from './support/lspPair';

const A = `${FOLDER}/a.py`;
const POOL = `from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i
    return total


def main():
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(crunch, [20_000_000] * 8))


if __name__ == "__main__":
    print(main())
`;

async function inSession(options: PairOptions, check: (pair: LspPair) => Promise<void>): Promise<void> {
  const parser = await pythonParser();
  const make = (host: SourceHost): Gilscope => createGilscope({ parser, host });
  const pair = await connectPair({ createGilscope: make, ...options });
  try {
    await check(pair);
    // Nothing may have failed on the way.
    const failures = pair.received.filter(
      ({ method, params }) => method === 'window/logMessage' && (params as { type: number }).type === 1,
    );
    assert.deepEqual(failures, []);
  } finally {
    await pair.close();
  }
}

async function pull(pair: LspPair, uri = A): Promise<Diagnostic[]> {
  const { items } = await pair.client.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', {
    textDocument: { uri },
  });
  return items;
}

/** Everything an editor may ask about one document. */
async function askAll(pair: LspPair, uri: string, line: number, character: number): Promise<unknown> {
  const textDocument = { uri };
  const position = { line, character };
  const range = { start: { line: 0, character: 0 }, end: position };
  const context = { diagnostics: [] };
  return Promise.all([
    pull(pair, uri),
    pair.client.sendRequest('textDocument/hover', { textDocument, position }),
    pair.client.sendRequest('textDocument/codeLens', { textDocument }),
    pair.client.sendRequest('textDocument/inlayHint', { textDocument, range }),
    pair.client.sendRequest('textDocument/codeAction', { textDocument, range, context }),
    pair.client.sendRequest('gilscope/scenario', { textDocument, position }),
    pair.client.sendRequest('gilscope/sites', { textDocument }),
    pair.client.sendRequest('gilscope/profile', { textDocument, position }),
  ]);
}

describe('server with the real core', () => {
  it('tells what of a task grows with a number that had to be assumed, and what the verdict rests on', () =>
    inSession({}, async (pair) => {
      const text = POOL.replace('range(n)', 'load(n)').replace('[20_000_000] * 8', '["a", "b"]');
      await pair.open(A, `from store import load\n${text}`);
      const { subject } = await pair.client.sendRequest<ScenarioResponse>('gilscope/scenario', {
        textDocument: { uri: A },
        position: { line: 13, character: 25 },
      });
      assert.deepEqual(
        subject?.assumptions.map(({ id, shares }) => [id, Number(shares?.held.toFixed(1)), shares?.io]),
        [['loop:a.py:7', 1, 0]],
      );
      assert.ok(subject?.evidence?.some(({ at }) => at.line === 7));
    }));

  it('finds threads that compute, and offers to change them', () =>
    inSession({}, async (pair) => {
      await pair.open(A, POOL);
      const items = await pull(pair);
      assert.deepEqual(
        items.map(({ code, range }) => [code, range.start.line + 1]),
        [['GIL102', 13]],
      );
      const [diagnostic] = items;
      assert.ok(diagnostic !== undefined);
      const actions = await pair.client.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri: A },
        range: diagnostic.range,
        context: { diagnostics: [diagnostic] },
      });
      assert.ok(actions.some(({ title, edit }) => title.includes('(unsafe') && edit !== undefined));
      assert.ok(actions.every(({ kind }) => kind === 'quickfix'));
    }));

  it('changes nothing when asked for all safe fixes where only unsafe ones and a comment are to be had', () =>
    inSession({}, async (pair) => {
      await pair.open(A, POOL);
      const [diagnostic] = await pull(pair);
      assert.ok(diagnostic !== undefined);
      const ask = (only?: string[]): Promise<CodeAction[]> =>
        pair.client.sendRequest('textDocument/codeAction', {
          textDocument: { uri: A },
          range: diagnostic.range,
          context: { diagnostics: [diagnostic], ...(only && { only }) },
        });
      assert.deepEqual((await ask()).map(({ title, isPreferred }) => [title, isPreferred]).at(-1), [
        'Silence GIL102 on this line',
        undefined,
      ]);
      assert.deepEqual(await ask(['source.fixAll']), []);
    }));

  it('marks comments it does not understand, and leaves what does not parse to others', () =>
    inSession({}, async (pair) => {
      await pair.open(A, 'x = 1  # gilscope: ignore[GIL999]\ndef f():  # gilscope: natve\n    x = = 1\n');
      assert.deepEqual(await pull(pair), [
        {
          range: { start: { line: 0, character: 7 }, end: { line: 0, character: 33 } },
          severity: 2,
          source: 'gilscope',
          message: 'unknown rule "GIL999"',
        },
        {
          range: { start: { line: 1, character: 10 }, end: { line: 1, character: 27 } },
          severity: 2,
          source: 'gilscope',
          message: 'unknown comment "gilscope: natve"; did you mean "native"?',
        },
      ]);
    }));

  it('sees an edit of an imported file that is open, and one on disk', () => {
    const helper = `${FOLDER}/helper.py`;
    const slow =
      'def work(n):\n    total = 0\n    for i in range(20_000_000):\n        total += i\n    return total\n';
    const quick = 'def work(n):\n    return n\n';
    const main = POOL.replace(/def crunch[^]*?return total\n/, 'from helper import work\n').replace(
      'crunch',
      'work',
    );
    return inSession({ files: { [helper]: quick } }, async (pair) => {
      await pair.open(A, main);
      const codes = async () => (await pull(pair)).map(({ code }) => code);
      assert.deepEqual(await codes(), []);
      await pair.open(helper, quick);
      await pair.change(helper, 2, [{ text: slow }]);
      assert.deepEqual(await codes(), ['GIL102']);
      await pair.client.sendNotification('textDocument/didClose', { textDocument: { uri: helper } });
      assert.deepEqual(await codes(), []);
      pair.files.set(helper, slow);
      await pair.client.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: helper, type: 2 }],
      });
      assert.deepEqual(await codes(), ['GIL102']);
    });
  });

  it('has the same findings after any edits as for the same text opened anew', () =>
    inSession({}, async (pair) => {
      const B = `${FOLDER}/b.py`;
      let version = 1;
      let text = POOL;
      await pair.open(A, text);
      await pair.open(B, text);
      const edits = fc.sample(
        fc.record({
          from: fc.nat(POOL.length),
          length: fc.nat(30),
          text: fc.constantFrom('', 'x', '\r\n', '🐍', '(', '"""', 'def ', '\n    ', POOL.slice(60, 200)),
        }),
        { numRuns: 25, seed: 7 },
      );
      for (const edit of edits) {
        const lines = (offset: number): { line: number; character: number } => {
          const before = text.slice(0, offset).split(/\r\n|\r|\n/);
          return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
        };
        const start = Math.min(edit.from, text.length);
        const end = Math.min(start + edit.length, text.length);
        const range = { start: lines(start), end: lines(end) };
        text = text.slice(0, start) + edit.text + text.slice(end);
        version++;
        await pair.change(A, version, [{ range, text: edit.text }]);
        await pair.change(B, version, [{ text }]);
        const strip = (items: Diagnostic[]) => JSON.stringify(items).replaceAll(B, A);
        assert.equal(strip(await pull(pair, A)), strip(await pull(pair, B)));
      }
    })).timeout(60_000);

  it('answers everything about broken, strange, empty and large text', () =>
    inSession({}, async (pair) => {
      const texts = [
        '',
        '\0\0\0',
        'def f(:\n  ((((\nclass\n"""',
        `${POOL}\ndef broken(\n`,
        '\uFEFF# café 🐍\r\nimport threading\rthreading.Thread(target=𝒳).start()',
        `x = ${'('.repeat(3000)}${')'.repeat(3000)}`,
        `${'if x:\n'.repeat(1)}${Array.from({ length: 90 }, (_, depth) => `${' '.repeat(depth + 1)}if x:\n`).join('')}`,
        'x = 1\n'.repeat(60_000),
        `${'from concurrent.futures import *\n'.repeat(50)}${POOL.repeat(8)}`,
      ];
      for (const [index, text] of texts.entries()) {
        await pair.open(A, text, index);
        await askAll(pair, A, 0, 0);
        await askAll(pair, A, 11, 30);
        await askAll(pair, A, 1_000_000, 1_000_000);
      }
    })).timeout(60_000);
});
