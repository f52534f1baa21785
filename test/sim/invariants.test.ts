/** What must hold for every scenario, tried on thousands of random ones. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import type { Scenario, Step } from '../../server/src/core/model/scenario';
import { DEFAULT_PARAMETERS } from '../../server/src/core/model/simParameters';
import type { SimResult, ThreadResult } from '../../server/src/core/model/simResult';
import { simulate } from '../../server/src/core/sim/engine';
import { lanesOf } from '../../server/src/core/sim/lanes';
import { parametersOf } from '../../server/src/core/sim/versions';
import { ALL, type Kinds, meetings, scenarios } from './arbitrary';

/** Runs `property` on random scenarios and their results. The seed is fixed: a failure can be repeated. */
function check(
  kinds: Kinds,
  property: (scenario: Scenario, result: SimResult) => void,
  numRuns = 1000,
): void {
  const run = fc.property(scenarios(kinds), (scenario) =>
    property(scenario, simulate(scenario, { spans: true })),
  );
  fc.assert(run, { numRuns, seed: 1 });
}

/** Times are whole nanoseconds; as seconds they are off by the rounding of doubles. */
const NANOSECOND = 1e-9;

function near(actual: number, expected: number, tolerance: number, what: string): void {
  ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, expected ${expected} ± ${tolerance}`);
}

describe('the simulator, on random scenarios', function () {
  this.timeout(120_000);

  it('never has two holders of one GIL', () => {
    check(ALL, (_, result) => {
      const lanes = lanesOf(result).threads;
      for (const gil of new Set(lanes.map(({ thread }) => thread.gil).filter((number) => number >= 0))) {
        const turns = lanes
          .filter(({ thread }) => thread.gil === gil)
          .flatMap(({ spans }) => spans.filter(({ state }) => state === 'held'))
          .sort((a, b) => a.startSeconds - b.startSeconds);
        turns.forEach((turn, i) => {
          const next = turns[i + 1];
          ok(next === undefined || next.startSeconds >= turn.endSeconds - NANOSECOND / 10);
        });
      }
    });
  });

  it('gives each thread exactly one state at any time of its life', () => {
    check(ALL, (_, result) => {
      for (const { thread, spans } of lanesOf(result).threads) {
        let at = thread.startSeconds;
        for (const span of spans) {
          near(span.startSeconds, at, NANOSECOND / 10, 'gap or overlap');
          ok(span.endSeconds > span.startSeconds);
          at = span.endSeconds;
        }
        near(at, thread.endSeconds, NANOSECOND / 10, 'end of life');
      }
    });
  });

  it('conserves work where there are cores enough', () => {
    check(ALL, (scenario) => {
      const result = simulate({ ...scenario, cores: 64 }, { spans: true });
      const sum = (of: (thread: ThreadResult) => number): number =>
        result.threads.reduce((total, thread) => total + of(thread), 0);
      const asked = workOf(scenario.tasks.flatMap((task) => task.body));
      const { freeThreadedCost, submitNs, threadStartNs } = parametersOf(scenario);
      const cost = (result.threads[0]?.gil ?? 0) < 0 ? freeThreadedCost : 1;
      const held = sum((thread) => thread.heldSeconds) - collectedSeconds(result);
      // The loop's own thread starts the threads of its pool and hands them work.
      const isLoop = scenario.executor.kind === 'event-loop';
      const handedNs = isLoop
        ? handedOver(scenario.tasks) * submitNs + (result.threads.length - 1) * threadStartNs
        : 0;
      near(held, asked.hold * cost + handedNs * 1e-9, 1e-6, 'held');
      near(
        sum((thread) => thread.nativeSeconds),
        asked.native,
        1e-7,
        'native',
      );
    });
  });

  it('waits outside as long as asked, and a little longer', () => {
    check(WITHOUT_LOOPS, (scenario) => {
      const { threads } = simulate({ ...scenario, cores: 64 });
      const asked = workOf(scenario.tasks.flatMap((task) => task.body));
      const lateNs = DEFAULT_PARAMETERS.ioLateNs * (1 + DEFAULT_PARAMETERS.wakeUpJitter);
      const io = threads.reduce((total, thread) => total + thread.ioSeconds, 0);
      ok(
        io >= asked.io - 1e-7 && io <= asked.io + asked.waits * lateNs * 1e-9 + 1e-7,
        `io ${io}, asked ${asked.io}`,
      );
    });
  });

  it('never does more work than the cores can', () => {
    check(ALL, ({ cores, tasks }, result) => {
      const asked = workOf(tasks.flatMap((task) => task.body));
      ok(result.wallSeconds >= (asked.hold + asked.nativeCpu) / cores - 1e-6);
    });
  });

  it('lets every wait end', () => {
    check(ALL, (_, result) => equal(result.truncated, false));
  });

  it('lets threads that wait for each other end, the last one last', () => {
    const run = fc.property(meetings(), (scenario) => {
      const { threads, truncated } = simulate(scenario, { spans: true });
      equal(truncated, false);
      const ends = threads.map((thread) => thread.endSeconds);
      equal(Math.max(...ends), ends.at(-1));
    });
    fc.assert(run, { numRuns: 1000, seed: 1 });
  });

  it('gives the same bytes for the same seed', () => {
    check(ALL, (scenario, result) => {
      equal(JSON.stringify(simulate(scenario, { spans: true })), JSON.stringify(result));
    });
  });

  it('does the same without recording spans', () => {
    check(ALL, (scenario, result) => {
      const withoutSpans = ({ main, ...rest }: SimResult): object => ({
        ...rest,
        spans: undefined,
        marks: undefined,
        wakes: undefined,
        loopTasks: undefined,
        main: main && { ...main, spans: undefined },
      });
      deepEqual(withoutSpans(simulate(scenario)), withoutSpans(result));
    });
  });

  it('does not care for cores where all work holds one GIL', () => {
    check({ kinds: ['hold', 'io', 'lock', 'loop'], executors: ['threads', 'pool'] }, (scenario) => {
      deepEqual(simulate({ ...scenario, cores: 1 }), simulate({ ...scenario, cores: 8 }));
    });
  });

  it('is never slowed by more cores where work is independent', () => {
    check({ kinds: ['hold', 'native'], executors: ['free-threaded', 'processes'] }, (scenario, result) => {
      const more = simulate({ ...scenario, cores: scenario.cores + 1 });
      // Who pulls which task from the queue may change with the cores; one task's length is the most it can cost.
      const slack = Math.max(0, ...scenario.tasks.map((task) => secondsAlone(task.body)));
      const workers = 'workers' in scenario.executor ? scenario.executor.workers : 1;
      const tolerance = scenario.tasks.length > workers ? slack : 0.0005;
      ok(more.wallSeconds <= result.wallSeconds + tolerance, `${more.wallSeconds} > ${result.wallSeconds}`);
    });
  });

  it('takes at least as long as the longest task', () => {
    check(ALL, ({ tasks }, result) => {
      const longest = Math.max(0, ...tasks.map((task) => secondsAlone(task.body)));
      ok(result.wallSeconds >= longest - 1e-6, `${result.wallSeconds} < ${longest}`);
    });
  });

  it('counts probes, switches and shares within their bounds', () => {
    check(ALL, (scenario, result) => {
      const { probe, threads, gilBusyFraction } = result;
      ok(gilBusyFraction >= 0 && gilBusyFraction <= 1 + 1e-9);
      equal(
        result.switches,
        threads.reduce((sum, thread) => sum + thread.switches, 0),
      );
      if (scenario.executor.kind === 'sequential') equal(result.switches, 0);
      if (probe === null) return;
      const { p50Seconds, p95Seconds, maxSeconds, meanSeconds } = probe;
      ok(
        p50Seconds >= 0 && p50Seconds <= p95Seconds && p95Seconds <= maxSeconds && meanSeconds <= maxSeconds,
      );
    });
  });

  it('ends within its budget on endless scenarios', () => {
    check(
      ALL,
      (scenario) => {
        const tasks = scenario.tasks.map((task) => ({
          ...task,
          body: [
            { kind: 'loop' as const, times: 1e9, body: [...task.body, { kind: 'io' as const, seconds: 0 }] },
          ],
        }));
        const result = simulate({ ...scenario, tasks }, { maxEvents: 2000 });
        equal(result.truncated, tasks.length > 0);
      },
      300,
    );
  });

  it('chooses differently with another seed', () => {
    const tasks = ['a', 'b', 'c'].map((name) => ({ name, body: [{ kind: 'hold' as const, seconds: 0.1 }] }));
    const scenario: Scenario = {
      schema: 1,
      cores: 2,
      switchIntervalSeconds: 0.005,
      seed: 1,
      executor: { kind: 'threads' },
      tasks,
    };
    const orders = [1, 2, 3, 4].map((seed) =>
      JSON.stringify(simulate({ ...scenario, seed }, { spans: true }).spans?.map((span) => span.thread)),
    );
    equal(new Set(orders).size, 4);
  });
});

const WITHOUT_LOOPS: Kinds = {
  kinds: ALL.kinds.filter((kind) => kind !== 'gather'),
  executors: ALL.executors.filter((kind) => kind !== 'event-loop'),
};

/** How often tasks of an event loop hand work to its threads: what runs there hands over nothing more. */
function handedOver(tasks: readonly { readonly body: readonly Step[] }[]): number {
  const inStep = (step: Step): number => {
    switch (step.kind) {
      case 'offload':
        return 1;
      case 'loop':
        return step.times * handedOver([step]);
      case 'lock':
        return handedOver([step]);
      case 'gather':
        return handedOver(step.tasks);
      default:
        return 0;
    }
  };
  return tasks.reduce((sum, { body }) => sum + body.reduce((inner, step) => inner + inStep(step), 0), 0);
}

/** What the garbage collector took, which no step asks for. */
function collectedSeconds({ spans = [] }: SimResult): number {
  return spans
    .filter(({ collects }) => collects === true)
    .reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0);
}

interface Work {
  readonly hold: number;
  readonly native: number;
  /** Native seconds times cores. */
  readonly nativeCpu: number;
  readonly io: number;
  readonly waits: number;
}

function workOf(body: readonly Step[]): Work {
  const none: Work = { hold: 0, native: 0, nativeCpu: 0, io: 0, waits: 0 };
  return body.reduce((sum, step): Work => {
    switch (step.kind) {
      case 'hold':
        return { ...sum, hold: sum.hold + step.seconds };
      case 'native':
        return {
          ...sum,
          native: sum.native + step.seconds,
          nativeCpu: sum.nativeCpu + step.seconds * (step.threads ?? 1),
        };
      case 'io':
        return { ...sum, io: sum.io + step.seconds, waits: sum.waits + 1 };
      case 'lock':
      case 'offload':
        return added(sum, workOf(step.body), 1);
      case 'loop':
        return added(sum, workOf(step.body), step.times);
      case 'gather':
        return step.tasks.reduce((total, task) => added(total, workOf(task.body), 1), sum);
      default:
        return sum;
    }
  }, none);
}

function added(a: Work, b: Work, times: number): Work {
  return {
    hold: a.hold + b.hold * times,
    native: a.native + b.native * times,
    nativeCpu: a.nativeCpu + b.nativeCpu * times,
    io: a.io + b.io * times,
    waits: a.waits + b.waits * times,
  };
}

/** No more than the least time that the body takes when nothing disturbs it. */
function secondsAlone(body: readonly Step[]): number {
  return body.reduce((sum, step) => {
    switch (step.kind) {
      case 'lock':
      case 'offload':
        return sum + secondsAlone(step.body);
      case 'loop':
        return sum + secondsAlone(step.body) * step.times;
      case 'gather': {
        if (step.background === true) return sum;
        return sum + Math.max(0, ...step.tasks.map((task) => secondsAlone(task.body)));
      }
      default:
        return sum + ('seconds' in step ? step.seconds : 0);
    }
  }, 0);
}
