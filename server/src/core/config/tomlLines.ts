/**
 * Finds the line of each key in a TOML text. The parser gives values without places; problems need the place. Expects
 * a text that parses: what it does not understand it passes over.
 */

/** 1-based line of a key, or of the innermost table around it that has a line of its own. */
export type KeyLines = (path: readonly string[]) => number | undefined;

export function tomlKeyLines(text: string): KeyLines {
  const lines = new Map<string, number>();
  let table: string[] = [];
  let offset = 0;
  let line = 1;
  let countedTo = 0;
  while (offset < text.length) {
    const rest = /[^\s]/g;
    rest.lastIndex = offset;
    const start = rest.exec(text)?.index ?? text.length;
    for (; countedTo < start; countedTo++) if (text[countedTo] === '\n') line++;
    if (text[start] === '#') {
      offset = endOfLine(text, start);
    } else if (text[start] === '[') {
      const key = readKey(text, start + (text[start + 1] === '[' ? 2 : 1));
      table = key.parts;
      note(lines, table, line);
      offset = endOfLine(text, key.end);
    } else if (start < text.length) {
      const key = readKey(text, start);
      note(lines, [...table, ...key.parts], line);
      offset = endOfValue(text, key.end + 1);
    } else {
      offset = start;
    }
  }
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const found = lines.get(JSON.stringify(path.slice(0, length)));
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** The first mention of a key or of a table above it counts. */
function note(lines: Map<string, number>, path: readonly string[], line: number): void {
  for (let length = 1; length <= path.length; length++) {
    const name = JSON.stringify(path.slice(0, length));
    if (!lines.has(name)) lines.set(name, line);
  }
}

/** Reads a dotted key with bare and quoted parts; `end` is the offset of the `=` or `]` behind it. */
function readKey(text: string, from: number): { parts: string[]; end: number } {
  const parts: string[] = [];
  const token = /[ \t.]*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([^\s.=\]"']+))[ \t]*/y;
  let end = from;
  for (;;) {
    token.lastIndex = end;
    const match = token.exec(text);
    if (match === null) return { parts, end };
    const [, basic, literal, bare] = match;
    parts.push(basic === undefined ? (literal ?? bare ?? '') : unescapeBasic(basic));
    end = token.lastIndex;
  }
}

function unescapeBasic(body: string): string {
  try {
    return String(JSON.parse(`"${body}"`));
  } catch {
    // TOML knows a few escapes that JSON does not; such a key keeps its raw form and only loses its line.
    return body;
  }
}

/** Offset behind a value: strings and brackets may run over several lines. */
function endOfValue(text: string, from: number): number {
  const token = /"""(?:[^\\]|\\[^])*?"{3,5}|'''[^]*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|[[\]{}\n]/g;
  token.lastIndex = from;
  let depth = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const mark = match[0];
    if (mark === '[' || mark === '{') depth++;
    else if (mark === ']' || mark === '}') depth--;
    else if (mark === '\n' && depth <= 0) return match.index;
  }
  return text.length;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
