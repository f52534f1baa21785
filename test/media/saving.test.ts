import assert from 'node:assert/strict';
import { createSaver } from '../../media/src/saving';
import { INITIAL_STATE, update } from '../../media/src/store';
import type { Action, State } from '../../media/src/store';
import { exampleSubject } from './fixtures';

const SHOWN: Action = { type: 'subject', subject: exampleSubject() };
const BESIDE: Action = { type: 'beside', mode: 'processes', shown: true };
const SLOWER: Action = { type: 'knob', knob: 'switchIntervalSeconds', value: 0.02 };

/** Lets a saver see the states after each action, flushes at the end, and compares what the editor is given when. */
function checkSaved(actions: readonly Action[], expected: readonly string[]): void {
  const log: string[] = [];
  const saver = createSaver({ setState: (saved) => log.push(describeSaved(saved)) });
  let state: State = INITIAL_STATE;
  for (const action of actions) {
    state = update(state, action);
    log.push(`drawn: ${action.type}`);
    saver.changed(state);
  }
  log.push('hidden');
  saver.flush();
  assert.deepEqual(log, expected);
}

function describeSaved(saved: unknown): string {
  const { changes, beside, view, playhead } = saved as Pick<
    State,
    'changes' | 'beside' | 'view' | 'playhead'
  >;
  return `saved: ${JSON.stringify({ changes, beside, view, playhead })}`;
}

describe('what the editor keeps of the view', () => {
  it('has what people set at once: a hidden view is thrown away without being asked', () =>
    checkSaved(
      [SHOWN, BESIDE, SLOWER],
      [
        ...['drawn: subject', 'saved: {"changes":{},"beside":[]}'],
        ...['drawn: beside', 'saved: {"changes":{},"beside":["processes"]}'],
        ...['drawn: knob', 'saved: {"changes":{"switchIntervalSeconds":0.02},"beside":["processes"]}'],
        'hidden',
      ],
    ));

  it('has movements after a while, and when the view goes', () =>
    checkSaved(
      [
        SHOWN,
        { type: 'view', view: { startSeconds: 0.1, endSeconds: 0.5 }, step: true },
        { type: 'view', view: { startSeconds: 0.2, endSeconds: 0.6 }, step: false },
        { type: 'playhead', seconds: 0.3 },
        { type: 'cursor', path: 'a.py', line: 3 },
      ],
      [
        ...['drawn: subject', 'saved: {"changes":{},"beside":[]}'],
        ...['drawn: view', 'drawn: view', 'drawn: playhead', 'drawn: cursor', 'hidden'],
        'saved: {"changes":{},"beside":[],"view":{"startSeconds":0.2,"endSeconds":0.6},"playhead":0.3}',
      ],
    ));

  it('has a movement with the next thing that is set', () =>
    checkSaved(
      [SHOWN, { type: 'view', view: { startSeconds: 0.1, endSeconds: 0.5 }, step: true }, BESIDE],
      [
        ...['drawn: subject', 'saved: {"changes":{},"beside":[]}', 'drawn: view', 'drawn: beside'],
        'saved: {"changes":{},"beside":["processes"],"view":{"startSeconds":0.1,"endSeconds":0.5}}',
        'hidden',
      ],
    ));
});
