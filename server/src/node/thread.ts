/** Threads of a Node process: starting one, and finding out inside one what it was started for. */
import { isMainThread, type MessagePort, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Thread, ThreadEvents } from '../workspace/host';

/** Starts a thread that runs `program`, which finds `start` with `startOfThread`. */
export function startThread<Sent, Received>(
  program: string,
  start: { readonly kind: string },
  { received, ended }: ThreadEvents<Received>,
): Thread<Sent> {
  const worker = new Worker(program, { workerData: start });
  let isOver = false;
  const over = (error: Error): void => {
    if (isOver) return;
    isOver = true;
    ended(error);
  };
  worker.on('message', received);
  worker.once('error', over);
  worker.once('exit', (code) => over(new Error(`it has ended with ${String(code)}`)));
  return {
    post: (message) => worker.postMessage(message),
    stop() {
      isOver = true;
      void worker.terminate();
    },
  };
}

/** What this thread was started with, and the way to who has started it; undefined in the main thread. */
export function startOfThread<Start>(): { readonly start: Start; readonly port: MessagePort } | undefined {
  if (isMainThread || parentPort === null) return undefined;
  return { start: workerData as Start, port: parentPort };
}
