import assert from 'node:assert/strict';
import { assumedRange } from '../../media/src/run/assumed';
import { clockSentence, nextMoment } from '../../media/src/run/clock';
import { costRange, scaleTasks } from '../../media/src/run/costs';
import { applyKnobs, knobsOf, modesOf, modeTitle, repeatTasks, setupOf } from '../../media/src/run/knobs';
import type { Knobs, Setup } from '../../media/src/run/knobs';
import { presetOf } from '../../media/src/run/presets';
import { createRunCache } from '../../media/src/run/run';
import {
  bandSetups,
  gilLimit,
  scalability,
  scalabilityBands,
  scalabilitySetups,
  sequentialSetup,
  workerCounts,
} from '../../media/src/run/scalability';
import { sharesInRange, threadShares } from '../../media/src/run/shares';
import { STATES } from '../../media/src/run/states';
import { formatPercent } from '../../media/src/run/format';
import { sortThreads } from '../../media/src/ui/threadTable';
import type { Sort } from '../../media/src/store';
import type { Step } from '../../server/src/core/model/scenario';
import { exactly, within } from '../../server/src/core/model/estimate';
import type { SimulationSubject } from '../../server/src/core/protocol';
import { simulate } from '../../server/src/core/sim/engine';
import { drawnResult, exampleScenario, exampleSubject, exampleTask, exampleView, POOL } from './fixtures';

function knobs(changes: Partial<Knobs> = {}): Knobs {
  return { ...knobsOf(exampleSubject()), ...changes };
}

describe('knobs and scenario', () => {
  it('give the scenario of the code where nothing is turned', () =>
    assert.deepEqual(applyKnobs(exampleSubject(), knobs()), exampleScenario()));

  it('keep the pool of an event loop as the code has it', () => {
    const executor = { kind: 'event-loop', workers: 12 } as const;
    const subject = { ...exampleSubject(), scenario: { ...exampleScenario(), executor } };
    assert.deepEqual(applyKnobs(subject, knobsOf(subject)).executor, executor);
    assert.deepEqual(applyKnobs(subject, { ...knobsOf(subject), workers: 2 }).executor, executor);
  });

  it('change only what they say', () => {
    const scenario = applyKnobs(
      exampleSubject(),
      knobs({ mode: 'processes', workers: 3, cores: 1, seed: 9 }),
    );
    assert.deepEqual(scenario, {
      ...exampleScenario(),
      cores: 1,
      seed: 9,
      executor: { kind: 'processes', workers: 3 },
    });
    assert.deepEqual(applyKnobs(exampleSubject(), knobs({ mode: 'sequential' })).executor, {
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
      name,
      held: [0.2, 0.9, 0.5][i] ?? 0,
      collected: 0,
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

/** The example with costs: 0.9 s of Python code a task, half to double, and I/O that is known exactly. */
function withCosts(): SimulationSubject {
  const none = exactly(0);
  return {
    ...exampleSubject(),
    perTask: { held: within(0.9, 2), native: none, io: exactly(0.1), wait: none, unknownCalls: none },
  };
}

describe('costs', () => {
  it('scale the steps they are about', () => {
    const { scenario } = setupOf(exampleSubject(), knobs({ pythonFactor: 2, ioFactor: 0.5 }));
    assert.deepEqual(
      scenario.tasks[0]?.body.map((step) => ('seconds' in step ? step.seconds : 0)),
      [1.8, 0.05],
    );
  });

  it('become parameters of the simulator only where they were turned', () => {
    assert.deepEqual(setupOf(exampleSubject(), knobs()).parameters, {});
    const turned = knobs({ processStartSeconds: 0.04, processTransferSeconds: 0.002 });
    assert.deepEqual(setupOf(exampleSubject(), turned).parameters, {
      processStartNs: 40e6,
      processReceiveNs: 1e6,
      processReplyNs: 1e6,
    });
  });

  it('come with the start method', () => {
    const { startMethod, ...spawn } = knobsOf(exampleSubject(), 'spawn');
    assert.equal(startMethod, 'spawn');
    assert.ok(spawn.processStartSeconds > 10 * knobs().processStartSeconds);
    const setup = setupOf(exampleSubject(), { ...spawn, startMethod });
    assert.deepEqual(setup, { scenario: { ...exampleScenario(), startMethod: 'spawn' }, parameters: {} });
  });

  it('scale inside loops, locks and event loops', () => {
    const hold = { kind: 'hold', seconds: 1 } as const;
    const body: readonly Step[] = [
      { kind: 'loop', times: 2, body: [{ kind: 'lock', name: 'L', body: [hold] }] },
      { kind: 'gather', tasks: [{ name: 'a', body: [hold, { kind: 'join', task: 'b' }] }] },
    ];
    const scaled = scaleTasks([{ name: 't', body }], knobs({ pythonFactor: 3 }));
    assert.equal(
      JSON.stringify(scaled),
      JSON.stringify([{ name: 't', body }]).replaceAll('"seconds":1', '"seconds":3'),
    );
  });

  it('grow with what was assumed, as far as they hang on it', () => {
    const [assumption] = exampleSubject().assumptions;
    assert.ok(assumption !== undefined);
    const value = { low: 10, mid: 100, high: 1000 };
    const shares = { held: 0.5, native: 0, io: 1 };
    const subject = { ...exampleSubject(), assumptions: [{ ...assumption, value, shares }] };
    const secondsWith = (factor: number): unknown =>
      setupOf(subject, knobs({ assumed: { [assumption.id]: factor } })).scenario.tasks[0]?.body.map((step) =>
        'seconds' in step ? Number(step.seconds.toFixed(6)) : 0,
      );
    assert.deepEqual(secondsWith(1), [0.9, 0.1]);
    assert.deepEqual(secondsWith(3), [1.8, 0.3]);
    assert.deepEqual(secondsWith(0.1), [0.495, 0.01]);
    assert.deepEqual(assumedRange({ ...assumption, value, shares }), { low: 10, high: 1000 });
    assert.equal(assumedRange({ ...assumption, value }), undefined);
    assert.equal(assumedRange({ ...assumption, value: exactly(100), shares }), undefined);
  });

  it('range as far as the work profile says', () => {
    assert.deepEqual(costRange('pythonFactor', withCosts(), knobs()), { low: 0.5, mid: 1, high: 2 });
    assert.deepEqual(costRange('ioFactor', withCosts(), knobs()), exactly(1));
    assert.deepEqual(costRange('pythonFactor', exampleSubject(), knobs()), exactly(1));
  });
});

describe('presets', () => {
  it('are recognised by what they change, in any mode', () => {
    assert.equal(presetOf({ cores: 2, mode: 'processes' })?.title, 'Container, 2 cores');
    assert.equal(presetOf({ cores: 8, workers: 8 })?.title, 'Laptop, 8 cores');
    assert.equal(presetOf({ cores: 8 }), undefined);
    assert.equal(presetOf({}), undefined);
  });
});

describe('the virtual clock', () => {
  const [run] = exampleView().derived.runs;
  assert.ok(run !== undefined);
  const shown = run;

  it('steps from hand-over to hand-over', () => {
    const moments: number[] = [];
    for (let at: number | undefined = 0; at !== undefined; at = nextMoment(shown, at, 1))
      moments.push(at * 1e3);
    assert.deepEqual(moments.map(Math.round), [0, 1, 3, 5, 7, 9, 10, 12]);
    assert.equal(nextMoment(shown, 0.0035, -1), 0.003);
    assert.equal(nextMoment(shown, 0, -1), undefined);
  });

  it('says what everybody does', () => {
    assert.equal(
      clockSentence(shown, 0.004),
      '4.000 ms: worker 2 holds the GIL; worker 1 waits for the GIL.',
    );
    assert.equal(
      clockSentence(shown, 0.0015),
      '1.500 ms: worker 1 holds the GIL; main waits for another thread.',
    );
    assert.equal(clockSentence(shown, 0.02), '20.000 ms: nothing runs.');
  });
});

describe('scalability', () => {
  /** Work that scales perfectly in processes and not at all in threads. */
  function wallSeconds({ scenario: { executor, tasks } }: Setup): number {
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

  it('knows what threads cannot exceed under one GIL', () => {
    // Half of the time of each task is I/O, so that two threads take half as long and ten no less.
    const task = {
      name: 'fetch',
      body: [{ kind: 'hold', seconds: 0.1 } as const, { kind: 'io', seconds: 0.1 } as const],
    };
    const subject = { ...exampleSubject(), scenario: { ...exampleScenario(), tasks: Array(10).fill(task) } };
    const all = knobs({ tasks: 10, cores: 8 });
    const cache = createRunCache(simulate);
    const limit = gilLimit(cache.result(sequentialSetup(subject, all))) ?? 0;
    assert.ok(Math.abs(limit - 2) < 0.01, String(limit));
    const [pool] = scalability(subject, all, (setup) => cache.result(setup).wallSeconds);
    const best = Math.max(...(pool?.points ?? []).map(({ speedUp }) => speedUp));
    assert.ok(best <= limit && best > 0.85 * limit, String(best));
    assert.equal(gilLimit(drawnResult('main  IIII')), undefined);
  });

  it('says beforehand what has to be simulated', () => {
    const asked: Setup[] = [];
    const ask = (setup: Setup): number => {
      asked.push(setup);
      return 1;
    };
    scalability(exampleSubject(), knobs(), ask);
    assert.deepEqual(scalabilitySetups(exampleSubject(), knobs()), asked);
    scalabilityBands(exampleSubject(), knobs(), ask);
    const first = asked.slice(0, asked.length / 4);
    assert.deepEqual([...first, ...first, ...bandSetups(exampleSubject(), knobs())], asked);
  });

  it('has bands as wide as the costs may be off', () => {
    // Python code between half and double what is thought; everything in it scales in processes, nothing else does.
    const wall = ({ scenario, parameters }: Setup): number => {
      const work = scenario.tasks.flatMap(({ body }) => body);
      const held = work.reduce((sum, step) => sum + (step.kind === 'hold' ? step.seconds : 0), 0);
      const { executor } = scenario;
      if (executor.kind !== 'processes') return held;
      return held / executor.workers + (parameters.processStartNs ?? 0) / 1e9;
    };
    const [, processes] = scalabilityBands(withCosts(), knobs({ cores: 1 }), wall);
    assert.deepEqual(
      processes?.points.map(
        ({ workers, low, high }) => `${String(workers)}: ${low.toFixed(2)} to ${high.toFixed(2)}`,
      ),
      ['1: 0.99 to 1.00', '2: 1.97 to 2.00', '3: 2.94 to 3.00', '4: 3.90 to 4.00'],
    );
  });

  it('leaves no band where the user has set the cost', () => {
    const set = knobs({ cores: 1, pythonFactor: 2, processStartSeconds: 0.002 });
    const wall = ({ scenario: { tasks } }: Setup): number => tasks.length;
    for (const { points } of scalabilityBands(withCosts(), set, wall)) {
      assert.deepEqual(
        points.filter(({ low, high }) => low !== high),
        [],
      );
    }
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
