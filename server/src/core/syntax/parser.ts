/**
 * The Python parser: an adapter over an injected web-tree-sitter, so that the core loads no file and no WebAssembly
 * itself. Each entry point (Node, worker, tests) hands in the module and the grammar's bytes.
 */
import type { Edit, Language as LanguageType, Parser as ParserType, Point, Tree } from 'web-tree-sitter';
import { editBetween, type TextEdit } from '../base/textEdit';
import { type Memory, readProductions, readTable } from './heap';
import { buildTable, type Grammar, isSameTable, type SyntaxTable } from './table';

export interface PythonParser {
  /** Total: any text gives a table. */
  parse(text: string): SyntaxTable;
  /** The same through tree-sitter's public interface, many times slower: what `parse` has to agree with. */
  parseByCursor(text: string): SyntaxTable;
  /** The same for a text that is being edited: from the tree of an earlier version, and keeping the new one. */
  parseNext(
    text: string,
    earlier: KeptTree | undefined,
  ): { readonly table: SyntaxTable; readonly kept: KeptTree };
  /** The tree alone. */
  treeOf(text: string, earlier: KeptTree | undefined): KeptTree;
  /** Whether `parse` reads trees out of WebAssembly's memory, or had to fall back on `parseByCursor`. */
  readonly readsMemory: boolean;
}

/** A tree in WebAssembly's memory, which takes some 27 bytes for each byte of its text until it is released. */
export interface KeptTree {
  readonly text: string;
  readonly tree: Tree;
  /** Call once. */
  release(): void;
}

/** The part of web-tree-sitter that is used. */
export interface TreeSitter {
  readonly Parser: typeof ParserType;
  readonly Language: typeof LanguageType;
  readonly Edit: typeof Edit;
}

export interface ParserFiles {
  /** Bytes of web-tree-sitter.wasm. */
  readonly runtime: Uint8Array;
  /** Bytes of tree-sitter-python.wasm. */
  readonly grammar: Uint8Array;
}

/** Loads the runtime and the grammar. Call once a process. */
export async function createPythonParser(treeSitter: TreeSitter, files: ParserFiles): Promise<PythonParser> {
  // Emscripten makes the object it is given the module itself: it gets the views of the memory.
  const module: { readonly wasmBinary: Uint8Array } & Partial<Memory> = { wasmBinary: files.runtime };
  await treeSitter.Parser.init(module);
  const language = await treeSitter.Language.load(files.grammar);
  const parser = new treeSitter.Parser();
  parser.setLanguage(language);
  const grammar = readGrammar(language);
  const fast = fastReader(parser, grammar, module);
  const treeOf = (text: string, earlier: KeptTree | undefined): KeptTree => {
    const tree = parseAfter(treeSitter, parser, text, earlier);
    return { text, tree, release: () => tree.delete() };
  };
  const reading = (read: Reader) => (text: string) =>
    withTree(parser, text, (tree) => read(grammar, text, tree));
  return {
    parse: reading(fast ?? readByCursor),
    parseByCursor: reading(readByCursor),
    parseNext(text, earlier) {
      const kept = treeOf(text, earlier);
      return { table: (fast ?? readByCursor)(grammar, text, kept.tree), kept };
    },
    treeOf,
    readsMemory: fast !== undefined,
  };
}

type Reader = (grammar: Grammar, text: string, tree: Tree) => SyntaxTable;

const readByCursor: Reader = (grammar, text, tree) => {
  const cursor = tree.walk();
  try {
    return buildTable(grammar, text, cursor, tree.rootNode.hasError);
  } finally {
    cursor.delete();
  }
};

/** Parses and frees the tree: memory that WebAssembly has taken it never gives back. */
function withTree<T>(parser: ParserType, text: string, use: (tree: Tree) => T): T {
  const tree = parseTree(parser, text);
  try {
    return use(tree);
  } finally {
    tree.delete();
  }
}

function parseTree(parser: ParserType, text: string, old?: Tree): Tree {
  const tree = parser.parse(text, old);
  // Null only without a language or when a progress callback cancels: neither happens here.
  if (tree === null) throw new Error('internal error: the parser returned no tree');
  return tree;
}

/** Parses anew only what an edit has touched. `earlier` stays as it is. */
function parseAfter(
  { Edit }: TreeSitter,
  parser: ParserType,
  text: string,
  earlier: KeptTree | undefined,
): Tree {
  if (earlier === undefined) return parseTree(parser, text);
  const edited = earlier.tree.copy();
  try {
    const edit = editBetween(earlier.text, text);
    if (edit !== undefined) edited.edit(new Edit(placesOf(earlier.text, text, edit)));
    return parseTree(parser, text, edited);
  } finally {
    edited.delete();
  }
}

/** An edit as tree-sitter wants it: offsets and, beside them, rows and columns. */
function placesOf(before: string, after: string, { start, oldEnd, newEnd }: TextEdit) {
  const startPosition = pointAt(before, start, 0, { row: 0, column: 0 });
  return {
    startIndex: start,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition,
    oldEndPosition: pointAt(before, oldEnd, start, startPosition),
    newEndPosition: pointAt(after, newEnd, start, startPosition),
  };
}

/** Row and column of `offset`, counted on from a place before it. tree-sitter's rows end at `\n` alone. */
function pointAt(text: string, offset: number, from: number, { row, column }: Point): Point {
  let point = { row, column };
  let lineStart = from - column;
  for (;;) {
    const newline = text.indexOf('\n', Math.max(lineStart, from));
    if (newline < 0 || newline >= offset) return { row: point.row, column: offset - lineStart };
    lineStart = newline + 1;
    point = { row: point.row + 1, column: 0 };
  }
}

/** Fields, aliases, hidden nodes, extras, missing tokens and errors: what a changed layout would show in. */
const SAMPLE = `# é
@a.b
async def f(x: int = 1, *, y=(2, 3), **k) -> None:
    """Text {with} braces."""
    if x: # why
        print(f"{x!r:>{y}} and", *k, end='')
    elif not y is in: pass
    else:

        return [i async for i in z if i], {**k, 'a': -1.5}
    match x:
        case A(b=[1, *_]) | None: x[1:2, ...] += lambda: 0
class C(B, m=1
    x = (
`;

/** The reader of `heap.ts`; undefined where the memory is out of reach or is not laid out as expected. */
function fastReader(parser: ParserType, grammar: Grammar, memory: Partial<Memory>): Reader | undefined {
  const { HEAPU8, HEAPU16, HEAPU32 } = memory;
  if (HEAPU8 === undefined || HEAPU16 === undefined || HEAPU32 === undefined) return undefined;
  return withTree(parser, SAMPLE, (tree) => {
    const productions = readProductions({ HEAPU8, HEAPU16, HEAPU32 }, tree.rootNode.id);
    const read: Reader = (_, text, { rootNode }) => {
      const { HEAPU8: u8 = HEAPU8, HEAPU16: u16 = HEAPU16, HEAPU32: u32 = HEAPU32 } = memory;
      const views = { HEAPU8: u8, HEAPU16: u16, HEAPU32: u32 };
      return readTable(grammar, productions, views, rootNode.id, text, rootNode.hasError);
    };
    return isSameTable(read(grammar, SAMPLE, tree), readByCursor(grammar, SAMPLE, tree)) ? read : undefined;
  });
}

function readGrammar(language: LanguageType): Grammar {
  const kindNames: string[] = [];
  const named: boolean[] = [];
  for (let id = 0; id < language.nodeTypeCount; id++) {
    kindNames.push(language.nodeTypeForId(id) ?? '');
    named.push(language.nodeTypeIsNamed(id));
  }
  const fieldNames: string[] = [''];
  for (let id = 1; id <= language.fieldCount; id++) fieldNames.push(language.fieldNameForId(id) ?? '');
  return { kindNames, fieldNames, named };
}
