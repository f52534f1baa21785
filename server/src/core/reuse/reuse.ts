/** Decides whether the report on one version of a file is, places aside, that of the next. */
import { LineIndex } from '../base/text';
import { editBetween, type TextEdit } from '../base/textEdit';
import type { ModuleReport } from '../gilscope';
import type { Edited } from '../syntax/editedTrees';
import type { Recovered } from '../syntax/recovery';
import { functionsAround, growsComment, haveSameGlobals, readBodiesAfter } from './sameMeaning';
import { shiftOf } from './shift';
import { shiftReport } from './shiftReport';
import { keepsWords } from './words';

/** One version of a file, with what its analysis has said and read. */
export interface Version extends Recovered {
  readonly text: string;
  readonly report: ModuleReport;
  /** Names that decide, where a function mentions them, whether it is looked into. */
  readonly names: ReadonlySet<string>;
}

/**
 * The report on the text that `before` has become, byte by byte what an analysis would say; undefined where only an
 * analysis can tell. Problems of syntax are left out. What `before.table` says was read, `next.table` says afterwards.
 */
export function reuseReport(before: Version, text: string, next: Edited): ModuleReport | undefined {
  const words = editBetween(before.text, text);
  // Lines that do not parse are blanked in the tables, so that they may differ in more than the texts do.
  const isWhole = before.table.text === before.text && next.table.text === text;
  const tables = isWhole ? words : editBetween(before.table.text, next.table.text);
  if (words === undefined || tables === undefined) return undefined;
  const edit = slideLeft(before.table.text, next.table.text, tables);
  if (splitsLineEnd(before.table.text, edit.start, edit.oldEnd)) return undefined;
  if (splitsLineEnd(next.table.text, edit.start, edit.newEnd)) return undefined;
  const lines = new LineIndex(before.table.text);
  if (isWithin(before.report, lines, edit)) return undefined;
  const inserted = next.table.text.slice(edit.start, edit.newEnd);
  const shift = shiftOf(lines, edit, inserted, growsComment(before.table, next.table, edit));
  const read = readBodiesAfter(before.table, next.table, edit, shift, next.only);
  if (read === undefined) return undefined;
  const around = functionsAround(before.table, words);
  if (!keepsWords(before.text, text, words, before.names, around)) return undefined;
  if (!haveSameGlobals(before.table, next.table, next.only)) return undefined;
  const report = { ...before.report, problems: before.report.problems.filter(({ at }) => at !== undefined) };
  const shifted = shiftReport(report, shift);
  if (shifted !== undefined) for (const body of read) next.table.readBodies.add(body);
  return shifted;
}

/** An insertion has several places where its text repeats what stands before it; the first is behind a token. */
function slideLeft(before: string, after: string, edit: TextEdit): TextEdit {
  let { start, newEnd } = edit;
  if (edit.oldEnd !== start) return edit;
  while (start > 0 && before.charCodeAt(start - 1) === after.charCodeAt(newEnd - 1)) {
    start--;
    newEnd--;
  }
  return { start, oldEnd: start, newEnd };
}

/** Whether one end of the range lies between `\r` and `\n`, or behind a `\r` that ends a line by itself. */
function splitsLineEnd(text: string, start: number, end: number): boolean {
  return text.charAt(start - 1) === '\r' || text.charAt(end - 1) === '\r';
}

/** Whether the edit touches code that a report quotes. */
function isWithin(report: ModuleReport, lines: LineIndex, { start, oldEnd }: TextEdit): boolean {
  const quoted = report.sites.flatMap((site) => [site, ...(site.parts ?? [])]);
  if (quoted.some(({ range }) => range.start <= oldEnd && start <= range.end)) return true;
  const [first, last] = [lines.lineAt(start), lines.lineAt(oldEnd)];
  return report.findings.some(({ at }) => at.line <= last && first <= at.endLine);
}
