/**
 * Parsed files, kept while they are likely to be asked for again: a module that fifty files import is parsed once. What
 * is kept is pure data, equal for equal text.
 */
import { LineIndex } from '../base/text';
import type { ModuleAst } from './ast';
import { lowerModule } from './lowerStatements';
import type { PythonParser } from './parser';
import { parseWithRecovery } from './recovery';

export interface ParsedText {
  readonly text: string;
  readonly ast: ModuleAst;
  readonly lines: LineIndex;
}

export interface ParsedTexts {
  /** The parsed text of a file. Keyed by path, because definitions are told apart by identity: no two files share them. */
  get(path: string, text: string): ParsedText;
}

/** Characters of text kept at most; a table and its tree take some 20 bytes for each. */
const KEPT_CHARACTERS = 2_000_000;

export function parseText(parser: PythonParser, text: string): ParsedText {
  const { table, firstError } = parseWithRecovery(parser, text);
  return { text, ast: lowerModule(table, firstError), lines: new LineIndex(text) };
}

export function createParsedTexts(parser: PythonParser): ParsedTexts {
  /** Least recently used first. */
  const kept = new Map<string, ParsedText>();
  let characters = 0;
  const forget = (path: string, { text }: ParsedText): void => {
    kept.delete(path);
    characters -= text.length;
  };
  return {
    get(path, text) {
      const known = kept.get(path);
      if (known !== undefined) forget(path, known);
      const parsed = known?.text === text ? known : parseText(parser, text);
      kept.set(path, parsed);
      characters += text.length;
      for (const [oldest, entry] of kept) {
        if (characters <= KEPT_CHARACTERS || entry === parsed) break;
        forget(oldest, entry);
      }
      return parsed;
    },
  };
}
