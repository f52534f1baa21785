import assert from 'node:assert/strict';
import { createPanelBridge, parseRevivedState } from '../../client/src/common/panelBridge';
import type { BridgeCallbacks } from '../../client/src/common/panelBridge';
import type { SimulationSubject } from '../../server/src/core/protocol';
import { exampleSubject } from './fixtures';

/** Sends messages one after another and compares everything said to the view and to the extension, in order. */
async function checkBridge(
  messages: readonly unknown[],
  expected: readonly string[],
  overrides: Partial<BridgeCallbacks> = {},
): Promise<void> {
  const log: string[] = [];
  const bridge = createPanelBridge(
    (message) => {
      switch (message.type) {
        case 'subject':
          log.push(`subject ${message.subject.site.target}`);
          break;
        case 'done':
          log.push(`done ${message.request}${message.message === undefined ? '' : `: ${message.message}`}`);
          break;
        case 'error':
          log.push(`error ${message.request ?? '-'}: ${message.message}`);
          break;
        default:
          log.push(message.type);
      }
    },
    {
      requestSubject: (fresh) => {
        log.push(`request fresh=${String(fresh)}`);
        return Promise.resolve(exampleSubject());
      },
      openSource: (path, line, column) => {
        log.push(`open ${path}:${String(line)}:${String(column)}`);
        return Promise.resolve();
      },
      saveFile: (fileName, content) => {
        log.push(`save ${fileName} [${Array.from(content).join(' ')}]`);
        return Promise.resolve(fileName);
      },
      copy: (text) => {
        log.push(`copy ${text}`);
        return Promise.resolve();
      },
      measure: () => {
        log.push('measure');
        return Promise.resolve();
      },
      readTrace: () => Promise.resolve({ name: 'trace.json', text: '[]' }),
      removeTrace: () => {
        log.push('remove trace');
        return Promise.resolve();
      },
      follow: (follow) => {
        log.push(`follow ${String(follow)}`);
        return Promise.resolve();
      },
      showFixes: () => {
        log.push('show fixes');
        return Promise.resolve();
      },
      ...overrides,
    },
  );
  for (const message of messages) await bridge.receive(message);
  assert.deepEqual(log, expected);
}

describe('the bridge between view and extension', () => {
  it('answers a start with what is known and a refresh with a new analysis', () =>
    checkBridge(
      [{ type: 'ready' }, { type: 'refresh' }],
      ['request fresh=false', 'subject crunch', 'request fresh=true', 'subject crunch'],
    ));

  it('says so where the site is gone', () =>
    checkBridge(
      [{ type: 'refresh' }],
      ['error refresh: The call that started this simulation is no longer there. Run "Simulate GIL" again.'],
      { requestSubject: () => Promise.resolve(undefined) },
    ));

  it('opens, saves and copies, and says when it is done', () =>
    checkBridge(
      [
        { type: 'open-source', path: 'a.py', line: 3, column: 5 },
        { type: 'save', fileName: 'a.csv', content: 'é' },
        { type: 'save', fileName: 'a.png', content: 'AAH/', encoding: 'base64' },
        { type: 'copy', text: 'summary' },
      ],
      [
        'open a.py:3:5',
        'done open-source',
        'save a.csv [195 169]',
        'done save: Saved a.csv.',
        'save a.png [0 1 255]',
        'done save: Saved a.png.',
        'copy summary',
        'done copy: Copied to the clipboard.',
      ],
    ));

  it('measures, and hands over a trace that people choose', () =>
    checkBridge(
      [{ type: 'measure' }, { type: 'import-trace' }],
      ['measure', 'done measure', 'trace', 'done import-trace'],
    ));

  it('forgets a trace, follows and shows fixes', () =>
    checkBridge(
      [{ type: 'remove-trace' }, { type: 'follow', follow: true }, { type: 'show-fixes' }],
      [
        ...['remove trace', 'done remove-trace', 'follow true', 'done follow'],
        ...['show fixes', 'done show-fixes'],
      ],
    ));

  it('says nothing of a trace that was not chosen', () =>
    checkBridge([{ type: 'import-trace' }], ['done import-trace'], {
      readTrace: () => Promise.resolve(undefined),
    }));

  it('says nothing of a save that was cancelled', () =>
    checkBridge([{ type: 'save', fileName: 'a.csv', content: '' }], ['done save'], {
      saveFile: () => Promise.resolve(undefined),
    }));

  it('turns a failure into an error with its reason', () =>
    checkBridge([{ type: 'copy', text: 'x' }], ['error copy: no clipboard here'], {
      copy: () => Promise.reject(new Error('no clipboard here')),
    }));

  it('refuses what is not a message', () => {
    const refusal = 'error -: The view sent a message that this version does not know.';
    const wrong: readonly unknown[] = [
      null,
      7,
      'ready',
      {},
      { type: 'launch' },
      { type: 'open-source', path: 'a.py', line: 0, column: 1 },
      { type: 'open-source', path: 'a.py', line: 1.5, column: 1 },
      { type: 'open-source', path: 7, line: 1, column: 1 },
      { type: 'save', fileName: '../a.csv', content: '' },
      { type: 'save', fileName: '.bashrc', content: '' },
      { type: 'save', fileName: 'a.csv', content: '', encoding: 'hex' },
      { type: 'copy' },
      { type: 'follow' },
    ];
    return checkBridge(
      wrong,
      wrong.map(() => refusal),
    );
  });

  it('drops the answer to a request that a later one has overtaken', async () => {
    const waiting: ((subject: SimulationSubject) => void)[] = [];
    const posted: string[] = [];
    const bridge = createPanelBridge(
      (message) => posted.push(message.type === 'subject' ? message.subject.sentence : message.type),
      {
        requestSubject: () => new Promise((resolve) => waiting.push(resolve)),
        openSource: () => Promise.resolve(),
        saveFile: () => Promise.resolve(undefined),
        copy: () => Promise.resolve(),
        measure: () => Promise.resolve(),
        readTrace: () => Promise.resolve(undefined),
        removeTrace: () => Promise.resolve(),
        follow: () => Promise.resolve(),
        showFixes: () => Promise.resolve(),
      },
    );
    const both = [bridge.receive({ type: 'refresh' }), bridge.receive({ type: 'refresh' })];
    waiting[1]?.({ ...exampleSubject(), sentence: 'new' });
    waiting[0]?.({ ...exampleSubject(), sentence: 'old' });
    await Promise.all(both);
    assert.deepEqual(posted, ['new']);
  });
});

describe('the state of a view that is revived', () => {
  function checkState(state: unknown, expected: ReturnType<typeof parseRevivedState>): void {
    assert.deepEqual(parseRevivedState(state), expected);
  }

  it('names the site it showed', () =>
    checkState(
      { subject: exampleSubject() },
      { uri: 'file:///project/a.py', siteKey: 'a.py:120', line: 9, column: 5 },
    ));

  it('is nothing where it is not ours', () => {
    for (const state of [undefined, 'x', {}, { subject: {} }, { subject: { uri: 'u', site: { key: 'k' } } }])
      checkState(state, undefined);
  });
});
