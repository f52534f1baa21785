/** A thread of `check`: both ends of the conversation between it and the main thread. */
import { isMainThread, type MessagePort, parentPort, Worker, workerData } from 'node:worker_threads';
import { type CheckedPath, type CheckingOptions, createChecker } from './checking';
import { openGilscope } from './engine';
import type { CheckWorker, Io } from './io';
import { Project } from './project';

interface WorkerStart {
  readonly cwd: string;
  readonly cacheFolder: string | undefined;
  readonly program: string;
  readonly options: CheckingOptions;
}

/** Starts a thread that runs `program`, which calls `serveMainThread` there. */
export function startWorker(start: WorkerStart): CheckWorker {
  const worker = new Worker(start.program, { workerData: start });
  return {
    check: (paths) =>
      new Promise((resolve, reject) => {
        const done = (results: readonly CheckedPath[]): void => {
          worker.off('error', failed);
          resolve(results);
        };
        const failed = (error: Error): void => {
          worker.off('message', done);
          reject(error);
        };
        worker.once('message', done);
        worker.once('error', failed);
        worker.postMessage(paths);
      }),
    stop: () => void worker.terminate(),
  };
}

/** Undefined in the main thread. */
export function mainThread(): MessagePort | undefined {
  return isMainThread ? undefined : (parentPort ?? undefined);
}

/** Answers with the results for the paths that come. The main thread reports what is wrong with settings. */
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
  port.on('message', (paths: readonly string[]) => port.postMessage(paths.map(checker.check)));
}
