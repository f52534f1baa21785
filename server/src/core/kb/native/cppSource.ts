/** Finds what C and C++ source binds for Python (pybind11, nanobind, method tables), and which of it releases the GIL. */
import type { NativeFunction } from './nativeSource';

const RELEASE = /\bgil_scoped_release\b|\bPy_BEGIN_ALLOW_THREADS\b|\bPyEval_SaveThread\b/;
/** A name, parameters and a body; constructors with initialisers do not matter here. */
const DEFINITION =
  /\b([A-Za-z_]\w*)\s*\([^;{}]*\)\s*(?:const\b\s*)?(?:noexcept\b\s*)?(?:->\s*[\w:<>&* ]+)?\{/g;
const STATEMENTS: ReadonlySet<string> = new Set(['if', 'for', 'while', 'switch', 'catch', 'return', 'sizeof']);
const CLASS = /\b(?:py|nb|pybind11|nanobind)::class_<[^;(]*>\s*(\w+)?\s*\(\s*\w+\s*,\s*"(\w+)"/g;
const BINDING = /([\w)])\s*\.\s*def(?:_static)?\s*\(\s*"(\w+)"/g;
const METHOD_TABLE_ROW =
  /\{\s*"(\w+)"\s*,\s*(?:\(\s*PyCFunction\w*\s*\)\s*)?(?:\(\s*void\s*\(\s*\*\s*\)\s*\(\s*void\s*\)\s*\)\s*)?(?:_PyCFunction_CAST\s*\(\s*)?([A-Za-z_]\w*)[^}]*\bMETH_/g;

export function cppFunctions(text: string): readonly NativeFunction[] {
  const code = blank(text, COMMENT);
  const bare = blank(code, LITERAL);
  const releasing = releasingFunctions(bare);
  return [...bindings(code, bare, releasing), ...methodTables(code, releasing)]
    .sort((a, b) => a.at - b.at)
    .map(({ at, name, releases }) => ({
      name,
      line: text.slice(0, at).split('\n').length,
      releases: releases ? 'work' : 'none',
    }));
}

interface Found {
  readonly at: number;
  readonly name: string;
  readonly releases: boolean;
}

/** `m.def("f", …)` and `py::class_<T>(m, "C").def("f", …)`. */
function bindings(code: string, bare: string, releasing: ReadonlySet<string>): readonly Found[] {
  const classes = [...code.matchAll(CLASS)].map((match) => ({
    at: match.index,
    variable: match[1],
    name: match[2] ?? '',
  }));
  const found: Found[] = [];
  let chainOwner = '';
  let chainAt = 0;
  for (const match of code.matchAll(BINDING)) {
    const [, before = '', name = ''] = match;
    if (before === ')') {
      // A chain goes on with the class that has begun since, or with what the chain before belonged to.
      const begun = classes.filter((each) => each.at < match.index && each.at >= chainAt).at(-1);
      if (begun !== undefined) chainOwner = begun.name;
    } else {
      const variable = /\w+$/.exec(code.slice(0, match.index + 1))?.[0];
      chainOwner =
        classes.filter((each) => each.at < match.index && each.variable === variable).at(-1)?.name ?? '';
    }
    chainAt = match.index;
    const opening = code.indexOf('(', match.index + 1);
    const end = closing(bare, opening);
    const bound = bare.slice(opening, end);
    const target =
      /&\s*(?:\w+::)*(\w+)/.exec(bound)?.[1] ?? /,\s*(\w+)\s*[,)]/.exec(bare.slice(opening, end + 1))?.[1];
    found.push({
      at: match.index + match[0].indexOf('def'),
      name: chainOwner === '' ? name : `${chainOwner}.${name}`,
      releases: RELEASE.test(bound) || (target !== undefined && releasing.has(target)),
    });
  }
  return found;
}

/** `{"f", f_impl, METH_VARARGS, …}`. */
function methodTables(code: string, releasing: ReadonlySet<string>): readonly Found[] {
  return [...code.matchAll(METHOD_TABLE_ROW)].map((match) => ({
    at: match.index,
    name: match[1] ?? '',
    releases: releasing.has(match[2] ?? ''),
  }));
}

/** Names of the functions in whose bodies the GIL is released. */
function releasingFunctions(bare: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const match of bare.matchAll(DEFINITION)) {
    const [whole, name = ''] = match;
    const opening = match.index + whole.length - 1;
    if (!STATEMENTS.has(name) && RELEASE.test(bare.slice(opening, closing(bare, opening)))) names.add(name);
  }
  return names;
}

/** Where the bracket at `opening` is closed; the end of the text where it is not. */
function closing(bare: string, opening: number): number {
  let depth = 0;
  for (let i = opening; i < bare.length; i++) {
    const character = bare.charAt(i);
    if ('({['.includes(character)) depth++;
    if (')}]'.includes(character) && --depth === 0) return i;
  }
  return bare.length;
}

const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/;
const LITERAL = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)'/;

/** Replaces what matches by blanks, so that positions stay; comment marks in texts do not count, nor the other way round. */
function blank(text: string, what: RegExp): string {
  const token = new RegExp(`${COMMENT.source}|${LITERAL.source}`, 'g');
  return text.replace(token, (found) =>
    new RegExp(`^(?:${what.source})$`).test(found) ? found.replace(/[^\n]/g, ' ') : found,
  );
}
