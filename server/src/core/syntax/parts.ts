/**
 * Parses a text by parts: first all but the bodies of its functions, then each body when somebody asks for it. Most
 * bodies of most files are never asked for. What comes out is what parsing the whole gives; where that is not sure,
 * because something does not parse, nothing comes out.
 */
import type { TextRange } from '../base/text';
import { outlineOf, type Body } from './outline';
import { fieldOf, type NodeIndex } from './nodes';
import type { SyntaxTable } from './table';

/** A body, parsed: its block in a table of its own. Offsets are those of the whole text, as everywhere. */
export interface ParsedBody {
  readonly table: SyntaxTable;
  readonly block: NodeIndex | undefined;
}

export interface LazyBody extends TextRange {
  read(): ParsedBody;
}

/** What a table leaves out. */
export interface Parts {
  /** By the start of the body, where the table has a `pass` in its place. */
  readonly bodies: ReadonlyMap<number, LazyBody>;
  /** Every comment, those in bodies included. */
  readonly comments: readonly TextRange[];
}

type Parse = (text: string) => SyntaxTable;

/** A parser call costs as much as so many characters. */
const WORTH_A_PART = 160;

/** A function to hold a body that is parsed on its own. */
const HOLDER = 'def _():\n';

const PLACEHOLDER = 'pass';

/** Index in a table: behind the module itself. */
const FIRST_STATEMENT = 1;

/**
 * The table of a text without its bodies; undefined where it should be parsed as a whole. `onError` is called when a body
 * that is read later does not parse: then, too, the whole has to be parsed.
 */
export function parseByParts(parse: Parse, text: string, onError: () => void): SyntaxTable | undefined {
  const table = parsePart(parse, text, { start: 0, end: text.length }, '', onError);
  return table === undefined || table.hasErrors ? undefined : table;
}

function parsePart(
  parse: Parse,
  text: string,
  { start, end }: TextRange,
  prefix: string,
  onError: () => void,
): SyntaxTable | undefined {
  const outline = outlineOf(text, start, end);
  if (outline === undefined) return undefined;
  const left = outline.bodies.filter((body) => body.end - body.start >= WORTH_A_PART);
  const table = parse(prefix + withoutBodies(text, start, end, left));
  restoreOffsets(table, start - prefix.length, left);
  const bodies = new Map(left.map((body) => [body.start, lazyBody(parse, text, body, onError)]));
  return { ...table, text, parts: { bodies, comments: outline.comments } };
}

function lazyBody(parse: Parse, text: string, { lines, start, end }: Body, onError: () => void): LazyBody {
  let parsed: ParsedBody | undefined;
  return {
    start,
    end,
    read() {
      if (parsed !== undefined) return parsed;
      const table = parsePart(parse, text, lines, HOLDER, onError);
      if (table === undefined || table.hasErrors) onError();
      // Without an outline nothing is read, until the whole text has been parsed.
      parsed =
        table === undefined
          ? { table: parse(''), block: undefined }
          : { table, block: fieldOf(table, FIRST_STATEMENT, 'body') };
      return parsed;
    },
  };
}

function withoutBodies(text: string, start: number, end: number, left: readonly Body[]): string {
  let kept = '';
  let from = start;
  for (const body of left) {
    kept += text.slice(from, body.start) + PLACEHOLDER;
    from = body.end;
  }
  return kept + text.slice(from, end);
}

/** Turns offsets of a text without bodies into those of the text itself, in place: nobody has seen the table yet. */
function restoreOffsets(table: SyntaxTable, base: number, left: readonly Body[]): void {
  /** By body: where its placeholder ends, and what is to be added to offsets from there on. */
  const ends = new Uint32Array(left.length);
  const added = new Int32Array(left.length + 1);
  added[0] = base;
  for (const [index, body] of left.entries()) {
    const before = added[index] ?? 0;
    ends[index] = body.start - before + PLACEHOLDER.length;
    added[index + 1] = body.end - (ends[index] ?? 0);
  }
  const restored = (offset: number): number => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, offset + (added[low] ?? 0));
  };
  for (let node = 0; node < table.size; node++) {
    table.start[node] = restored(table.start[node] ?? 0);
    table.end[node] = restored(table.end[node] ?? 0);
  }
}

/** The table and, of the bodies that it leaves out, those in which a word stands. */
export function* tablesWith(table: SyntaxTable, word: string): Generator<SyntaxTable> {
  yield table;
  for (const body of table.parts?.bodies.values() ?? []) {
    if (mentions(table, body, word)) yield* tablesWith(body.read().table, word);
  }
}

export function mentions({ text }: SyntaxTable, { start, end }: TextRange, word: string): boolean {
  return text.slice(start, end).includes(word);
}
