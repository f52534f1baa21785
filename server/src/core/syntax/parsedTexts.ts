/**
 * Parsed files, kept while they are likely to be asked for again: a module that fifty files import is parsed once. What
 * is kept is pure data, equal for equal text.
 */
import { LineIndex } from '../base/text';
import type { ModuleAst } from './ast';
import { lowerModule } from './lowerStatements';
import type { PythonParser } from './parser';
import { parseByParts } from './parts';
import { parseWithRecovery, type Recovered } from './recovery';
import type { SyntaxTable } from './table';

export interface ParsedText {
  readonly text: string;
  /** What the tree was lowered from; broken lines are blanked in its text. */
  readonly table: SyntaxTable;
  readonly ast: ModuleAst;
  readonly lines: LineIndex;
}

export interface ParsedTexts {
  /**
   * The parsed text of a file. Keyed by path, because definitions are told apart by identity: no two files share them.
   * `parsed`: this text, where the caller has it.
   */
  get(path: string, text: string, parsed?: ParsedText): ParsedText;
  /**
   * Whether something that was read since the last call did not parse. Then what was made of it is to be made again: the
   * next time its text is parsed as a whole, so that what is whole in it counts.
   */
  foundErrors(): boolean;
}

/** Characters of text kept at most; a table and its tree take some 20 bytes for each. */
const KEPT_CHARACTERS = 2_000_000;

export function parseText(parser: PythonParser, text: string): ParsedText {
  return parsedText(text, parseWithRecovery(parser.parse, text));
}

export function parsedText(text: string, { table, firstError }: Recovered): ParsedText {
  return { text, table, ast: lowerModule(table, firstError), lines: new LineIndex(text) };
}

export function createParsedTexts(parser: PythonParser): ParsedTexts {
  /** Least recently used first. */
  const kept = new Map<string, ParsedText>();
  let characters = 0;
  /** Texts with errors in the bodies of functions, by path. */
  const broken = new Map<string, string>();
  let hasNewErrors = false;
  const parse = (path: string, text: string): ParsedText => {
    if (broken.get(path) === text) return parseText(parser, text);
    const table = parseByParts(parser.parse, text, () => {
      broken.set(path, text);
      hasNewErrors = true;
      const known = kept.get(path);
      if (known?.text === text) forget(path, known);
    });
    return table === undefined ? parseText(parser, text) : parsedText(text, { table, firstError: undefined });
  };
  const forget = (path: string, { text }: ParsedText): void => {
    kept.delete(path);
    characters -= text.length;
  };
  return {
    get(path, text, given) {
      const known = kept.get(path);
      if (known !== undefined) forget(path, known);
      const parsed = known?.text === text ? known : (given ?? parse(path, text));
      kept.set(path, parsed);
      characters += text.length;
      for (const [oldest, entry] of kept) {
        if (characters <= KEPT_CHARACTERS || entry === parsed) break;
        forget(oldest, entry);
      }
      return parsed;
    },
    foundErrors() {
      const found = hasNewErrors;
      hasNewErrors = false;
      return found;
    },
  };
}
