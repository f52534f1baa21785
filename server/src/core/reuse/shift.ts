/** Where places of one version of a text are in the next, given the edit between them. */
import { LineIndex, type Location, type TextRange } from '../base/text';
import type { TextEdit } from '../base/textEdit';

/** Maps places of the old text that the edit leaves whole. */
export interface Shift {
  start(offset: number): number;
  end(offset: number): number;
  range(range: TextRange): TextRange;
  location(location: Location): Location;
  /** Undefined for a line that the edit splits or joins. */
  line(line: number): number | undefined;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

export function shiftOf(before: string, after: string, edit: TextEdit): Shift {
  const { start, oldEnd, newEnd } = edit;
  const old = new LineIndex(before);
  const from = old.position(start);
  const to = old.position(oldEnd);
  const now = new LineIndex(after).position(newEnd);
  const moved = newEnd - oldEnd;
  const lines = now.line - to.line;

  const isBefore = (a: Position, b: Position): boolean =>
    a.line < b.line || (a.line === b.line && a.column < b.column);
  const behind = ({ line, column }: Position): Position => ({
    line: line + lines,
    column: line === to.line ? column - to.column + now.column : column,
  });
  // Where something is inserted, what begins there moves on and what ends there stays.
  const startOffset = (offset: number): number => (offset < oldEnd ? offset : offset + moved);
  const endOffset = (offset: number): number => (offset <= start ? offset : offset + moved);
  return {
    start: startOffset,
    end: endOffset,
    range({ start: first, end }) {
      return { start: startOffset(first), end: end === first ? startOffset(end) : endOffset(end) };
    },
    location(location) {
      const first = { line: location.line, column: location.column };
      const last = { line: location.endLine, column: location.endColumn };
      const isEmpty = !isBefore(first, last);
      const newFirst = isBefore(first, to) ? first : behind(first);
      const newLast = isEmpty ? newFirst : isBefore(from, last) ? behind(last) : last;
      const { line, column } = newFirst;
      return { path: location.path, line, column, endLine: newLast.line, endColumn: newLast.column };
    },
    line(line) {
      if (line < from.line || (line === from.line && lines === 0)) return line;
      return line > to.line ? line + lines : undefined;
    },
  };
}
