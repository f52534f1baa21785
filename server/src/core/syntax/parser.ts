/**
 * The Python parser: an adapter over an injected web-tree-sitter, so that the core loads no file and no WebAssembly
 * itself. Each entry point (Node, worker, tests) hands in the module and the grammar's bytes.
 */
import type { Language as LanguageType, Parser as ParserType } from 'web-tree-sitter';
import { buildTable, ERROR_TYPE, type Grammar, type SyntaxTable } from './table';

export interface PythonParser {
  /** Total: any text gives a table. */
  parse(text: string): SyntaxTable;
}

/** The part of web-tree-sitter that is used. */
export interface TreeSitter {
  readonly Parser: typeof ParserType;
  readonly Language: typeof LanguageType;
}

export interface ParserFiles {
  /** Bytes of web-tree-sitter.wasm. */
  readonly runtime: Uint8Array;
  /** Bytes of tree-sitter-python.wasm. */
  readonly grammar: Uint8Array;
}

/** Loads the runtime and the grammar. Call once a process. */
export async function createPythonParser(treeSitter: TreeSitter, files: ParserFiles): Promise<PythonParser> {
  await treeSitter.Parser.init({ wasmBinary: files.runtime });
  const language = await treeSitter.Language.load(files.grammar);
  const parser = new treeSitter.Parser();
  parser.setLanguage(language);
  const grammar = readGrammar(language);
  return {
    parse(text) {
      const tree = parser.parse(text);
      // Null only without a language or when a progress callback cancels: neither happens here.
      if (tree === null) throw new Error('internal error: the parser returned no tree');
      const cursor = tree.walk();
      try {
        return buildTable(grammar, text, cursor, tree.rootNode.hasError);
      } finally {
        cursor.delete();
        tree.delete();
      }
    },
  };
}

function readGrammar(language: LanguageType): Grammar {
  const kindNames: string[] = [];
  const named: boolean[] = [];
  for (let id = 0; id < language.nodeTypeCount; id++) {
    kindNames.push(language.nodeTypeForId(id) ?? '');
    named.push(language.nodeTypeIsNamed(id));
  }
  kindNames[ERROR_TYPE] = 'ERROR';
  named[ERROR_TYPE] = true;
  const fieldNames: string[] = [''];
  for (let id = 1; id <= language.fieldCount; id++) fieldNames.push(language.fieldNameForId(id) ?? '');
  return { kindNames, fieldNames, named };
}
