/**
 * Changes to the imports of a file: makes a name available in the way the file already imports things, and drops names
 * that a rewrite leaves without use.
 */
import type { TextRange } from '../base/text';
import type { Expr, ImportFrom } from '../syntax/ast';
import { replace, type Replacement } from './edit';
import {
  type Entry,
  entriesOf,
  importStatements,
  type ImportStatement,
  isStar,
  sortKey,
} from './importEntries';
import { placeImportLines } from './importLines';
import { textOf, type Layout } from './layout';
import { dottedName, functionAt, meaningOf } from './names';
import { contains } from './walk';

/** Something to import: `concurrent.futures` and `ProcessPoolExecutor`; a module itself where there is no name. */
export interface Wanted {
  readonly module: string;
  readonly name: string | undefined;
}

export interface ImportRequest {
  /** Where the wanted names will be used. */
  readonly at: TextRange;
  readonly wanted: readonly Wanted[];
  /** Pieces of text that the fix removes or replaces. Imports that nothing else uses are dropped. */
  readonly removed: readonly TextRange[];
}

export type ImportPlan =
  | {
      readonly kind: 'possible';
      /** How to write each wanted name, in order: `ProcessPoolExecutor`, `futures.ProcessPoolExecutor`. */
      readonly expressions: readonly string[];
      readonly replacements: readonly Replacement[];
    }
  | { readonly kind: 'blocked'; readonly reason: string };

/** Plans the imports of a fix as a whole, so that a dropped name can make room for a wanted one. */
export function planImports(layout: Layout, request: ImportRequest): ImportPlan {
  const statements = importStatements(layout);
  const entries = statements.flatMap((statement) => entriesOf(layout, statement));
  const dropped = new Set(entries.filter((entry) => losesLastUse(layout, entry, request.removed)));
  const expressions: string[] = [];
  const added = new Map<ImportStatement, string[]>();
  const lines = new Map<string, string[]>();
  for (const wanted of request.wanted) {
    const existing = existingExpression(layout, entries, wanted, request.at);
    if (existing !== undefined) {
      // What seemed to lose its last use gets a new one.
      dropped.delete(existing.entry);
      expressions.push(existing.expression);
      continue;
    }
    const bound = wanted.name ?? wanted.module;
    if (meansSomethingElse(layout, bound, wanted) && ![...dropped].some((entry) => entry.bound === bound))
      return { kind: 'blocked', reason: `The name \`${bound}\` already means something else in this file.` };
    expressions.push(bound);
    const host = statements.find((statement) => canHost(layout, statement, wanted, request.at));
    if (host === undefined)
      lines.set(wanted.module, [
        ...(lines.get(wanted.module) ?? []),
        ...(wanted.name === undefined ? [] : [wanted.name]),
      ]);
    else added.set(host, [...(added.get(host) ?? []), bound]);
  }
  const emptied = statements.filter(
    (statement) =>
      !added.has(statement) && entriesOf(layout, statement).every((entry) => isAmong(entry, [...dropped])),
  );
  return {
    kind: 'possible',
    expressions,
    replacements: [
      ...placeImportLines(layout, [...lines].map(importLine), emptied),
      ...statements
        .filter((statement) => !emptied.includes(statement))
        .flatMap((statement) => rewriteEntries(layout, statement, [...dropped], added.get(statement) ?? [])),
    ],
  };
}

/** Whether the name stands for anything but what is wanted, which a function may import for itself. */
function meansSomethingElse({ ast }: Layout, bound: string, { module, name }: Wanted): boolean {
  if (!ast.index.isTaken(bound)) return false;
  const uses = ast.index.named(bound);
  const isWanted = (use: Expr): boolean => name !== undefined && dottedName(ast, use) === `${module}.${name}`;
  return uses.length === 0 || !uses.every(isWanted);
}

/** `from a import b, c`, or `import a` without names. */
function importLine([module, names]: readonly [string, readonly string[]]): string {
  const sorted = [...names].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  return sorted.length === 0 ? `import ${module}` : `from ${module} import ${sorted.join(', ')}`;
}

/** Whether the entry's name is used in what is removed, and nowhere else. */
function losesLastUse(layout: Layout, entry: Entry, removed: readonly TextRange[]): boolean {
  if (entry.bound === '*') return false;
  const mention = new RegExp(`(?<![\\w.])${entry.bound}(?!\\w)`, 'g');
  if (!removed.some((range) => textOf(layout, range).search(mention) >= 0)) return false;
  const ignored = [entry, ...layout.ast.comments, ...docstrings(layout)];
  let usedInRemoved = false;
  for (const match of layout.text.matchAll(mention)) {
    const use = { start: match.index, end: match.index + match[0].length };
    if (ignored.some((range) => contains(range, use))) continue;
    if (!removed.some((range) => contains(range, use))) return false;
    usedInRemoved = true;
  }
  return usedInRemoved;
}

/** Strings that stand alone as statements: a mention there is no use. */
function docstrings(layout: Layout): TextRange[] {
  return layout.ast.index.ofKind('Expr').filter(({ value }) => value.kind === 'Constant');
}

/** How the wanted name can be written with what is imported already. */
function existingExpression(
  layout: Layout,
  entries: readonly Entry[],
  wanted: Wanted,
  at: TextRange,
): { readonly entry: Entry; readonly expression: string } | undefined {
  for (const entry of entries) {
    const meaning = meaningOf(layout.ast, entry.bound, at);
    if (meaning.kind !== 'import' || meaning.statement !== entry.statement) continue;
    const { path, dotted } = entry;
    if (wanted.name === undefined) {
      if (dotted === wanted.module) return { entry, expression: path };
    } else if (dotted === `${wanted.module}.${wanted.name}`) return { entry, expression: path };
    else if (dotted === wanted.module) return { entry, expression: `${path}.${wanted.name}` };
  }
  return undefined;
}

/** A `from` import of the same module that counts where the name will be used. */
function canHost(
  layout: Layout,
  statement: ImportStatement,
  wanted: Wanted,
  at: TextRange,
): statement is ImportFrom {
  if (statement.kind !== 'ImportFrom' || wanted.name === undefined || isStar(statement)) return false;
  if (statement.level > 0 || statement.module !== wanted.module) return false;
  const owner = functionAt(layout.ast, statement);
  return owner === undefined || contains(owner, at);
}

/** Drops and adds names of one statement; a new name takes the place of a dropped one where it can. */
function rewriteEntries(
  layout: Layout,
  statement: ImportStatement,
  dropped: readonly Entry[],
  added: readonly string[],
): Replacement[] {
  const entries = entriesOf(layout, statement);
  const gone = entries.filter((entry) => isAmong(entry, dropped));
  const [first, second] = entries;
  const last = entries.at(-1);
  if (first === undefined || last === undefined || (gone.length === 0 && added.length === 0)) return [];
  const waiting = [...added];
  const names: { readonly text: string; readonly key: string; readonly before: string }[] = [];
  const usual = second === undefined ? ', ' : textOf(layout, { start: first.end, end: second.start });
  for (const [index, entry] of entries.entries()) {
    const previous = entries[index - 1];
    const before = previous === undefined ? usual : textOf(layout, { start: previous.end, end: entry.start });
    const isGone = gone.includes(entry);
    const name = isGone ? waiting.shift() : textOf(layout, entry);
    if (name !== undefined) names.push({ text: name, key: sortKey(isGone ? name : entry.name), before });
  }
  for (const name of waiting) {
    const next = names.findIndex((other) => other.key > sortKey(name));
    names.splice(next < 0 ? names.length : next, 0, { text: name, key: sortKey(name), before: usual });
  }
  const text = names.map((name, index) => (index === 0 ? '' : name.before) + name.text).join('');
  return [replace({ start: first.start, end: last.end }, text)];
}

function isAmong(entry: Entry, others: readonly Entry[]): boolean {
  return others.some((other) => other.start === entry.start);
}
