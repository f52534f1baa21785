/** The code in a text: what stays of it without comments and without strings that are text and nothing else. */

/** Comments, and strings with the letters before them: `rb"…"`. Text that never closes a quote is left as it is. */
const COMMENTS_AND_STRINGS =
  /#[^\n\r]*|[A-Za-z]*(?:"""[^"\\]*(?:(?:\\[^]|"(?!""))[^"\\]*)*"""|'''[^'\\]*(?:(?:\\[^]|'(?!''))[^'\\]*)*'''|"[^"\\\n]*(?:\\[^][^"\\\n]*)*"|'[^'\\\n]*(?:\\[^][^'\\\n]*)*')/g;

/** A long string that is not formatted, or a short one that can be neither a name nor an annotation. */
const PROSE = /^[rbu]*(?:"""|'''|(["'])(?=.*(?:\w\s+\w|[^\w\s.,|[\]"'])).*\1$)/i;

const LONG_QUOTES = /"""|'''/g;

/** The text with a blank for each comment and for each string that is no code, and continued lines in one. */
export function codeOf(text: string): string {
  const code = text.replace(COMMENTS_AND_STRINGS, (part) => {
    if (part.startsWith('#') || PROSE.test(part)) return ' ';
    return part.replace(LONG_QUOTES, '   ');
  });
  // A long string that is still open may be one that someone is typing: nobody knows what is code behind it.
  const whole = code.search(LONG_QUOTES) < 0 ? code : text;
  return whole.replace(/\\\r?\n/g, (part) => ' '.repeat(part.length));
}

/** Whether the code of a text has one of the words; most texts have none at all. */
export function hasWord(words: readonly RegExp[], text: string): boolean {
  if (!words.some((word) => word.test(text))) return false;
  const code = codeOf(text);
  return words.some((word) => word.test(code));
}
