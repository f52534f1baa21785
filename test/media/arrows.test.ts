/** What a selected span of a real simulation points at, and how that reads: arrows, words and lanes of event loops. */
import assert from 'node:assert/strict';
import { createDerive } from '../../media/src/derived';
import type { Derived } from '../../media/src/derived';
import { describeSpan } from '../../media/src/describe';
import { arrowsOf } from '../../media/src/layout/arrows';
import { laneKey } from '../../media/src/layout/rows';
import type { LaneRow } from '../../media/src/layout/rows';
import { createRunCache } from '../../media/src/run/run';
import { stateAt } from '../../media/src/run/states';
import { INITIAL_STATE, update } from '../../media/src/store';
import { simulate } from '../../server/src/core/sim/engine';
import { scenarioFrom } from '../sim/notation';
import { exampleSubject } from './fixtures';

function derivedOf(scenario: string): Derived {
  const parsed = scenarioFrom(scenario);
  const modes = [{ title: 'As in the code', executor: parsed.executor }];
  const subject = { ...exampleSubject(), scenario: parsed, modes };
  const derived = createDerive(createRunCache(simulate))(update(INITIAL_STATE, { type: 'subject', subject }));
  assert.ok(derived !== undefined);
  return derived;
}

function laneRow(derived: Derived, name: string): LaneRow {
  const row = derived.layout.rows.find(
    (candidate): candidate is LaneRow => candidate.kind === 'lane' && candidate.name === name,
  );
  assert.ok(row !== undefined, name);
  return row;
}

/** The lane's n-th span in a state, by its letter. */
function spanOf({ lane }: LaneRow, letter: string, nth: number): number {
  const found = Array.from(lane.spans.states.keys()).filter(
    (span) => stateAt(lane.spans.states[span] ?? -1).tag === letter,
  )[nth];
  assert.ok(found !== undefined, `${lane.name} has span ${String(nth)} of ${letter}`);
  return found;
}

/** Arrows as `role from 10 → to 12`, in milliseconds; one pixel is a millisecond. `pick` is `lane letter` or `lane letter2`. */
function checkArrows(scenario: string, pick: string, expected: readonly string[]): void {
  const derived = derivedOf(scenario);
  const [, name = '', letter = '', nth = '1'] = /^(.*) ([A-Z])(\d?)$/.exec(pick) ?? [];
  const row = laneRow(derived, name);
  const [run] = derived.runs;
  assert.ok(run !== undefined);
  const scale = { startSeconds: 0, endSeconds: 1, leftPx: 0, widthPx: 1000 };
  const place = { layout: derived.layout, scale, offsetPx: 0 };
  const laneAt = (y: number): string => {
    const found = derived.layout.rows.find(({ topPx, heightPx }) => y >= topPx && y < topPx + heightPx);
    return found?.kind === 'lane' ? found.name : '?';
  };
  const arrows = arrowsOf(row, spanOf(row, letter, Number(nth || '1') - 1), run, place).map(
    ({ role, x1, y1, x2, y2 }) => `${role} ${laneAt(y1)} ${x1.toFixed(0)} → ${laneAt(y2)} ${x2.toFixed(0)}`,
  );
  assert.deepEqual(arrows, expected);
}

function checkNotes(scenario: string, pick: string, expected: readonly string[]): void {
  const derived = derivedOf(scenario);
  const [, name = '', letter = ''] = /^(.*) ([A-Z])$/.exec(pick) ?? [];
  const row = laneRow(derived, name);
  const described = describeSpan({ lane: laneKey(row), span: spanOf(row, letter, 0) }, derived);
  assert.deepEqual(described?.notes, expected);
}

const LOCKED = 'threads, 2 cores\na: lock L (io 10)\nb: io 2, lock L (io 10)';
const POOLED = 'pool of 1, 2 cores\na: io 10\nb: io 20';
const LOOP = 'threads, 2 cores\nserver: gather (io 10, hold 4) (io 12, hold 4)\ncrunch: hold 20';

describe('arrows of a selected span', () => {
  it('come to a wait from the thread that gave the lock back', () =>
    checkArrows(LOCKED, 'b L', ['wake a 10 → b 10', 'task main 0 → b 0', 'task b 20 → main 20']));

  it('follow a task from the submission to its run and its result', () => {
    checkArrows(POOLED, 'worker 1 I', ['task main 0 → worker 1 0', 'task worker 1 10 → main 10']);
    checkArrows(POOLED, 'worker 1 I2', ['task main 0 → worker 1 10', 'task worker 1 30 → main 30']);
  });

  it('show where the GIL came from and went to', () =>
    checkArrows('threads, 2 cores\na: hold 12\nb: hold 12', 'a H2', [
      ...['gil main 5 → a 5', 'gil a 10 → b 10'],
      ...['task main 0 → a 0', 'task a 22 → main 22'],
    ]));

  it('are none for the GIL and for tasks of a loop', () => {
    checkArrows(LOOP, 'GIL H', []);
    checkArrows(LOOP, 'task 1 I', []);
  });
});

describe('the same in words', () => {
  it('names who ends a wait', () =>
    checkNotes(LOCKED, 'b L', ['Goes on because of a, which gives the lock back']));

  it('names who goes on because of a span', () =>
    checkNotes('threads, 2 cores\na: get q\nb: hold 3, put q, hold 1', 'b H', ['Lets a go on']));

  it('says that a task waits for its loop, and who keeps the loop waiting', () => {
    checkNotes(LOOP, 'task 2 L', ['Waits for its event loop or another task of it']);
    checkNotes(LOOP, 'task 2 W', ['Held meanwhile by crunch']);
  });

  it('says that a collection keeps the GIL', () => {
    const derived = derivedOf('threads, 2 cores\na: hold 20 making 200000\nb: io 1');
    const { lane } = laneRow(derived, 'a');
    const span = lane.spans.collects.indexOf(1);
    const described = describeSpan({ lane: laneKey(laneRow(derived, 'a')), span }, derived);
    assert.equal(described?.title, 'a: collecting garbage');
    assert.deepEqual(described.notes, ['Keeps the GIL until it is done']);
  });
});

describe('lanes of tasks of an event loop', () => {
  it('stand under the thread that runs the loop, and show what that does while they run', () => {
    const derived = derivedOf(LOOP);
    const told = derived.layout.rows.flatMap((row) => {
      if (row.kind !== 'lane' || row.lane.kind === 'gil') return [];
      const letters = Array.from(row.lane.spans.states, (state) => stateAt(state).tag).join('');
      return [`${' '.repeat(row.indent)}${row.name} ${letters}`];
    });
    assert.deepEqual(told, [
      ...['main HLHLWL', 'server SIWHHWH', ' task 1 ILH', ' task 2 ILHWH', 'crunch SHWHWH'],
    ]);
  });
});
