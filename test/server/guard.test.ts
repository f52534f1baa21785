/** A feature that throws answers with the empty result, is logged with its document, and ends nothing else. */
import { strict as assert } from 'node:assert';
import { CancellationTokenSource, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { createGuard } from '../../server/src/lsp/guard';
import { connectPair, FOLDER } from './support/lspPair';

const A = `${FOLDER}/a.py`;

describe('guard', () => {
  it('answers with the empty result and logs; the third failure of a feature is shown, once', async () => {
    const pair = await connectPair();
    await pair.open(A, 'boom');
    const hover = () =>
      pair.client.sendRequest('textDocument/hover', {
        textDocument: { uri: A },
        position: { line: 0, character: 0 },
      });
    for (let time = 1; time <= 5; time++) assert.equal(await hover(), null);
    assert.deepEqual(
      await pair.client.sendRequest('textDocument/codeLens', { textDocument: { uri: A } }),
      [],
    );

    const messages = pair.received.filter(({ method }) => method === 'window/showMessage');
    assert.deepEqual(
      messages.map(({ params }) => params),
      [
        {
          type: 1,
          message:
            'Gilscope: "textDocument/hover" has failed 3 times and gave no result. The log has the details; please report it.',
        },
      ],
    );
    const logged = pair.received.flatMap(({ method, params }) =>
      method === 'window/logMessage' ? [(params as { message: string }).message.split('\n')[0]] : [],
    );
    assert.deepEqual(logged, [
      ...Array<string>(5).fill(`textDocument/hover of ${A} failed: Error: boom`),
      `textDocument/codeLens of ${A} failed: Error: boom`,
    ]);

    await pair.change(A, 2, [{ text: 'Thread(target=crunch)' }]);
    assert.notEqual(await hover(), null);
    await pair.close();
  });

  it('answers a cancelled request with an error, even where the handler goes on', async () => {
    const guard = createGuard({ error: assert.fail, warn: assert.fail, info: assert.fail }, assert.fail);
    const source = new CancellationTokenSource();
    const handle = guard.request('test', [], () => {
      source.cancel();
      return Promise.resolve([]);
    });
    await assert.rejects(
      handle({}, source.token),
      (error) => error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled,
    );
  });

  it('gives the empty result for documents that are not open, whatever is asked', async () => {
    const pair = await connectPair();
    const textDocument = { uri: `${FOLDER}/nowhere.py` };
    const position = { line: 1e9, character: 1e9 };
    const range = { start: position, end: position };
    const context = { diagnostics: [] };
    const ask = (method: string, params: object = {}) =>
      pair.client.sendRequest(method, { textDocument, ...params });
    assert.equal(await ask('textDocument/hover', { position }), null);
    assert.deepEqual(await ask('textDocument/codeLens'), []);
    assert.deepEqual(await ask('textDocument/inlayHint', { range }), []);
    assert.deepEqual(await ask('textDocument/codeAction', { range, context }), []);
    const { items } = await pair.client.sendRequest<{ items: unknown }>('textDocument/diagnostic', {
      textDocument,
    });
    assert.deepEqual(items, []);
    await pair.client.sendNotification('textDocument/didChange', {
      textDocument: { ...textDocument, version: 2 },
      contentChanges: [{ text: '' }],
    });
    await pair.client.sendNotification('textDocument/didClose', { textDocument });
    assert.equal(await ask('textDocument/hover', { position }), null);
    await pair.close();
  });
});
