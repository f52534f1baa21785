/** What was measured, in the view: times of a real Python, adopted costs, and lanes of an imported trace. */
import assert from 'node:assert/strict';
import { fromSaved, parseToWebview, toSaved } from '../../media/src/incoming';
import { timelineScale } from '../../media/src/layout/timeScale';
import { traceEndSeconds } from '../../media/src/overlay/overlayState';
import { measuredSettings, simulatedMode } from '../../media/src/overlay/measuredCosts';
import { receiveTrace } from '../../media/src/overlay/receive';
import { DRAWN_DEPTHS, spanAt, traceBoxes, traceHeight, traceRows } from '../../media/src/overlay/traceBoxes';
import { firstCall, traceStep } from '../../media/src/overlay/traceKeys';
import type { TracePlace } from '../../media/src/overlay/traceKeys';
import { entriesOf } from '../../media/src/overlay/traceTable';
import { currentKnobs, INITIAL_STATE, update } from '../../media/src/store';
import type { State } from '../../media/src/store';
import type { MeasuredTimes, Measurement } from '../../server/src/core/model/measurement';
import { exactly, ZERO } from '../../server/src/core/model/estimate';
import type { SimulationSubject } from '../../server/src/core/protocol';
import { simulate } from '../../server/src/core/sim/engine';
import { setupOf } from '../../media/src/run/knobs';
import type { MeasuredTrace, TraceLane } from '../../server/src/core/trace/trace';
import { exampleSubject } from './fixtures';

function times(wallSeconds: number, cpuSeconds = wallSeconds): MeasuredTimes {
  return { wallSeconds, cpuSeconds, runs: [wallSeconds] };
}

function measurement(changes: Partial<Measurement> = {}): Measurement {
  return {
    version: 1,
    target: 'crunch',
    call: 'crunch(5)',
    tasks: 2,
    workers: 2,
    python: { version: '3.13.1', gil: true, cores: 3 },
    measured: { sequential: times(4, 3.6), threads: times(4), processes: null },
    predicted: { sequential: 2, threads: 2, processes: 1 },
    errors: [],
    ...changes,
  };
}

/** What a task of the example costs is known. */
function knownSubject(): SimulationSubject {
  const perTask = { held: exactly(0.9), native: ZERO, io: exactly(0.1), wait: ZERO, unknownCalls: ZERO };
  return { ...exampleSubject(), perTask };
}

const LANE: TraceLane = {
  kind: 'calls',
  thread: 'MainThread',
  process: undefined,
  depths: 2,
  spans: [
    { name: 'main', startSeconds: 0, endSeconds: 1, depth: 0, source: { path: '/a.py', line: 9 } },
    { name: 'crunch', startSeconds: 0.25, endSeconds: 0.75, depth: 1 },
  ],
};

const STATES_LANE: TraceLane = {
  kind: 'states',
  thread: 'Thread-1',
  process: 'process 7',
  depths: 1,
  spans: [
    { name: 'Has GIL', state: 'held', startSeconds: 0, endSeconds: 0.5, depth: 0 },
    { name: 'Waiting for GIL', state: 'gil-wait', startSeconds: 0.5, endSeconds: 1, depth: 0 },
  ],
};

const TRACE: MeasuredTrace = { tool: 'VizTracer', durationSeconds: 1, lanes: [LANE, STATES_LANE], notes: [] };

describe('measured costs', () => {
  it('become knobs: work and waiting of the run one after another', () => {
    // A task is predicted to hold the GIL for 0.9 s and to wait for 0.1 s.
    const settings = measuredSettings(knownSubject(), measurement());
    const rounded = Object.entries(settings ?? {}).map(([knob, value]) => [
      knob,
      Number(value.toPrecision(9)),
    ]);
    assert.deepEqual(Object.fromEntries(rounded), {
      pythonFactor: 2,
      nativeFactor: 2,
      ioFactor: 2,
      cores: 3,
      tasks: 2,
      workers: 2,
    });
  });

  it('make the simulation take as long as was measured', () => {
    const subject = knownSubject();
    const changes = measuredSettings(subject, measurement());
    const state = update({ ...INITIAL_STATE, subject }, { type: 'preset', changes: changes ?? {} });
    const knobs = { ...currentKnobs(subject, state.changes), mode: 'sequential' as const };
    const { scenario, parameters } = setupOf(subject, knobs);
    const { wallSeconds } = simulate(scenario, { parameters });
    assert.ok(Math.abs(wallSeconds - 4) < 0.05, String(wallSeconds));
  });

  it('are not made of what did not end, and stay within the limits of the knobs', () => {
    const subject = knownSubject();
    const failed = { sequential: null, threads: null, processes: null };
    assert.equal(measuredSettings(subject, measurement({ measured: failed })), undefined);
    const long = { ...failed, sequential: times(10_000) };
    assert.deepEqual(measuredSettings(subject, measurement({ measured: long, python: null })), {
      ...{ pythonFactor: 100, nativeFactor: 100, ioFactor: 0.01, tasks: 2, workers: 2 },
    });
    // Minutes of waiting are not those of a tenth of a second of I/O.
    const waiting = { ...failed, sequential: times(120, 1.8) };
    assert.deepEqual(measuredSettings(subject, measurement({ measured: waiting, python: null })), {
      ...{ pythonFactor: 1, nativeFactor: 1, tasks: 2, workers: 2 },
    });
  });

  it('leave the number of tasks alone where other tasks are simulated as well', () => {
    const subject = knownSubject();
    const tasks = [...subject.scenario.tasks, { name: 'other', body: [] }];
    const beside = { ...subject, scenario: { ...subject.scenario, tasks } };
    assert.equal(measuredSettings(beside, measurement())?.tasks, undefined);
    assert.equal(measuredSettings(exampleSubject(), measurement()), undefined);
  });

  it('belong to the modes that do the same', () => {
    assert.equal(simulatedMode('threads', ['pool', 'sequential']), 'pool');
    assert.equal(simulatedMode('threads', ['threads', 'sequential']), 'threads');
    assert.equal(simulatedMode('processes', []), 'processes');
  });
});

describe('a measurement', () => {
  it('is kept with the state, until another call is looked at', () => {
    const subject = exampleSubject();
    const measured: State = update(
      { ...INITIAL_STATE, subject },
      { type: 'overlay', overlay: { kind: 'measured', measurement: measurement() } },
    );
    const revived = fromSaved(JSON.parse(JSON.stringify(toSaved(measured))));
    assert.deepEqual(revived.overlay, {
      ...{ measurement: measurement(), trace: undefined, traceShiftSeconds: 0 },
    });
    const same = update(measured, { type: 'subject', subject });
    assert.deepEqual(same.overlay.measurement, measurement());
    const other = { ...subject, site: { ...subject.site, target: 'other' } };
    assert.equal(update(measured, { type: 'subject', subject: other }).overlay.measurement, undefined);
  });

  it('is checked when it comes', () => {
    const good = { type: 'measured', measurement: measurement() };
    assert.deepEqual(parseToWebview(good), { message: good });
    const problem = { problem: 'The extension sent a measurement that lacks something.' };
    const wrong: readonly unknown[] = [
      undefined,
      {},
      { ...measurement(), version: 2 },
      { ...measurement(), measured: {} },
    ];
    for (const raw of wrong)
      assert.deepEqual(parseToWebview({ type: 'measured', measurement: raw }), problem);
  });
});

describe('an imported trace', () => {
  it('is shown as a whole, or refused with the name of its file', () => {
    const events = [{ ph: 'X', pid: 1, tid: 1, ts: 0, dur: 1_000_000, name: 'f' }];
    const [shown, view, notice] = receiveTrace('t.json', JSON.stringify(events), false);
    assert.equal(shown?.type, 'overlay');
    assert.deepEqual(view, { type: 'view', view: undefined, step: true });
    assert.deepEqual(notice, {
      type: 'notice',
      notice: { kind: 'info', text: 'Showing t.json, measured by Chrome trace, below the prediction.' },
    });
    assert.deepEqual(receiveTrace('t.json', '{"traceEvents": []}', false), [
      {
        type: 'notice',
        notice: { kind: 'error', text: 't.json: The file holds no call and no state of a thread.' },
      },
    ]);
  });

  it('comes back after a reload without moving anything, shifted as it was', () => {
    const events = [{ ph: 'X', pid: 1, tid: 1, ts: 0, dur: 1_000_000, name: 'f' }];
    const text = JSON.stringify(events);
    const shown = receiveTrace('t.json', text, false).reduce(update, INITIAL_STATE);
    const shifted = update(shown, { type: 'overlay', overlay: { kind: 'shift', seconds: -0.25 } });
    assert.equal(traceEndSeconds(shifted.overlay), 0.75);
    const subject = exampleSubject();
    const revived = fromSaved(JSON.parse(JSON.stringify(toSaved({ ...shifted, subject }))));
    const again = receiveTrace('t.json', text, true);
    assert.deepEqual(
      again.map(({ type }) => type),
      ['overlay'],
    );
    assert.equal(again.reduce(update, revived).overlay.traceShiftSeconds, -0.25);
    // Another file begins where it begins.
    const other = receiveTrace('u.json', text, false).reduce(update, shifted);
    assert.equal(other.overlay.traceShiftSeconds, 0);
  });

  it('can be walked through by keys', () => {
    const checkStep = (place: TracePlace | undefined, key: string, expected: TracePlace | undefined): void =>
      assert.deepEqual(traceStep(TRACE, place, key), expected, key);
    const main = { lane: 0, span: 0 };
    const crunch = { lane: 0, span: 1 };
    checkStep(undefined, 'x', undefined);
    checkStep(undefined, '.', main);
    checkStep(main, '.', crunch);
    checkStep(crunch, '.', undefined);
    checkStep(crunch, ',', main);
    checkStep(main, 'End', crunch);
    checkStep(crunch, 'Home', main);
    checkStep(crunch, 'ArrowDown', { lane: 1, span: 0 });
    checkStep({ lane: 1, span: 0 }, 'ArrowUp', main);
    checkStep(main, 'ArrowUp', undefined);
  });

  it('tells when the target is first called', () => {
    assert.equal(firstCall(TRACE, 'crunch'), 0.25);
    assert.equal(firstCall(TRACE, 'self.crunch'), 0.25);
    assert.equal(firstCall(TRACE, 'grind'), undefined);
  });

  it('gives rows of calls and of states', () => {
    const rows = traceRows(TRACE);
    assert.deepEqual(
      rows.map(({ name, topPx, heightPx }) => ({ name, topPx, heightPx })),
      [
        { name: 'MainThread', topPx: 0, heightPx: 28 },
        { name: 'Thread-1, process 7', topPx: 34, heightPx: 18 },
      ],
    );
    assert.equal(traceHeight(rows), 52);
  });

  it('gives boxes on the time axis of the prediction', () => {
    const scale = { startSeconds: 0.5, endSeconds: 1.5, leftPx: 100, widthPx: 1000 };
    const [calls, states] = traceRows(TRACE).map((row) => traceBoxes(row, scale));
    const shape = (boxes: typeof calls): unknown =>
      boxes?.map(({ x, y, width, height, text }) => [text, x, y, width, height]);
    assert.deepEqual(shape(calls), [
      ['main', 100, 0, 500, 14],
      ['crunch', 100, 14, 250, 14],
    ]);
    assert.deepEqual(shape(states), [['Waiting for GIL', 100, 34, 500, 18]]);
  });

  it('says what is under the pointer', () => {
    const rows = traceRows(TRACE);
    const scale = timelineScale(1000, { startSeconds: 0, endSeconds: 1 });
    const middle = scale.leftPx + scale.widthPx / 2;
    assert.equal(spanAt(rows, scale, middle, 5)?.span.name, 'main');
    assert.equal(spanAt(rows, scale, middle, 20)?.span.name, 'crunch');
    assert.equal(spanAt(rows, scale, scale.leftPx + 1, 20), undefined);
    assert.equal(spanAt(rows, scale, middle, 32), undefined);
  });

  it('draws no more boxes than there are pixels', () => {
    const spans = Array.from({ length: 50_000 }, (_, i) => ({
      ...{ name: 'f', depth: i % (DRAWN_DEPTHS + 2) },
      ...{ startSeconds: i / 50_000, endSeconds: (i + 1) / 50_000 },
    }));
    const [row] = traceRows({ ...TRACE, lanes: [{ ...LANE, depths: DRAWN_DEPTHS + 2, spans }] });
    assert.ok(row);
    const boxes = traceBoxes(row, timelineScale(1000, { startSeconds: 0, endSeconds: 1 }));
    assert.ok(boxes.length <= 1000 * DRAWN_DEPTHS && boxes.length > 1000, String(boxes.length));
    assert.ok(boxes.every(({ span }) => span.depth < DRAWN_DEPTHS));
  });

  it('has a table with the same numbers', () => {
    assert.deepEqual(entriesOf(LANE), [{ what: 'main', count: 1, seconds: 1 }]);
    assert.deepEqual(entriesOf(STATES_LANE), [
      { what: 'Holding the GIL', count: 1, seconds: 0.5 },
      { what: 'Waiting for the GIL', count: 1, seconds: 0.5 },
    ]);
  });
});
