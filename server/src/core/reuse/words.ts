/**
 * Whether an edit leaves what an analysis has read of the text itself, beside the tree: the words by which functions are
 * told to be worth a look (`spawn/reach.ts`), and comments that speak to us.
 */
import type { TextRange } from '../base/text';
import type { TextEdit } from '../base/textEdit';
import { codeOf, hasWord } from '../spawn/code';
import { BUSY_WORDS, LOOP_SOURCES, LOOP_WORDS, SPAWN_WORDS, START_WORDS } from '../spawn/words';

/** `names`: those whose mention counts. `functions`: ranges around the edit, in the old text. */
export function keepsWords(
  before: string,
  after: string,
  edit: TextEdit,
  names: ReadonlySet<string>,
  functions: readonly TextRange[],
): boolean {
  const moved = edit.newEnd - edit.oldEnd;
  return (
    !COMMENT_WORDS.test(linesAround(before, edit.start, edit.oldEnd)) &&
    !COMMENT_WORDS.test(linesAround(after, edit.start, edit.newEnd)) &&
    START_WORDS.test(before) === START_WORDS.test(after) &&
    LOOP_SOURCES.test(before) === LOOP_SOURCES.test(after) &&
    functions.every(({ start, end }) => {
      const old = before.slice(start, end);
      const now = after.slice(start, end + moved);
      return (
        WORDS.every((words) => hasWord([words], old) === hasWord([words], now)) &&
        mentionsSame(codeOf(old), codeOf(now), names)
      );
    }) &&
    !mentionsOthers(before, after, edit, names)
  );
}

const WORDS = [SPAWN_WORDS, START_WORDS, BUSY_WORDS, LOOP_WORDS];

/** Whether a function's own code asks for a look at it. */
export function hasStartingWords(text: string): boolean {
  return hasWord(WORDS, text);
}

const COMMENT_WORDS = /noqa|gilscope/i;

function linesAround(text: string, start: number, end: number): string {
  const lineEnd = text.indexOf('\n', end);
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, lineEnd < 0 ? text.length : lineEnd);
}

/** Whether one of the names is mentioned, or called, in one version of the edited place and not in the other. */
function mentionsOthers(
  before: string,
  after: string,
  { start, oldEnd, newEnd }: TextEdit,
  names: ReadonlySet<string>,
): boolean {
  let first = start;
  while (/\s/.test(before.charAt(first - 1))) first--;
  while (/\w/.test(before.charAt(first - 1))) first--;
  let last = oldEnd;
  while (/\w/.test(before.charAt(last))) last++;
  while (/\s/.test(before.charAt(last))) last++;
  const old = wordsIn(before.slice(first, last + 1));
  const now = wordsIn(after.slice(first, last + 1 + newEnd - oldEnd));
  const isChanged = (word: string): boolean => old.has(word) !== now.has(word);
  return [...old, ...now].some((word) => isChanged(word) && names.has(word.replace('(', '')));
}

/** Whether both mention the same of the names: a mention may have come out of a comment, or gone into one. */
function mentionsSame(before: string, after: string, names: ReadonlySet<string>): boolean {
  const mentioned = (code: string): Set<string> =>
    new Set((code.match(/[A-Za-z_]\w*/g) ?? []).filter((word) => names.has(word)));
  const now = mentioned(after);
  const old = mentioned(before);
  return old.size === now.size && [...old].every((name) => now.has(name));
}

/** Each word, and with a bracket behind it each word that is called. */
function wordsIn(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [, word = '', bracket] of text.matchAll(/([A-Za-z_]\w*)\s*(\()?/g)) {
    words.add(word);
    if (bracket !== undefined) words.add(`${word}(`);
  }
  return words;
}
