/** The extension in a browser: the server runs in a web worker, which is handed the addresses of what it needs. */
import * as vscode from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import type { InitializationOptions } from '../../../server/src/core/protocol';
import type { MakeClient } from '../common/client';
import { activateExtension } from '../common/extension';

export function activate(context: vscode.ExtensionContext): Promise<void> {
  return activateExtension(context, { makeClient: makeClientIn(context.extensionUri), measure: undefined });
}

function makeClientIn(extension: vscode.Uri): MakeClient {
  let worker: Worker | undefined;
  return async (options) => {
    const [script, runtime, grammar] = await Promise.all([
      addressOf(vscode.Uri.joinPath(extension, 'dist', 'server', 'browser.js'), 'text/javascript'),
      addressOf(vscode.Uri.joinPath(extension, 'dist', 'web-tree-sitter.wasm'), 'application/wasm'),
      addressOf(vscode.Uri.joinPath(extension, 'dist', 'tree-sitter-python.wasm'), 'application/wasm'),
    ]);
    // The worker of a server that was stopped does not end by itself.
    worker?.terminate();
    worker = new Worker(script);
    const transports = {
      reader: new BrowserMessageReader(worker),
      writer: new BrowserMessageWriter(worker),
    };
    const initializationOptions: InitializationOptions = { commands: true, wasm: { runtime, grammar } };
    return new LanguageClient('gilscope', 'Gilscope', () => Promise.resolve(transports), {
      ...options,
      initializationOptions,
    });
  };
}

/**
 * An address that a worker can load from. The extension's own files may lie under a scheme that only VS Code can read,
 * so they are read through VS Code.
 */
async function addressOf(file: vscode.Uri, type: string): Promise<string> {
  const bytes = await vscode.workspace.fs.readFile(file);
  return URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
}
