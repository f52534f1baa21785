/**
 * Trees of files that are being edited, kept so that the next version is parsed from what has changed. They lie in
 * WebAssembly's memory, which never shrinks: only few are kept, and each goes as soon as its successor is there.
 */
import type { KeptTree, PythonParser } from './parser';
import { parseWithRecovery, type Recovered } from './recovery';
import type { SyntaxTable } from './table';

export interface EditedTrees {
  /** Parses the next version of a file. The result is the same as without an earlier one. */
  parse(path: string, text: string): Recovered;
  /** Frees what is kept of a file. */
  release(path: string): void;
}

/** Characters of text whose trees are kept at most; a tree takes some 27 bytes for each. */
const KEPT_CHARACTERS = 1_000_000;

export function createEditedTrees(parser: PythonParser): EditedTrees {
  /** Least recently used first. */
  const kept = new Map<string, KeptTree>();
  let characters = 0;

  const take = (path: string): KeptTree | undefined => {
    const tree = kept.get(path);
    if (tree !== undefined) characters -= tree.text.length;
    kept.delete(path);
    return tree;
  };
  const keep = (path: string, tree: KeptTree): void => {
    kept.set(path, tree);
    characters += tree.text.length;
    for (const oldest of kept.keys()) {
      if (characters <= KEPT_CHARACTERS) break;
      take(oldest)?.release();
    }
  };

  return {
    parse(path, text) {
      let earlier = take(path);
      let first: KeptTree | undefined;
      try {
        return parseWithRecovery((version): SyntaxTable => {
          const { table, kept: tree } = parser.parseNext(version, earlier);
          // The first is that of the text itself, which the next version builds on; the others have lines blanked.
          if (earlier !== first) earlier?.release();
          first ??= tree;
          earlier = tree;
          return table;
        }, text);
      } finally {
        if (earlier !== first) earlier?.release();
        if (first !== undefined) keep(path, first);
      }
    },
    release: (path) => take(path)?.release(),
  };
}
