/** Builds the edits of one fix: replacements by offset, put in order, joined where they meet, checked for overlap. */
import { assert } from '../base/assert';
import type { LineIndex, TextRange } from '../base/text';
import type { Edit } from '../model/finding';

/** Replaces a range of the text; an empty range inserts. */
export interface Replacement extends TextRange {
  readonly newText: string;
  /** Falls away where the text around it is replaced or deleted: the indentation of a line that goes. */
  readonly yields?: true;
}

export function replace(range: TextRange, newText: string): Replacement {
  return { start: range.start, end: range.end, newText };
}

export function insert(offset: number, newText: string): Replacement {
  return { start: offset, end: offset, newText };
}

/**
 * Sorts and settles what several parts of a fix want: insertions at one place become one, in the order given, and what
 * yields gives way. The same change may be said twice. Real overlaps are a programmer's error.
 */
export function settle(replacements: readonly Replacement[]): Replacement[] {
  const firm = replacements.filter((replacement) => replacement.yields !== true && !isEmpty(replacement));
  const staying = replacements.filter(
    (replacement) => replacement.yields !== true || !firm.some((other) => givesWay(replacement, other)),
  );
  const changes = staying
    .filter((change, index) => !isEmpty(change) && !saidBefore(staying, index))
    .sort((a, b) => a.start - b.start);
  for (const [index, change] of changes.entries()) {
    const next = changes[index + 1];
    assert(next === undefined || change.end <= next.start, 'edits of a fix overlap');
  }
  const insertions = new Map<number, string>();
  for (const { start, end, newText } of staying) {
    if (start !== end || newText === '') continue;
    assert(!changes.some((change) => change.start < start && start < change.end), 'edits of a fix overlap');
    insertions.set(start, (insertions.get(start) ?? '') + newText);
  }
  return [...[...insertions].map(([offset, newText]) => insert(offset, newText)), ...changes].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  );
}

function saidBefore(replacements: readonly Replacement[], index: number): boolean {
  const { start, end, newText } = replacements[index] ?? { start: 0, end: 0, newText: '' };
  return replacements
    .slice(0, index)
    .some((other) => other.start === start && other.end === end && other.newText === newText);
}

/** True for an insertion. */
function isEmpty({ start, end }: TextRange): boolean {
  return start === end;
}

/** Whether a line's indentation lies in text that goes; at its start only where nothing takes its place. */
function givesWay(indentation: Replacement, change: Replacement): boolean {
  const { start, end } = indentation;
  if (!isEmpty(indentation)) return change.start <= start && end <= change.end;
  return change.start === start ? change.newText === '' : change.start < start && start < change.end;
}

/** The edits of a fix as handed out: sorted, with places people can read. */
export function toEdits(path: string, lines: LineIndex, replacements: readonly Replacement[]): Edit[] {
  return settle(replacements).map((replacement) => ({
    at: lines.location(path, replacement),
    newText: replacement.newText,
  }));
}

/** The text after the replacements. */
export function applyReplacements(text: string, replacements: readonly Replacement[]): string {
  let result = '';
  let offset = 0;
  for (const { start, end, newText } of settle(replacements)) {
    result += text.slice(offset, start) + newText;
    offset = end;
  }
  return result + text.slice(offset);
}
