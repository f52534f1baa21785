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

/** What a text is parsed for: because another file imports it, or to be looked at itself, which is done once. */
export type Purpose = 'import' | 'itself';

export interface ParsedTexts {
  /**
   * The parsed text of a file. Keyed by path, because definitions are told apart by identity: no two files share them.
   * `parsed`: this text, where the caller has it.
   */
  get(path: string, text: string, purpose?: Purpose, parsed?: ParsedText): ParsedText;
  /**
   * Whether something that was read since the last call did not parse. Then what was made of it is to be made again: the
   * next time its text is parsed as a whole, so that what is whole in it counts.
   */
  foundErrors(): boolean;
}

/** A text that has been parsed, as far as anybody has read it. */
interface Parsed {
  readonly parsed: ParsedText;
  /** Characters parsed so far; more bodies of functions may be asked for at any time. */
  readonly size: { characters: number };
}

interface Entry extends Parsed {
  /** Whether a file has imported it so far: then others may. */
  readonly isImported: boolean;
}

/** Of the characters that are kept, the share that files may have which none has imported so far. */
const UNIMPORTED = 1 / 4;

export function parseText(parser: PythonParser, text: string): ParsedText {
  return parsedText(text, parseWithRecovery(parser.parse, text));
}

export function parsedText(text: string, { table, firstError }: Recovered): ParsedText {
  return { text, table, ast: lowerModule(table, firstError), lines: new LineIndex(text) };
}

/** `mostCharacters`: of the texts that are kept, how many may have been parsed; table and tree take some 40 bytes for each. */
export function createParsedTexts(parser: PythonParser, mostCharacters: number): ParsedTexts {
  /** Least recently used first. */
  const kept = new Map<string, Entry>();
  /** Texts with errors in the bodies of functions, by path. */
  const broken = new Map<string, string>();
  let hasNewErrors = false;
  const whole = (text: string, parsed = parseText(parser, text)): Parsed => ({
    parsed,
    size: { characters: text.length },
  });
  const parse = (path: string, text: string): Parsed => {
    if (broken.get(path) === text) return whole(text);
    const size = { characters: 0 };
    const counted: typeof parser.parse = (part) => {
      size.characters += part.length;
      return parser.parse(part);
    };
    const table = parseByParts(counted, text, () => {
      broken.set(path, text);
      hasNewErrors = true;
      if (kept.get(path)?.parsed.text === text) kept.delete(path);
    });
    if (table === undefined) return whole(text);
    return { parsed: parsedText(text, { table, firstError: undefined }), size };
  };
  const forgetOldest = (most: number, mayGo: (entry: Entry) => boolean): void => {
    const entries = [...kept].filter(([, entry]) => mayGo(entry));
    let characters = entries.reduce((sum, [, { size }]) => sum + size.characters, 0);
    // The newest is what was asked for.
    for (const [path, { size }] of entries.slice(0, -1)) {
      if (characters <= most) return;
      kept.delete(path);
      characters -= size.characters;
    }
  };
  return {
    get(path, text, purpose = 'import', given) {
      const known = kept.get(path);
      kept.delete(path);
      const { parsed, size } =
        known?.parsed.text === text ? known : given === undefined ? parse(path, text) : whole(text, given);
      kept.set(path, { parsed, size, isImported: purpose === 'import' || known?.isImported === true });
      forgetOldest(mostCharacters * UNIMPORTED, ({ isImported }) => !isImported);
      forgetOldest(mostCharacters, () => true);
      return parsed;
    },
    foundErrors() {
      const found = hasNewErrors;
      hasNewErrors = false;
      return found;
    },
  };
}
