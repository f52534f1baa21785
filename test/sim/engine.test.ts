/** Figures the simulator must give: what the contract promises, and what was measured on real CPythons. */
import { deepEqual, ok } from 'node:assert/strict';
import { simulate } from '../../server/src/core/sim/engine';
import type { SimParameters } from '../../server/src/core/model/simParameters';
import type { SimResult } from '../../server/src/core/model/simResult';
import { scenarioFrom } from './notation';

const TWO_CPU_TASKS = `
  a: hold 300
  b: hold 300`;

/** The wall time of a scenario in milliseconds, within a share of what is expected. */
function checkWall(scenario: string, expectedMs: number, tolerance: number): void {
  const wallMs = simulate(scenarioFrom(scenario)).wallSeconds * 1000;
  ok(Math.abs(wallMs / expectedMs - 1) <= tolerance, `${wallMs} ms, expected ${expectedMs} ms`);
}

function checkLatency(scenario: string, lowMs: number, highMs: number): void {
  const { probe } = simulate(scenarioFrom(scenario));
  const meanMs = (probe?.meanSeconds ?? NaN) * 1000;
  ok(meanMs >= lowMs && meanMs <= highMs, `${meanMs} ms, expected ${lowMs} to ${highMs} ms`);
}

function checkDurations(
  scenario: string,
  parameters: Partial<SimParameters>,
  expected: readonly string[],
): void {
  const result = simulate(scenarioFrom(scenario), { parameters });
  deepEqual(
    result.threads.map((thread) => `${thread.name}: ${Math.round(thread.endSeconds * 1000)} ms`),
    expected,
  );
}

describe('simulate', () => {
  it('runs CPU threads no faster than one after another', () => {
    checkWall(`threads, 2 cores ${TWO_CPU_TASKS}`, 600, 0.02);
    checkWall(`sequential, 2 cores ${TWO_CPU_TASKS}`, 600, 1e-9);
    checkWall(`pool of 2, 2 cores ${TWO_CPU_TASKS}`, 600, 0.02);
  });

  it('runs them in parallel where each has its own GIL, or none', () => {
    checkWall(`free-threaded of 2, 2 cores ${TWO_CPU_TASKS}`, 300, 0.02);
    checkWall(`processes of 2, 2 cores ${TWO_CPU_TASKS}`, 300, 0.03);
    checkWall(`interpreters of 2, 2 cores ${TWO_CPU_TASKS}`, 300, 0.04);
  });

  it('gives a thread back from I/O the GIL after one interval beside one busy thread', () => {
    checkLatency('threads\nreader: 50 times (probe 1, hold 0.01)\nbusy: hold 1000', 5, 5.5);
    checkLatency('threads, interval 1 ms\nreader: 50 times (probe 1, hold 0.01)\nbusy: hold 1000', 1, 1.5);
  });

  it('lets it wait longer beside several', () => {
    // CPython 3.11 on the development machine: mean 11.8 to 22.5 ms with two busy threads, 17.7 ms with three.
    checkLatency('threads\nreader: 200 times (probe 1)\nbusy * 2: hold 3000', 10, 23);
    checkLatency('threads\nreader: 200 times (probe 1)\nbusy * 3: hold 3000', 10, 23);
  });

  it('does not let it in before a long C call ends', () => {
    checkLatency('threads\nbusy: 20 times (call 50)\nreader: 10 times (probe 1, hold 0.01)', 40, 110);
  });

  it('takes times for what they are on a free-threaded build, unless told its cost', () => {
    checkDurations('free-threaded of 1\na: hold 100', { freeThreadedCost: 1.1 }, ['worker 1: 110 ms']);
  });

  it('frees a lock taken twice only when both have been given back', () => {
    const nested = 'threads\na: lock L (lock L (hold 1), io 20)\nb: io 5, lock L (hold 1)';
    checkDurations(nested, {}, ['a: 21 ms', 'b: 22 ms']);
  });

  it('hands a lock over to a waiter that has waited long where the Python does', () => {
    const tightLoop = 'threads\nwaiter: io 2, lock L (hold 1)\nloop: 20 times (lock L (hold 1))';
    checkDurations(tightLoop, {}, ['waiter: 21 ms', 'loop: 20 ms']);
    checkDurations(tightLoop, { lockHandOffNs: 1e6 }, ['waiter: 8 ms', 'loop: 21 ms']);
  });

  it('cuts off what never ends and says so', () => {
    const check = (scenario: string, expected: boolean): void => {
      const { truncated } = simulate(scenarioFrom(scenario), { maxEvents: 10_000 });
      deepEqual(truncated, expected);
    };
    check('threads\na: 1000000000 times (hold 1, io 1)', true);
    check('threads\na: 1000000000 times (lock L ())', true);
    check('threads\na: 1000000000 times (hold 1)', true);
    check('threads\na: 1000000000 times (hold 0.000001)', false);
    check('threads\na: lock L (io 5, lock M ())\nb: lock M (io 5, lock L ())', true);
    check('threads\na: lock L (lock L (hold 1))', false);
  });

  it('has a result for a scenario without tasks', () => {
    const { main, ...result } = simulate(scenarioFrom('threads'));
    ok(main !== undefined);
    const expected: SimResult = {
      schema: 1,
      wallSeconds: 0,
      gilBusyFraction: 0,
      switches: 0,
      truncated: false,
      threads: [],
      probe: null,
    };
    deepEqual(result, expected);
  });

  it('reports one thread a task in threads, one a started worker in pools', () => {
    const names = (scenario: string): readonly string[] =>
      simulate(scenarioFrom(scenario)).threads.map(({ name, gil }) => `${name} (GIL ${gil})`);
    const tasks = '\na: hold 10\nb: hold 10\nc: hold 10';
    deepEqual(names(`threads${tasks}`), ['a (GIL 0)', 'b (GIL 0)', 'c (GIL 0)']);
    deepEqual(names(`sequential${tasks}`), ['main (GIL 0)']);
    deepEqual(names(`pool of 2${tasks}`), ['worker 1 (GIL 0)', 'worker 2 (GIL 0)']);
    deepEqual(names(`processes of 2${tasks}`), ['process 1 (GIL 1)', 'process 2 (GIL 2)']);
    deepEqual(names(`free-threaded of 5${tasks}`), [
      'worker 1 (GIL -1)',
      'worker 2 (GIL -1)',
      'worker 3 (GIL -1)',
    ]);
  });
});
