/** The import statements of a file and the single names in them, with their places in the text. */
import type { TextRange } from '../base/text';
import type { Import, ImportFrom } from '../syntax/ast';
import { textOf, type Layout } from './layout';

export type ImportStatement = Import | ImportFrom;

/** One name of an import statement; the range holds `name as other`. */
export interface Entry extends TextRange {
  readonly statement: ImportStatement;
  /** As imported: `ThreadPoolExecutor`, `concurrent.futures`. */
  readonly name: string;
  /** What it is in full: `concurrent.futures.ThreadPoolExecutor`. */
  readonly dotted: string;
  /** The variable it binds: for `import a.b` that is `a`. */
  readonly bound: string;
  /** How code in the file writes it: `a.b` for `import a.b`, otherwise the variable. */
  readonly path: string;
}

/** All import statements, those inside functions included, in the order of the text. */
export function importStatements(layout: Layout): ImportStatement[] {
  const { index } = layout.ast;
  return [...index.ofKind('Import'), ...index.ofKind('ImportFrom')].sort((a, b) => a.start - b.start);
}

export function isStar(statement: ImportStatement): boolean {
  return statement.names.some((entry) => entry.name === '*');
}

/** The names of a statement in order. */
export function entriesOf(layout: Layout, statement: ImportStatement): Entry[] {
  const text = withoutComments(textOf(layout, statement));
  const prefix = statement.kind === 'ImportFrom' ? `${'.'.repeat(statement.level)}${statement.module}.` : '';
  const entries: Entry[] = [];
  const keyword = /\bimport\b/.exec(text);
  let offset = keyword === null ? text.length : keyword.index + keyword[0].length;
  for (const { name, asname } of statement.names) {
    const pattern = new RegExp(
      escape(name) + (asname === undefined ? '' : `\\s+as\\s+${escape(asname)}`),
      'g',
    );
    pattern.lastIndex = offset;
    const match = pattern.exec(text);
    if (match === null) continue;
    offset = match.index + match[0].length;
    entries.push({
      start: statement.start + match.index,
      end: statement.start + offset,
      statement,
      name,
      dotted: prefix + name,
      bound: asname ?? (statement.kind === 'Import' ? (name.split('.')[0] ?? name) : name),
      path: asname ?? name,
    });
  }
  return entries;
}

/** Orders names as isort and Ruff do: constants, classes, then functions and modules. */
export function sortKey(name: string): string {
  const rank = /^[A-Z0-9_]+$/.test(name) ? 0 : /^[A-Z]/.test(name) ? 1 : 2;
  return `${rank} ${name}`;
}

/** The same text with comments blanked out, so that offsets stay. */
function withoutComments(text: string): string {
  return text.replace(/#.*/g, (comment) => ' '.repeat(comment.length));
}

function escape(name: string): string {
  return name.replace(/[.*]/g, '\\$&').replace(/\\\./g, '\\s*\\.\\s*');
}
