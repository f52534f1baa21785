/** Finds the functions of Cython source that Python can call, and whether `with nogil:` or `prange` is around their work. */
import type { NativeFunction } from './nativeSource';

/** A line with its code only; `indent` is the number of blanks before it. */
interface Line {
  readonly number: number;
  readonly indent: number;
  readonly code: string;
}

const CLASS = /^(?:cdef\s+)?(?:public\s+|api\s+)*class\s+(\w+)/;
/** `cdef` functions are for Cython's own use; their bodies are left out with their callers' counted as they are. */
const FUNCTION = /^(?:async\s+)?(def|cpdef|cdef)\b[^=(]*?(\w+)\s*\(/;
const NOGIL_BLOCK = /^with\b[^:]*\bnogil\b/;
const WITH_GIL = /^with\s+gil\b/;
const LOOP = /^(?:for|while)\b/;
const PARALLEL_LOOP = /\b(?:prange|parallel)\s*\([^)]*\bnogil\s*=\s*True/;

export function cythonFunctions(text: string): readonly NativeFunction[] {
  const lines = logicalLines(text);
  const classes: { readonly name: string; readonly indent: number }[] = [];
  const found: NativeFunction[] = [];
  for (let i = 0; i < lines.length;) {
    const line = lines[i];
    if (line === undefined) break;
    while (classes.length > 0 && line.indent <= (classes.at(-1)?.indent ?? 0)) classes.pop();
    const className = CLASS.exec(line.code)?.[1];
    const [, keyword, name] = FUNCTION.exec(line.code) ?? [];
    if (className !== undefined) classes.push({ name: className, indent: line.indent });
    if (name === undefined || !line.code.endsWith(':')) {
      i++;
      continue;
    }
    const end = endOfBlock(lines, i);
    if (keyword !== 'cdef') {
      const qualified = [...classes.map((each) => each.name), name].join('.');
      found.push({ name: qualified, line: line.number, releases: releasesOf(lines.slice(i + 1, end)) });
    }
    i = end;
  }
  return found;
}

function releasesOf(body: readonly Line[]): NativeFunction['releases'] {
  let without = false;
  let loopsWith = false;
  for (let i = 0; i < body.length;) {
    const line = body[i];
    if (line === undefined) break;
    if (NOGIL_BLOCK.test(line.code) || PARALLEL_LOOP.test(line.code)) {
      without = true;
      const end = endOfBlock(body, i);
      loopsWith ||= takesGilBackInLoop(body.slice(i + 1, end));
      i = end;
    } else {
      loopsWith ||= LOOP.test(line.code);
      i++;
    }
  }
  if (!without) return 'none';
  return loopsWith ? 'part' : 'work';
}

/** A loop that takes the GIL back for each round. */
function takesGilBackInLoop(block: readonly Line[]): boolean {
  return block.some((line, i) => {
    if (!LOOP.test(line.code)) return false;
    return block.slice(i + 1, endOfBlock(block, i)).some((inner) => WITH_GIL.test(inner.code));
  });
}

/** Index behind the last line of the block that the line at `start` opens. */
function endOfBlock(lines: readonly Line[], start: number): number {
  const indent = lines[start]?.indent ?? 0;
  let end = start + 1;
  while (end < lines.length && (lines[end]?.indent ?? 0) > indent) end++;
  return end;
}

/** Lines without comments and texts; what stands in brackets is one line; empty lines are left out. */
function logicalLines(text: string): readonly Line[] {
  const result: Line[] = [];
  let open: { number: number; indent: number; code: string; depth: number } | undefined;
  withoutTexts(text)
    .split('\n')
    .forEach((raw, index) => {
      const code = raw.trim();
      if (open === undefined) {
        if (code === '') return;
        open = { number: index + 1, indent: raw.search(/\S/), code: '', depth: 0 };
      }
      open.code = `${open.code} ${code}`.trim();
      for (const character of code) {
        if ('([{'.includes(character)) open.depth++;
        if (')]}'.includes(character)) open.depth--;
      }
      if (open.depth > 0 || code.endsWith('\\')) return;
      result.push(open);
      open = undefined;
    });
  return result;
}

/** Comments go, texts become empty, line breaks stay. */
function withoutTexts(text: string): string {
  const token = /#[^\n]*|("""|''')[\s\S]*?(?:\1|$)|"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?/g;
  return text.replace(token, (found) =>
    found.startsWith('#') ? '' : `''${'\n'.repeat(found.split('\n').length - 1)}`,
  );
}
