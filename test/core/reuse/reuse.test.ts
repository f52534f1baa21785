/** A report that is moved along with an edit is, byte by byte, what an analysis of the edited text says. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CONFIG } from '../../../server/src/core/model/config';
import type { ModuleReport, Source } from '../../../server/src/core/gilscope';
import { createGilscope } from '../../../server/src/core/service';
import { pythonParser } from '../../support/parser';
import { typedVersions } from '../../support/typing';

const EXAMPLES = join(__dirname, '../../../examples');
const TEXTS = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.py'))
  .map((name) => readFileSync(join(EXAMPLES, name), 'utf8'));
const EDITS = 15;

const PROGRAM = `"""Adds up numbers."""
import threading

LIMIT = 5_000_000


def crunch(n):
    """Takes long."""
    total = 0
    for i in range(n):  # heavy
        total += i * i
    return total  # all


def unused(a, b):
    value = a + b
    value += 1
    # threading.Timer(1, crunch).start()
    # main()
    return value


def main():
    threads = [threading.Thread(target=crunch, args=(LIMIT,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


main()
`;

/** Analyses `texts` one after the other; says of each report whether it was moved along. */
async function moved(texts: Iterable<string>): Promise<boolean[]> {
  const parser = await pythonParser();
  const host = { read: () => undefined };
  const session = createGilscope({ parser, host });
  let before: ModuleReport | undefined;
  const kinds: boolean[] = [];
  for (const text of texts) {
    const source = { path: 'a.py', text, config: DEFAULT_CONFIG };
    const recalled = session.recall(source);
    const report = session.analyze(source);
    assert.equal(recalled ?? report, report);
    const fresh = createGilscope({ parser, host }).analyze(source);
    assert.deepEqual(report, fresh, `differs for ${JSON.stringify(text)}`);
    assert.equal(JSON.stringify(report), JSON.stringify(fresh));
    // An analysis makes its totals anew.
    const [site] = report.sites;
    kinds.push(site !== undefined && site.perTask === before?.sites[0]?.perTask);
    before = report;
  }
  session.release('a.py');
  return kinds;
}

/** After every second version the one before it again, after every third the one before that. */
function* withUndo(texts: Iterable<string>): Generator<string> {
  const seen: string[] = [];
  for (const text of texts) {
    yield text;
    seen.unshift(text);
    if (seen.length % 2 === 0) yield seen[1] ?? text;
    if (seen.length % 3 === 0) yield seen[2] ?? text;
  }
}

/** `edit` replaces its first text, once, by the second. */
async function check(edit: readonly [string, string], isMoved: boolean): Promise<void> {
  assert.ok(PROGRAM.includes(edit[0]));
  const [, kind] = await moved([PROGRAM, PROGRAM.replace(edit[0], () => edit[1])]);
  assert.equal(kind, isMoved);
}

describe('a report after an edit', function () {
  this.timeout(120_000);

  describe('is moved along', () => {
    it('with a comment', () => check(['# heavy', '# heavy, in Python'], true));
    it('with a comment that ends a function', () => check(['# all', '# all of it'], true));
    it('with a line put in', () => check(['LIMIT', '\n\nLIMIT'], true));
    it('with a line taken out', () => check(['\n\n\ndef main', '\n\ndef main'], true));
    it('with a space between tokens', () => check(['total = 0', 'total  = 0'], true));
    it('with a docstring', () => check(['Takes long', 'Takes\nvery long'], true));
    it('with the body of a function that is never called', () => check(['value = a', 'values = a'], true));
    it('with words of threads in a comment of such a body', () =>
      check(['value += 1', 'value += 1  # Thread'], true));
    it('with such a body while it does not parse', () => check(['+= 1', '+= ) 1'], true));
  });

  describe('is made anew', () => {
    it('for another number', () => check(['5_000_000', '5_000_001'], false));
    it('for another name', () => check(['total = 0', 'totals = 0'], false));
    it('for a comment that speaks to us', () => check(['# heavy', '# heavy # noqa'], false));
    it('for a function that now calls another', () => check(['value = a + b', 'value = crunch(a)'], false));
    it('for a function that now starts work', () => check(['value = a', 'value = threading.Thread'], false));
    it('for a start that was a comment', () => check(['# threading.Timer', 'threading.Timer'], false));
    it('for a call that was a comment', () => check(['# main', 'main'], false));
    it('for a global that a function now sets', () => check(['value = a', 'global LIMIT; value = a'], false));
    it('for white space in code that the report quotes', () =>
      check(['target=crunch', 'target= crunch'], false));
  });

  it('is the one that was, when the edit is taken back', async () => {
    const edited = PROGRAM.replace('5_000_000', '5_000_001');
    const parser = await pythonParser();
    const session = createGilscope({ parser, host: { read: () => undefined } });
    const report = (text: string): ModuleReport =>
      session.analyze({ path: 'a.py', text, config: DEFAULT_CONFIG });
    const [first, second] = [report(PROGRAM), report(edited)];
    assert.equal(report(PROGRAM), first);
    assert.equal(report(edited), second);
    session.release('a.py');
  });

  it('is told without an analysis, or not at all', async () => {
    const parser = await pythonParser();
    let parses = 0;
    const counting: typeof parser = {
      ...parser,
      parse: (text) => (parses++, parser.parse(text)),
      parseNext: (text, before) => (parses++, parser.parseNext(text, before)),
    };
    const session = createGilscope({ parser: counting, host: { read: () => undefined } });
    const source = (text: string): Source => ({ path: 'a.py', text, config: DEFAULT_CONFIG });
    assert.equal(session.recall(source(PROGRAM)), undefined);
    const report = session.analyze(source(PROGRAM));
    assert.equal(session.recall(source(PROGRAM)), report);
    const commented = session.recall(source(PROGRAM.replace('# heavy', '# heavy, in Python')));
    assert.deepEqual(
      commented?.findings.map(({ at }) => at),
      report.findings.map(({ at }) => at),
    );
    const other = source(PROGRAM.replace('5_000_000', '5_000_001'));
    assert.equal(session.recall(other), undefined);
    // What has been found out is not found out again: who asks may ask while somebody types.
    const before = parses;
    assert.equal(session.recall(other), undefined);
    assert.equal(parses, before);
    session.analyze(other);
    assert.equal(parses, before);
    assert.deepEqual(session.recall(source('nothing = 1\n'))?.findings, []);
    session.release('a.py');
  });

  it('is that of the text, where edits are taken back', async () => {
    await moved(withUndo(typedVersions(PROGRAM, 60, 11)));
  });

  it('is that of the text, for the program', async () => {
    const kinds = await moved(typedVersions(PROGRAM, 100, 7));
    assert.ok(kinds.some((kind) => kind));
  });

  for (const [index, text] of TEXTS.entries()) {
    it(`is that of the text, example ${String(index + 1)}`, async () => {
      await moved(typedVersions(text, EDITS, index));
    });
  }
});
