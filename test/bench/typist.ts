/** Someone who types into a document at random places, and takes back what was typed: each of both is a keystroke. */
import { createPrng } from '../../server/src/core/base/prng';
import { LineIndex } from '../../server/src/core/base/text';

export interface Keystroke {
  readonly start: Position;
  readonly end: Position;
  readonly text: string;
}

/** As LSP counts: from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

type Kind = 'letter' | 'space' | 'newline' | 'quote' | 'bracket' | 'comment';

/** What people type, by how often: mostly letters. */
const KINDS: readonly Kind[] = [
  ...['letter', 'letter', 'letter', 'letter', 'letter', 'comment', 'comment', 'space', 'space'],
  ...['newline', 'quote', 'bracket'],
] as Kind[];

const TYPED: Readonly<Record<Kind, string>> = {
  letter: 'x',
  space: ' ',
  newline: '\n',
  quote: '"',
  bracket: '(',
  comment: 'x',
};

/** An endless row of keystrokes; the same for the same text and seed. The text is as it was after every second one. */
export function* typist(text: string, seed: number): Generator<Keystroke, never> {
  const random = createPrng(seed);
  const lines = new LineIndex(text);
  const below = (limit: number): number => Math.floor(random() * limit);
  for (;;) {
    const kind = KINDS[below(KINDS.length)] ?? 'letter';
    const { line, column } = lines.position(placeFor(kind, text, below(text.length)));
    const start = { line: line - 1, character: column - 1 };
    const typed = TYPED[kind];
    const end =
      typed === '\n' ? { line, character: 0 } : { line: start.line, character: start.character + 1 };
    yield { start, end: start, text: typed };
    yield { start, end, text: '' };
  }
}

/** The next place behind `offset` for what is typed; letters go into words, and into comments at their end. */
function placeFor(kind: Kind, text: string, offset: number): number {
  const pattern = kind === 'letter' ? /[a-z_]{2}/g : kind === 'comment' ? /#[^\n]*/g : undefined;
  if (pattern === undefined) return offset;
  pattern.lastIndex = offset;
  const found = pattern.exec(text);
  if (found === null) return offset;
  return kind === 'letter' ? found.index + 1 : found.index + found[0].length;
}
