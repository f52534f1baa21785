/** Lines and indentation of a text: whole lines of statements, and shifting blocks without touching strings. */
import type { LineIndex, TextRange } from '../base/text';
import type { Stmt } from '../syntax/ast';
import { insert, replace, type Replacement } from './edit';
import { blocksOf, descendants } from './walk';
import type { IndexedModule } from './moduleIndex';

export interface Layout {
  readonly text: string;
  readonly ast: IndexedModule;
  readonly lines: LineIndex;
}

/** White space before the statement; undefined where something else stands before it on its line. */
export function indentationOf(layout: Layout, statement: TextRange): string | undefined {
  const before = layout.text.slice(lineStart(layout, statement.start), statement.start);
  return /^[ \t\f]*$/.test(before) ? before : undefined;
}

/** One step of indentation as the file has it; four spaces where nothing is indented. */
export function indentationUnit(layout: Layout): string {
  for (const node of descendants(layout.ast.body)) {
    if (!('end' in node) || !isStatement(node)) continue;
    const outer = indentationOf(layout, node);
    const first = blocksOf(node).find((block) => block.length > 0)?.[0];
    const inner = first === undefined ? undefined : indentationOf(layout, first);
    if (outer !== undefined && inner !== undefined && inner.length > outer.length && inner.startsWith(outer))
      return inner.slice(outer.length);
  }
  return '    ';
}

/** `\r\n` or `\n`, as the file has it. */
export function lineEnding(layout: Layout): string {
  return layout.text.includes('\r\n') ? '\r\n' : '\n';
}

export function lineStart(layout: Layout, offset: number): number {
  return layout.lines.offset(layout.lines.lineAt(offset), 1);
}

/** Start of the line after the one that holds `offset`; the end of the text on the last line. */
export function nextLineStart(layout: Layout, offset: number): number {
  return layout.lines.offset(layout.lines.lineAt(offset) + 1, 1);
}

/** The lines of a statement with their line ending, if nothing else stands on them. */
export function wholeLines(layout: Layout, statement: TextRange): TextRange | undefined {
  const end = nextLineStart(layout, Math.max(statement.end - 1, statement.start));
  const after = layout.text.slice(statement.end, end);
  if (indentationOf(layout, statement) === undefined || !/^\s*(#.*)?\s*$/.test(after)) return undefined;
  return { start: lineStart(layout, statement.start), end };
}

/** The lines with the blank lines after them. */
export function withBlankLines(layout: Layout, lines: TextRange): TextRange {
  const blank = /^(?:[ \t]*\r?\n)*/.exec(layout.text.slice(lines.end))?.[0] ?? '';
  return { start: lines.start, end: lines.end + blank.length };
}

/** Shifts the lines of a range to the right by `unit`. Blank lines and the insides of strings stay. */
export function indentLines(layout: Layout, range: TextRange, unit: string): Replacement[] {
  return shiftable(layout, range).map((line) => ({ ...insert(line.start, unit), yields: true }));
}

/** Shifts the lines of a range to the left by up to `unit`. */
export function dedentLines(layout: Layout, range: TextRange, unit: string): Replacement[] {
  return shiftable(layout, range).flatMap((line) => {
    const indentation = /^[ \t]*/.exec(layout.text.slice(line.start, line.end))?.[0] ?? '';
    const length = Math.min(indentation.length, unit.length);
    const shift: TextRange = { start: line.start, end: line.start + length };
    return length === 0 ? [] : [{ ...replace(shift, ''), yields: true }];
  });
}

/** Lines of the range that are not blank and do not start inside a string. */
function shiftable(layout: Layout, range: TextRange): TextRange[] {
  const { index } = layout.ast;
  const strings = [...index.ofKind('Constant'), ...index.ofKind('JoinedStr')].filter(
    (node) => node.start < range.end && range.start < node.end && /[\r\n]/.test(textOf(layout, node)),
  );
  const found: TextRange[] = [];
  for (let start = lineStart(layout, range.start); start < range.end;) {
    const end = nextLineStart(layout, start);
    const inString = strings.some((string) => string.start < start && start < string.end);
    if (!inString && layout.text.slice(start, end).trim() !== '') found.push({ start, end });
    if (end <= start) break;
    start = end;
  }
  return found;
}

export function textOf(layout: Layout, range: TextRange): string {
  return layout.text.slice(range.start, range.end);
}

function isStatement(node: { readonly kind: string }): node is Stmt {
  return ['FunctionDef', 'ClassDef', 'With', 'If', 'For', 'While', 'Try', 'Match'].includes(node.kind);
}
