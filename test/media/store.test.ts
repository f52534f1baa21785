import assert from 'node:assert/strict';
import { currentKnobs, INITIAL_STATE, update } from '../../media/src/store';
import type { Action, State } from '../../media/src/store';
import type { Knobs } from '../../media/src/run/knobs';
import { exampleSubject } from './fixtures';

const SHOWN: Action = { type: 'subject', subject: exampleSubject() };
const SPAN = { lane: 'pool/2', span: 1 };
const VIEW = { startSeconds: 0.1, endSeconds: 0.2 };

function after(...actions: readonly Action[]): State {
  return actions.reduce(update, INITIAL_STATE);
}

/** Compares some of the state after actions, the first of which is the arrival of the subject. */
function checkState(actions: readonly Action[], expected: Partial<State>): void {
  const state = after(SHOWN, ...actions);
  const compared = Object.fromEntries(Object.entries(state).filter(([key]) => key in expected));
  assert.deepEqual(compared, expected);
}

function checkKnobs(actions: readonly Action[], expected: Partial<Knobs>): void {
  const state = after(SHOWN, ...actions);
  const knobs: Readonly<Record<string, unknown>> = { ...currentKnobs(exampleSubject(), state.changes) };
  assert.deepEqual(Object.fromEntries(Object.entries(knobs).filter(([key]) => key in expected)), expected);
}

describe('knobs', () => {
  it('start as the code has them', () =>
    checkKnobs([], { mode: 'pool', workers: 2, tasks: 2, cores: 4, switchIntervalSeconds: 0.005, seed: 1 }));

  it('are held inside their limits', () => {
    checkKnobs([{ type: 'knob', knob: 'workers', value: 0 }], { workers: 1 });
    checkKnobs([{ type: 'knob', knob: 'workers', value: 1e9 }], { workers: 64 });
    checkKnobs([{ type: 'knob', knob: 'cores', value: 2.6 }], { cores: 3 });
    checkKnobs([{ type: 'knob', knob: 'switchIntervalSeconds', value: 0 }], { switchIntervalSeconds: 1e-5 });
    checkKnobs([{ type: 'knob', knob: 'tasks', value: Number.NaN }], { tasks: 2 });
  });

  it('go back to the code on reset', () =>
    checkKnobs(
      [
        { type: 'knob', knob: 'cores', value: 1 },
        { type: 'mode', mode: 'processes' },
        { type: 'reset-knobs' },
      ],
      {
        cores: 4,
        mode: 'pool',
      },
    ));

  it('keep what an assumption was turned to, and forget it at 1', () => {
    const turn = (factor: number): Action => ({ type: 'assumed', id: 'loop:a.py:3', factor });
    checkKnobs([], { assumed: {} });
    checkKnobs([turn(3)], { assumed: { 'loop:a.py:3': 3 } });
    checkKnobs([turn(3), turn(1e9)], { assumed: { 'loop:a.py:3': 1e4 } });
    checkKnobs([turn(3), turn(-1)], { assumed: { 'loop:a.py:3': 3 } });
    checkKnobs([turn(3), turn(1)], { assumed: {} });
    checkState([turn(3), turn(1)], { changes: {} });
  });

  it('load a point of the scalability chart', () => {
    checkKnobs([{ type: 'load', mode: 'processes', workers: 7 }], { mode: 'processes', workers: 7 });
    checkKnobs([{ type: 'load', mode: 'threads', workers: 7 }], { mode: 'threads', workers: 2 });
  });

  it('take selection and range away, which belong to another run', () =>
    checkState(
      [
        { type: 'select', selection: SPAN },
        { type: 'range', range: VIEW },
        { type: 'knob', knob: 'cores', value: 1 },
      ],
      { selection: undefined, range: undefined, currentLane: 'pool/2' },
    ));
});

describe('a new subject', () => {
  it('of the same call keeps what was set', () =>
    checkState(
      [
        { type: 'knob', knob: 'cores', value: 1 },
        { type: 'beside', mode: 'processes', shown: true },
        { type: 'view', view: VIEW, step: true },
        { type: 'stale' },
        { type: 'refreshing' },
        { type: 'subject', subject: { ...exampleSubject(), sentence: 'It is different now.' } },
      ],
      { changes: { cores: 1 }, beside: ['processes'], view: VIEW, stale: false, refreshing: false },
    ));

  it('of the same call drops modes that it no longer has', () =>
    checkState(
      [
        { type: 'mode', mode: 'free-threaded' },
        { type: 'knob', knob: 'cores', value: 1 },
        { type: 'beside', mode: 'free-threaded', shown: true },
        { type: 'subject', subject: { ...exampleSubject(), modes: [] } },
      ],
      { changes: { cores: 1 }, beside: [] },
    ));

  it('of another call starts afresh', () => {
    const { site, ...rest } = exampleSubject();
    checkState(
      [
        { type: 'knob', knob: 'cores', value: 1 },
        { type: 'view', view: VIEW, step: true },
        { type: 'subject', subject: { ...rest, site: { ...site, target: 'fetch' } } },
      ],
      { changes: {}, view: undefined, earlierViews: [] },
    );
  });
});

describe('the view', () => {
  it('goes back step by step, a gesture at a time', () => {
    const later = { startSeconds: 0.12, endSeconds: 0.22 };
    const moved: readonly Action[] = [
      { type: 'view', view: VIEW, step: true },
      { type: 'view', view: later, step: true },
      { type: 'view', view: { startSeconds: 0.13, endSeconds: 0.23 }, step: false },
    ];
    checkState([...moved, { type: 'undo-view' }], { view: VIEW });
    checkState([...moved, { type: 'undo-view' }, { type: 'undo-view' }], { view: undefined });
    checkState([...moved, { type: 'undo-view' }, { type: 'undo-view' }, { type: 'undo-view' }], {
      view: undefined,
      earlierViews: [],
    });
  });

  it('selects a span with its lane, and leaves the lane when the span goes', () => {
    checkState([{ type: 'select', selection: SPAN }], { selection: SPAN, currentLane: 'pool/2' });
    checkState(
      [
        { type: 'select', selection: SPAN },
        { type: 'select', selection: undefined },
      ],
      {
        selection: undefined,
        currentLane: 'pool/2',
      },
    );
    checkState(
      [
        { type: 'select', selection: SPAN },
        { type: 'lane', lane: 'pool/0' },
      ],
      {
        selection: undefined,
        currentLane: 'pool/0',
      },
    );
  });

  it('hides and shows states', () => {
    checkState([{ type: 'toggle-state', state: 'io' }], { hidden: ['io'] });
    checkState(
      [
        { type: 'toggle-state', state: 'io' },
        { type: 'toggle-state', state: 'io' },
      ],
      { hidden: [] },
    );
    checkState([{ type: 'toggle-state', state: 'io' }, { type: 'show-all-states' }], { hidden: [] });
  });

  it('opens and closes panels', () => {
    checkState([{ type: 'panel', panel: 'spans', open: true }], { open: ['threads', 'spans'] });
    checkState([{ type: 'panel', panel: 'threads', open: false }], { open: [] });
  });

  it('sorts by a column, the other way round, and not at all', () => {
    const click: Action = { type: 'sort', column: 'held' };
    checkState([click], { sort: { column: 'held', descending: true } });
    checkState([click, click], { sort: { column: 'held', descending: false } });
    checkState([click, click, click], { sort: undefined });
    checkState([{ type: 'sort', column: 'name' }], { sort: { column: 'name', descending: false } });
  });

  it('keeps the same object where nothing changes', () => {
    const state = after(SHOWN, { type: 'stale' });
    for (const action of [
      { type: 'stale' },
      { type: 'undo-view' },
      { type: 'show-all-states' },
      { type: 'beside', mode: 'processes', shown: false },
      { type: 'panel', panel: 'help', open: false },
    ] as const satisfies readonly Action[]) {
      assert.equal(update(state, action), state, action.type);
    }
  });
});

describe('news from the extension', () => {
  it('are shown until closed', () => {
    const notice = { kind: 'error', text: 'No.' } as const;
    checkState([{ type: 'refreshing' }, { type: 'notice', notice }], { notice, refreshing: false });
    checkState(
      [
        { type: 'notice', notice },
        { type: 'notice', notice: undefined },
      ],
      { notice: undefined },
    );
  });

  it('say where the cursor is', () =>
    checkState([{ type: 'cursor', path: 'a.py', line: 3 }], { cursor: { path: 'a.py', line: 3 } }));
});
