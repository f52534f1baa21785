/**
 * The language server in a web worker. There is no file system here: analysis across files sees the open documents, and
 * the client sends what has to be loaded.
 */
import * as treeSitter from 'web-tree-sitter';
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { version } from '../../../package.json';
import type { WorkerStart } from '../core/protocol';
import { createGilscope } from '../core/service';
import { createPythonParser } from '../core/syntax/parser';
import { serve } from '../server';
import { browserClock } from './clock';

declare const self: DedicatedWorkerGlobalScope;

self.addEventListener(
  'message',
  ({ data }: MessageEvent<WorkerStart>) => {
    serve(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), {
      version,
      files: { read: () => undefined, list: () => [] },
      clock: browserClock,
      load: async () => {
        const parser = await createPythonParser(treeSitter, data);
        return (host) => createGilscope({ parser, host });
      },
    });
  },
  { once: true },
);
