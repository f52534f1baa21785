/**
 * The open documents, as the editor has them. Content changes are applied one by one, in order, each against the text
 * that the one before it left. Knows nothing of analysis.
 */
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { canonicalUri } from './uris';

/** One version of one open document. Never changes; an edit makes a new one. */
export interface DocumentSnapshot {
  /** As the editor writes it. */
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
}

/** Applies changes in order and returns the new text. Positions outside the text are held inside it. */
export function applyChanges(text: string, changes: readonly TextDocumentContentChangeEvent[]): string {
  let current = text;
  for (const change of changes) {
    const quick = applyByNewlines(current, change);
    if (quick !== undefined) {
      current = quick;
      continue;
    }
    // A document made anew has a line table that is right by construction; the library's own update of the table
    // goes wrong for positions behind the last line.
    const document = TextDocument.create('', '', 0, current);
    current = TextDocument.update(document, [change], 0).getText();
  }
  return current;
}

/** The same without a table of all lines, where lines end in no other way and the positions are inside the text. */
function applyByNewlines(text: string, change: TextDocumentContentChangeEvent): string | undefined {
  if (!('range' in change) || text.includes('\r')) return undefined;
  const { start, end } = change.range;
  const from = offsetAfter(text, 0, start.line, start.character);
  if (from === undefined || end.line < start.line) return undefined;
  const to = offsetAfter(text, from - start.character, end.line - start.line, end.character);
  return to === undefined || to < from ? undefined : text.slice(0, from) + change.text + text.slice(to);
}

/** Offset of a column `lines` lines behind the one that begins at `lineStart`; undefined outside the text. */
function offsetAfter(text: string, lineStart: number, lines: number, character: number): number | undefined {
  let start = lineStart;
  for (let line = 0; line < lines; line++) {
    const newline = text.indexOf('\n', start);
    if (newline < 0) return undefined;
    start = newline + 1;
  }
  const newline = text.indexOf('\n', start);
  const length = (newline < 0 ? text.length : newline) - start;
  return character < 0 || character > length ? undefined : start + character;
}

export class Documents {
  readonly #open = new Map<string, DocumentSnapshot>();

  open(snapshot: DocumentSnapshot): void {
    this.#open.set(canonicalUri(snapshot.uri), snapshot);
  }

  /** False for a document that is not open: there is nothing the changes could apply to. */
  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): boolean {
    const before = this.get(uri);
    if (before === undefined) return false;
    this.open({ ...before, version, text: applyChanges(before.text, changes) });
    return true;
  }

  close(uri: string): void {
    this.#open.delete(canonicalUri(uri));
  }

  get(uri: string): DocumentSnapshot | undefined {
    return this.#open.get(canonicalUri(uri));
  }

  all(): readonly DocumentSnapshot[] {
    return [...this.#open.values()];
  }
}
