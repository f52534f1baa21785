/**
 * Parsing text that is being typed. An open bracket makes the parser swallow the statements behind it; blanking the line
 * where that begins gives them back. Offsets stay what they are, because a blanked line keeps its length.
 */
import type { TextRange } from '../base/text';
import { kindOf, rangeOf } from './nodes';
import type { SyntaxTable } from './table';

/** Lines blanked at most; a text with more broken places is left as the parser has it. */
const ATTEMPTS = 4;

export interface Recovered {
  readonly table: SyntaxTable;
  /** Where the text as it is first fails to parse. */
  readonly firstError: TextRange | undefined;
}

/** `parse` is called once for the text as it is, then for each text with one more line blanked. */
export function parseWithRecovery(parse: (text: string) => SyntaxTable, text: string): Recovered {
  let table = parse(text);
  if (!table.hasErrors) return { table, firstError: undefined };
  const firstError = errorsOf(table)[0] ?? { start: 0, end: 0 };
  let tried = text;
  for (let attempt = 0; attempt < ATTEMPTS && table.hasErrors; attempt++) {
    const [next] = errorsOf(table);
    if (next === undefined) break;
    tried = blankLine(tried, next.start);
    table = parse(tried);
  }
  return { table, firstError };
}

/** Innermost ranges of text that did not fit, and of tokens the parser had to make up, in order. */
function errorsOf(table: SyntaxTable): TextRange[] {
  const errors: TextRange[] = [];
  for (let node = 0; node < table.size; node++) {
    const range = rangeOf(table, node);
    const isMissing =
      range.start === range.end &&
      table.after[node] === node + 1 &&
      kindOf(table, node) !== 'block' &&
      node > 0;
    if (kindOf(table, node) !== 'ERROR' && !isMissing) continue;
    // An error around another only says that the parser lost its way: the inner one is where.
    const outer = errors.at(-1);
    if (outer !== undefined && outer.start <= range.start && range.end <= outer.end) errors.pop();
    errors.push(range);
  }
  return errors;
}

function blankLine(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', offset);
  const end = newline < 0 ? text.length : newline;
  return text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
}
