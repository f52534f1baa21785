/** `suppress`: silences one finding by a comment on its line. Safe, because comments change nothing at run time. */
import type { TextRange } from '../base/text';
import type { Finding, Fix } from '../model/finding';
import { toEdits, insert } from './edit';
import type { FixContext } from './context';
import { nextLineStart } from './layout';

export function suppress(context: FixContext, finding: Finding): Fix | undefined {
  const line = [finding.at.line, finding.at.endLine].find((number) => canEndWithComment(context, number));
  if (line === undefined) return undefined;
  const start = context.lines.offset(line, 1);
  const comment = context.ast.comments.find((other) => context.lines.lineAt(other.start) === line);
  const existing =
    comment === undefined ? undefined : /#\s*noqa\s*:\s*[A-Z]+\d+(?:[,\s]+[A-Z]+\d+)*/i.exec(comment.text);
  const newText =
    existing === null || existing === undefined ? `  # noqa: ${finding.code}` : `, ${finding.code}`;
  const at =
    comment !== undefined && existing !== null && existing !== undefined
      ? comment.start + existing.index + existing[0].length
      : endOfText(context, start);
  return {
    id: 'suppress',
    title: `Silence ${finding.code} on this line`,
    applicability: 'safe',
    edits: toEdits(context.path, context.lines, [insert(at, newText)]),
    notes: [],
  };
}

/** Offset behind the last character of a line that is not white space. */
function endOfText(context: FixContext, start: number): number {
  const line = context.text.slice(start, nextLineStart(context, start));
  return start + line.trimEnd().length;
}

/** A comment cannot follow on a line that goes on inside a string or behind a backslash. */
function canEndWithComment(context: FixContext, line: number): boolean {
  const start = context.lines.offset(line, 1);
  const end = endOfText(context, start);
  if (context.text.charAt(end - 1) === '\\') return false;
  const { index } = context.ast;
  return ![...index.ofKind('Constant'), ...index.ofKind('JoinedStr')].some((node) => cutsThrough(node, end));
}

/** True where the offset is inside the range and the text does not end there. */
function cutsThrough(range: TextRange, offset: number): boolean {
  return range.start < offset && offset < range.end;
}
