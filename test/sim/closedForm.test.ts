/** The linter's closed forms against the engine, on random loads. */
import { ok } from 'node:assert/strict';
import fc from 'fast-check';
import { exactly, ZERO } from '../../server/src/core/model/estimate';
import type { Executor, Step } from '../../server/src/core/model/scenario';
import { type PredictedMode, wallSeconds } from '../../server/src/core/predict/closedForm';
import { simulate } from '../../server/src/core/sim/engine';

/** Equal tasks that alternate `rounds` times between the stretches given, in seconds. */
interface Load {
  readonly tasks: number;
  readonly workers: number;
  readonly cores: number;
  readonly interval: number;
  readonly rounds: number;
  readonly hold: number;
  readonly native: number;
  readonly nativeThreads: number;
  readonly io: number;
  readonly seed: number;
  /** Of the Python; decides the start method, too. Default: that of no Python in particular. */
  readonly minor?: number;
}

type Mode = PredictedMode | 'pool';
const MODES: readonly Mode[] = [
  'threads',
  'pool',
  'processes',
  'interpreters',
  'free-threaded',
  'sequential',
];

/** From 2 to 100 ms, small ones as likely as large ones. */
const stretch = fc.double({ min: Math.log(0.002), max: Math.log(0.1), noNaN: true }).map(Math.exp);
const nothing = fc.constant(0);

function loads(
  kinds: Partial<Record<'hold' | 'native' | 'io', fc.Arbitrary<number>>>,
  nativeThreads: fc.Arbitrary<number> = fc.constant(1),
): fc.Arbitrary<Load> {
  return fc
    .record({
      tasks: fc.integer({ min: 1, max: 16 }),
      workers: fc.integer({ min: 1, max: 8 }),
      cores: fc.constantFrom(1, 2, 4, 8),
      interval: fc.constantFrom(0.005, 0.001, 0.02),
      rounds: fc.integer({ min: 1, max: 30 }),
      hold: kinds.hold ?? nothing,
      native: kinds.native ?? nothing,
      nativeThreads,
      io: kinds.io ?? nothing,
      seed: fc.integer({ min: 0, max: 1000 }),
    })
    .filter(({ rounds, hold, native, io }) => rounds * (hold + native + io) >= 0.02);
}

/** Predicted wall time divided by the engine's. */
function ratio(mode: Mode, load: Load): number {
  const { tasks, cores, interval, rounds, hold, native, nativeThreads, io, seed, minor } = load;
  const workers = mode === 'threads' ? tasks : load.workers;
  const steps: readonly Step[] = [
    { kind: 'hold', seconds: hold },
    { kind: 'native', seconds: native, threads: nativeThreads },
    { kind: 'io', seconds: io },
  ];
  const body: readonly Step[] = [
    { kind: 'loop', times: rounds, body: steps.filter((step) => 'seconds' in step && step.seconds > 0) },
  ];
  const executor: Executor =
    mode === 'threads' || mode === 'sequential' ? { kind: mode } : { kind: mode, workers };
  const simulated = simulate({
    schema: 1,
    cores,
    switchIntervalSeconds: interval,
    seed,
    ...(minor !== undefined && { pythonVersion: `3.${minor}` }),
    executor,
    tasks: Array.from({ length: tasks }, (_, i) => ({ name: `task ${i}`, body })),
  });
  const predicted = wallSeconds(mode === 'pool' ? 'threads' : mode, {
    perTask: {
      held: exactly(hold * rounds),
      native: exactly(native * rounds),
      io: exactly(io * rounds),
      wait: ZERO,
      unknownCalls: ZERO,
    },
    tasks,
    workers,
    processWorkers: workers,
    cores,
    switchIntervalSeconds: interval,
    rounds,
    nativeThreads,
    ...(minor !== undefined && { pythonVersion: { major: 3, minor } }),
  });
  return predicted / simulated.wallSeconds;
}

function checkWithin(mode: Mode, kind: fc.Arbitrary<Load>, tolerance: number, numRuns: number): void {
  const property = fc.property(kind, (load) => {
    const found = ratio(mode, load);
    ok(Math.abs(found - 1) <= tolerance, `predicted / simulated = ${found}`);
  });
  fc.assert(property, { numRuns, seed: 1 });
}

describe('closed forms', function () {
  this.timeout(120_000);

  for (const mode of MODES) {
    it(`agree within 5 % with the engine for tasks of one kind: ${mode}`, () => {
      checkWithin(mode, loads({ hold: stretch }), 0.05, 200);
      checkWithin(mode, loads({ native: stretch }, fc.integer({ min: 1, max: 4 })), 0.05, 200);
      checkWithin(mode, loads({ io: stretch }), 0.05, 200);
    });
  }

  for (const minor of [9, 10, 11, 12, 13, 14, 15]) {
    it(`agree within 5 % for the processes and threads of CPython 3.${minor}`, () => {
      const kind = loads({ hold: stretch }).map((load) => ({ ...load, minor }));
      for (const mode of MODES) checkWithin(mode, kind, 0.05, 60);
    });
  }

  for (const mode of ['sequential', 'processes', 'interpreters', 'free-threaded'] as const) {
    it(`agree within 5 % for tasks that compute in two ways: ${mode}`, () => {
      checkWithin(mode, loads({ hold: stretch, native: stretch }), 0.05, 200);
    });
  }

  // How tasks that compute and wait by turns meet at the GIL depends on chance; the formulas know the mean.
  for (const mode of MODES) {
    it(`agree for most tasks that compute and wait by turns, and roughly for all: ${mode}`, () => {
      for (const kind of [
        loads({ hold: stretch, io: stretch }),
        loads({ hold: stretch, native: stretch }),
        loads({ native: stretch, io: stretch }),
      ]) {
        const ratios = fc.sample(kind, { numRuns: 200, seed: 1 }).map((load) => ratio(mode, load));
        const close = ratios.filter((found) => Math.abs(found - 1) <= 0.05).length;
        ok(close >= 0.88 * ratios.length, `only ${close} of ${ratios.length} within 5 %`);
        for (const found of ratios) ok(found > 0.7 && found < 1.3, `predicted / simulated = ${found}`);
      }
    });
  }
});
