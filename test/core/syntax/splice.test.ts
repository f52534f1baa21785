/** A table into which only the edited function or comment was put is that of the whole text; in doubt there is none. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { splice } from '../../../server/src/core/syntax/splice';
import { isSameTable } from '../../../server/src/core/syntax/table';
import { pythonParser } from '../../support/parser';
import { typedVersions } from '../../support/typing';

const EXAMPLES = join(__dirname, '../../../examples');
const TEXTS = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.py'))
  .map((name) => readFileSync(join(EXAMPLES, name), 'utf8'));
const EDITS = 120;

/** Says of each text after the first whether it was made from the one before. */
async function spliced(texts: Iterable<string>): Promise<boolean[]> {
  const parser = await pythonParser();
  const kinds: boolean[] = [];
  let before = parser.parse('');
  for (const text of texts) {
    const fresh = parser.parse(text);
    const found = splice(parser.parse, before, text);
    if (found !== undefined) {
      assert.ok(isSameTable(found.table, fresh), `differs for ${JSON.stringify(text)}`);
      assert.equal(found.table.text, text);
    }
    kinds.push(found !== undefined);
    before = fresh;
  }
  return kinds.slice(1);
}

const PROGRAM = `class A:
    # Not in a function.
    def f(self):
        """Text."""
        x = 1  # one
        def inner():
            return x
        return inner

    def g(self): return 2

    def h(self):
        return 3
`;

function check(what: string, edit: readonly [string, string], isSpliced: boolean, text = PROGRAM): void {
  it(what, async () => {
    assert.ok(text.includes(edit[0]));
    assert.deepEqual(await spliced([text, text.replace(edit[0], () => edit[1])]), [isSpliced]);
  });
}

describe('a table after an edit', function () {
  this.timeout(60_000);

  describe('is spliced where the edit is within a function', () => {
    check('a name', ['x = 1', 'xy = 1'], true);
    check('a line put in', ['x = 1', 'y = 0\n        x = 1'], true);
    check('a line taken out', ['        x = 1  # one\n', ''], true);
    check('a comment', ['# one', '# two'], true);
    check('a string over lines', ['Text.', 'Text\nand more.'], true);
    check('a function within it', ['return x', 'return x + 1'], true);
    check('with other line ends', ['x = 1', 'x = 11'], true, PROGRAM.replaceAll('\n', '\r\n'));
  });

  describe('is spliced where the edit is within a comment', () => {
    check('outside functions', ['in a', 'within any'], true);
    check('at its end', ['function.', 'function. \\'], true);
    check('behind its sign', ['# Not in a function', '#'], true);
  });

  describe('is made anew', () => {
    check('for a comment that is no more', ['# Not in a function.', ''], false);
    check('for a comment that is now two lines', ['in a', '\n    # in a'], false);
    check('for a header', ['def f(self)', 'def f(self, y)'], false);
    check('for a body on the line of its header', ['return 2', 'return 22'], false);
    check('for a body behind a line that goes on', ['z = 1', 'zz = 1'], false, 'def f(): \\\n  z = 1; z\n');
    check('for what ends a function', ['return 3', 'return 33'], false);
    check('for a line that leaves the function', ['        x = 1', '    x = 1'], false);
    check('for a string that does not end', ['Text."""', 'Text."'], false);
    check('for a bracket that stays open', ['x = 1', 'x = (1'], false);
    check('for a function around another that gets too deep', ['x = 1', `x = ${'-'.repeat(600)}1`], false);
    check('for a text that did not parse', ['x = (1', 'xy = (1'], false, PROGRAM.replace('x = 1', 'x = (1'));
  });

  it('is that of the text, whatever is typed into the examples', async () => {
    const kinds: boolean[] = [];
    for (const [index, text] of TEXTS.entries()) {
      kinds.push(...(await spliced(typedVersions(text, EDITS, index + 100))));
    }
    assert.ok(kinds.some((kind) => kind));
  });
});
