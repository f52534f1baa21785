/** After any edits the server's text is that of the editor: positions, line ends, order of changes, whole-text changes. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { applyChanges, Documents } from '../../server/src/workspace/documents';

/** Where an edit goes, and what it puts there. Without `from` the whole text is replaced. */
interface RandomEdit {
  readonly from: number | undefined;
  readonly length: number;
  readonly text: string;
}

/** Pieces that make edits meet line ends, surrogate pairs and nothing at all. */
const piece = fc.constantFrom('a', 'bc', '\n', '\r\n', '\r', '  ', '🐍', 'é', '', 'def f():\n', '𝒳𝒴');
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
const edit: fc.Arbitrary<RandomEdit> = fc.record({
  from: fc.option(fc.nat(60), { nil: undefined, freq: 8 }),
  length: fc.nat(8),
  text,
});

/** An editor that knows offsets only: the reference that the server's line arithmetic is held against. */
function editText(before: string, { from, length, text: inserted }: RandomEdit): string {
  if (from === undefined) return inserted;
  const start = heldOutsideLineEnd(before, Math.min(from, before.length));
  const end = heldOutsideLineEnd(before, Math.min(from + length, before.length));
  return before.slice(0, start) + inserted + before.slice(end);
}

/** LSP has no position between `\r` and `\n`: an editor can only mean the place before both. */
function heldOutsideLineEnd(content: string, offset: number): number {
  return content[offset - 1] === '\r' && content[offset] === '\n' ? offset - 1 : offset;
}

function toChange(before: string, random: RandomEdit): TextDocumentContentChangeEvent {
  if (random.from === undefined) return { text: random.text };
  const start = heldOutsideLineEnd(before, Math.min(random.from, before.length));
  const end = heldOutsideLineEnd(before, Math.min(random.from + random.length, before.length));
  return { range: { start: positionOf(before, start), end: positionOf(before, end) }, text: random.text };
}

function positionOf(content: string, offset: number): { line: number; character: number } {
  const lines = content.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

describe('incremental changes', () => {
  it('give the text that the editor has, for random edits, one at a time and many at once', () => {
    fc.assert(
      fc.property(text, fc.array(fc.array(edit, { maxLength: 4 }), { maxLength: 6 }), (start, batches) => {
        let reference = start;
        const documents = new Documents();
        documents.open({ uri: 'file:///a.py', languageId: 'python', version: 0, text: start });
        for (const [index, batch] of batches.entries()) {
          const changes = batch.map((random) => {
            const change = toChange(reference, random);
            reference = editText(reference, random);
            return change;
          });
          assert.ok(documents.change('file:///a.py', index + 1, changes));
        }
        assert.equal(documents.get('file:///a.py')?.text, reference);
      }),
      { numRuns: 300 },
    );
  });

  it('take positions outside the text as its ends', () => {
    const change = (fromLine: number, fromCharacter: number, toLine: number, toCharacter: number) => ({
      range: {
        start: { line: fromLine, character: fromCharacter },
        end: { line: toLine, character: toCharacter },
      },
      text: 'x\n',
    });
    assert.equal(applyChanges('ab\ncd', [change(9, 9, 99, 99)]), 'ab\ncdx\n');
    assert.equal(applyChanges('ab\ncd', [change(9, 9, 10, 0), change(2, 0, 2, 0)]), 'ab\ncdx\nx\n');
    assert.equal(applyChanges('ab\ncd', [change(0, 99, 1, 0)]), 'abx\ncd');
    assert.equal(applyChanges('ab\ncd', [change(1, 1, 0, 1)]), 'ax\nd');
    assert.equal(applyChanges('', [change(0, 0, 0, 0)]), 'x\n');
  });

  it('are refused for a document that is not open', () => {
    assert.equal(new Documents().change('file:///a.py', 1, [{ text: '' }]), false);
  });

  it('know one document under all spellings of its address', () => {
    const documents = new Documents();
    documents.open({ uri: 'file:///c%3A/my%20code/a.py', languageId: 'python', version: 1, text: 'x' });
    assert.equal(documents.get('file:///C:/my code/a.py')?.text, 'x');
  });
});
