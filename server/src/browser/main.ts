/**
 * The language server in a web worker. There is no file system here: cross-file analysis sees the open documents, and
 * the client says where the WebAssembly files lie.
 */
import * as treeSitter from 'web-tree-sitter';
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { createGilscope } from '../core/service';
import { createPythonParser } from '../core/syntax/parser';
import { serve } from '../server';
import { version } from '../../../package.json';
import { browserClock } from './clock';

declare const self: DedicatedWorkerGlobalScope;

async function fetchBytes(address: string): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok)
    throw new Error(`${address} could not be loaded: ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}

serve(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), {
  version,
  files: { read: () => undefined, list: () => [] },
  clock: browserClock,
  load: async ({ wasm }) => {
    if (wasm === undefined) throw new Error('the client did not say where the parser lies');
    const [runtime, grammar] = await Promise.all([fetchBytes(wasm.runtime), fetchBytes(wasm.grammar)]);
    const parser = await createPythonParser(treeSitter, { runtime, grammar });
    return (host) => createGilscope({ parser, host });
  },
});
