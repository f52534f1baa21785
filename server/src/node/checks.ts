/** Both ends of the thread in which a Node process checks the workspace of the language server. */
import type { MessagePort } from 'node:worker_threads';
import { createKnowledgeBase } from '../core/kb/lookup';
import { createGilscope } from '../core/service';
import type { FromCheckThread, ToCheckThread } from '../workspace/checkMessages';
import { serveChecks } from '../workspace/checkServer';
import type { StartThread } from '../workspace/host';
import { nodeClock } from './clock';
import { createFileAccess } from './files';
import { loadPythonParser } from './parser';
import { startThread } from './thread';

/** What a program's thread is started with to check workspaces. */
export interface CheckThreadStart {
  readonly kind: 'workspace';
}

/** `program` calls `serveChecksOn` in a thread that was started for it. */
export function checkThreads(program: string): StartThread<ToCheckThread, FromCheckThread> {
  const start: CheckThreadStart = { kind: 'workspace' };
  return (events) => startThread(program, start, events);
}

/** Serves who has started this thread, until that stops it. */
export function serveChecksOn(port: MessagePort): void {
  const receive = serveChecks({
    files: createFileAccess(),
    clock: nodeClock,
    load: async () => {
      const kb = createKnowledgeBase();
      const parser = await loadPythonParser();
      return (host) => createGilscope({ parser, kb, host, batch: true });
    },
    post: (message) => port.postMessage(message),
  });
  port.on('message', receive);
}
