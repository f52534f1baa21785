/** Shares files out among threads. Results come in the order of the files, so that nobody can tell how many there were. */
import type { CheckedPath } from './checking';
import type { CheckWorker, SharedWork } from './io';

/** Files that a thread takes at once: few enough that none is left with much to do while the others are done. */
const BATCH = 16;

/**
 * Yields the result of each path with its index. This thread is one of the `jobs`: it checks with `check` while the others
 * are still starting. Rejects where a thread dies.
 */
export async function* checkInParallel(
  start: () => CheckWorker,
  jobs: number,
  paths: readonly string[],
  check: (path: string) => CheckedPath,
): AsyncGenerator<readonly [index: number, checked: CheckedPath]> {
  const work: SharedWork = { paths, batch: BATCH, next: new Int32Array(new SharedArrayBuffer(4)) };
  const results = Array.from({ length: Math.ceil(paths.length / BATCH) }, () =>
    deferred<readonly CheckedPath[]>(),
  );
  const workers = Array.from({ length: Math.min(jobs, results.length) - 1 }, start);
  const done = (batch: number, checked: readonly CheckedPath[]): void => results[batch]?.resolve(checked);
  const failure = deferred<never>();
  try {
    for (const worker of workers) worker.run(work, done).catch(failure.reject);
    void checkHere(work, check, done);
    for (const [batch, { promise }] of results.entries()) {
      const checked = await Promise.race([promise, failure.promise]);
      for (const [index, result] of checked.entries()) yield [batch * BATCH + index, result];
    }
  } finally {
    for (const worker of workers) worker.stop();
  }
}

/** Takes batches as the other threads do; between two of them what the others send is looked at. */
async function checkHere(
  work: SharedWork,
  check: (path: string) => CheckedPath,
  done: (batch: number, results: readonly CheckedPath[]) => void,
): Promise<void> {
  for (const [batch, paths] of batchesLeft(work)) {
    done(batch, paths.map(check));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The batches that no other thread has taken, each taken when it is asked for. */
export function* batchesLeft({
  paths,
  batch: size,
  next,
}: SharedWork): Generator<readonly [batch: number, paths: readonly string[]]> {
  for (;;) {
    const batch = Atomics.add(next, 0, 1);
    const taken = paths.slice(batch * size, (batch + 1) * size);
    if (taken.length === 0) return;
    yield [batch, taken];
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
  // Where nobody waits for it any more, a failure is no news.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
