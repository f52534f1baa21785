/** Work profiles as scenarios: structure kept, seconds conserved, size bounded. */
import { deepEqual, ok } from 'node:assert/strict';
import { DEFAULT_CONFIG } from '../../server/src/core/model/config';
import { exactly, ZERO } from '../../server/src/core/model/estimate';
import type { Segment, Totals, WorkProfile } from '../../server/src/core/model/profile';
import type { Step } from '../../server/src/core/model/scenario';
import type { SpawnKind, SpawnSite } from '../../server/src/core/model/site';
import { secondsOf } from '../../server/src/core/sim/coarsen';
import { simulate } from '../../server/src/core/sim/engine';
import { scenarioOf } from '../../server/src/core/sim/fromProfile';
import { modesOf } from '../../server/src/core/sim/modes';
import { roundsOf } from '../../server/src/core/predict/rounds';

const AT = { path: 'a.py', line: 1, column: 1, endLine: 1, endColumn: 2 };
const NO_TOTALS: Totals = { held: ZERO, native: ZERO, io: ZERO, wait: ZERO, unknownCalls: ZERO };

function hold(ms: number, line = 1, preemptible = true): Segment {
  const at = { ...AT, line };
  return { kind: 'hold', at, what: 'Python code', seconds: exactly(ms / 1000), preemptible };
}

function io(ms: number): Segment {
  return { kind: 'io', at: AT, what: 'read', seconds: exactly(ms / 1000), medium: 'disk' };
}

function loop(rounds: number, ...body: Segment[]): Segment {
  return { kind: 'loop', at: AT, trips: { count: exactly(rounds), basis: 'literal' }, body };
}

function call(times: number, ...body: Segment[]): Segment {
  return { kind: 'call', at: AT, what: 'helper', times: exactly(times), profile: profileOf(body) };
}

function profileOf(body: readonly Segment[]): WorkProfile {
  return { schema: 1, name: 'work', at: AT, body, totals: NO_TOTALS, assumptions: [], endless: false };
}

function siteOf(body: readonly Segment[] | undefined, change: Partial<SpawnSite> = {}): SpawnSite {
  return {
    key: 'a.py:0',
    at: AT,
    range: { start: 0, end: 1 },
    api: 'threading.Thread',
    kind: 'thread',
    target: 'work',
    targetDefinition: undefined,
    resolution: 'same-file',
    workers: { count: 4, basis: 'literal' },
    tasks: exactly(4),
    group: [{ site: change.key ?? 'a.py:0', tasks: change.tasks?.mid ?? 4 }],
    role: 'parallel',
    verdict: 'cpu',
    confidence: 'high',
    perTask: NO_TOTALS,
    prediction: undefined,
    profile: body && profileOf(body),
    evidence: [],
    executor: undefined,
    enclosing: '<module>',
    onEventLoop: false,
    switchIntervalSeconds: 0.005,
    ...change,
  };
}

/** Steps in the words of `notation.ts`, times in milliseconds. */
function textOf(steps: readonly Step[]): string {
  return steps
    .map((step) => {
      switch (step.kind) {
        case 'hold':
          return `${step.preemptible === false ? 'call' : 'hold'} ${milliseconds(step.seconds)}`;
        case 'native':
          return `native ${milliseconds(step.seconds)} x ${step.threads ?? 1}`;
        case 'io':
          return `io ${milliseconds(step.seconds)}`;
        case 'lock':
          return `lock ${step.name} (${textOf(step.body)})`;
        case 'loop':
          return `${step.times} times (${textOf(step.body)})`;
        default:
          return step.kind;
      }
    })
    .join(', ');
}

function milliseconds(seconds: number): string {
  return Number((seconds * 1000).toPrecision(6)).toString();
}

function checkSteps(body: readonly Segment[], expected: string): void {
  deepEqual(textOf(bodyOf(siteOf(body))), expected);
}

function bodyOf(site: SpawnSite): readonly Step[] {
  return scenarioOf(site, [site], DEFAULT_CONFIG).tasks[0]?.body ?? [];
}

describe('scenarioOf', () => {
  it('joins neighbouring Python code and shows it at the longer line', () => {
    const steps = bodyOf(siteOf([hold(1, 3), hold(5, 4), hold(2, 5)]));
    deepEqual(textOf(steps), 'hold 8');
    deepEqual(steps[0]?.source, { path: 'a.py', line: 4, column: 1, what: 'Python code' });
  });

  it('keeps calls that hold the GIL apart', () => {
    checkSteps([hold(1), hold(20, 1, false), hold(1)], 'hold 1, call 20, hold 1');
  });

  it('keeps loops whose rounds can be seen', () => {
    checkSteps([loop(10, hold(1), io(4))], '10 times (hold 1, io 4)');
  });

  it('makes one stretch of a loop that only runs Python code', () => {
    checkSteps([loop(1e6, hold(0.00002), loop(3, hold(0.00001)))], 'hold 50');
  });

  it('takes rounds together that are too short to be seen', () => {
    checkSteps([loop(1000, hold(0.01), io(0.09))], '500 times (hold 0.02, io 0.18)');
  });

  it('does not let system calls that never slept fall asleep when taken together', () => {
    checkSteps([loop(1000, hold(0.08), io(0.02))], '500 times (hold 0.16, io 0.04)');
    checkSteps([loop(10000, hold(0.16), io(0.04))], '1000 times (hold 1.6, io 0.3)');
  });

  it('turns fractions of rounds and branches into shares of work', () => {
    checkSteps([loop(2.4, io(10))], '2 times (io 12)');
    checkSteps([loop(0.3, io(10))], 'io 3');
    const arms = [
      { weight: 0.25, body: [hold(8)] },
      { weight: 0.5, body: [io(10)] },
    ];
    checkSteps([{ kind: 'branch', at: AT, arms }], 'hold 2, io 5');
  });

  it('inlines callees and keeps locks', () => {
    checkSteps([call(1, hold(2)), call(3, io(5))], 'hold 2, 3 times (io 5)');
    checkSteps(
      [{ kind: 'guard', at: AT, resource: 'self._lock', body: [io(5), call(1, hold(2))] }],
      'lock self._lock (io 5, hold 2)',
    );
  });

  it('gives unknown calls and spawns no time', () => {
    checkSteps([{ kind: 'unknown', at: AT, what: 'mystery' }, hold(1)], 'hold 1');
  });

  it('uses the totals of a target that it cannot see', () => {
    const perTask = { ...NO_TOTALS, held: exactly(0.01), wait: exactly(0.2) };
    deepEqual(textOf(bodyOf(siteOf(undefined, { perTask }))), 'hold 10, io 200');
  });

  it('stays small and conserves seconds on huge profiles', () => {
    // Every level calls the one below twice: two to the power of forty segments.
    let body: readonly Segment[] = [hold(0.001), io(0.001)];
    let seconds = 0.000002;
    for (let level = 0; level < 40; level++) {
      const profile = {
        ...profileOf(body),
        totals: { ...NO_TOTALS, held: exactly(seconds / 2), io: exactly(seconds / 2) },
      };
      const twice: Segment = { kind: 'call', at: AT, what: 'down', times: exactly(1), profile };
      body = [twice, twice];
      seconds *= 2;
    }
    const steps = bodyOf(siteOf(body));
    ok(JSON.stringify(steps).length < 1e6);
    ok(Math.abs(secondsOf(steps) / seconds - 1) < 0.05, `${secondsOf(steps)} of ${seconds}`);
  });

  it('stays small on a long sequence', () => {
    const steps = bodyOf(siteOf(Array.from({ length: 5000 }, () => [hold(1), io(1)]).flat()));
    ok(steps.length <= 2000);
    ok(Math.abs(secondsOf(steps) - 10) < 0.01);
  });

  it('survives endless loops', () => {
    const site = siteOf([loop(Infinity, hold(1), io(1))]);
    const scenario = scenarioOf(site, [site], DEFAULT_CONFIG);
    deepEqual(simulate(scenario, { maxEvents: 10_000 }).truncated, true);
  });

  const names = (...sites: readonly SpawnSite[]): readonly string[] => {
    const [first] = sites;
    return first === undefined ? [] : scenarioOf(first, sites, DEFAULT_CONFIG).tasks.map(({ name }) => name);
  };

  it('names tasks, and groups those that are too many to show', () => {
    const shown = (tasks: number): readonly string[] => names(siteOf([hold(1)], { tasks: exactly(tasks) }));
    deepEqual(shown(1), ['work']);
    deepEqual(shown(2), ['work 1', 'work 2']);
    deepEqual(shown(1000).slice(0, 2), ['work 1–15', 'work 16–31']);
    const site = siteOf([hold(1)], { tasks: exactly(1000) });
    const grouped = scenarioOf(site, [site], DEFAULT_CONFIG);
    const total = grouped.tasks.reduce((sum, task) => sum + secondsOf(task.body), 0);
    ok(Math.abs(total - 1) < 1e-9);
  });

  it('shows the tasks of all sites of a group, each with its own work', () => {
    const group = [
      { site: 'a', tasks: 2 },
      { site: 'b', tasks: 1 },
    ];
    const both = [
      siteOf([hold(1)], { key: 'a', target: 'read', tasks: exactly(2), group }),
      siteOf([hold(5)], { key: 'b', target: 'parse', tasks: exactly(1), group }),
      siteOf([hold(9)], { key: 'c', target: 'other' }),
    ];
    deepEqual(names(...both), ['read 1', 'read 2', 'parse']);
    const scenario = both[0] && scenarioOf(both[0], both, DEFAULT_CONFIG);
    deepEqual(
      scenario?.tasks.map(({ body }) => textOf(body)),
      ['hold 1', 'hold 1', 'hold 5'],
    );
  });

  it('runs a site as its code does', () => {
    const executor = (kind: SpawnKind): unknown => {
      const site = siteOf([], { kind });
      return scenarioOf(site, [site], DEFAULT_CONFIG).executor;
    };
    deepEqual(executor('thread'), { kind: 'threads' });
    deepEqual(executor('thread-pool'), { kind: 'pool', workers: 4 });
    deepEqual(executor('event-loop'), { kind: 'event-loop', workers: 8 });
    deepEqual(executor('process'), { kind: 'processes', workers: 4 });
    deepEqual(executor('process-pool'), { kind: 'processes', workers: 4 });
    deepEqual(executor('interpreter-pool'), { kind: 'interpreters', workers: 4 });
  });
});

describe('modesOf', () => {
  const titles = (kind: SpawnKind, minor: number, freeThreaded = false): string => {
    const config = { ...DEFAULT_CONFIG, cores: 2, pythonVersion: { major: 3, minor, freeThreaded } };
    return modesOf(siteOf([], { kind }), config)
      .map(({ title, executor }) => ('workers' in executor ? `${title} ${executor.workers}` : title))
      .join(', ');
  };

  it('starts with what the code does and goes on with what the target Python has', () => {
    deepEqual(titles('thread', 12), 'Threads, One after another, Processes 2');
    deepEqual(titles('thread', 13), 'Threads, One after another, Processes 2, Free-threaded 4');
    deepEqual(
      titles('thread-pool', 14),
      'Thread pool 4, One after another, Processes 2, Interpreters 2, Free-threaded 4',
    );
    deepEqual(titles('process-pool', 12), 'Processes 4, Thread pool 4, One after another');
    deepEqual(
      titles('thread', 14, true),
      'Free-threaded 4, Threads, One after another, Processes 2, Interpreters 2',
    );
  });
});

describe('roundsOf', () => {
  it('counts stretches outside the GIL by their weight', () => {
    const check = (body: readonly Segment[], expected: number): void => deepEqual(roundsOf(body), expected);
    check([hold(10)], 1);
    check([io(1), hold(10)], 1);
    check([loop(20, io(1), hold(1))], 20);
    check([loop(1000, io(0.001)), io(100)], 1);
    check([call(2, loop(5, io(1))), hold(1)], 10);
    let body: readonly Segment[] = [io(1)];
    for (let level = 0; level < 10; level++) body = [call(2, ...body)];
    check(body, 1024);
    for (let level = 0; level < 40; level++) {
      const twice = call(1, ...body);
      body = [twice, twice];
    }
    check(body, 2 ** 50);
  });
});
