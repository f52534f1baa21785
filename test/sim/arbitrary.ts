/** Random scenarios for property tests. Every run of one ends: loops are short, and locks nest in one order only. */
import fc from 'fast-check';
import type { Executor, Scenario, Step, Task } from '../../server/src/core/model/scenario';

export interface Kinds {
  readonly kinds: readonly Step['kind'][];
  readonly executors: readonly Executor['kind'][];
}

export const ALL: Kinds = {
  kinds: ['hold', 'native', 'io', 'lock', 'loop'],
  executors: ['threads', 'sequential', 'pool', 'processes', 'interpreters', 'free-threaded'],
};

export function scenarios({ kinds, executors }: Kinds): fc.Arbitrary<Scenario> {
  return fc.record({
    schema: fc.constant(1 as const),
    cores: fc.integer({ min: 1, max: 8 }),
    switchIntervalSeconds: fc.constantFrom(0.005, 0.001, 0.0001, 0.02),
    seed: fc.integer({ min: 0, max: 1000 }),
    executor: executorOf(executors),
    tasks: fc.array(taskOf(kinds), { maxLength: 6 }),
  });
}

function executorOf(kinds: readonly Executor['kind'][]): fc.Arbitrary<Executor> {
  return fc
    .tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 5 }))
    .map(([kind, workers]) => (kind === 'threads' || kind === 'sequential' ? { kind } : { kind, workers }));
}

function taskOf(kinds: readonly Step['kind'][]): fc.Arbitrary<Task> {
  return fc.record({ name: fc.constantFrom('a', 'b', 'c'), body: bodyOf(kinds, 3, ['L', 'M']) });
}

function bodyOf(
  kinds: readonly Step['kind'][],
  depth: number,
  locks: readonly string[],
): fc.Arbitrary<readonly Step[]> {
  return fc.array(stepOf(kinds, depth, locks), { maxLength: depth + 1 });
}

/** Whole microseconds, so that rounding to nanoseconds hides nothing. */
const seconds = fc.integer({ min: 0, max: 30_000 }).map((microseconds) => microseconds / 1e6);

function stepOf(kinds: readonly Step['kind'][], depth: number, locks: readonly string[]): fc.Arbitrary<Step> {
  const simple: fc.Arbitrary<Step>[] = [];
  if (kinds.includes('hold')) {
    simple.push(fc.record({ kind: fc.constant('hold' as const), seconds, preemptible: fc.boolean() }));
  }
  if (kinds.includes('native')) {
    simple.push(
      fc.record({ kind: fc.constant('native' as const), seconds, threads: fc.integer({ min: 1, max: 3 }) }),
    );
  }
  if (kinds.includes('io')) {
    simple.push(fc.record({ kind: fc.constant('io' as const), seconds, probe: fc.boolean() }));
  }
  if (depth === 0) return fc.oneof(...simple);
  const nested: fc.Arbitrary<Step>[] = [];
  if (kinds.includes('loop')) {
    nested.push(
      fc.record({
        kind: fc.constant('loop' as const),
        times: fc.integer({ min: 0, max: 5 }),
        body: bodyOf(kinds, depth - 1, locks),
      }),
    );
  }
  const [name] = locks;
  if (kinds.includes('lock') && name !== undefined) {
    const body = bodyOf(kinds, depth - 1, locks.slice(1));
    nested.push(fc.record({ kind: fc.constant('lock' as const), name: fc.constant(name), body }));
  }
  return fc.oneof(...simple, ...nested);
}
