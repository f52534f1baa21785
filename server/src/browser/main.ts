/**
 * The language server in a web worker, and the worker in which that checks the workspace. There is no file system here:
 * analysis across files sees the open documents, and the client sends what has to be loaded.
 */
import * as treeSitter from 'web-tree-sitter';
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { version } from '../../../package.json';
import type { WorkerStart } from '../core/protocol';
import { createKnowledgeBase } from '../core/kb/lookup';
import { createGilscope } from '../core/service';
import { createPythonParser } from '../core/syntax/parser';
import { serve } from '../server';
import type { FromCheckThread, ToCheckThread } from '../workspace/checkMessages';
import { serveChecks } from '../workspace/checkServer';
import type { FileAccess } from '../workspace/host';
import { browserClock } from './clock';
import { startWorker } from './worker';

declare const self: DedicatedWorkerGlobalScope;

/** The first message to the worker for checks. */
interface CheckWorkerStart extends WorkerStart {
  readonly kind: 'workspace';
}

const NO_FILES: FileAccess = { read: () => undefined, look: () => () => false, list: () => [] };

function startServer(start: WorkerStart): void {
  serve(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), {
    version,
    files: NO_FILES,
    clock: browserClock,
    startCheckThread(events) {
      const own: CheckWorkerStart = { ...start, kind: 'workspace' };
      return startWorker(self.location.href, own, events);
    },
    load: async () => {
      const kb = createKnowledgeBase();
      const parser = await createPythonParser(treeSitter, start);
      return (host) => createGilscope({ parser, kb, host });
    },
  });
}

function startChecks(start: CheckWorkerStart): void {
  const receive = serveChecks({
    files: NO_FILES,
    clock: browserClock,
    load: async () => {
      const kb = createKnowledgeBase();
      const parser = await createPythonParser(treeSitter, start);
      return (host) => createGilscope({ parser, kb, host, batch: true });
    },
    post: (message: FromCheckThread) => self.postMessage(message),
  });
  self.addEventListener('message', ({ data }: MessageEvent<ToCheckThread>) => receive(data));
}

self.addEventListener(
  'message',
  ({ data }: MessageEvent<WorkerStart | CheckWorkerStart>) => {
    if ('kind' in data) startChecks(data);
    else startServer(data);
  },
  { once: true },
);
