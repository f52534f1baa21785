/** Shares files out among threads. Results come in the order of the files, so that nobody can tell how many there were. */
import type { CheckedPath } from './checking';
import type { CheckWorker } from './io';

/** Files handed to a thread at once: few enough that none is left with much to do while the others are done. */
const BATCH = 16;

/** Yields the result of each path with its index. Rejects where a thread dies. */
export async function* checkInParallel(
  start: () => CheckWorker,
  jobs: number,
  paths: readonly string[],
): AsyncGenerator<readonly [index: number, checked: CheckedPath]> {
  const batches = Array.from({ length: Math.ceil(paths.length / BATCH) }, (_, batch) =>
    paths.slice(batch * BATCH, (batch + 1) * BATCH),
  );
  const results = batches.map(() => deferred<readonly CheckedPath[]>());
  let next = 0;
  const workers = Array.from({ length: Math.min(jobs, batches.length) }, start);
  const work = async (worker: CheckWorker): Promise<void> => {
    while (next < batches.length) {
      const batch = next++;
      try {
        results[batch]?.resolve(await worker.check(batches[batch] ?? []));
      } catch (error) {
        results[batch]?.reject(error);
        return;
      }
    }
  };
  try {
    for (const worker of workers) void work(worker);
    for (const [batch, { promise }] of results.entries()) {
      for (const [index, checked] of (await promise).entries()) yield [batch * BATCH + index, checked];
    }
  } finally {
    for (const worker of workers) worker.stop();
  }
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((fulfil, fail) => {
    resolve = fulfil;
    reject = fail;
  });
  // Whoever waits for an earlier one sees the failure first; a second one is no news.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
