/** Which parsed texts are kept: the last ones, by how much of them has been parsed. */
import assert from 'node:assert/strict';
import { createParsedTexts } from '../../../server/src/core/syntax/parsedTexts';
import { pythonParser } from '../../support/parser';

const MOST_CHARACTERS = 20_000;
/** 3,000 characters at the top level, all of which is parsed. */
const STATEMENTS = 'x = 1\n'.repeat(500);
/** As many in a body that is parsed when somebody reads it. */
const BODY = `def f():\n${'    x = 1\n'.repeat(300)}`;

/** Gets files in turn; the first of them is then either the same object as before, or parsed anew. */
async function checkKept(expected: 'kept' | 'parsed anew', texts: readonly string[], readBodies = false) {
  const parsedTexts = createParsedTexts(await pythonParser(), MOST_CHARACTERS);
  const get = (index: number) => {
    const parsed = parsedTexts.get(`file${String(index)}.py`, texts[index] ?? '');
    const [first] = parsed.ast.body;
    if (readBodies && first?.kind === 'FunctionDef') assert.ok(first.body.length > 0);
    return parsed;
  };
  const [first] = texts.map((_, index) => get(index));
  assert.equal(get(0) === first ? 'kept' : 'parsed anew', expected);
}

describe('parsed texts', () => {
  it('are kept while little has been parsed', () => checkKept('kept', [STATEMENTS, STATEMENTS]));

  it('go, the oldest first, where much has been parsed', () =>
    checkKept('parsed anew', Array<string>(8).fill(STATEMENTS)));

  it('are kept where most bodies were never read', () => checkKept('kept', Array<string>(20).fill(BODY)));

  it('go where bodies were read since', () => checkKept('parsed anew', Array<string>(20).fill(BODY), true));

  it('go sooner where no file imports them', async () => {
    const { get } = createParsedTexts(await pythonParser(), MOST_CHARACTERS);
    const imported = get('imported.py', STATEMENTS);
    // Looking at it by itself makes it no less likely that others import it.
    get('imported.py', STATEMENTS, 'itself');
    const alone = get('alone.py', STATEMENTS, 'itself');
    assert.equal(get('alone.py', STATEMENTS, 'itself'), alone);
    get('next.py', STATEMENTS, 'itself');
    assert.notEqual(get('alone.py', STATEMENTS, 'itself'), alone);
    assert.equal(get('imported.py', STATEMENTS), imported);
  });

  it('are parsed anew when the text has changed', async () => {
    const { get } = createParsedTexts(await pythonParser(), MOST_CHARACTERS);
    const before = get('a.py', 'x = 1\n');
    assert.notEqual(get('a.py', 'x = 2\n'), before);
    assert.equal(get('a.py', 'x = 2\n').text, 'x = 2\n');
  });
});
