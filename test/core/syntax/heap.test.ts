/** Trees read out of WebAssembly's memory are those that tree-sitter's own cursor walks, whatever the text. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { isSameTable } from '../../../server/src/core/syntax/table';
import { pythonParser } from '../../support/parser';

const EXAMPLES = join(__dirname, '../../../examples');
const TEXTS = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.py'))
  .map((name) => readFileSync(join(EXAMPLES, name), 'utf8'));

async function check(text: string): Promise<void> {
  const parser = await pythonParser();
  assert.ok(
    isSameTable(parser.parse(text), parser.parseByCursor(text)),
    `differs for ${JSON.stringify(text)}`,
  );
}

describe('reading trees out of memory', () => {
  it('works with the web-tree-sitter in use', async () => {
    assert.equal((await pythonParser()).readsMemory, true);
  });

  it('agrees on programs', async () => {
    for (const text of TEXTS) await check(text);
  });

  it('agrees on nothing, blanks and comments', async () => {
    for (const text of ['', '\n', '   ', '# only this', '\u{1F600}', '\r\n\r\n', 'x\\\n']) await check(text);
  });

  it('agrees on deep nesting', async () => {
    for (const depth of [10, 599, 600, 601, 5000])
      await check(`x = ${'('.repeat(depth)}1${')'.repeat(depth)}`);
  });

  it('agrees on programs that are being typed', async () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      '"',
      "'''",
      ':',
      '\n',
      '    ',
      'def ',
      'é',
      '{',
      ' = ',
      '#',
      'async ',
    );
    const edit = fc.tuple(fc.constantFrom(...TEXTS), fc.nat(), fc.nat({ max: 30 }), piece);
    await fc.assert(
      fc.asyncProperty(edit, async ([text, at, length, inserted]) => {
        const start = at % (text.length + 1);
        await check(text.slice(0, start) + inserted + text.slice(start + length));
      }),
      { numRuns: 150 },
    );
  });
});
