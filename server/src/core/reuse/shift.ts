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

/**
 * `lines`: of the old text. `inserted`: what the edit puts between `start` and `newEnd`. `grows`: what ends where it is put
 * belongs to what is put there, and ends behind it.
 */
export function shiftOf(
  lines: LineIndex,
  { start, oldEnd, newEnd }: TextEdit,
  inserted: string,
  grows: boolean,
): Shift {
  const from = lines.position(start);
  const to = lines.position(oldEnd);
  const within = new LineIndex(inserted).position(inserted.length);
  const now = {
    line: from.line + within.line - 1,
    column: within.line === 1 ? from.column + inserted.length : within.column,
  };
  const moved = newEnd - oldEnd;
  const movedLines = now.line - to.line;

  const isBefore = (a: Position, b: Position): boolean =>
    a.line < b.line || (a.line === b.line && a.column < b.column);
  const behind = ({ line, column }: Position): Position => ({
    line: line + movedLines,
    column: line === to.line ? column - to.column + now.column : column,
  });
  // Where something is inserted, what begins there moves on and what ends there stays, unless it grows.
  const lastEnd = grows ? start - 1 : start;
  const startOffset = (offset: number): number => (offset < oldEnd ? offset : offset + moved);
  const endOffset = (offset: number): number => (offset <= lastEnd ? offset : offset + moved);
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
      const newLast = isEmpty
        ? newFirst
        : isBefore(from, last) || (grows && !isBefore(last, from))
          ? behind(last)
          : last;
      const { line, column } = newFirst;
      return { path: location.path, line, column, endLine: newLast.line, endColumn: newLast.column };
    },
    line(line) {
      if (line < from.line || (line === from.line && movedLines === 0)) return line;
      return line > to.line ? line + movedLines : undefined;
    },
  };
}
