/**
 * The table of a text after an edit within one function or comment: only that function's block is parsed, and put into
 * the table of the text before. Where it is not sure that parsing the whole gives the same, nothing comes out.
 */
import { editBetween, type TextEdit } from '../base/textEdit';
import { childrenOf, fieldOf, firstFrom, kindOf, type NodeIndex } from './nodes';
import { NESTING_LIMIT, type SyntaxTable } from './table';

export interface Splice {
  readonly table: SyntaxTable;
  /** The comment, or the block that was parsed: all else is as it was. It has the same index in both tables. */
  readonly only: NodeIndex;
}

/** A function to hold the block, and what stands behind it: the block has to end where it did. */
const HOLDER = 'def _():\n';
const FOLLOWER = 'pass\n';

/** Index in the table of a part: behind the module itself. */
const FIRST_STATEMENT = 1;

/** `before` is the table of a whole text, without blanked lines. */
export function splice(
  parse: (text: string) => SyntaxTable,
  before: SyntaxTable,
  text: string,
): Splice | undefined {
  if (before.hasErrors || before.tooDeep.size > 0 || before.parts !== undefined) return undefined;
  const edit = editBetween(before.text, text);
  if (edit === undefined) return undefined;
  const comment = commentAround(before, text, edit);
  if (comment !== undefined) return { table: withEdited(before, text, edit, comment), only: comment };
  const around = blockAround(before, edit);
  if (around === undefined) return undefined;
  const { block, depth } = around;
  const start = before.start[block] ?? 0;
  const end = (before.end[block] ?? 0) + edit.newEnd - edit.oldEnd;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (!/^[ \t]+$/.test(text.slice(lineStart, start))) return undefined;
  // A statement behind the colon, on a line that goes on here, may be no block.
  if (/\\\r?\n?$/.test(text.slice(Math.max(0, lineStart - 3), lineStart))) return undefined;
  const newline = text.indexOf('\n', end);
  const lines = text.slice(lineStart, newline < 0 ? text.length : newline);
  const table = parse(`${HOLDER}${lines}\n${FOLLOWER}`);
  if (table.hasErrors || table.tooDeep.size > 0) return undefined;
  const base = lineStart - HOLDER.length;
  const statements = childrenOf(table, 0).filter((node) => kindOf(table, node) !== 'comment');
  const [holder, follower] = statements;
  if (holder !== FIRST_STATEMENT || follower === undefined || statements.length > 2) return undefined;
  if (table.start[follower] !== HOLDER.length + lines.length + 1) return undefined;
  const parsed = fieldOf(table, holder, 'body');
  if (parsed === undefined || kindOf(table, parsed) !== 'block') return undefined;
  if ((table.start[parsed] ?? 0) + base !== start || (table.end[parsed] ?? 0) + base !== end)
    return undefined;
  if (depth + heightOf(table, parsed) >= NESTING_LIMIT) return undefined;
  return { table: withBlock(before, text, edit, block, { table, parsed, base }), only: block };
}

/** The comment behind whose `#` the edit is, if it stays a comment of one line. */
function commentAround(
  table: SyntaxTable,
  text: string,
  { start, oldEnd, newEnd }: TextEdit,
): NodeIndex | undefined {
  // Whatever comes behind a comment begins where it ends, or later.
  const node = firstFrom(table, start) - 1;
  if (kindOf(table, node) !== 'comment' || oldEnd > (table.end[node] ?? 0)) return undefined;
  return /[\0\r\n]/.test(text.slice(start, newEnd)) ? undefined : node;
}

/** The table with one token that is longer or shorter. */
function withEdited(
  before: SyntaxTable,
  text: string,
  { oldEnd, newEnd }: TextEdit,
  token: NodeIndex,
): SyntaxTable {
  const moved = newEnd - oldEnd;
  const { grammar, size, type, field, after, tooDeep, hasErrors } = before;
  const start = before.start.slice(0, size);
  const end = before.end.slice(0, size);
  const tokenEnd = end[token] ?? 0;
  // Before it, only what is around it ends with it or behind it.
  for (let node = 0; node < size; node++)
    if ((end[node] ?? 0) >= tokenEnd) end[node] = (end[node] ?? 0) + moved;
  for (let node = token + 1; node < size; node++) start[node] = (start[node] ?? 0) + moved;
  return { grammar, text, size, type, field, start, end, after, tooDeep, hasErrors, readBodies: new Set() };
}

/** The innermost function's block around the edit, and how many nodes are around the block. */
function blockAround(
  table: SyntaxTable,
  { start, oldEnd }: TextEdit,
): { readonly block: NodeIndex; readonly depth: number } | undefined {
  let found: { readonly block: NodeIndex; readonly depth: number } | undefined;
  let depth = 1;
  let outer: NodeIndex | undefined;
  for (let node = 1; node < table.size;) {
    if ((table.start[node] ?? 0) >= start) break;
    if (oldEnd >= (table.end[node] ?? 0)) {
      node = table.after[node] ?? table.size;
      continue;
    }
    const isBody = outer !== undefined && kindOf(table, outer) === 'function_definition';
    if (isBody && kindOf(table, node) === 'block') found = { block: node, depth };
    outer = node;
    depth++;
    node++;
  }
  return found;
}

/** Nodes on the longest way from the node down, itself included. */
function heightOf(table: SyntaxTable, node: NodeIndex): number {
  const last = table.after[node] ?? table.size;
  const ends: number[] = [];
  let height = 0;
  for (let at = node; at < last; at++) {
    while ((ends.at(-1) ?? last) <= at) ends.pop();
    ends.push(table.after[at] ?? last);
    height = Math.max(height, ends.length);
  }
  return height;
}

/** A block in the table of a part; `base` is what its offsets lack. */
interface ParsedBlock {
  readonly table: SyntaxTable;
  readonly parsed: NodeIndex;
  readonly base: number;
}

/** The table with another block. */
function withBlock(
  before: SyntaxTable,
  text: string,
  { oldEnd, newEnd }: TextEdit,
  block: NodeIndex,
  { table: part, parsed, base }: ParsedBlock,
): SyntaxTable {
  const behind = before.after[block] ?? before.size;
  const partEnd = part.after[parsed] ?? part.size;
  const moved = newEnd - oldEnd;
  const movedNodes = partEnd - parsed - (behind - block);
  const size = before.size + movedNodes;
  const joined = <T extends Uint8Array | Uint16Array | Uint32Array>(into: T, from: T, anew: T): T => {
    into.set(from.subarray(0, block));
    into.set(anew.subarray(parsed, partEnd), block);
    into.set(from.subarray(behind, before.size), block + partEnd - parsed);
    return into;
  };
  const type = joined(new Uint16Array(size), before.type, part.type);
  const field = joined(new Uint8Array(size), before.field, part.field);
  const start = joined(new Uint32Array(size), before.start, part.start);
  const end = joined(new Uint32Array(size), before.end, part.end);
  const after = joined(new Uint32Array(size), before.after, part.after);
  for (let node = 0; node < block; node++) {
    // Only what is around the block ends behind it.
    if ((after[node] ?? 0) <= block) continue;
    after[node] = (after[node] ?? 0) + movedNodes;
    end[node] = (end[node] ?? 0) + moved;
  }
  const firstBehind = behind + movedNodes;
  for (let node = block; node < firstBehind; node++) {
    start[node] = (start[node] ?? 0) + base;
    end[node] = (end[node] ?? 0) + base;
    after[node] = (after[node] ?? 0) - parsed + block;
  }
  for (let node = firstBehind; node < size; node++) {
    start[node] = (start[node] ?? 0) + moved;
    end[node] = (end[node] ?? 0) + moved;
    after[node] = (after[node] ?? 0) + movedNodes;
  }
  return {
    ...{ grammar: before.grammar, text, size, type, field, start, end, after },
    ...{ tooDeep: new Set(), hasErrors: false, readBodies: new Set() },
  };
}
