/**
 * Trees of files that are being edited, kept so that the next version is parsed from what has changed. They lie in
 * WebAssembly's memory, which never shrinks: only few are kept, and each goes as soon as its successor is there.
 */
import { editBetween } from '../base/textEdit';
import type { NodeIndex } from './nodes';
import type { KeptTree, PythonParser } from './parser';
import { parseWithRecovery, type Recovered } from './recovery';
import { splice } from './splice';
import type { SyntaxTable } from './table';

export interface EditedTrees {
  /**
   * Parses the next version of a file. The result is the same as without an earlier one. `before`: the table of the text
   * before the edit.
   */
  parse(path: string, text: string, before?: SyntaxTable): Edited;
  /** Frees what is kept of a file. */
  release(path: string): void;
}

export interface Edited extends Recovered {
  /** The node within which alone the table can differ from the one before, by its index in both; where that is known. */
  readonly only?: NodeIndex;
}

/**
 * Characters of text whose trees are kept at most; a tree takes some 27 bytes for each. The last trees of a file share all
 * that is the same, so they count once.
 */
const KEPT_CHARACTERS = 1_000_000;

/** Characters between two edits beyond which parsing them one after the other takes less. */
const FAR = 2000;

/** Trees of one file: that of its last version, and of the one before, to which people return when they take an edit back. */
const KEPT_TREES = 2;

export function createEditedTrees(parser: PythonParser): EditedTrees {
  /** The tree used last comes last, and the file. */
  const kept = new Map<string, readonly KeptTree[]>();

  const release = (path: string): void => {
    for (const tree of kept.get(path) ?? []) tree.release();
    kept.delete(path);
  };
  const keep = (path: string, trees: readonly KeptTree[]): void => {
    const left = trees.slice(-KEPT_TREES);
    for (const tree of trees.slice(0, -KEPT_TREES)) tree.release();
    kept.delete(path);
    kept.set(path, left);
    const lengths = [...kept.values()].map((others) => Math.max(...others.map(({ text }) => text.length)));
    let characters = lengths.reduce((sum, length) => sum + length, 0);
    for (const [index, oldest] of [...kept.keys()].entries()) {
      if (characters <= KEPT_CHARACTERS) break;
      characters -= lengths[index] ?? 0;
      release(oldest);
    }
  };

  return {
    parse(path, text, before) {
      const quick = before === undefined ? undefined : splice(parser.parse, before, text);
      if (quick !== undefined) return { ...quick, firstError: undefined };
      let known = kept.get(path) ?? [];
      let nearest = nearestTo(text, known);
      // What lies between two places that differ is parsed anew: two steps over one place each are shorter.
      if (before !== undefined && (nearest === undefined || distance(nearest.text, text) > FAR)) {
        nearest = parser.treeOf(before.text, nearestTo(before.text, known));
        known = [...known, nearest];
      }
      const used = nearest === undefined ? [] : [...known.filter((tree) => tree !== nearest), nearest];
      let first: KeptTree | undefined;
      let last: KeptTree | undefined;
      try {
        return parseWithRecovery((version): SyntaxTable => {
          // With what was broken blanked, often the rest of the function is whole.
          const repaired =
            before === undefined || version === text ? undefined : splice(parser.parse, before, version);
          if (repaired !== undefined) return repaired.table;
          const { table, kept: tree } = parser.parseNext(version, last ?? nearest);
          // The first is that of the text itself, which the next version builds on; the others have lines blanked.
          if (last !== first) last?.release();
          first ??= tree;
          last = tree;
          return table;
        }, text);
      } finally {
        if (last !== first) last?.release();
        keep(path, first === undefined ? used : [...used, first]);
      }
    },
    release,
  };
}

/** Characters from the first difference to the last. */
function distance(before: string, after: string): number {
  const edit = editBetween(before, after);
  return edit === undefined ? 0 : Math.max(edit.oldEnd, edit.newEnd) - edit.start;
}

/** The tree of the text with the fewest characters between the first difference and the last. */
function nearestTo(text: string, trees: readonly KeptTree[]): KeptTree | undefined {
  let nearest: KeptTree | undefined;
  let least = Infinity;
  for (const tree of trees) {
    const size = trees.length > 1 ? distance(tree.text, text) : 0;
    if (size >= least) continue;
    nearest = tree;
    least = size;
  }
  return nearest;
}
