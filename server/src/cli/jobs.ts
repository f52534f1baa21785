/**
 * Shares files out among threads. First this thread alone looks which files have to be analysed, which takes it less time than
 * a thread takes to start; then all of them analyse.
 */
import type { CheckedPath, Checker } from './checking';
import type { CheckWorker, SharedWork } from './io';

export interface Jobs {
  /** Threads in all, this one included. */
  readonly most: number;
  /** Starting one more takes as long as analysing so many files. */
  readonly filesWorthOne: number;
  readonly start: () => CheckWorker;
}

/** What became of each path, in the order of the paths. `done` is called with each one's index. Rejects where a thread dies. */
export async function checkInParallel(
  { most, filesWorthOne, start }: Jobs,
  paths: readonly string[],
  { screen, analyse }: Pick<Checker, 'screen' | 'analyse'>,
  done: (index: number) => void,
): Promise<readonly CheckedPath[]> {
  const results = new Map<number, CheckedPath>();
  const report = (index: number, checked: CheckedPath): void => {
    results.set(index, checked);
    done(index);
  };
  const left: Sized[] = [];
  const workers: CheckWorker[] = [];
  const next = new Int32Array(new SharedArrayBuffer(4));
  try {
    for (const [index, path] of paths.entries()) {
      const screened = screen(path);
      if (screened.kind !== 'unanalysed') report(index, screened);
      else {
        left.push({ index, characters: screened.characters });
        if (workers.length + 1 < most && left.length > (workers.length + 1) * filesWorthOne)
          workers.push(start());
      }
    }
    const order = orderOf(left, workers.length + 1);
    const work: SharedWork = {
      paths: order.map((index) => paths[index] ?? ''),
      threads: workers.length + 1,
      next,
    };
    const received = (at: number, checked: CheckedPath): void => report(order[at] ?? 0, checked);
    await Promise.all([
      ...workers.map((worker) => worker.run(work, received)),
      analyseHere(work, analyse, received),
    ]);
  } finally {
    // Where one has died, this thread need not go on either.
    Atomics.store(next, 0, left.length);
    for (const worker of workers) worker.stop();
  }
  return paths.flatMap((_, index) => results.get(index) ?? []);
}

interface Sized {
  readonly index: number;
  readonly characters: number;
}

/** A file is large if it has this share of what each thread has to do: begun last, it would keep the others waiting. */
const LARGE = 1 / 16;

/** Large files first, then the others as they lie: neighbours import the same modules, which one thread then parses once. */
function orderOf(files: readonly Sized[], threads: number): readonly number[] {
  const all = files.reduce((sum, { characters }) => sum + characters, 0);
  const isLarge = ({ characters }: Sized): boolean => characters > (all / threads) * LARGE;
  const large = files.filter(isLarge).sort((a, b) => b.characters - a.characters);
  return [...large, ...files.filter((file) => !isLarge(file))].map(({ index }) => index);
}

/** Takes files as the other threads do; between two of them what the others send is looked at. */
async function analyseHere(
  work: SharedWork,
  analyse: (path: string) => CheckedPath,
  received: (at: number, checked: CheckedPath) => void,
): Promise<void> {
  for (const at of filesLeft(work)) {
    received(at, analyse(work.paths[at] ?? ''));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/**
 * Indices of the files that no other thread has taken. Several are taken at once, ever fewer towards the end: many make
 * neighbours stay together, few make all threads end at the same time.
 */
export function* filesLeft({ paths, threads, next }: SharedWork): Generator<number> {
  for (;;) {
    const from = Atomics.load(next, 0);
    if (from >= paths.length) return;
    const to = from + Math.max(1, Math.floor((paths.length - from) / (threads * 4)));
    if (Atomics.compareExchange(next, 0, from, to) !== from) continue;
    for (let at = from; at < to; at++) yield at;
  }
}
