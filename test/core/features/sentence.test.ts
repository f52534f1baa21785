/** The verdict in one sentence: what is true with a GIL and what is true without. */
import assert from 'node:assert/strict';
import { verdictSentence } from '../../../server/src/core/features/sentence';
import { DEFAULT_CONFIG, type Config } from '../../../server/src/core/model/config';
import type { SpawnSite } from '../../../server/src/core/model/site';
import { endless, site, totals } from '../../support/profiles';

const FREE_THREADED: Config = {
  ...DEFAULT_CONFIG,
  pythonVersion: { major: 3, minor: 14, freeThreaded: true },
};

const PREDICTION = { sequential: 3.6, threads: 3.6, processes: 0.97, freeThreaded: 0.95 };

function check(changes: Partial<SpawnSite>, withGil: string, withoutGil: string): void {
  const said = site({ prediction: PREDICTION, ...changes });
  assert.equal(verdictSentence(said, DEFAULT_CONFIG), withGil);
  assert.equal(verdictSentence(said, FREE_THREADED), withoutGil);
  assert.equal(verdictSentence(said, { ...DEFAULT_CONFIG, gil: 'off' }), withoutGil);
}

describe('the verdict in a sentence', () => {
  it('tells what threads, processes and one call after another take', () =>
    check(
      {},
      '`crunch` holds the GIL for about 0.9 s a call; 4 threads take about 3.6 s, one after another 3.6 s, processes 0.97 s.',
      '`crunch` computes for about 0.9 s a call; 4 threads without a GIL take about 0.95 s, one after another 3.6 s.',
    ));

  it('counts processes where those do the work', () => {
    check(
      { kind: 'process', workers: { count: 1, basis: 'literal' } },
      '`crunch` holds the GIL for about 0.9 s a call; one process takes about 0.97 s, one after another 3.6 s.',
      '`crunch` computes for about 0.9 s a call; one process takes about 0.97 s, one after another 3.6 s.',
    );
    check(
      { kind: 'process-pool' },
      '`crunch` holds the GIL for about 0.9 s a call; 4 processes with a GIL each take about 0.97 s, one after another 3.6 s.',
      '`crunch` computes for about 0.9 s a call; 4 processes take about 0.97 s, one after another 3.6 s.',
    );
  });

  it('tells what a single task does to the code beside it', () =>
    check(
      { role: 'background' },
      '`crunch` holds the GIL for about 0.9 s a call; it takes turns with the thread that started it.',
      '`crunch` computes for about 0.9 s a call; without a GIL the thread that started it runs on meanwhile.',
    ));

  it('gives no seconds for what does not end', () =>
    check(
      { profile: endless() },
      '`crunch` holds the GIL for as long as it runs.',
      '`crunch` keeps a core busy for as long as it runs.',
    ));

  it('says so where native work leaves no core for another thread', () =>
    check(
      {
        verdict: 'native',
        perTask: totals({ native: 0.68 }),
        prediction: { sequential: 2.8, threads: 2.75, processes: 2.9 },
      },
      '`crunch` computes in C with the GIL released for about 0.68 s a call; 4 threads take about 2.8 s, one after another 2.8 s: it keeps the cores busy by itself.',
      '`crunch` computes in C for about 0.68 s a call; 4 threads take about 2.8 s, one after another 2.8 s: it keeps the cores busy by itself.',
    ));

  it('tells of native work, waiting, both, little and nothing known', () => {
    check(
      {
        verdict: 'native',
        perTask: totals({ native: 0.05 }),
        prediction: { sequential: 0.2, threads: 0.05, processes: 0.06 },
      },
      '`crunch` computes in C with the GIL released for about 50 ms a call: threads run it in parallel.',
      '`crunch` computes in C for about 50 ms a call: threads run it in parallel.',
    );
    check(
      { verdict: 'io' },
      '`crunch` mostly waits for input and output with the GIL released: that is what threads are for.',
      '`crunch` mostly waits for input and output: that is what threads are for.',
    );
    check(
      { verdict: 'wait' },
      '`crunch` mostly waits with the GIL released: it hardly disturbs other threads.',
      '`crunch` mostly waits: it hardly disturbs other threads.',
    );
    check(
      { verdict: 'mixed', perTask: totals({ held: 0.1, io: 0.04, wait: 0.06 }) },
      '`crunch` computes under the GIL for about 0.1 s and waits for about 0.1 s a call: threads overlap the waiting, not the computing.',
      '`crunch` computes for about 0.1 s and waits for about 0.1 s a call: without a GIL threads overlap both.',
    );
    check(
      { verdict: 'trivial', perTask: totals({ held: 3e-6 }) },
      '`crunch` does too little to matter (about 3 µs a call).',
      '`crunch` does too little to matter (about 3 µs a call).',
    );
    check(
      { verdict: 'unknown' },
      'What `crunch` does to the GIL cannot be told from the code.',
      'What `crunch` does cannot be told from the code.',
    );
  });
});
