/**
 * Reads a syntax tree where tree-sitter keeps it, in WebAssembly's memory, instead of asking for each node: many times
 * faster. The layout is that of web-tree-sitter 0.27 and private to it, so `parser.ts` compares the result with the public
 * cursor on a sample when it starts, and does without this file where they differ.
 */
import { type Grammar, NESTING_LIMIT, type SyntaxTable } from './table';

/** Views of the memory, anew after each growth: Emscripten replaces them on the module object. */
export interface Memory {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU16: Uint16Array;
  readonly HEAPU32: Uint32Array;
}

/** tree-sitter counts bytes; one UTF-16 unit is two, so a shift by this divides. */
const UNIT_SHIFT = 1;
const SUBTREE_BYTES = 8;

/** `TSTree`: the root's subtree, then the language. */
const TREE_LANGUAGE = 8;

/** `SubtreeHeapData`, which a subtree that is not inline points to; its children lie right before it. */
const HEAP = {
  padding: 4,
  size: 16,
  childCount: 36,
  symbol: 40,
  flags: 44,
  visibleChildren: 48,
  visibleDescendants: 56,
  production: 66,
};

/** `TSLanguage` of ABI 14 and 15, as far as both have it. */
const LANGUAGE = {
  symbolCount: 4,
  productionCount: 28,
  fieldCount: 32,
  longestAliasSequence: 36,
  fieldSlices: 64,
  fieldEntries: 68,
  publicSymbols: 76,
  aliasSequences: 84,
};

/** Bits of an inline subtree's first word; the flags of one on the heap are the same without `inline`. */
const INLINE = 1;
const INLINE_VISIBLE = 2;
const INLINE_EXTRA = 8;
const HEAP_VISIBLE = 1;
const HEAP_EXTRA = 4;

/** What the grammar says of a production's children, copied out of memory once. */
export interface Productions {
  /** Children that can have an alias or a field, at most. */
  readonly width: number;
  /** Symbol that stands for the child instead of its own, 0 for none; by production × width + child. */
  readonly alias: Uint16Array;
  /** Field id of the child, 0 for none; likewise. */
  readonly field: Uint8Array;
  /** Symbol by which the grammar publishes another. */
  readonly published: Uint16Array;
}

/** `tree`: address of any tree of the language, which is the id of its root node. */
export function readProductions(memory: Memory, tree: number): Productions {
  const { HEAPU8, HEAPU16, HEAPU32 } = memory;
  const at32 = (address: number): number => HEAPU32[address >> 2] ?? 0;
  const at16 = (address: number): number => HEAPU16[address >> 1] ?? 0;
  const language = at32(tree + TREE_LANGUAGE);
  const symbols = at32(language + LANGUAGE.symbolCount);
  const productions = at32(language + LANGUAGE.productionCount);
  const aliasWidth = at16(language + LANGUAGE.longestAliasSequence);
  const slices = at32(language + LANGUAGE.fieldSlices);
  const entries = at32(language + LANGUAGE.fieldEntries);
  const aliases = at32(language + LANGUAGE.aliasSequences);

  const fields: { readonly production: number; readonly child: number; readonly field: number }[] = [];
  for (let production = 0; production < productions; production++) {
    const slice = slices + production * 4;
    const first = at16(slice);
    const end = first + at16(slice + 2);
    for (let index = first; index < end; index++) {
      const entry = entries + index * 4;
      const inherited = HEAPU8[entry + 3] !== 0;
      if (!inherited) fields.push({ production, child: HEAPU8[entry + 2] ?? 0, field: at16(entry) });
    }
  }

  const width = Math.max(aliasWidth, ...fields.map(({ child }) => child + 1));
  const alias = new Uint16Array(productions * width);
  const field = new Uint8Array(productions * width);
  // Production 0 is that of everything without aliases; its row is not in memory.
  for (let production = 1; production < productions; production++) {
    for (let child = 0; child < aliasWidth; child++) {
      alias[production * width + child] = at16(aliases + (production * aliasWidth + child) * 2);
    }
  }
  // Of several fields of one child the first counts.
  for (const entry of fields.reverse()) field[entry.production * width + entry.child] = entry.field;
  const published = Uint16Array.from({ length: symbols }, (_, symbol) =>
    at16(at32(language + LANGUAGE.publicSymbols) + symbol * 2),
  );
  return { width, alias, field, published };
}

/** Numbers a frame takes on the stack of open subtrees. */
const FRAME = 6;

/** Copies the tree at address `tree` into a table. An explicit walk: nesting depth costs no stack. */
export function readTable(
  grammar: Grammar,
  productions: Productions,
  memory: Memory,
  tree: number,
  text: string,
  hasErrors: boolean,
): SyntaxTable {
  const { HEAPU8, HEAPU16, HEAPU32 } = memory;
  const { width, alias: aliases, field: fields, published } = productions;
  const tooDeep = new Set<number>();
  /** Open subtrees, `FRAME` numbers each: what the loop below keeps in variables for the innermost. */
  let stack = new Int32Array(FRAME * 128);
  let top = 0;

  // The root is never inline: it has children, or is the empty module, which tree-sitter keeps on the heap.
  const root = HEAPU32[tree >> 2] ?? 0;
  const size = (HEAPU32[(root + HEAP.visibleDescendants) >> 2] ?? 0) + 1;
  const type = new Uint16Array(size);
  const field = new Uint8Array(size);
  const start = new Uint32Array(size);
  const end = new Uint32Array(size);
  const after = new Uint32Array(size);
  let used = 1;
  let bytes = HEAPU32[(root + HEAP.padding) >> 2] ?? 0;
  const rootSymbol = HEAPU16[(root + HEAP.symbol) >> 1] ?? 0;
  type[0] = published[rootSymbol] ?? rootSymbol;
  start[0] = bytes >> UNIT_SHIFT;
  end[0] = (bytes + (HEAPU32[(root + HEAP.size) >> 2] ?? 0)) >> UNIT_SHIFT;

  /** Index of the subtree whose children these are; negative where it is hidden. */
  let node = 0;
  let visibleDepth = 1;
  let childrenEnd = root;
  let child = root - (HEAPU32[(root + HEAP.childCount) >> 2] ?? 0) * SUBTREE_BYTES;
  let row = (HEAPU16[(root + HEAP.production) >> 1] ?? 0) * width;
  let structural = 0;
  /** Field of the hidden subtree whose children these are; 0 where it is visible. */
  let inherited = 0;
  let isFirst = true;

  for (;;) {
    if (child === childrenEnd) {
      if (node >= 0) {
        after[node] = used;
        visibleDepth--;
      }
      if (top === 0) {
        const columns = { type, field, start, end, after };
        return { grammar, text, size: used, ...columns, tooDeep, hasErrors, readBodies: new Set() };
      }
      top -= FRAME;
      child = stack[top] ?? 0;
      childrenEnd = stack[top + 1] ?? 0;
      row = stack[top + 2] ?? 0;
      structural = stack[top + 3] ?? 0;
      inherited = stack[top + 4] ?? 0;
      node = stack[top + 5] ?? 0;
      isFirst = false;
      continue;
    }

    const word = HEAPU32[child >> 2] ?? 0;
    let symbol: number;
    let length: number;
    let padding: number;
    let visible: boolean;
    let extra: boolean;
    let count = 0;
    if ((word & INLINE) !== 0) {
      const sizes = HEAPU32[(child >> 2) + 1] ?? 0;
      symbol = (word >>> 8) & 0xff;
      visible = (word & INLINE_VISIBLE) !== 0;
      extra = (word & INLINE_EXTRA) !== 0;
      padding = (sizes >>> 16) & 0xff;
      length = sizes >>> 24;
    } else {
      const flags = HEAPU8[word + HEAP.flags] ?? 0;
      symbol = HEAPU16[(word + HEAP.symbol) >> 1] ?? 0;
      visible = (flags & HEAP_VISIBLE) !== 0;
      extra = (flags & HEAP_EXTRA) !== 0;
      padding = HEAPU32[(word + HEAP.padding) >> 2] ?? 0;
      length = HEAPU32[(word + HEAP.size) >> 2] ?? 0;
      count = HEAPU32[(word + HEAP.childCount) >> 2] ?? 0;
    }
    // A subtree's first child begins where it does: its padding is the parent's, and has been passed.
    if (isFirst) isFirst = false;
    else bytes += padding;
    child += SUBTREE_BYTES;

    let fieldId = 0;
    if (!extra) {
      if (structural < width) {
        fieldId = fields[row + structural] ?? 0;
        const alias = aliases[row + structural] ?? 0;
        if (alias !== 0) {
          symbol = alias;
          visible = true;
        }
      }
      structural++;
      if (fieldId === 0) fieldId = inherited;
    }

    let index = -1;
    if (visible) {
      index = used++;
      type[index] = published[symbol] ?? symbol;
      field[index] = fieldId;
      start[index] = bytes >> UNIT_SHIFT;
      end[index] = (bytes + length) >> UNIT_SHIFT;
      if (visibleDepth === NESTING_LIMIT) tooDeep.add(index);
      if (count === 0) after[index] = used;
    }
    if (count === 0 || (!visible && HEAPU32[(word + HEAP.visibleChildren) >> 2] === 0)) {
      bytes += length;
      continue;
    }
    if (top === stack.length) {
      const enlarged = new Int32Array(stack.length * 2);
      enlarged.set(stack);
      stack = enlarged;
    }
    stack[top] = child;
    stack[top + 1] = childrenEnd;
    stack[top + 2] = row;
    stack[top + 3] = structural;
    stack[top + 4] = inherited;
    stack[top + 5] = node;
    top += FRAME;
    if (visible) visibleDepth++;
    node = index;
    childrenEnd = word;
    child = word - count * SUBTREE_BYTES;
    row = (HEAPU16[(word + HEAP.production) >> 1] ?? 0) * width;
    structural = 0;
    inherited = visible ? 0 : fieldId;
    isFirst = true;
  }
}
