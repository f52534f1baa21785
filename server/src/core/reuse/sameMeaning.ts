/**
 * Whether an edit leaves what an analysis has looked at as it was, but for places: it lies in a comment, in white space,
 * in a docstring, or in the body of a function that the analysis never entered. Doubt counts as no.
 */
import type { TextRange } from '../base/text';
import type { TextEdit } from '../base/textEdit';
import { firstFrom } from '../syntax/nodes';
import { ERROR_TYPE, type SyntaxTable } from '../syntax/table';
import type { Shift } from './shift';

/**
 * Compares the trees. Gives the blocks of the new one that answer to those that were read in the old one, or undefined
 * where the edit touches what was read. `only`: the node within which alone the trees can differ, if that is known.
 */
export function readBodiesAfter(
  before: SyntaxTable,
  after: SyntaxTable,
  edit: TextEdit,
  shift: Shift,
  only: number | undefined,
): Set<number> | undefined {
  if (before.tooDeep.size > 0 || after.tooDeep.size > 0) return undefined;
  const kinds = kindsOf(before);
  const isOnly = only !== undefined && isWithin(before, only, edit, kinds);
  const first = isOnly ? only : 0;
  const oldSize = isOnly ? (before.after[only] ?? before.size) : before.size;
  const nowSize = isOnly ? (after.after[only] ?? after.size) : after.size;
  const reads = new Set<number>();
  for (const body of before.readBodies) {
    if (body < first) reads.add(body);
    else if (body >= oldSize) reads.add(body + nowSize - oldSize);
  }
  // A comment, or a block that nobody has read.
  if (isOnly && !before.readBodies.has(only)) return reads;
  const unread = new Set<number>();
  /** Where the open nodes end in each table. */
  const ends: { readonly old: number; readonly now: number }[] = [];
  let old = first;
  let now = first;
  for (;;) {
    while (old < oldSize && before.type[old] === kinds.comment) old = before.after[old] ?? oldSize;
    while (now < nowSize && after.type[now] === kinds.comment) now = after.after[now] ?? nowSize;
    for (let top = ends.at(-1); top !== undefined; top = ends.at(-1)) {
      const isOver = old >= top.old;
      if (isOver !== now >= top.now) return undefined;
      if (!isOver) break;
      ends.pop();
    }
    if (old >= oldSize || now >= nowSize) return old >= oldSize && now >= nowSize ? reads : undefined;
    const type = before.type[old];
    if (type !== after.type[now] || before.field[old] !== after.field[now]) return undefined;
    const start = before.start[old] ?? 0;
    const end = before.end[old] ?? 0;
    // The root is the text, however long.
    if (old > 0) {
      // Where exactly something that begins at an insertion was, its neighbours tell in two ways.
      if (start === edit.start && edit.oldEnd === edit.start) return undefined;
      if (shift.start(start) !== after.start[now] || shift.end(end) !== after.end[now]) return undefined;
    }
    const oldNext = before.after[old] ?? oldSize;
    const nowNext = after.after[now] ?? nowSize;
    const isTouched = edit.start < end && edit.oldEnd > start;
    if (unread.has(old) || (isTouched && isDocstring(before, after, old, now, edit, kinds))) {
      old = oldNext;
      now = nowNext;
      continue;
    }
    const isLeaf = oldNext === old + 1;
    if (isTouched && (isLeaf || kinds.ownText.has(type ?? 0))) return undefined;
    if (before.readBodies.has(old)) reads.add(now);
    if (type === kinds.definition) {
      const body = bodyOf(before, old, kinds);
      if (body !== undefined && !before.readBodies.has(body)) unread.add(body);
    }
    if (!isLeaf || nowNext !== now + 1) ends.push({ old: oldNext, now: nowNext });
    old++;
    now++;
  }
}

/** Whether the edit is strictly inside the node, or at the end of a comment, which then grows. */
function isWithin(table: SyntaxTable, node: number, { start, oldEnd }: TextEdit, kinds: Kinds): boolean {
  const end = table.end[node] ?? 0;
  return (
    (table.start[node] ?? 0) < start && (table.type[node] === kinds.comment ? oldEnd <= end : oldEnd < end)
  );
}

/** Ids of the kinds of nodes that matter here. */
interface Kinds {
  readonly comment: number;
  readonly definition: number;
  readonly decorated: number;
  readonly statement: number;
  readonly string: number;
  readonly interpolation: number;
  readonly global: number;
  readonly body: number;
  /** Nodes with text that is in none of their children. */
  readonly ownText: ReadonlySet<number>;
}

function kindsOf({ grammar }: SyntaxTable): Kinds {
  const id = (name: string): number => grammar.kindNames.indexOf(name);
  return {
    comment: id('comment'),
    definition: id('function_definition'),
    decorated: id('decorated_definition'),
    statement: id('expression_statement'),
    string: id('string'),
    interpolation: id('interpolation'),
    global: id('global_statement'),
    body: grammar.fieldNames.indexOf('body'),
    ownText: new Set([id('string'), id('string_content'), id('format_specifier'), ERROR_TYPE]),
  };
}

function bodyOf({ field, after, size }: SyntaxTable, node: number, { body }: Kinds): number | undefined {
  const end = after[node] ?? size;
  for (let child = node + 1; child < end; child = after[child] ?? end)
    if (field[child] === body) return child;
  return undefined;
}

/** Whether both nodes are a statement that is nothing but a plain string, and the edit stays between its quotes. */
function isDocstring(
  before: SyntaxTable,
  after: SyntaxTable,
  old: number,
  now: number,
  { start, oldEnd, newEnd }: TextEdit,
  kinds: Kinds,
): boolean {
  const surrounds = (table: SyntaxTable, node: number, end: number): boolean => {
    const string = node + 1;
    const next = table.after[node];
    if (table.type[node] !== kinds.statement || table.type[string] !== kinds.string) return false;
    if (table.after[string] !== next) return false;
    const opening = table.text.slice(table.start[string + 1], table.end[string + 1]);
    const last = (next ?? 0) - 1;
    for (let child = string; child <= last; child++)
      if (table.type[child] === kinds.interpolation) return false;
    return (
      !/[ft]/i.test(opening) &&
      (table.end[string + 1] ?? Infinity) <= start &&
      end <= (table.start[last] ?? -1) &&
      table.end[last] === table.end[string] &&
      (table.end[last] ?? 0) > (table.start[last] ?? 0)
    );
  };
  return surrounds(before, old, oldEnd) && surrounds(after, now, newEnd);
}

/** Whether something is put at the end of a comment that is then a longer one: what ends with it grows, too. */
export function growsComment(
  before: SyntaxTable,
  after: SyntaxTable,
  { start, oldEnd, newEnd }: TextEdit,
): boolean {
  const { comment } = kindsOf(before);
  const endsAt = (table: SyntaxTable, end: number): boolean => {
    // Whatever comes behind a comment begins where it ends, or later.
    const node = firstFrom(table, end) - 1;
    return table.type[node] === comment && table.end[node] === end && (table.start[node] ?? end) < start;
  };
  return start === oldEnd && endsAt(before, start) && endsAt(after, newEnd);
}

/** Whether functions declare the same names `global`. `block`: the only one in which the trees can differ. */
export function haveSameGlobals(before: SyntaxTable, after: SyntaxTable, block: number | undefined): boolean {
  if (block !== undefined && isSameSet(globalNames(before, block), globalNames(after, block))) return true;
  return isSameSet(globalNames(before, 0), globalNames(after, 0));
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((name) => b.has(name));
}

/** Names that some function within a node declares `global`. */
function globalNames(table: SyntaxTable, within: number): ReadonlySet<string> {
  const { global } = kindsOf(table);
  const names = new Set<string>();
  const last = table.after[within] ?? table.size;
  for (let node = within; node < last; node++) {
    if (table.type[node] !== global) continue;
    const statement = table.text.slice(table.start[node], table.end[node]);
    for (const name of statement.match(/[^\s,\\]+/g) ?? []) names.add(name);
  }
  return names;
}

/** Ranges of the function definitions around a place, with their decorators and without. */
export function functionsAround(table: SyntaxTable, { start, oldEnd }: TextEdit): TextRange[] {
  const { definition, decorated } = kindsOf(table);
  const found: TextRange[] = [];
  for (let node = 1; node < table.size;) {
    const range = { start: table.start[node] ?? 0, end: table.end[node] ?? 0 };
    if (range.start > oldEnd) break;
    const isAround = range.start <= start && oldEnd <= range.end;
    if (isAround && (table.type[node] === definition || table.type[node] === decorated)) found.push(range);
    node = isAround ? node + 1 : (table.after[node] ?? table.size);
  }
  return found;
}
