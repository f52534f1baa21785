/** Applies the edits of a fix to a text, as an editor would. */
import { LineIndex } from '../../server/src/core/base/text';
import type { Edit } from '../../server/src/core/model/finding';

export function applyEdits(text: string, edits: readonly Edit[]): string {
  const lines = new LineIndex(text);
  let result = text;
  for (const { at, newText } of [...edits].reverse()) {
    const start = lines.offset(at.line, at.column);
    const end = lines.offset(at.endLine, at.endColumn);
    result = result.slice(0, start) + newText + result.slice(end);
  }
  return result;
}
