/** A thread of `check`: both ends of the conversation between it and the main thread. */
import { isMainThread, type MessagePort, parentPort, Worker, workerData } from 'node:worker_threads';
import { type CheckedPath, type CheckingOptions, createChecker } from './checking';
import { openGilscope } from './engine';
import type { CheckWorker, Io, SharedWork } from './io';
import { batchesLeft } from './jobs';
import { Project } from './project';

interface WorkerStart {
  readonly cwd: string;
  readonly cacheFolder: string | undefined;
  readonly program: string;
  readonly options: CheckingOptions;
}

/** What a thread sends: the results of a batch, or that no batch is left. */
type Message =
  | { readonly kind: 'batch'; readonly batch: number; readonly results: readonly CheckedPath[] }
  | { readonly kind: 'end' };

/** Starts a thread that runs `program`, which calls `serveMainThread` there. */
export function startWorker(start: WorkerStart): CheckWorker {
  const worker = new Worker(start.program, { workerData: start });
  return {
    run: (work, done) =>
      new Promise((resolve, reject) => {
        worker.on('message', (message: Message) => {
          if (message.kind === 'batch') done(message.batch, message.results);
          else resolve();
        });
        worker.once('error', reject);
        worker.postMessage(work);
      }),
    stop: () => void worker.terminate(),
  };
}

/** Undefined in the main thread. */
export function mainThread(): MessagePort | undefined {
  return isMainThread ? undefined : (parentPort ?? undefined);
}

/** Checks what is left of the work that comes. The main thread reports what is wrong with settings. */
export async function serveMainThread(port: MessagePort, io: Io): Promise<void> {
  const { cwd, cacheFolder, program, options } = workerData as WorkerStart;
  const silent = { write: () => undefined, isTTY: false };
  const own = { cwd, program, env: io.env, readStdin: io.readStdin, confirm: io.confirm, serve: io.serve };
  const project = await Project.open(
    {
      ...own,
      ...(cacheFolder === undefined ? {} : { cacheFolder }),
      stdout: silent,
      stderr: silent,
      openGilscope,
    },
    options,
  );
  const checker = createChecker(project, options);
  const send = (message: Message): void => port.postMessage(message);
  port.on('message', (work: SharedWork) => {
    for (const [batch, paths] of batchesLeft(work))
      send({ kind: 'batch', batch, results: paths.map(checker.check) });
    send({ kind: 'end' });
  });
}
