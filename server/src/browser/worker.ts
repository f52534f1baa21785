/** A web worker inside the server's own. Browsers of before 2023 have none there: starting one then throws. */
import type { Thread, ThreadEvents } from '../workspace/host';

/** Starts a worker that runs the script at `address` and gets `start` as its first message. */
export function startWorker<Sent, Received>(
  address: string,
  start: unknown,
  { received, ended }: ThreadEvents<Received>,
): Thread<Sent> {
  const worker = new Worker(address);
  worker.onmessage = ({ data }: MessageEvent<Received>) => received(data);
  worker.onerror = (event) => {
    // Its code goes on after an error, but nobody knows with what.
    worker.terminate();
    ended(new Error(event.message || 'it cannot be started'));
  };
  worker.postMessage(start);
  return { post: (message) => worker.postMessage(message), stop: () => worker.terminate() };
}
