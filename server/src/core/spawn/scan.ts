/**
 * Which files can start concurrent work at all, by their text: the others are never parsed. A glance at some words comes
 * first; where it finds any, they must stand in code, and the file must have a way to get hold of what starts work.
 * Doubt counts as yes.
 */
import { STDLIB_MODULES } from '../bind/stdlibModules';
import { codeOf } from './code';
import { BUSY_WORDS, LOOP_SOURCES, LOOP_WORDS, SPAWN_WORDS, START_WORDS } from './words';

/** Comments that speak to us. */
const COMMENT_WORDS = /gilscope\s*:|noqa\s*:[^\n]*GIL/;

/** False for a text that cannot start concurrent work, in threads, processes or an event loop, and cannot spin. */
export function isWorthListing(text: string): boolean {
  if (isWorthParsing(text)) return true;
  if (!hasLoopWords(text)) return false;
  return hasLoopWords(codeOf(text));
}

function hasLoopWords(text: string): boolean {
  return LOOP_SOURCES.test(text) && LOOP_WORDS.test(text);
}

/** False for a text about which no rule has anything to say: it starts no thread or process, and does not spin. */
export function isWorthParsing(text: string): boolean {
  if (COMMENT_WORDS.test(text)) return true;
  if (!hasWords(text)) return false;
  const code = codeOf(text);
  if (mayWait(code)) return true;
  if (SPAWN_WORDS.test(code)) return SOURCE_WORDS.test(code) || importsMore(code);
  // What only starts objects has their class from elsewhere: to derive one from Thread takes that word.
  return START_WORDS.test(code) && (IMPORT_BY_NAME.test(code) || importsMore(code));
}

const SHORT_STRINGS = /"[^"\\\n]*(?:\\[^][^"\\\n]*)*"|'[^'\\\n]*(?:\\[^][^'\\\n]*)*'/g;

/**
 * Heads of loops that are no busy wait: what they test is constant, is computed on the spot, or is the result of a call
 * that does not merely ask for the state of something.
 */
const WORKING_HEAD =
  /^while\b\s*(?:\(?(?:True|False|None|\d+)\)?\s*:|\w+\s*:=|(?:not\s+)?(?:\w+\.)*(?!(?:len|is_set|is_alive|done|empty|full|qsize|locked|running|ready|time|monotonic|perf_counter)\()\w+\([^()\n]*\)(?:\s+is(?:\s+not)?\s+None)?\s*:)/;

/** Whether a loop stands in code, and not in a string, that may do nothing but wait. */
function mayWait(code: string): boolean {
  if (!BUSY_WORDS.test(code)) return false;
  const heads = code.replace(SHORT_STRINGS, '""').matchAll(new RegExp(BUSY_WORDS, 'g'));
  return [...heads].some(([head]) => !WORKING_HEAD.test(head));
}

function hasWords(text: string): boolean {
  return SPAWN_WORDS.test(text) || START_WORDS.test(text) || BUSY_WORDS.test(text);
}

/**
 * Where the standard library's ways to start work come from: its modules that have one, methods that count whatever
 * object they belong to, and imports by a name that may be computed.
 */
export const SOURCE_WORDS =
  /\b(?:threading|_thread|multiprocessing|concurrent|asyncio|run_in_executor|import_module|__import__)\b|\.(?:Process|Thread)\b/;

/** The import by a computed name that analysis follows. */
const IMPORT_BY_NAME = /\bimport_module\b/;

/** `from a.b import …`, else `import a.b as c, d`. */
const IMPORTS = /\bfrom\b[ \t]*([^\s;]*?)[ \t]*\bimport\b|\bimport\b[ \t]*([^\n;]*)/g;

/** Whether the code imports anything but the standard library: modules of the project, packages, who knows. */
function importsMore(code: string): boolean {
  for (const [, from, list] of code.matchAll(IMPORTS)) {
    const modules = from === undefined ? (list ?? '').split(',') : [from];
    if (modules.some((module) => !STDLIB_MODULES.has(/^\s*(\w*)/.exec(module)?.[1] ?? ''))) return true;
  }
  return false;
}
