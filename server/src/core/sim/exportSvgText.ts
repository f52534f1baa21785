/** How much room text takes in a picture: letters are measured by the reader's fonts, so widths here are safe guesses. */

/** Enough for the 12 px fonts of all systems. */
const LETTER_PX = 7.2;
/** Chinese, Japanese and Korean letters, and emoji. */
const WIDE_PX = 14;

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Marks that stand over or under the letter before, and what joins emoji. Some width, so that no row of them is endless. */
const MARK = /[\p{Mn}\p{Me}\p{Cf}]/u;
const MARK_PX = 1;

/** In 12 px text. */
export function textPx(text: string): number {
  let px = 0;
  for (const character of text) px += characterPx(character);
  return px;
}

/** The text if it fits, shortened if at least some letters do, nothing otherwise. No letter keeps more than two marks. */
export function cropped(whole: string, px: number): string {
  const text = whole.replace(/(\p{Mn}{2})\p{Mn}+/gu, '$1');
  if (fits(text, px)) return text;
  let shown = '';
  let left = px - LETTER_PX;
  for (const character of text) {
    left -= characterPx(character);
    if (left < 0) break;
    shown += character;
  }
  return [...shown].length >= 3 ? `${shown}…` : '';
}

/** In lines of at most `px`; words that are longer are broken. */
export function wrapped(text: string, px: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let left = px;
  for (const word of text.split(/\s+/)) {
    const wordPx = textPx(word);
    if (line !== '' && wordPx + LETTER_PX <= left) {
      line += ` ${word}`;
      left -= wordPx + LETTER_PX;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    left = px;
    for (const character of word) {
      const characterSize = characterPx(character);
      if (characterSize > left) {
        lines.push(line);
        line = '';
        left = px;
      }
      line += character;
      left -= characterSize;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** Whether the text takes no more than `px`; looks at no more of a long one than it must. */
export function fits(text: string, px: number): boolean {
  let left = px;
  for (const character of text) {
    left -= characterPx(character);
    if (left < 0) return false;
  }
  return true;
}

function characterPx(character: string): number {
  if (character < '\u0300') return LETTER_PX;
  if (MARK.test(character)) return MARK_PX;
  return WIDE.test(character) ? WIDE_PX : LETTER_PX;
}
