/** Positions in a text. Offsets and columns count UTF-16 code units, as JavaScript, LSP and web-tree-sitter do. */

/** Half-open range of offsets: `start` is inside, `end` is not. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A place in a file as people read it: lines and columns from 1, columns in UTF-16 units, the end exclusive. */
export interface Location {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Converts offsets of one text to lines and columns and back, by bisection. Lines end at `\n`, `\r\n` or `\r`. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    if (!text.includes('\r')) {
      for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) this.#starts.push(i + 1);
      return;
    }
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) this.#starts.push(i + 1);
    }
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** The 1-based line that holds `offset`. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** 1-based line and column of `offset`. */
  position(offset: number): { line: number; column: number } {
    const line = this.lineAt(offset);
    return { line, column: offset - (this.#starts[line - 1] ?? 0) + 1 };
  }

  /** Offset of a 1-based line and column, held inside the text. */
  offset(line: number, column: number): number {
    if (line > this.#starts.length) return this.#length;
    const start = this.#starts[Math.max(line, 1) - 1] ?? 0;
    const next = this.#starts[Math.max(line, 1)] ?? this.#length;
    return Math.min(start + Math.max(column, 1) - 1, next);
  }

  location(path: string, range: TextRange): Location {
    const from = this.position(range.start);
    const to = this.position(range.end);
    return { path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }
}
