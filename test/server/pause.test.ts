/** After a slow analysis the next one waits for a pause in typing; what needs no analysis does not. The clock is ours. */
import { strict as assert } from 'node:assert';
import type { Gilscope, SourceHost } from '../../server/src/core/gilscope';
import { nodeClock } from '../../server/src/node/clock';
import { createFakeGilscope } from './support/fakeGilscope';
import { connectPair, FOLDER, publication, type LspPair, type PairOptions } from './support/lspPair';
import { manualClock, type ManualClock } from './support/manualClock';

const A = `${FOLDER}/a.py`;
const SLOW_MS = 200;
const KNOWN = 'spin()  # known';
/** Takes what is pushed. */
const OLD: PairOptions['capabilities'] = { textDocument: {}, workspace: {} };

interface Slow {
  readonly clock: ManualClock;
  readonly pair: LspPair;
  /** Texts that were analysed. */
  readonly analysed: readonly string[];
  edit(text: string): Promise<void>;
}

/**
 * A session in which each analysis takes 200 ms and a text with `known` needs none. To look without an analysis takes
 * `lookMs`.
 */
async function inSlowSession(
  capabilities: PairOptions['capabilities'],
  check: (session: Slow) => Promise<void>,
  lookMs = 0,
): Promise<void> {
  const clock = manualClock();
  const analysed: string[] = [];
  const createGilscope = (host: SourceHost): Gilscope => {
    const fake = createFakeGilscope(host);
    const isKnown = (text: string): boolean => text.includes('known');
    return {
      ...fake,
      analyze(source) {
        if (!isKnown(source.text)) {
          analysed.push(source.text);
          clock.advance(SLOW_MS);
        }
        return fake.analyze(source);
      },
      recall(source) {
        clock.advance(lookMs);
        return isKnown(source.text) ? fake.analyze(source) : undefined;
      },
    };
  };
  const pair = await connectPair({
    ...(capabilities === undefined ? {} : { capabilities }),
    createGilscope,
    // Whatever is to come next comes; only pauses stand still.
    clock: {
      now: () => clock.now(),
      after: (ms, job) => (ms <= 0 ? nodeClock : clock).after(ms, job),
    },
  });
  let version = 0;
  const edit = (text: string): Promise<void> =>
    ++version === 1 ? pair.open(A, text) : pair.change(A, version, [{ text }]);
  try {
    await check({ clock, pair, analysed, edit });
  } finally {
    await pair.close();
  }
}

/** Resolves when the server has handled whatever was sent before, and waits for the clock. */
async function waiting({ pair, clock }: Slow): Promise<void> {
  do await pair.client.sendRequest('gilscope/explain', { code: 'GIL101' });
  while (clock.pending() === 0);
}

const pull = (pair: LspPair): Promise<{ readonly items: readonly { readonly code: string }[] }> =>
  pair.client.sendRequest('textDocument/diagnostic', { textDocument: { uri: A } });
const codes = ({ items }: Awaited<ReturnType<typeof pull>>): readonly string[] =>
  items.map(({ code }) => code);

describe('the pause after a slow analysis', () => {
  it('is not waited for where no analysis is needed, when diagnostics are pulled', () =>
    inSlowSession(undefined, async ({ pair, analysed, edit }) => {
      await edit('spin()');
      await pull(pair);
      await edit(KNOWN);
      assert.deepEqual(codes(await pull(pair)), ['GIL412']);
      assert.deepEqual(analysed, ['spin()']);
    }));

  it('is not waited for where no analysis is needed, when diagnostics are pushed', () =>
    inSlowSession(OLD, async ({ pair, analysed, edit }) => {
      await edit('spin()');
      await pair.until(publication(A, 1));
      await edit(KNOWN);
      assert.equal((await pair.until(publication(A, 2))).diagnostics.length, 1);
      assert.deepEqual(analysed, ['spin()']);
    }));

  it('is not waited for by code lenses and hints either', () =>
    inSlowSession(undefined, async ({ pair, edit }) => {
      await edit('spin()');
      await pull(pair);
      await edit('Thread(target=crunch)  # known');
      const textDocument = { uri: A };
      const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
      assert.equal((await pair.client.sendRequest<[]>('textDocument/codeLens', { textDocument })).length, 1);
      assert.deepEqual(await pair.client.sendRequest('textDocument/inlayHint', { textDocument, range }), []);
    }));

  it('is waited for where an analysis is needed', () =>
    inSlowSession(undefined, async (session) => {
      const { pair, clock, analysed, edit } = session;
      await edit('spin()');
      await pull(pair);
      await edit('spin()\nspin()');
      const answer = pull(pair);
      await waiting(session);
      clock.advance(SLOW_MS - 1);
      assert.deepEqual(analysed, ['spin()']);
      clock.advance(1);
      assert.deepEqual(codes(await answer), ['GIL412', 'GIL412']);
      assert.deepEqual(analysed, ['spin()', 'spin()\nspin()']);
    }));

  it('ends where an edit is taken back', () =>
    inSlowSession(OLD, async (session) => {
      const { pair, clock, analysed, edit } = session;
      await edit('spin()');
      await pair.until(publication(A, 1));
      await edit('spin()\nspin()');
      await waiting(session);
      await edit(KNOWN);
      await pair.until(publication(A, 3));
      assert.equal(clock.pending(), 0);
      assert.deepEqual(analysed, ['spin()']);
    }));

  it('holds also for looks that take long, until the next analysis', () =>
    inSlowSession(
      undefined,
      async (session) => {
        const { pair, clock, edit } = session;
        await edit('spin()');
        await pull(pair);
        await edit('spin()\nspin()');
        const first = pull(pair);
        // The look has taken most of the pause.
        await waiting(session);
        await edit(KNOWN);
        const second = pull(pair);
        await waiting(session);
        clock.advance(SLOW_MS);
        assert.deepEqual(codes(await first), ['GIL412']);
        assert.deepEqual(codes(await second), ['GIL412']);
      },
      SLOW_MS - 50,
    ));
});
