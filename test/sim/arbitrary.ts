/** Random scenarios for property tests. Every run of one ends: loops are short, and locks nest in one order only. */
import fc from 'fast-check';
import type { Executor, Scenario, Step, Task } from '../../server/src/core/model/scenario';

export interface Kinds {
  readonly kinds: readonly Step['kind'][];
  readonly executors: readonly Executor['kind'][];
}

export const ALL: Kinds = {
  kinds: ['hold', 'native', 'io', 'lock', 'loop', 'gather', 'offload'],
  executors: ['threads', 'sequential', 'pool', 'processes', 'interpreters', 'free-threaded', 'event-loop'],
};

export function scenarios({ kinds, executors }: Kinds): fc.Arbitrary<Scenario> {
  return fc.record({
    schema: fc.constant(1 as const),
    cores: fc.integer({ min: 1, max: 8 }),
    switchIntervalSeconds: fc.constantFrom(0.005, 0.001, 0.0001, 0.02),
    seed: fc.integer({ min: 0, max: 1000 }),
    pythonVersion: fc.constantFrom('3.9', '3.11', '3.13', '3.13t', '3.14', '3.15'),
    startMethod: fc.constantFrom('fork', 'spawn', 'forkserver'),
    executor: executorOf(executors),
    tasks: fc.array(taskOf(kinds), { maxLength: 6 }),
  });
}

/**
 * Threads that wait for each other and still end: producers put as many items as consumers take, everybody waits for an
 * event that one of them sets, and the last joins them all.
 */
export function meetings(): fc.Arbitrary<Scenario> {
  const work = bodyOf(['hold', 'native', 'io'], 1, []);
  return fc
    .record({
      scenario: scenarios({ kinds: ['hold'], executors: ['threads'] }),
      pairs: fc.array(fc.record({ items: fc.integer({ min: 1, max: 5 }), before: work, between: work }), {
        minLength: 1,
        maxLength: 4,
      }),
      capacity: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      setter: work,
    })
    .map(({ scenario, pairs, capacity, setter }) => ({
      ...scenario,
      tasks: [
        { name: 'setter', body: [...setter, { kind: 'set', name: 'go' }] },
        ...pairs.flatMap(({ items, before, between }): Task[] => [
          {
            name: 'producer',
            body: [
              ...before,
              { kind: 'wait', name: 'go' },
              {
                kind: 'loop',
                times: items,
                body: [...between, { kind: 'put', name: 'q', ...(capacity !== undefined && { capacity }) }],
              },
            ],
          },
          {
            name: 'consumer',
            body: [
              { kind: 'loop', times: items, body: [{ kind: 'get', name: 'q' }, ...between] },
              { kind: 'notify', name: 'nobody waits for this' },
            ],
          },
        ]),
        {
          name: 'last',
          body: [
            { kind: 'join', task: 'producer' },
            { kind: 'join', task: 'consumer' },
            { kind: 'hold', seconds: 0.001 },
          ],
        },
      ],
    }));
}

function executorOf(kinds: readonly Executor['kind'][]): fc.Arbitrary<Executor> {
  return fc
    .tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 5 }))
    .map(([kind, workers]) => (kind === 'threads' || kind === 'sequential' ? { kind } : { kind, workers }));
}

function taskOf(kinds: readonly Step['kind'][]): fc.Arbitrary<Task> {
  const bytes = fc.constantFrom(0, 1000, 1_000_000);
  return fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    body: bodyOf(kinds, 3, ['L', 'M']),
    argumentBytes: bytes,
    resultBytes: bytes,
  });
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
    simple.push(
      fc.record(
        {
          kind: fc.constant('hold' as const),
          seconds,
          preemptible: fc.boolean(),
          objects: fc.constantFrom(1, 1000, 100_000),
        },
        { requiredKeys: ['kind', 'seconds', 'preemptible'] },
      ),
    );
  }
  if (kinds.includes('native')) {
    simple.push(
      fc.record({ kind: fc.constant('native' as const), seconds, threads: fc.integer({ min: 1, max: 3 }) }),
    );
  }
  if (kinds.includes('io')) {
    simple.push(
      fc.record({ kind: fc.constant('io' as const), seconds, probe: fc.boolean(), blocking: fc.boolean() }),
    );
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
  if (kinds.includes('gather')) {
    const tasksOf = (names: readonly string[]): fc.Arbitrary<Task[]> =>
      fc.array(fc.record({ name: fc.constant('task'), body: bodyOf(kinds, depth - 1, names) }), {
        maxLength: 3,
      });
    // Whoever has started tasks may wait for them at any time, with a lock held: these must not want one.
    nested.push(
      fc.record({ kind: fc.constant('gather' as const), tasks: tasksOf(locks) }),
      fc.record({
        kind: fc.constant('gather' as const),
        tasks: tasksOf([]),
        background: fc.constant(true),
      }),
    );
  }
  if (kinds.includes('offload')) {
    // Locks of a thread are others than those of a loop's tasks: who holds one must not wait for who wants the other.
    const body = bodyOf(kinds, depth - 1, []);
    nested.push(fc.record({ kind: fc.constant('offload' as const), body }));
  }
  const [name] = locks;
  if (kinds.includes('lock') && name !== undefined) {
    const body = bodyOf(kinds, depth - 1, locks.slice(1));
    nested.push(fc.record({ kind: fc.constant('lock' as const), name: fc.constant(name), body }));
  }
  return fc.oneof(...simple, ...nested);
}
