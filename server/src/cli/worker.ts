/** A thread of `check`: both ends of the conversation between it and the main thread. */
import type { MessagePort } from 'node:worker_threads';
import { type CheckedPath, type CheckingOptions, CHECK_ENGINE, createChecker } from './checking';
import { openGilscope } from './engine';
import type { CheckWorker, Io, SharedWork } from './io';
import { batchesLeft } from './jobs';
import { Project } from './project';
import { startThread } from '../node/thread';
import type { Thread } from '../workspace/host';

export interface WorkerStart {
  readonly kind: 'check';
  readonly cwd: string;
  readonly cacheFolder: string | undefined;
  readonly program: string;
  readonly options: CheckingOptions;
}

/** What a thread sends: the results of a batch, or that no batch is left. */
type Message =
  | { readonly kind: 'batch'; readonly batch: number; readonly results: readonly CheckedPath[] }
  | { readonly kind: 'end' };

/** A thread that runs `program`, which calls `serveMainThread` there. It starts with its work. */
export function startWorker(start: Omit<WorkerStart, 'kind'>): CheckWorker {
  let thread: Thread<SharedWork> | undefined;
  return {
    run: (work, done) =>
      new Promise((resolve, reject) => {
        const own: WorkerStart = { kind: 'check', ...start };
        thread = startThread<SharedWork, Message>(start.program, own, {
          received(message) {
            if (message.kind === 'batch') done(message.batch, message.results);
            else resolve();
          },
          ended: reject,
        });
        thread.post(work);
      }),
    stop: () => thread?.stop(),
  };
}

/** Checks what is left of the work that comes. The main thread reports what is wrong with settings. */
export async function serveMainThread(
  { cwd, cacheFolder, program, options }: WorkerStart,
  port: MessagePort,
  io: Io,
): Promise<void> {
  const silent = { write: () => undefined, isTTY: false };
  const { env, readStdin, confirm, loadPngRenderer, serve } = io;
  const own = { cwd, program, env, readStdin, confirm, loadPngRenderer, serve };
  const project = await Project.open(
    {
      ...own,
      ...(cacheFolder === undefined ? {} : { cacheFolder }),
      stdout: silent,
      stderr: silent,
      openGilscope,
    },
    options,
    CHECK_ENGINE,
  );
  const checker = createChecker(project, options);
  const send = (message: Message): void => port.postMessage(message);
  port.on('message', (work: SharedWork) => {
    for (const [batch, paths] of batchesLeft(work))
      send({ kind: 'batch', batch, results: paths.map(checker.check) });
    send({ kind: 'end' });
  });
}
