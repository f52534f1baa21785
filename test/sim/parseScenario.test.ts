/** Scenario JSON from outside: what is accepted, and what is said of the rest. */
import { deepEqual } from 'node:assert/strict';
import { parseScenario, SCENARIO_LIMITS } from '../../server/src/core/sim/parseScenario';

const VALID = {
  schema: 1,
  cores: 2,
  switchIntervalSeconds: 0.005,
  seed: 1,
  pythonVersion: '3.14t',
  startMethod: 'spawn',
  executor: { kind: 'pool', workers: 4 },
  tasks: [
    {
      name: 'cpu',
      body: [
        { kind: 'hold', seconds: 0.3 },
        { kind: 'hold', seconds: 0.02, preemptible: false },
        { kind: 'native', seconds: 0.3, threads: 2 },
        { kind: 'io', seconds: 0.04, probe: true, source: { path: 'a.py', line: 3, what: 'sock.recv' } },
        { kind: 'lock', name: 'L', body: [{ kind: 'loop', times: 10, body: [] }] },
        { kind: 'hold', seconds: 1, objects: 1000 },
      ],
      argumentBytes: 1000,
      resultBytes: 0,
    },
    {
      name: 'meeting',
      body: [
        { kind: 'put', name: 'q' },
        { kind: 'put', name: 'q', capacity: 3 },
        { kind: 'get', name: 'q' },
        { kind: 'wait', name: 'e' },
        { kind: 'lock', name: 'L', body: [{ kind: 'wait', name: 'c', lock: 'L' }] },
        { kind: 'notify', name: 'c', count: 2 },
        { kind: 'set', name: 'e', source: { path: 'a.py', line: 4 } },
        { kind: 'join', task: 'cpu' },
        {
          kind: 'gather',
          tasks: [
            { name: 'one', body: [{ kind: 'gather', tasks: [{ name: 'inner', body: [] }] }] },
            { name: 'two', body: [{ kind: 'io', seconds: 1 }] },
          ],
        },
      ],
    },
  ],
};

function checkErrors(value: unknown, expected: readonly string[]): void {
  deepEqual(parseScenario(value), { errors: expected });
}

/** `VALID` with one task that has the given body. */
function withBody(...body: readonly unknown[]): unknown {
  return { ...VALID, tasks: [{ name: 'a', body }] };
}

function nested(depth: number): unknown {
  return depth === 0 ? { kind: 'hold', seconds: 1 } : { kind: 'loop', times: 1, body: [nested(depth - 1)] };
}

describe('parseScenario', () => {
  it('accepts every kind of step and gives back what it read', () => {
    deepEqual(parseScenario(VALID), { scenario: VALID });
    deepEqual(parseScenario(JSON.parse(JSON.stringify(VALID))), { scenario: VALID });
  });

  it('knows defaults for seed and interval, and workers that say nothing', () => {
    const executor = { kind: 'threads' };
    const sparse = { ...VALID, seed: undefined, switchIntervalSeconds: undefined };
    deepEqual(parseScenario({ ...sparse, executor: { ...executor, workers: 2 } }), {
      scenario: { ...VALID, executor },
    });
  });

  it('does not mind what people note beside', () => {
    deepEqual(parseScenario({ ...VALID, comment: 'from the talk' }), { scenario: VALID });
  });

  it('refuses what is no scenario', () => {
    checkErrors(null, ['scenario: must be an object, is null']);
    checkErrors([], ['scenario: must be an object, is a list']);
    checkErrors('{}', ['scenario: must be an object, is "{}"']);
    checkErrors({}, [
      'schema: must be 1, is missing',
      'cores: must be a whole number, is missing',
      'executor: must be an object, is missing',
      'tasks: must be a list, is missing',
    ]);
  });

  it('names the place and the reason of every mistake', () => {
    checkErrors(
      {
        schema: 2,
        cores: 0,
        switchIntervalSeconds: 0,
        seed: 0.5,
        executor: { kind: 'pool', workers: 0 },
        tasks: [{ body: {} }, 7],
      },
      [
        'schema: must be 1, is 2',
        'cores: must be a number between 1 and 4096, is 0',
        'switchIntervalSeconds: must be above 0, is 0',
        'seed: must be a whole number, is 0.5',
        'executor.workers: must be a number between 1 and 4096, is 0',
        'tasks[0].name: must be text, is missing',
        'tasks[0].body: must be a list, is an object',
        'tasks[1]: must be an object, is 7',
      ],
    );
    checkErrors({ ...VALID, executor: { kind: 'fibers' } }, [
      'executor.kind: must be one of threads, sequential, pool, processes, interpreters, free-threaded, event-loop, is "fibers"',
    ]);
  });

  it('checks steps field by field', () => {
    checkErrors(
      withBody(
        { kind: 'hold', seconds: -1 },
        { kind: 'hold', seconds: NaN },
        { kind: 'hold', seconds: '1' },
        { kind: 'hold', seconds: 1, preemptable: false },
        { kind: 'native', seconds: 1, threads: 0 },
        { kind: 'io', seconds: Infinity, probe: 'yes' },
        { kind: 'lock', name: '', body: [] },
        { kind: 'loop', times: 1.5, body: [{ kind: 'sleep' }] },
        { kind: 'io', seconds: 1, source: { path: 'a.py', line: 0 } },
      ),
      [
        'tasks[0].body[0].seconds: must be a number between 0 and 1000000000, is -1',
        'tasks[0].body[1].seconds: must be a number between 0 and 1000000000, is NaN',
        'tasks[0].body[2].seconds: must be a number between 0 and 1000000000, is "1"',
        'tasks[0].body[3].preemptable: is unknown; known are kind, source, seconds, preemptible, objects',
        'tasks[0].body[4].threads: must be a number between 1 and 1024, is 0',
        'tasks[0].body[5].probe: must be true or false, is "yes"',
        'tasks[0].body[5].seconds: must be a number between 0 and 1000000000, is Infinity',
        'tasks[0].body[6].name: must be text, is ""',
        'tasks[0].body[7].times: must be a whole number, is 1.5',
        'tasks[0].body[7].body[0].kind: must be one of hold, native, io, lock, loop, put, get, wait, notify, set, join, gather, offload, is "sleep"',
        'tasks[0].body[8].source.line: must be a number between 1 and 2147483648, is 0',
      ],
    );
  });

  it('checks steps that wait for others, and where they may stand', () => {
    checkErrors(
      withBody(
        { kind: 'put', name: 'q', capacity: 0 },
        { kind: 'get' },
        { kind: 'wait', name: 'c', lock: 'L' },
        { kind: 'lock', name: 'M', body: [{ kind: 'wait', name: 'c', lock: 'L' }] },
        { kind: 'notify', name: 'c', count: 1.5 },
        { kind: 'join', name: 'a' },
        { kind: 'gather', tasks: [{ name: 'a', body: [{ kind: 'get', name: 'q' }] }] },
        { kind: 'hold', seconds: 1, objects: -1 },
      ),
      [
        'tasks[0].body[0].capacity: must be a number between 1 and 1000000000000, is 0',
        'tasks[0].body[1].name: must be text, is missing',
        'tasks[0].body[2].lock: must be held around the wait, is "L"',
        'tasks[0].body[3].body[0].lock: must be held around the wait, is "L"',
        'tasks[0].body[4].count: must be a whole number, is 1.5',
        'tasks[0].body[5].name: is unknown; known are kind, source, task',
        'tasks[0].body[5].task: must be text, is missing',
        'tasks[0].body[6].tasks[0].body[0]: a task of an event loop cannot get: it would stop the loop',
        'tasks[0].body[7].objects: must be a number between 0 and 1000000000000, is -1',
      ],
    );
  });

  it('checks the Python and what tasks send each other', () => {
    const tasks = [{ name: 'a', body: [], argumentBytes: -1, resultBytes: 'many' }];
    checkErrors({ ...VALID, pythonVersion: '2.7', startMethod: 'thread', tasks }, [
      'tasks[0].argumentBytes: must be a number between 0 and 1000000000000, is -1',
      'tasks[0].resultBytes: must be a whole number, is "many"',
      'pythonVersion: expected a Python version such as "3.13" or "3.14t", found "2.7"',
      'startMethod: must be one of fork, spawn, forkserver, is "thread"',
    ]);
    checkErrors({ ...VALID, pythonVersion: 3.13 }, ['pythonVersion: must be text such as "3.13", is 3.13']);
  });

  it('refuses what would exhaust memory', () => {
    const { depth, tasks, steps } = SCENARIO_LIMITS;
    deepEqual('scenario' in parseScenario(withBody(nested(depth - 1))), true);
    checkErrors(withBody(nested(depth)), [
      `tasks[0]${'.body[0]'.repeat(depth)}.body: steps nest deeper than ${depth}`,
    ]);
    checkErrors({ ...VALID, tasks: new Array(tasks + 1).fill({ name: 'a', body: [] }) }, [
      `tasks: must have at most ${tasks} entries, has ${tasks + 1}`,
    ]);
    const many = new Array(steps).fill({ kind: 'hold', seconds: 0 });
    checkErrors(withBody({ kind: 'loop', times: 1, body: many }), [`tasks: have more than ${steps} steps`]);
  });

  it('stops after fifty mistakes', () => {
    const parsed = parseScenario(withBody(...new Array(100).fill(1)));
    const errors = 'errors' in parsed ? parsed.errors : [];
    deepEqual(errors.slice(49), ['tasks[0].body[49]: must be an object, is 1', '… and more']);
  });
});
