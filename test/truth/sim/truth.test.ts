/**
 * A small part of `npm run truth` as a test: what a busy machine does not spoil. Noise can only make a run worse, so
 * one good run of several is enough; a wrong model has none.
 */
import { deepEqual, match, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { scenarioFrom } from '../../sim/notation';
import { compare } from './compare';
import { measure } from './python';
import { SCENARIOS } from './scenarios';

const ATTEMPTS = 6;

/** Predicted and measured differ by at most `factor` in one of several runs. */
async function checkRatio(scenario: string, what: string, factor: number): Promise<void> {
  const ratios: number[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const row = (await compare('', scenario, 'python3', 1)).find((candidate) => candidate.what === what);
    const ratio = row === undefined ? NaN : row.predicted / row.measured;
    if (ratio <= factor && ratio >= 1 / factor) return;
    ratios.push(ratio);
  }
  ok(false, `predicted / measured: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}`);
}

describe('the figures kept from npm run truth', () => {
  const { machine, results } = JSON.parse(
    readFileSync(new URL('measured.json', import.meta.url), 'utf8'),
  ) as {
    readonly machine: { readonly python: string; readonly system: string; readonly cores: number };
    readonly results: readonly {
      readonly suite: string;
      readonly rows: readonly { readonly name: string }[];
    }[];
  };

  it('name interpreter, system and cores', () => {
    match(machine.python, /^Python 3\.\d+\.\d+/);
    match(machine.system, /^\w+ \d/);
    ok(machine.cores >= 1);
  });

  it('are about all scenarios, and no others', () => {
    const rows = results.filter(({ suite }) => suite === 'sim').flatMap((result) => result.rows);
    deepEqual([...new Set(rows.map(({ name }) => name))], Object.keys(SCENARIOS));
  });
});

describe('the simulator beside a real Python', function () {
  this.timeout(120_000);

  it('knows how long I/O waits beside one busy thread', async () => {
    await checkRatio('threads\nio: 40 times (probe 2, hold 0.1)\ncpu: hold 400', 'I/O latency, median', 1.15);
  });

  it('knows what the switch interval does to it', async () => {
    await checkRatio(
      'threads, interval 1 ms\nio: 80 times (probe 2, hold 0.1)\ncpu: hold 400',
      'I/O latency, median',
      1.3,
    );
  });

  it('knows that C calls are not interrupted', async () => {
    await checkRatio(
      'threads\nio: 6 times (probe 2, hold 0.1)\ncaller: 14 times (call 30)',
      'I/O latency, median',
      1.3,
    );
  });

  it('knows that sleeps overlap', async () => {
    await checkRatio('threads\nio * 8: 4 times (io 40, hold 0.2)', 'wall', 1.1);
    await checkRatio('pool of 3\nio * 6: io 60', 'wall', 1.1);
  });

  it('knows that a lock held across a sleep lets nobody else in', async () => {
    await checkRatio('threads\nworker * 3: 4 times (lock L (io 20), hold 1)', 'wall', 1.1);
  });

  it('knows how threads wait for each other', async () => {
    await checkRatio(
      'threads\nproducer: 10 times (io 10, put q)\nconsumer * 2: 5 times (get q, io 25)',
      'wall',
      1.1,
    );
    await checkRatio('threads\nstarter: io 60, set go\nrunner * 3: wait go, io 50', 'wall', 1.1);
  });

  it('knows that an event loop overlaps waiting, and computes in one thread', async () => {
    await checkRatio(
      'threads\nloop: gather (4 times (io 20, hold 5)) (io 30, hold 20) (hold 10, io 40)',
      'wall',
      1.15,
    );
  });

  it('knows what garbage collections cost', async () => {
    await checkRatio('threads\nbuilder: hold 100 making 600000', 'wall', 1.3);
  });

  it('knows that CPU threads never run at the same time', async () => {
    const { wallSeconds, tasks } = await measure(
      { ...scenarioFrom('threads\ncpu * 3: hold 100'), hasEnoughCores: true },
      'python3',
    );
    const cpuSeconds = tasks.reduce((sum, task) => sum + task.cpuSeconds, 0);
    ok(wallSeconds >= 0.97 * cpuSeconds, `${cpuSeconds} CPU seconds in ${wallSeconds} seconds`);
  });
});
