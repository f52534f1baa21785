/** Typed accessors over a syntax table: the vocabulary in which lowering is written. A node is its index. */
import type { TextRange } from '../base/text';
import { ERROR_TYPE, type SyntaxTable } from './table';

/** Index of a node in a `SyntaxTable`. */
export type NodeIndex = number;

export function kindOf({ grammar, type }: SyntaxTable, node: NodeIndex): string {
  const id = type[node] ?? 0;
  // Errors stand apart from the list: at their id it would be a list of 65,536 entries.
  return id === ERROR_TYPE ? 'ERROR' : (grammar.kindNames[id] ?? '');
}

export function isNamed({ grammar, type }: SyntaxTable, node: NodeIndex): boolean {
  const id = type[node] ?? 0;
  return id === ERROR_TYPE || (grammar.named[id] ?? false);
}

export function rangeOf(table: SyntaxTable, node: NodeIndex): TextRange {
  return { start: table.start[node] ?? 0, end: table.end[node] ?? 0 };
}

export function textOf(table: SyntaxTable, node: NodeIndex): string {
  return table.text.slice(table.start[node], table.end[node]);
}

/** All children, anonymous tokens included. */
export function childrenOf(table: SyntaxTable, node: NodeIndex): NodeIndex[] {
  const children: NodeIndex[] = [];
  const end = table.after[node] ?? 0;
  for (let child = node + 1; child < end; child = table.after[child] ?? end) children.push(child);
  return children;
}

/** Named children without comments. */
export function namedChildrenOf(table: SyntaxTable, node: NodeIndex): NodeIndex[] {
  const children: NodeIndex[] = [];
  const end = table.after[node] ?? 0;
  for (let child = node + 1; child < end; child = table.after[child] ?? end) {
    if (isNamed(table, child) && kindOf(table, child) !== 'comment') children.push(child);
  }
  return children;
}

/** First child in a field. */
export function fieldOf(table: SyntaxTable, node: NodeIndex, field: string): NodeIndex | undefined {
  const end = table.after[node] ?? 0;
  for (let child = node + 1; child < end; child = table.after[child] ?? end) {
    if (isInField(table, child, field)) return child;
  }
  return undefined;
}

/** All children in a field. */
export function fieldsOf(table: SyntaxTable, node: NodeIndex, field: string): NodeIndex[] {
  const children: NodeIndex[] = [];
  const end = table.after[node] ?? 0;
  for (let child = node + 1; child < end; child = table.after[child] ?? end) {
    if (isInField(table, child, field)) children.push(child);
  }
  return children;
}

function isInField(table: SyntaxTable, node: NodeIndex, field: string): boolean {
  return table.grammar.fieldNames[table.field[node] ?? 0] === field && kindOf(table, node) !== 'comment';
}

/** True where the node has this anonymous token as a direct child: `async`, `*`. */
export function hasToken(table: SyntaxTable, node: NodeIndex, token: string): boolean {
  const end = table.after[node] ?? 0;
  for (let child = node + 1; child < end; child = table.after[child] ?? end) {
    if (kindOf(table, child) === token) return true;
  }
  return false;
}

/** The first node that begins at `offset` or behind it; nodes come in the order of their beginnings. */
export function firstFrom({ start, size }: SyntaxTable, offset: number): NodeIndex {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((start[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
