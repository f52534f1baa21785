/** Applies edits of fixes to a text. */
import { LineIndex } from '../core/base/text';
import type { Edit, Fix } from '../core/model/finding';

/** Replacement of `[start, end)` in UTF-16 offsets. */
interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/**
 * Applies as many of the fixes as do not touch each other; what is left over fits after the next analysis. Line
 * endings of new text follow those of the file.
 */
export function applyFixes(
  text: string,
  fixes: readonly Fix[],
): { readonly text: string; readonly applied: number } {
  const index = new LineIndex(text);
  const crlf = /\r\n/.test(text);
  const accepted: Replacement[] = [];
  let applied = 0;
  for (const fix of fixes) {
    const replacements = fix.edits.map((edit) => replacement(edit, index, crlf));
    if (replacements.some((one) => accepted.some((other) => touches(one, other)))) continue;
    accepted.push(...replacements);
    applied++;
  }
  // From the end, so that offsets before an edit stay true; insertions at one place keep their order.
  const ordered = accepted.map((one, order) => ({ ...one, order }));
  ordered.sort((a, b) => b.start - a.start || b.order - a.order);
  const fixed = ordered.reduce(
    (result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end),
    text,
  );
  return { text: fixed, applied };
}

function replacement({ at, newText }: Edit, index: LineIndex, crlf: boolean): Replacement {
  return {
    start: index.offset(at.line, at.column),
    end: index.offset(at.endLine, at.endColumn),
    newText: crlf ? newText.replace(/\r?\n/g, '\r\n') : newText,
  };
}

function touches(a: Replacement, b: Replacement): boolean {
  return a.start <= b.end && b.start <= a.end;
}
