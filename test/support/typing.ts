/** Edits as someone makes them who types at random places: letters, brackets, quotes, lines, and what is deleted again. */
import { createPrng } from '../../server/src/core/base/prng';

const TYPED: readonly string[] = [
  ...['x', 's', '_', '1', ' ', '  ', '\n', '\n    ', '\n\n', '\r\n', '\t', '.', ',', ':', '=', '\\', 'é'],
  ...[
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '"""',
    '#',
    '# note ',
    '# noqa',
    '@',
    '->',
    'def ',
    'class A:\n',
  ],
  ...[
    'async ',
    'return ',
    'yield ',
    'global q\n',
    'Thread(',
    '.start()',
    'pass\n',
    'while q: pass\n',
    'if x:\n',
  ],
];
/** Of ten edits so many insert; the others delete. */
const INSERTIONS = 6;
/** Edits before the text is as it was again: with more of them nothing would parse. */
const EDITS_IN_A_ROW = 10;

/** `count` versions of `text`, each an edit away from the one before it; the same for the same seed. */
export function* typedVersions(text: string, count: number, seed: number): Generator<string> {
  const random = createPrng(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  let version = text;
  for (let edit = 0; edit < count; edit++) {
    if (edit % EDITS_IN_A_ROW === 0) version = text;
    const at = below(version.length + 1);
    const inserts = below(10) < INSERTIONS;
    const removed = inserts ? 0 : 1 + (below(10) === 0 ? below(30) : 0);
    version =
      version.slice(0, at) +
      (inserts ? (TYPED[below(TYPED.length)] ?? '') : '') +
      version.slice(at + removed);
    yield version;
  }
}
