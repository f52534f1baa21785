/** A tree made from the one before an edit is the tree of the text, whatever has been typed before. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEditedTrees } from '../../../server/src/core/syntax/editedTrees';
import { parseWithRecovery } from '../../../server/src/core/syntax/recovery';
import { isSameTable } from '../../../server/src/core/syntax/table';
import { pythonParser } from '../../support/parser';
import { typedVersions } from '../../support/typing';

const EXAMPLES = join(__dirname, '../../../examples');
const TEXTS = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.py'))
  .map((name) => readFileSync(join(EXAMPLES, name), 'utf8'));
const EDITS = 60;

async function check(texts: Iterable<string>): Promise<void> {
  const parser = await pythonParser();
  const trees = createEditedTrees(parser);
  try {
    for (const text of texts) {
      const edited = trees.parse('a.py', text);
      const fresh = parseWithRecovery(parser.parse, text);
      assert.ok(isSameTable(edited.table, fresh.table), `differs for ${JSON.stringify(text)}`);
      assert.deepEqual(edited.firstError, fresh.firstError);
      assert.equal(edited.table.text, fresh.table.text);
    }
  } finally {
    trees.release('a.py');
  }
}

describe('trees of texts that are edited', function () {
  this.timeout(60_000);

  for (const [index, text] of TEXTS.entries()) {
    it(`are those of the text, example ${String(index + 1)}`, () => check(typedVersions(text, EDITS, index)));
  }

  it('are those of the text where edits are taken back', () => {
    const versions = [...typedVersions(TEXTS.join('\n'), EDITS, 5)];
    return check(versions.flatMap((text, index) => [text, versions[index - 1] ?? '', text]));
  });

  it('are those of the text where nothing, everything or the end has changed', () =>
    check([
      '',
      'x = 1\n',
      'x = 1\n',
      'def f(\n',
      'def f(',
      '',
      '\u{1F600}',
      '\u{1F601}',
      '\r\n',
      '\n\r\n',
      'x'.repeat(9000),
    ]));

  it('may be more than are kept', async () => {
    const parser = await pythonParser();
    const trees = createEditedTrees(parser);
    const long = `text = "${'x'.repeat(600_000)}"\n`;
    for (const path of ['a.py', 'b.py', 'a.py']) {
      assert.ok(isSameTable(trees.parse(path, long).table, parser.parse(long)));
    }
    for (const path of ['a.py', 'b.py', 'c.py']) trees.release(path);
  });
});
