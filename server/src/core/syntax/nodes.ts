/** Typed accessors over a syntax table: the vocabulary in which lowering is written. A node is its index. */
import type { TextRange } from '../base/text';
import type { SyntaxTable } from './table';

/** Index of a node in a `SyntaxTable`. */
export type NodeIndex = number;

export function kindOf(table: SyntaxTable, node: NodeIndex): string {
  return table.grammar.kindNames[table.type[node] ?? 0] ?? '';
}

export function isNamed(table: SyntaxTable, node: NodeIndex): boolean {
  return table.grammar.named[table.type[node] ?? 0] ?? false;
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
  return childrenOf(table, node).filter(
    (child) => isNamed(table, child) && kindOf(table, child) !== 'comment',
  );
}

/** First child in a field. */
export function fieldOf(table: SyntaxTable, node: NodeIndex, field: string): NodeIndex | undefined {
  return fieldsOf(table, node, field)[0];
}

/** All named children in a field. */
export function fieldsOf(table: SyntaxTable, node: NodeIndex, field: string): NodeIndex[] {
  return childrenOf(table, node).filter(
    (child) =>
      table.grammar.fieldNames[table.field[child] ?? 0] === field && kindOf(table, child) !== 'comment',
  );
}

/** True where the node has this anonymous token as a direct child: `async`, `*`. */
export function hasToken(table: SyntaxTable, node: NodeIndex, token: string): boolean {
  return childrenOf(table, node).some((child) => kindOf(table, child) === token);
}
