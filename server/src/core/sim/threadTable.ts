/** The table of a run's threads: what each did with its life, as shares. */
import type { SimResult, Span, ThreadResult } from '../model/simResult';

/** A run with the name of its mode. */
export interface TitledResult {
  readonly title: string;
  readonly result: SimResult;
}

/** The main thread, where it is not one of the others, and the others. */
export function allThreads(result: SimResult): readonly ThreadResult[] {
  return result.main === undefined ? result.threads : [result.main, ...result.threads];
}

/** One thread's row of the table. Shares are of the thread's own life. */
export interface ThreadShares {
  readonly name: string;
  readonly held: number;
  /** Part of `held`: garbage collections. */
  readonly collected: number;
  readonly gilWait: number;
  readonly released: number;
  readonly io: number;
  readonly lock: number;
  readonly switches: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Shares of every thread over the whole run, from the simulator's own sums. */
export function threadShares(result: SimResult): readonly ThreadShares[] {
  const collected = collectedSeconds(result);
  return allThreads(result).map((thread, index) => {
    const life = thread.endSeconds - thread.startSeconds;
    const share = (seconds: number): number => (life > 0 ? seconds / life : 0);
    return {
      name: thread.name,
      held: share(thread.heldSeconds),
      collected: share(collected[index] ?? 0),
      gilWait: share(thread.gilWaitSeconds),
      released: share(thread.nativeSeconds),
      io: share(thread.ioSeconds),
      lock: share(thread.lockWaitSeconds),
      switches: thread.switches,
      startSeconds: thread.startSeconds,
      endSeconds: thread.endSeconds,
    };
  });
}

/** What each thread of `allThreads` spends on garbage collections, from the spans: the simulator has no sum of it. */
export function collectedSeconds(result: SimResult): Float64Array {
  const sums = new Float64Array(allThreads(result).length);
  const offset = result.main === undefined ? 0 : 1;
  const add = (thread: number, span: Omit<Span, 'thread'>): void => {
    if (span.collects === true) sums[thread] = (sums[thread] ?? 0) + span.endSeconds - span.startSeconds;
  };
  for (const span of result.main?.spans ?? []) add(0, span);
  for (const span of result.spans ?? []) add(span.thread + offset, span);
  return sums;
}

/** The tables of threads of several runs, made with spans. Shares are fractions of each thread's life, times are seconds. */
export function threadsCsv(runs: readonly TitledResult[]): string {
  const header = [
    'mode',
    'thread',
    'has GIL',
    'collects garbage',
    'GIL wait',
    'released',
    'I/O',
    'lock',
    'hand-overs',
    'start',
    'end',
  ];
  const rows = runs.flatMap((run) =>
    threadShares(run.result).map((thread) => [
      run.title,
      thread.name,
      ...[thread.held, thread.collected, thread.gilWait, thread.released, thread.io, thread.lock].map(
        (share) => share.toFixed(4),
      ),
      String(thread.switches),
      ...[thread.startSeconds, thread.endSeconds].map((seconds) => String(Number(seconds.toFixed(9)))),
    ]),
  );
  return [header, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** RFC 4180; a leading sign that a spreadsheet would run as a formula is made text. No number here is negative. */
function csvCell(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
