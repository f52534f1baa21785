import assert from 'node:assert/strict';
import { buildLanes } from '../../media/src/run/lanes';
import { firstEndingAfter, lastStartingBy } from '../../media/src/run/spanColumns';
import type { Lane, RunLanes } from '../../media/src/run/lanes';
import { MARKS } from '../../media/src/run/marks';
import { stateAt } from '../../media/src/run/states';
import type { Scenario } from '../../server/src/core/model/scenario';
import type { SimResult } from '../../server/src/core/model/simResult';
import { drawnResult, exampleScenario, POOL, PROCESSES } from './fixtures';

/** `worker 1: H 1–3, W 3–5`: spans in milliseconds; GIL lanes name the holder. */
function laneText(lane: Lane, { threads }: RunLanes): string {
  const { count, starts, ends, states, threads: owners } = lane.spans;
  const spans = Array.from({ length: count }, (_, i) => {
    const who = lane.kind === 'gil' ? (threads[owners[i] ?? -1]?.name ?? '?') : stateAt(states[i] ?? -1).tag;
    return `${who} ${ms(starts[i])}–${ms(ends[i])}`;
  });
  return `${lane.name}: ${spans.join(', ')}`;
}

function ms(seconds: number | undefined): string {
  return String(Number(((seconds ?? Number.NaN) * 1000).toFixed(6)));
}

function checkLanes(drawing: string, expected: readonly string[]): void {
  const lanes = buildLanes(drawnResult(drawing), exampleScenario());
  assert.deepEqual(
    lanes.lanes.map((lane) => laneText(lane, lanes)),
    expected,
  );
}

describe('lanes', () => {
  it('put the GIL over its threads, with the holder of each stretch', () =>
    checkLanes(POOL, [
      'GIL: worker 1 1–3, worker 2 3–5, worker 1 5–7, worker 2 7–9, worker 1 10–12',
      'main: S 0–1, L 1–2',
      'worker 1: H 1–3, W 3–5, H 5–7, I 7–10, H 10–12',
      'worker 2: W 2–3, H 3–5, W 5–7, H 7–9, I 9–11',
    ]));

  it('give each process its own GIL', () =>
    checkLanes(PROCESSES, [
      'GIL of process 1: process 1 1–5',
      'process 1: S 0–1, H 1–5, I 5–8',
      'GIL of process 2: process 2 2–6',
      'process 2: S 0–2, H 2–6, I 6–9',
    ]));

  it('have none for what runs without a GIL', () =>
    checkLanes('worker 1@-  HH\nworker 2@-  HI', ['worker 1: H 0–2', 'worker 2: H 0–1, I 1–2']));

  it('join what one thread holds without a break, whatever line it is on', () => {
    const result = drawnResult('t  HHHH');
    const [span] = result.spans ?? [];
    assert.ok(span !== undefined);
    const split = [
      { ...span, endSeconds: 0.002 },
      { ...span, startSeconds: 0.002, source: { path: 'b.py', line: 1 } },
    ];
    const lanes = buildLanes({ ...result, spans: split }, exampleScenario());
    assert.deepEqual(
      lanes.lanes.map((lane) => laneText(lane, lanes)),
      ['GIL: t 0–4', 't: H 0–2, H 2–4'],
    );
    assert.deepEqual(
      lanes.sources.map(({ path, line }) => `${path}:${String(line)}`),
      ['a.py:3', 'b.py:1'],
    );
  });

  it('leave empty spans out and take a result without spans', () => {
    const result = drawnResult('t  HH');
    const empty = { thread: 0, state: 'io', startSeconds: 0.001, endSeconds: 0.001 } as const;
    checkLanesOf({ ...result, spans: [empty] }, ['GIL: ', 't: ']);
    const { schema, wallSeconds, gilBusyFraction, switches, truncated, threads, probe } = result;
    const without = { schema, wallSeconds, gilBusyFraction, switches, truncated, threads, probe };
    checkLanesOf(without, ['GIL: ', 't: ']);
  });

  function checkLanesOf(result: ReturnType<typeof drawnResult>, expected: readonly string[]): void {
    const lanes = buildLanes(result, exampleScenario());
    assert.deepEqual(
      lanes.lanes.map((lane) => laneText(lane, lanes)),
      expected,
    );
  }
});

describe('looking up spans by time', () => {
  const spans = buildLanes(drawnResult('t  .HH.II'), exampleScenario()).lanes[1]?.spans;

  /** Index of the last span that starts by a time in ms, and of the first that ends after it. */
  function checkLookUp(timeMs: number, startingBy: number, endingAfter: number): void {
    assert.ok(spans !== undefined);
    assert.deepEqual(
      [lastStartingBy(spans, timeMs / 1000), firstEndingAfter(spans, timeMs / 1000)],
      [startingBy, endingAfter],
      `at ${String(timeMs)} ms`,
    );
  }

  it('finds the neighbours of any time', () => {
    checkLookUp(0, -1, 0);
    checkLookUp(1, 0, 0);
    checkLookUp(2.5, 0, 0);
    checkLookUp(3, 0, 1);
    checkLookUp(3.5, 0, 1);
    checkLookUp(4, 1, 1);
    checkLookUp(9, 1, 2);
  });
});

describe('lanes of native threads', () => {
  it('stand under the thread that called, for as long as the call takes', () => {
    const scenario: Scenario = {
      ...exampleScenario(),
      tasks: [{ name: 'multiply', body: [{ kind: 'native', seconds: 0.002, threads: 3 }] }],
    };
    const lanes = buildLanes(drawnResult('multiply  HNNH\nother  HH'), scenario);
    assert.deepEqual(
      lanes.lanes.map((lane) => laneText(lane, lanes)),
      [
        'GIL: multiply 0–1, other 0–2, multiply 3–4',
        'multiply: H 0–1, N 1–3, H 3–4',
        'native thread 2: N 1–3',
        'native thread 3: N 1–3',
        'other: H 0–2',
      ],
    );
  });
});

describe('marks of lanes', () => {
  it('are on the threads they happen to, requests on the GIL', () => {
    const result: SimResult = {
      ...drawnResult(POOL),
      marks: [
        { kind: 'submit', thread: -1, seconds: 0.001 },
        { kind: 'start', thread: 0, seconds: 0.001 },
        { kind: 'drop-request', thread: 0, seconds: 0.003 },
        { kind: 'drop-request', thread: 1, seconds: 0.005 },
      ],
    };
    const told = buildLanes(result, exampleScenario()).lanes.map(
      ({ name, marks }) =>
        `${name}: ${Array.from(marks.kinds, (kind, i) => `${MARKS[kind]?.kind ?? '?'} ${ms(marks.seconds[i])}`).join(', ')}`,
    );
    assert.deepEqual(told, [
      'GIL: drop-request 3, drop-request 5',
      'main: submit 1',
      'worker 1: start 1',
      'worker 2: ',
    ]);
  });
});
