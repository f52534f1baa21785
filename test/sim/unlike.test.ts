/** What the linter predicts for unlike tasks beside each other, against the engine, on random groups. */
import { ok } from 'node:assert/strict';
import fc from 'fast-check';
import { exactly } from '../../server/src/core/model/estimate';
import type { Segment, WorkProfile } from '../../server/src/core/model/profile';
import type { Executor, Step, Task } from '../../server/src/core/model/scenario';
import type { Prediction } from '../../server/src/core/model/site';
import { predictGroup } from '../../server/src/core/predict/group';
import { totalsOf } from '../../server/src/core/profile/totals';
import { simulate } from '../../server/src/core/sim/engine';

type Timed = Extract<Step, { readonly kind: 'hold' | 'native' | 'io' }>;

/** Tasks that all do the same: `rounds` times the steps. */
interface Batch {
  readonly tasks: number;
  readonly rounds: number;
  readonly steps: readonly Timed[];
}

interface Group {
  readonly batches: readonly Batch[];
  readonly cores: number;
  readonly workers: number;
  readonly interval: number;
}

const AT = { path: 'a.py', line: 1, column: 1, endLine: 1, endColumn: 2 };

/** From 2 to 100 ms, small ones as likely as large ones. */
const seconds = fc.double({ min: Math.log(0.002), max: Math.log(0.1), noNaN: true }).map(Math.exp);
const steps: fc.Arbitrary<readonly Timed[]> = fc.array(
  fc.record({ kind: fc.constantFrom('hold', 'native', 'io'), seconds }),
  { minLength: 1, maxLength: 3 },
);
const groups: fc.Arbitrary<Group> = fc.record({
  batches: fc.array(
    fc.record({ tasks: fc.integer({ min: 1, max: 3 }), rounds: fc.integer({ min: 1, max: 8 }), steps }),
    { minLength: 2, maxLength: 4 },
  ),
  cores: fc.constantFrom(1, 2, 4),
  workers: fc.integer({ min: 1, max: 6 }),
  interval: fc.constantFrom(0.005, 0.001, 0.02),
});

function profileOf({ rounds, steps }: Batch): WorkProfile {
  const body: readonly Segment[] = [
    {
      kind: 'loop',
      at: AT,
      trips: { count: exactly(rounds), basis: 'literal' },
      body: steps.map((step): Segment => {
        const common = { at: AT, what: step.kind, seconds: exactly(step.seconds) };
        switch (step.kind) {
          case 'hold':
            return { ...common, kind: 'hold', preemptible: true };
          case 'native':
            return { ...common, kind: 'native', threads: 1 };
          case 'io':
            return { ...common, kind: 'io', medium: 'disk' };
        }
      }),
    },
  ];
  const totals = totalsOf(body);
  return { schema: 1, name: 'work', at: AT, body, totals, assumptions: [], endless: false };
}

/** With the seed that scenarios of sites have: under another one, the operating system wakes others first. */
function simulated({ batches, cores, interval }: Group, executor: Executor): number {
  const tasks = batches.flatMap(({ tasks: count, rounds, steps: body }): readonly Task[] =>
    Array.from({ length: count }, () => ({ name: 'work', body: [{ kind: 'loop', times: rounds, body }] })),
  );
  return simulate({ schema: 1, cores, switchIntervalSeconds: interval, seed: 1, executor, tasks })
    .wallSeconds;
}

function predicted({ batches, cores, interval }: Group, workers: number): Prediction {
  const members = batches.map((batch) => ({ profile: profileOf(batch), tasks: batch.tasks }));
  return predictGroup(members, { workers, processWorkers: workers, cores, switchIntervalSeconds: interval });
}

describe('predictions for unlike tasks', function () {
  this.timeout(120_000);

  it('agree within 5 % with the engine', () => {
    const property = fc.property(groups, (group) => {
      const { workers } = group;
      const tasks = group.batches.reduce((sum, batch) => sum + batch.tasks, 0);
      const check = (name: keyof Prediction, found: Prediction, executor: Executor): void => {
        const wall = simulated(group, executor);
        const ratio = (found[name] ?? NaN) / wall;
        ok(Math.abs(ratio - 1) <= 0.05, `${executor.kind}: predicted / simulated = ${ratio}`);
      };
      const inPool = predicted(group, Math.min(workers, tasks - 1));
      check('sequential', inPool, { kind: 'sequential' });
      check('threads', inPool, { kind: 'pool', workers: Math.min(workers, tasks - 1) });
      check('threads', predicted(group, tasks), { kind: 'threads' });
      check('processes', predicted(group, workers), { kind: 'processes', workers });
    });
    fc.assert(property, { numRuns: 300, seed: 1 });
  });
});
