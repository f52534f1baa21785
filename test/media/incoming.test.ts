import assert from 'node:assert/strict';
import { fromSaved, parseToWebview, toSaved } from '../../media/src/incoming';
import { INITIAL_STATE } from '../../media/src/store';
import { exampleSubject, exampleView } from './fixtures';

function checkMessage(raw: unknown, expected: ReturnType<typeof parseToWebview>): void {
  assert.deepEqual(parseToWebview(raw), expected);
}

describe('messages of the extension', () => {
  it('are taken as they are', () => {
    const messages = [
      { type: 'subject', subject: exampleSubject() },
      { type: 'stale' },
      { type: 'cursor', path: 'a.py', line: 3 },
      { type: 'done', request: 'save', message: 'Saved a.csv.' },
      { type: 'done', request: 'open-source' },
      { type: 'error', request: 'refresh', message: 'No.' },
      { type: 'error', message: 'No.' },
      { type: 'run', command: 'copy-summary' },
      { type: 'trace', name: 'a.json', text: '[]' },
      { type: 'trace', name: 'a.json', text: '[]', again: true },
    ] as const;
    for (const message of messages) checkMessage(message, { message });
  });

  it('that are none are named', () => {
    checkMessage(7, { problem: 'The extension sent something that is no message.' });
    checkMessage(
      { type: 'launch' },
      { problem: 'The extension sent a message that this view does not know.' },
    );
    checkMessage(
      { type: 'cursor', path: 'a.py' },
      { problem: 'The extension sent a cursor without a place.' },
    );
    checkMessage(
      { type: 'done', request: 'x' },
      { problem: 'The extension answered a request that was never made.' },
    );
    checkMessage(
      { type: 'run', command: 'x' },
      { problem: 'The extension asked for a command that this view does not have.' },
    );
    checkMessage({ type: 'subject' }, { problem: 'The extension sent no simulation.' });
  });

  it('with a scenario that cannot be simulated say what is wrong with it', () => {
    const subject = { ...exampleSubject(), scenario: { ...exampleSubject().scenario, cores: -1 } };
    const incoming = parseToWebview({ type: 'subject', subject });
    assert.ok('problem' in incoming);
    assert.match(incoming.problem, /^The scenario is not valid: cores: /);
  });

  it('with a subject that lacks something are refused', () => {
    const subject = exampleSubject();
    const wrong: readonly unknown[] = [
      { ...subject, sentence: undefined },
      { ...subject, gil: 'maybe' },
      { ...subject, modes: [{ title: 'x', executor: { kind: 'fibres' } }] },
      { ...subject, modes: [{ title: 'x', executor: { kind: 'pool', workers: 0 } }] },
      { ...subject, assumptions: [{ id: 'x', sentence: 'y' }] },
      { ...subject, evidence: [{ message: 'loop' }] },
      { ...subject, site: { ...subject.site, at: undefined } },
    ];
    for (const broken of wrong) {
      checkMessage(
        { type: 'subject', subject: broken },
        { problem: 'The extension sent a simulation that lacks something.' },
      );
    }
  });
});

describe('state that outlives the page', () => {
  it('is the same after a reload', () => {
    const { state } = exampleView(
      { type: 'mode', mode: 'processes' },
      { type: 'knob', knob: 'cores', value: 8 },
      { type: 'beside', mode: 'pool', shown: true },
      { type: 'view', view: { startSeconds: 0.001, endSeconds: 0.002 }, step: true },
      { type: 'toggle-state', state: 'io' },
      { type: 'panel', panel: 'assumptions', open: true },
      { type: 'sort', column: 'held' },
      { type: 'pin', lane: 'processes/2' },
      { type: 'follow', follow: true },
      { type: 'knob', knob: 'pythonFactor', value: 1.5 },
      { type: 'assumed', id: 'loop:a.py:3', factor: 2 },
      { type: 'select', selection: { lane: 'processes/2', span: 1 } },
      { type: 'range', range: { startSeconds: 0.001, endSeconds: 0.0015 } },
      { type: 'playhead', seconds: 0.001 },
    );
    const restored = fromSaved(JSON.parse(JSON.stringify(toSaved(state))));
    assert.deepEqual(restored, { ...state, earlierViews: [] });
  });

  it('does not keep what belongs to the moment', () => {
    const { state } = exampleView(
      { type: 'playing', playing: true },
      { type: 'notice', notice: { kind: 'info', text: 'x' } },
      { type: 'stale' },
    );
    const { playing, notice, stale } = fromSaved(JSON.parse(JSON.stringify(toSaved(state))));
    assert.deepEqual([playing, notice, stale], [false, undefined, false]);
  });

  it('is read as far as it is sound', () => {
    const saved = {
      schema: 1,
      subject: exampleSubject(),
      changes: { mode: 'fibres', cores: '8', workers: 1e9, seed: 3, assumed: { x: 'y', z: -1 } },
      beside: ['processes', 'fibres', 7],
      view: { startSeconds: 5, endSeconds: 1 },
      hidden: 'io',
      open: ['threads', 'cellar'],
      sort: { column: 'colour', descending: true },
    };
    assert.deepEqual(fromSaved(saved), {
      ...INITIAL_STATE,
      subject: exampleSubject(),
      changes: { workers: 64, seed: 3 },
      beside: ['processes'],
      open: ['threads'],
    });
  });

  it('of another version, or of somebody else, is not read', () => {
    for (const saved of [undefined, null, 'x', {}, { schema: 2, subject: exampleSubject() }, { schema: 1 }]) {
      assert.deepEqual(fromSaved(saved), INITIAL_STATE);
    }
  });
});
