import assert from 'node:assert/strict';
import { applyKnobs, knobsOf, modesOf, modeTitle, repeatTasks } from '../../media/src/run/knobs';
import type { Knobs } from '../../media/src/run/knobs';
import { createRunCache } from '../../media/src/run/run';
import { scalability, scalabilityScenarios, workerCounts } from '../../media/src/run/scalability';
import { sharesInRange, threadShares } from '../../media/src/run/shares';
import { STATES } from '../../media/src/run/states';
import { formatPercent } from '../../media/src/run/format';
import { sortThreads } from '../../media/src/ui/threadTable';
import type { Sort } from '../../media/src/store';
import type { Scenario } from '../../server/src/core/model/scenario';
import { simulate } from '../../server/src/core/sim/engine';
import { drawnResult, exampleScenario, exampleSubject, exampleTask, exampleView, POOL } from './fixtures';

function knobs(changes: Partial<Knobs> = {}): Knobs {
  return { ...knobsOf(exampleSubject()), ...changes };
}

describe('knobs and scenario', () => {
  it('give the scenario of the code where nothing is turned', () =>
    assert.deepEqual(applyKnobs(exampleScenario(), knobs()), exampleScenario()));

  it('change only what they say', () => {
    const scenario = applyKnobs(
      exampleScenario(),
      knobs({ mode: 'processes', workers: 3, cores: 1, seed: 9 }),
    );
    assert.deepEqual(scenario, {
      ...exampleScenario(),
      cores: 1,
      seed: 9,
      executor: { kind: 'processes', workers: 3 },
    });
    assert.deepEqual(applyKnobs(exampleScenario(), knobs({ mode: 'sequential' })).executor, {
      kind: 'sequential',
    });
  });

  it('repeat the tasks of the code in order, with names of their own', () => {
    const tasks = [exampleTask('load 1'), exampleTask('store')];
    assert.deepEqual(
      repeatTasks(tasks, 5).map(({ name }) => name),
      ['load 1', 'store', 'load 3', 'store 4', 'load 5'],
    );
    assert.deepEqual(
      repeatTasks(tasks, 1).map(({ name }) => name),
      ['load 1'],
    );
    assert.deepEqual(repeatTasks([], 3), []);
  });

  it('offer the modes of the subject, and the own one if the list lacks it', () => {
    const subject = exampleSubject();
    assert.deepEqual(
      modesOf({ ...subject, modes: subject.modes.slice(1, 2) }).map(({ title }) => title),
      ['Thread pool', 'One after another'],
    );
    assert.equal(modeTitle({ ...subject, modes: [] }, 'free-threaded'), 'Free-threaded build');
  });
});

describe('runs', () => {
  function checkSimulated(
    calls: (cache: ReturnType<typeof createRunCache>) => void,
    expected: readonly string[],
  ): void {
    const simulated: string[] = [];
    calls(
      createRunCache((scenario, { spans }) => {
        simulated.push(`${scenario.executor.kind}${spans ? ' with spans' : ''}`);
        return drawnResult(POOL);
      }),
    );
    assert.deepEqual(simulated, expected);
  }

  it('are simulated once for the same settings', () =>
    checkSimulated(
      (cache) => {
        cache.runs(exampleSubject(), knobs(), ['processes']);
        cache.runs(exampleSubject(), knobs(), ['processes']);
        cache.outcomes(exampleSubject(), knobs());
        cache.outcomes(exampleSubject(), knobs());
      },
      ['pool with spans', 'processes with spans', 'sequential', 'free-threaded'],
    ));

  it('are simulated anew when a knob is turned', () =>
    checkSimulated(
      (cache) => {
        cache.runs(exampleSubject(), knobs(), []);
        cache.runs(exampleSubject(), knobs({ cores: 1 }), []);
      },
      ['pool with spans', 'pool with spans'],
    ));

  it('come with the chosen mode first and the others in the order of the subject', () => {
    const { runs } = exampleView(
      { type: 'mode', mode: 'processes' },
      { type: 'beside', mode: 'free-threaded', shown: true },
      { type: 'beside', mode: 'pool', shown: true },
    ).derived;
    assert.deepEqual(
      runs.map(({ title }) => title),
      ['Processes', 'Thread pool', 'Free-threaded'],
    );
  });

  it('are those of the simulator, with all its lanes', () => {
    const cache = createRunCache(simulate);
    const lanes = cache.runs(exampleSubject(), knobs(), [])[0]?.lanes.lanes.map(({ name }) => name);
    assert.deepEqual(lanes, ['GIL', 'main', 'worker 1', 'worker 2']);
  });
});

describe('shares', () => {
  function checkShares(startMs: number, endMs: number, expected: string): void {
    const { runs } = exampleView().derived;
    const shares = sharesInRange(runs, startMs / 1000, endMs / 1000);
    const text = STATES.flatMap(({ tag }, i) => {
      const share = shares[i] ?? 0;
      return share === 0 ? [] : [`${tag} ${formatPercent(share)}`];
    });
    assert.equal(text.join(', '), expected);
  }

  it('are of the range that is looked at', () => {
    checkShares(0, 12, 'H 45 %, W 23 %, I 23 %, L 5 %, S 5 %');
    checkShares(3, 5, 'H 50 %, W 50 %');
    checkShares(3.5, 4, 'H 50 %, W 50 %');
    checkShares(20, 30, '');
  });

  it('of a thread are of its own life', () => {
    const [, first] = threadShares(drawnResult(POOL));
    assert.deepEqual(
      [
        first?.name,
        formatPercent(first?.held ?? 0),
        formatPercent(first?.gilWait ?? 0),
        formatPercent(first?.io ?? 0),
      ],
      ['worker 1', '55 %', '18 %', '27 %'],
    );
  });

  it('can be sorted by any column, names by their number', () => {
    const threads = ['t 10', 't 9', 't 1'].map((name, i) => ({
      ...threadShares(drawnResult('t  HW'))[0],
      name,
      held: [0.2, 0.9, 0.5][i] ?? 0,
      gilWait: 0,
      released: 0,
      io: 0,
      lock: 0,
      switches: 0,
      startSeconds: 0,
      endSeconds: 1,
    }));
    const checkSort = (sort: Sort | undefined, expected: readonly string[]): void =>
      assert.deepEqual(
        sortThreads(threads, sort).map(({ name }) => name),
        expected,
      );
    checkSort(undefined, ['t 10', 't 9', 't 1']);
    checkSort({ column: 'name', descending: false }, ['t 1', 't 9', 't 10']);
    checkSort({ column: 'held', descending: true }, ['t 9', 't 1', 't 10']);
  });
});

describe('scalability', () => {
  /** Work that scales perfectly in processes and not at all in threads. */
  function wallSeconds({ executor, tasks }: Scenario): number {
    return executor.kind === 'processes' ? tasks.length / executor.workers : tasks.length;
  }

  it('compares every mode with one after another', () => {
    const curves = scalability(exampleSubject(), knobs({ tasks: 4, cores: 2 }), wallSeconds);
    assert.deepEqual(
      curves.map(
        ({ title, points }) => `${title}: ${points.map(({ speedUp }) => String(speedUp)).join(' ')}`,
      ),
      ['Thread pool: 1 1 1 1', 'Processes: 1 2 3 4', 'Free-threaded: 1 1 1 1'],
    );
  });

  it('says beforehand what has to be simulated', () => {
    const asked: Scenario[] = [];
    scalability(exampleSubject(), knobs(), (scenario) => {
      asked.push(scenario);
      return 1;
    });
    assert.deepEqual(scalabilityScenarios(exampleSubject(), knobs()), asked);
  });

  it('has a point for every number of workers that could pay', () => {
    assert.deepEqual(workerCounts(knobs({ cores: 8, tasks: 100 })), [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16]);
    assert.deepEqual(workerCounts(knobs({ cores: 1, tasks: 1 })), [1, 2, 3, 4]);
    assert.deepEqual(
      workerCounts(knobs({ cores: 2, tasks: 100, workers: 10 })),
      [1, 2, 3, 4, 5, 6, 7, 8, 10],
    );
  });
});
