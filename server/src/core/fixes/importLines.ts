/** Whole lines of imports: where a new one goes, and how lines that are no longer needed disappear. */
import type { TextRange } from '../base/text';
import { insert, replace, type Replacement } from './edit';
import type { ImportStatement } from './importEntries';
import {
  lineEnding,
  lineStart,
  nextLineStart,
  textOf,
  wholeLines,
  withBlankLines,
  type Layout,
} from './layout';

/**
 * Puts each line (`from concurrent.futures import ProcessPoolExecutor`) into the first paragraph of imports, `import`
 * before `from` and by module as isort does, and deletes the emptied statements. A new line takes the place of an
 * emptied statement where that is the right place.
 */
export function placeImportLines(
  layout: Layout,
  lines: readonly string[],
  emptied: readonly ImportStatement[],
): Replacement[] {
  const paragraph = firstParagraph(layout);
  const staying = paragraph.filter((statement) => !emptied.includes(statement));
  const free = emptied.filter((statement) => paragraph.includes(statement));
  const replacements: Replacement[] = [];
  for (const line of lines) {
    const next = staying.find((statement) => order(statementLine(layout, statement)) > order(line));
    const previous = next === undefined ? staying.at(-1) : staying[staying.indexOf(next) - 1];
    const place = free.findIndex(
      (statement) =>
        (previous === undefined || previous.start < statement.start) &&
        (next === undefined || statement.start < next.start),
    );
    const reused = place < 0 ? undefined : free.splice(place, 1)[0];
    if (reused !== undefined) replacements.push(replace(reused, line));
    else replacements.push(insertLine(layout, line, next, previous));
  }
  const reused = new Set(replacements.map(({ start }) => start));
  const gone = emptied.filter((statement) => !reused.has(statement.start));
  const vanishes = staying.length === 0 && lines.length === 0 && free.length > 0;
  for (const statement of gone) {
    const range = wholeLines(layout, statement);
    if (range === undefined) continue;
    const isLast = vanishes && statement === free.at(-1);
    replacements.push(replace(isLast ? withBlankLines(layout, range) : range, ''));
  }
  return replacements;
}

/** Top-level imports in consecutive lines, the first such run that is not only `__future__`. */
function firstParagraph(layout: Layout): ImportStatement[] {
  let paragraph: ImportStatement[] = [];
  const isDone = (): boolean => paragraph.some((statement) => !isFuture(statement));
  for (const statement of layout.ast.body) {
    const isImport = statement.kind === 'Import' || statement.kind === 'ImportFrom';
    const last = paragraph.at(-1);
    const follows =
      last !== undefined && layout.lines.lineAt(statement.start) === layout.lines.lineAt(last.end) + 1;
    if (isDone() && !(isImport && follows)) break;
    if (isImport) paragraph = follows ? [...paragraph, statement] : [statement];
    else if (paragraph.length > 0) break;
  }
  return isDone() ? paragraph.filter((statement) => !isFuture(statement)) : [];
}

function isFuture(statement: ImportStatement): boolean {
  return statement.kind === 'ImportFrom' && statement.module === '__future__';
}

function insertLine(
  layout: Layout,
  line: string,
  next: ImportStatement | undefined,
  previous: ImportStatement | undefined,
): Replacement {
  const newline = lineEnding(layout);
  if (next !== undefined) return insert(lineStart(layout, next.start), line + newline);
  if (previous !== undefined) return afterLine(layout, previous, line);
  const { body } = layout.ast;
  const header = body.filter(
    (statement, index) =>
      (index === 0 && statement.kind === 'Expr' && statement.value.kind === 'Constant') ||
      (statement.kind === 'ImportFrom' && isFuture(statement)),
  );
  const lastOfHeader = header.at(-1);
  if (lastOfHeader !== undefined) return afterLine(layout, lastOfHeader, newline + line);
  const first = body[0];
  return insert(first === undefined ? 0 : lineStart(layout, first.start), `${line}${newline}${newline}`);
}

/** A new line after the statement's last line, also where that has no line ending. */
function afterLine(layout: Layout, statement: TextRange, line: string): Replacement {
  const newline = lineEnding(layout);
  const offset = nextLineStart(layout, statement.end - 1);
  const isOpen = !/[\r\n]/.test(layout.text.charAt(offset - 1));
  return insert(offset, isOpen ? newline + line : line + newline);
}

function statementLine(layout: Layout, statement: ImportStatement): string {
  return textOf(layout, statement).replace(/\s+/g, ' ');
}

/** Sorts `import` before `from`, then by module. */
function order(line: string): string {
  const [keyword, module] = line.split(' ');
  return `${keyword === 'import' ? 0 : 1} ${module ?? ''}`;
}
