/**
 * The syntax tree of one text as flat pre-order columns. Crossing into WebAssembly for each node is what costs, so the
 * tree is walked once, copied into typed arrays and freed; nothing after this file sees tree-sitter.
 */
import type { Parts } from './parts';

/** Node kinds by name, fixed when the parser is made. Unknown names of a newer grammar simply never match. */
export interface Grammar {
  /** Kind name by type id; anonymous tokens have their text as name. */
  readonly kindNames: readonly string[];
  /** Field name by field id; index 0 is unused. */
  readonly fieldNames: readonly string[];
  /** By type id: true for named kinds. */
  readonly named: readonly boolean[];
}

/** Type id of text that fits nowhere; tree-sitter's own, which no grammar counts among its kinds. */
export const ERROR_TYPE = 0xffff;

/**
 * Nodes nested deeper than this are not lowered: whoever walks the AST may recurse. CPython's own parser gives up at 200
 * brackets and 100 indents; the rest is room for long chains of operators.
 */
export const NESTING_LIMIT = 600;

export interface SyntaxTable {
  readonly grammar: Grammar;
  readonly text: string;
  /** Number of nodes; each column has at least so many entries. */
  readonly size: number;
  readonly type: Uint16Array;
  readonly field: Uint8Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** Index of the first node after this one's subtree: the next sibling, if the parent reaches that far. */
  readonly after: Uint32Array;
  /** The nodes at `NESTING_LIMIT`. */
  readonly tooDeep: ReadonlySet<number>;
  /** True where the parser met text it could not fit in. */
  readonly hasErrors: boolean;
  /**
   * Blocks of functions whose statements somebody has asked for. What stands in the others has not been looked at; the one
   * part of a table that grows.
   */
  readonly readBodies: Set<number>;
  /** What is left out to be parsed when it is asked for; absent where the table has all of the text. */
  readonly parts?: Parts;
}

/** What the walk needs of a tree-sitter cursor. */
export interface Cursor {
  readonly nodeTypeId: number;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly currentFieldId: number;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
}

/** Copies the tree under `cursor` (which stands on the root). An explicit walk: nesting depth costs no stack. */
export function buildTable(grammar: Grammar, text: string, cursor: Cursor, hasErrors: boolean): SyntaxTable {
  let capacity = Math.max(64, text.length >> 1);
  let type = new Uint16Array(capacity);
  let field = new Uint8Array(capacity);
  let start = new Uint32Array(capacity);
  let end = new Uint32Array(capacity);
  let after = new Uint32Array(capacity);
  const open: number[] = [];
  const tooDeep = new Set<number>();
  let size = 0;

  const grow = (): void => {
    capacity *= 2;
    const enlarge = <T extends Uint16Array | Uint8Array | Uint32Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    type = enlarge(type, new Uint16Array(capacity));
    field = enlarge(field, new Uint8Array(capacity));
    start = enlarge(start, new Uint32Array(capacity));
    end = enlarge(end, new Uint32Array(capacity));
    after = enlarge(after, new Uint32Array(capacity));
  };

  for (;;) {
    if (size === capacity) grow();
    type[size] = cursor.nodeTypeId;
    field[size] = cursor.currentFieldId;
    start[size] = cursor.startIndex;
    end[size] = cursor.endIndex;
    const index = size++;
    if (open.length === NESTING_LIMIT) tooDeep.add(index);
    if (cursor.gotoFirstChild()) {
      open.push(index);
      continue;
    }
    after[index] = size;
    while (!cursor.gotoNextSibling()) {
      const parent = open.pop();
      if (parent === undefined) {
        return {
          ...{ grammar, text, size, type, field, start, end, after, tooDeep, hasErrors },
          readBodies: new Set(),
        };
      }
      after[parent] = size;
      cursor.gotoParent();
    }
  }
}

/** Whether two tables of one grammar hold the same tree. */
export function isSameTable(a: SyntaxTable, b: SyntaxTable): boolean {
  if (a.size !== b.size || a.hasErrors !== b.hasErrors || a.tooDeep.size !== b.tooDeep.size) return false;
  for (let node = 0; node < a.size; node++) {
    if (
      a.type[node] !== b.type[node] ||
      a.field[node] !== b.field[node] ||
      a.start[node] !== b.start[node] ||
      a.end[node] !== b.end[node] ||
      a.after[node] !== b.after[node]
    )
      return false;
  }
  return [...a.tooDeep].every((node) => b.tooDeep.has(node));
}
