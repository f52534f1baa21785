import assert from 'node:assert/strict';
import { find, runCommand, selectSpan, sourceMessage } from '../../media/src/commands';
import type { Command, Outcome } from '../../media/src/commands';
import { playedOn } from '../../media/src/playback';
import type { Action } from '../../media/src/store';
import { BINDINGS, commandOfKey, keyLabel } from '../../media/src/ui/keys';
import type { KeyPress } from '../../media/src/ui/keys';
import { exampleView } from './fixtures';

/** What follows, one line an action or effect; times in milliseconds. */
function outcomeText({ actions, effects }: Outcome): readonly string[] {
  return [
    ...actions.map((action) => {
      switch (action.type) {
        case 'view':
        case 'range': {
          const range = action.type === 'view' ? action.view : action.range;
          const to = range === undefined ? 'none' : `${ms(range.startSeconds)} to ${ms(range.endSeconds)}`;
          return `${action.type} ${to}`;
        }
        case 'select':
          return action.selection === undefined
            ? 'select nothing'
            : `select ${action.selection.lane} ${String(action.selection.span)}`;
        case 'lane':
          return `lane ${action.lane}`;
        case 'beside':
          return `${action.shown ? 'show' : 'hide'} ${action.mode}`;
        case 'panel':
          return `${action.open ? 'open' : 'close'} ${action.panel}`;
        case 'playhead':
          return `clock at ${action.seconds === undefined ? 'none' : ms(action.seconds)}`;
        case 'playing':
          return action.playing ? 'play' : 'pause';
        case 'pin':
          return `pin ${action.lane}`;
        case 'notice':
          return `notice ${action.notice?.text ?? 'none'}`;
        default:
          return action.type;
      }
    }),
    ...effects.map((effect) => {
      switch (effect.type) {
        case 'post':
          return `post ${JSON.stringify(effect.message)}`;
        case 'focus':
          return `focus ${effect.target}`;
        case 'copy-summary':
          return effect.type;
      }
    }),
  ];
}

function ms(seconds: number): string {
  return String(Number((seconds * 1000).toFixed(4)));
}

function checkCommand(command: Command, before: readonly Action[], expected: readonly string[]): void {
  const { state, derived } = exampleView(...before);
  assert.deepEqual(outcomeText(runCommand(command, state, derived)), expected);
}

/** Lanes of the pool: 0 GIL, 1 main, 2 worker 1, 3 worker 2. The run takes 12 ms. */
const select = (lane: number, span: number): Action => ({
  type: 'select',
  selection: { lane: `pool/${String(lane)}`, span },
});
const view = (startMs: number, endMs: number): Action => ({
  type: 'view',
  view: { startSeconds: startMs / 1000, endSeconds: endMs / 1000 },
  step: true,
});

describe('following', () => {
  it('is told to the extension, and asks anew where something has changed', () => {
    checkCommand('follow', [], ['follow', 'post {"type":"follow","follow":true}']);
    checkCommand(
      'follow',
      [{ type: 'stale' }],
      ['follow', 'refreshing', 'post {"type":"follow","follow":true}', 'post {"type":"refresh"}'],
    );
    checkCommand(
      'follow',
      [{ type: 'follow', follow: true }],
      ['follow', 'post {"type":"follow","follow":false}'],
    );
  });
});

describe('the reasons of the verdict', () => {
  it('open, and get the focus', () => checkCommand('why', [], ['open evidence', 'focus evidence']));
});

describe('the cursor in the editor', () => {
  const cursor: Action = { type: 'cursor', path: 'a.py', line: 5 };

  it('leads to its spans, one after the other and round again', () => {
    checkCommand('next-of-line', [cursor], ['select pool/2 3']);
    checkCommand('next-of-line', [cursor, select(2, 3)], ['select pool/3 4']);
    checkCommand('next-of-line', [cursor, select(3, 4)], ['select pool/2 3']);
    checkCommand('next-of-line', [{ type: 'cursor', path: 'a.py', line: 99 }], []);
  });
});

describe('the clock', () => {
  const at = (milliseconds: number): Action => ({ type: 'playhead', seconds: milliseconds / 1000 });

  it('plays from the left edge, or goes on where it stands', () => {
    checkCommand('play', [], ['clock at 0', 'play']);
    checkCommand('play', [at(4)], ['play']);
    checkCommand('play', [at(12)], ['clock at 0', 'play']);
    checkCommand('play', [view(6, 8), at(4)], ['clock at 6', 'play']);
    checkCommand('play', [at(4), { type: 'playing', playing: true }], ['pause']);
  });

  it('steps from hand-over to hand-over, and takes the view along', () => {
    checkCommand('step-forward', [], ['pause', 'clock at 0']);
    checkCommand('step-forward', [at(3.5)], ['pause', 'clock at 5']);
    checkCommand('step-back', [at(3.5)], ['pause', 'clock at 3']);
    checkCommand('step-back', [at(0)], []);
    checkCommand('step-forward', [view(2, 4), at(3.5)], ['pause', 'clock at 5', 'view 3.1 to 5.1']);
  });

  it('moves with the frames and stops at the end', () => {
    const checkPlayed = (seconds: number, elapsedMs: number, expected: readonly string[]): void => {
      const { state, derived } = exampleView({ type: 'playhead', seconds });
      assert.deepEqual(outcomeText({ actions: playedOn(state, derived, elapsedMs), effects: [] }), expected);
    };
    // The 12 ms of the run take ten seconds.
    checkPlayed(0.006, 100, ['clock at 6.12']);
    checkPlayed(0.006, 60_000, ['clock at 6.12']);
    checkPlayed(0.01195, 100, ['clock at 12', 'pause']);
  });
});

describe('lanes that stay at the top', () => {
  it('are the one the keyboard is on', () => {
    checkCommand('pin-lane', [], ['notice Choose a lane first: ↑ and ↓ go there.']);
    checkCommand('pin-lane', [select(2, 0)], ['pin pool/2']);
    const { derived } = exampleView({ type: 'pin', lane: 'pool/3' }, { type: 'pin', lane: 'pool/0' });
    assert.deepEqual(
      derived.pinned.rows.map((row) => (row.kind === 'lane' ? `${String(row.topPx)} ${row.name}` : '')),
      ['0 worker 2', '26 GIL'],
    );
  });
});

describe('looking around', () => {
  it('zooms by half around the middle, or around the selected span', () => {
    checkCommand('zoom-in', [], ['view 3 to 9']);
    checkCommand('zoom-in', [select(2, 0)], ['view 1 to 7']);
    checkCommand('zoom-out', [view(4, 6)], ['view 3 to 7']);
    checkCommand('zoom-out', [view(1, 9)], ['view none']);
  });

  it('moves by a fifth', () => {
    checkCommand('pan-right', [view(2, 7)], ['view 3 to 8']);
    checkCommand('pan-left', [view(2, 7)], ['view 1 to 6']);
    checkCommand('pan-left', [view(0, 5)], ['view 0 to 5']);
  });

  it('fits the selected span, else the marked range, else nothing', () => {
    checkCommand('fit-selection', [select(2, 1)], ['view 2.8 to 5.2']);
    checkCommand(
      'fit-selection',
      [{ type: 'range', range: { startSeconds: 0.002, endSeconds: 0.004 } }],
      ['view 1.8 to 4.2'],
    );
    checkCommand('fit-selection', [], []);
    checkCommand('whole-run', [view(2, 3)], ['view none']);
    checkCommand('undo-view', [view(2, 3)], ['undo-view']);
  });

  it('marks the visible range or the span', () => {
    checkCommand('mark-range', [view(2, 3)], ['range 2 to 3']);
    checkCommand(
      'mark-range',
      [{ type: 'range', range: { startSeconds: 0, endSeconds: 1 } }],
      ['range none'],
    );
    checkCommand('range-from-span', [select(2, 1)], ['range 3 to 5']);
    checkCommand('range-from-span', [], []);
  });
});

describe('going through spans', () => {
  it('starts at the first thread and steps along the lane', () => {
    checkCommand('next-span', [], ['select pool/1 0']);
    checkCommand('next-span', [select(2, 0)], ['select pool/2 1']);
    checkCommand('previous-span', [select(2, 1)], ['select pool/2 0']);
    checkCommand('previous-span', [select(2, 0)], []);
    checkCommand('next-span', [{ type: 'lane', lane: 'pool/3' }], ['select pool/3 0']);
    checkCommand('previous-span', [{ type: 'lane', lane: 'pool/3' }], ['select pool/3 4']);
  });

  it('starts at the edge of what is visible and moves the view along', () => {
    checkCommand(
      'next-span',
      [{ type: 'lane', lane: 'pool/2' }, view(6, 8)],
      ['select pool/2 2', 'view 4.9 to 6.9'],
    );
    checkCommand('next-span', [select(2, 1), view(2, 5)], ['select pool/2 2', 'view 4.15 to 7.15']);
  });

  it('leaves hidden states out', () =>
    checkCommand(
      'next-span',
      [{ type: 'toggle-state', state: 'gil-wait' }, select(2, 0)],
      ['select pool/2 2'],
    ));

  it('goes from wait to wait', () => {
    checkCommand('next-wait', [{ type: 'lane', lane: 'pool/3' }], ['select pool/3 0']);
    checkCommand('next-wait', [select(3, 0)], ['select pool/3 2']);
    checkCommand('previous-wait', [select(3, 2)], ['select pool/3 0']);
    checkCommand('next-wait', [select(3, 2)], []);
  });

  it('goes from lane to lane and takes the selection along in time', () => {
    checkCommand('lane-down', [], ['lane pool/0']);
    checkCommand('lane-up', [], ['lane pool/3']);
    checkCommand('lane-down', [{ type: 'lane', lane: 'pool/3' }], []);
    checkCommand('lane-down', [select(2, 1)], ['select pool/3 1']);
    checkCommand('lane-up', [select(2, 1)], ['lane pool/1']);
  });

  it('goes to the line of a span, or says that there is none', () => {
    checkCommand(
      'go-to-source',
      [select(2, 0)],
      ['post {"type":"open-source","path":"a.py","line":3,"column":5}'],
    );
    checkCommand('go-to-source', [select(1, 1)], ['notice No line of code belongs to "waiting on a lock".']);
    checkCommand('go-to-source', [], []);
    const { derived } = exampleView();
    assert.equal(sourceMessage({ lane: 'processes/9', span: 0 }, derived), undefined);
  });

  it('finds threads by name and spans by what they call', () => {
    const { state, derived } = exampleView();
    const checkFind = (text: string, expected: readonly string[]): void =>
      assert.deepEqual(outcomeText(find(text, state, derived)), expected);
    checkFind('worker', ['lane pool/2']);
    checkFind('WORKER 2', ['lane pool/3']);
    checkFind('file.w', ['select pool/2 3']);
    checkFind('  ', []);
    checkFind('zlib', ['notice Nothing here is called "zlib".']);
  });

  it('does nothing for a span that is not there', () => {
    const { derived } = exampleView();
    assert.deepEqual(outcomeText(selectSpan({ lane: 'pool/2', span: 99 }, derived)), []);
  });
});

describe('the rest of the commands', () => {
  it('compares with processes, and ends comparing', () => {
    checkCommand('compare', [], ['show processes']);
    checkCommand('compare', [{ type: 'mode', mode: 'processes' }], ['show free-threaded']);
    checkCommand('compare', [{ type: 'beside', mode: 'sequential', shown: true }], ['hide sequential']);
  });

  it('closes what is open, one thing at a time', () => {
    checkCommand(
      'clear',
      [{ type: 'panel', panel: 'help', open: true }, select(2, 0)],
      ['close help', 'focus timeline'],
    );
    checkCommand(
      'clear',
      [{ type: 'notice', notice: { kind: 'info', text: 'x' } }, select(2, 0)],
      ['notice none'],
    );
    checkCommand(
      'clear',
      [select(2, 0), { type: 'range', range: { startSeconds: 0, endSeconds: 1 } }],
      ['range none'],
    );
    checkCommand('clear', [select(2, 0)], ['select nothing']);
    checkCommand('clear', [{ type: 'toggle-state', state: 'io' }], ['show-all-states']);
    checkCommand('clear', [], []);
  });

  it('opens help and table and goes there', () => {
    checkCommand('help', [], ['open help', 'focus help']);
    checkCommand('help', [{ type: 'panel', panel: 'help', open: true }], ['close help', 'focus timeline']);
    checkCommand('table', [], ['close threads']);
    checkCommand(
      'table',
      [{ type: 'panel', panel: 'threads', open: false }],
      ['open threads', 'focus table'],
    );
    checkCommand('legend', [], ['focus legend']);
    checkCommand('find', [], ['focus find']);
    checkCommand('copy-summary', [], ['copy-summary']);
    checkCommand('reset', [], ['reset-knobs']);
  });
});

describe('keys', () => {
  function checkKey(typed: string, expected: Command | undefined, timelineHasFocus = true): void {
    const parts = typed.split(' ');
    const press: KeyPress = {
      key: parts.at(-1) ?? '',
      ctrlKey: parts.includes('Ctrl'),
      metaKey: parts.includes('Cmd'),
      altKey: parts.includes('Alt'),
      shiftKey: parts.includes('Shift'),
    };
    assert.equal(commandOfKey(press, timelineHasFocus), expected, typed);
  }

  it('do what the help says', () => {
    checkKey('w', 'zoom-in');
    checkKey('+', 'zoom-in');
    checkKey('ArrowLeft', 'pan-left');
    checkKey('.', 'next-span');
    checkKey('Shift ?', 'help');
    checkKey('Escape', 'clear');
    checkKey('Ctrl z', 'undo-view');
    checkKey('Cmd z', 'undo-view');
    checkKey('Enter', 'go-to-source');
  });

  it('leave to others what is theirs', () => {
    checkKey('Ctrl c', undefined);
    checkKey('Ctrl f', undefined);
    checkKey('Alt w', undefined);
    checkKey('Shift W', undefined);
    checkKey('x', undefined);
    checkKey('F1', undefined);
    checkKey('Tab', undefined);
  });

  it('scroll the page and press buttons as usual outside the timeline', () => {
    checkKey('ArrowDown', undefined, false);
    checkKey('Enter', undefined, false);
    checkKey('Ctrl z', undefined, false);
    checkKey('w', 'zoom-in', false);
  });

  it('mean one thing each', () => {
    const keys = BINDINGS.flatMap(({ bindings }) => bindings.flatMap((binding) => binding.keys));
    assert.deepEqual(
      keys.filter((key, i) => keys.indexOf(key) !== i),
      [],
    );
  });

  it('are written as people write them', () =>
    assert.deepEqual(['w', '+', 'ctrl+z', 'arrowup', 'escape', '?'].map(keyLabel), [
      'W',
      '+',
      'Ctrl+Z',
      '↑',
      'Esc',
      '?',
    ]));
});
