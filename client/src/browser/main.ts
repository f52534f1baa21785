/** The extension in a browser: the server runs in a web worker, which is sent what it cannot load itself. */
import * as vscode from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import type { WorkerStart } from '../../../server/src/core/protocol';
import type { MakeClient } from '../common/client';
import { activateExtension } from '../common/extension';

export function activate(context: vscode.ExtensionContext): Promise<void> {
  return activateExtension(context, { makeClient: makeClientIn(context.extensionUri), measurer: undefined });
}

function makeClientIn(extension: vscode.Uri): MakeClient {
  // The extension's files may lie under a scheme that only VS Code can read.
  const read = async (...path: string[]): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'dist', ...path)));
  let worker: Worker | undefined;
  return async (options) => {
    const [script, runtime, grammar] = await Promise.all([
      read('server', 'browser.js'),
      read('web-tree-sitter.wasm'),
      read('tree-sitter-python.wasm'),
    ]);
    // The worker of a server that was stopped does not end by itself.
    worker?.terminate();
    const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    worker = new Worker(address);
    const start: WorkerStart = { runtime, grammar };
    worker.postMessage(start, [runtime.buffer, grammar.buffer]);
    const transports = {
      reader: new BrowserMessageReader(worker),
      writer: new BrowserMessageWriter(worker),
    };
    return new LanguageClient('gilscope', 'Gilscope', () => Promise.resolve(transports), options);
  };
}
