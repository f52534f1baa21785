/**
 * Which functions of a file may start concurrent work, by a glance at their text. Interpreting the others on their own
 * would find nothing, and most functions of most files are others.
 */
import type { FunctionValue, Value } from '../interpret/values';
import { classChain, type ModuleUnit } from '../interpret/machine';
import { once } from '../base/once';
import type { SpawnApis } from './apis';
import { BUSY_WORDS, LOOP_SOURCES, LOOP_WORDS, SPAWN_WORDS, START_WORDS } from './words';

/** Functions worth interpreting: with such a word, or naming (directly or through others) one that has. */
export function mayStartWork(
  unit: ModuleUnit,
  functions: readonly FunctionValue[],
  apis: SpawnApis,
): ReadonlySet<FunctionValue> {
  const found = new Set<FunctionValue>();
  const names = threadClassNames(unit, apis);
  const add = (func: FunctionValue): void => {
    found.add(func);
    names.add(ownName(func));
    // A constructor that starts work is called by its class's name.
    if (ownName(func) === '__init__' && func.owner !== undefined) names.add(func.owner.name);
  };
  const others: { readonly func: FunctionValue; readonly words: string }[] = [];
  const starting = [SPAWN_WORDS, START_WORDS, BUSY_WORDS];
  if (apis.eventLoops && LOOP_SOURCES.test(unit.text)) starting.push(LOOP_WORDS);
  for (const func of functions) {
    const words = unit.text.slice(func.def.start, func.def.end);
    if (starting.some((pattern) => pattern.test(words))) add(func);
    else others.push({ func, words });
  }
  if (names.size === 0) return found;
  const mentioning = new Map<string, FunctionValue[]>();
  for (const { func, words } of others) {
    for (const word of new Set(words.match(/[A-Za-z_]\w*/g))) {
      const known = mentioning.get(word);
      if (known === undefined) mentioning.set(word, [func]);
      else known.push(func);
    }
  }
  // A set gives what is added to it on the way, too.
  for (const name of names) {
    for (const func of mentioning.get(name) ?? []) if (name !== ownName(func) && !found.has(func)) add(func);
  }
  return found;
}

function ownName({ name }: FunctionValue): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Whether the function's own text has such a word. */
export function startsWork({ def, unit }: FunctionValue, { eventLoops }: SpawnApis): boolean {
  const words = unit.text.slice(def.start, def.end);
  if (SPAWN_WORDS.test(words)) return true;
  return eventLoops && LOOP_SOURCES.test(unit.text) && LOOP_WORDS.test(words);
}

/**
 * Names under which the module holds classes that derive from Thread and its like, its own or imported. Imported
 * modules are looked into only where the file starts something, for names that it calls as classes are called.
 */
function threadClassNames(unit: ModuleUnit, apis: SpawnApis): Set<string> {
  const names = new Set<string>();
  const { vars } = unit.scope;
  const called = once(() => (START_WORDS.test(unit.text) ? calledNames(unit.text) : NO_NAMES));
  for (const name of vars.keys()) {
    if (vars.isDeferred(name) && !called().has(name)) continue;
    const value = vars.get(name);
    if (value !== undefined && isThreadClass(value, apis)) names.add(name);
  }
  return names;
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** Names of ASCII letters that the text has with a bracket behind them. */
function calledNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at = text.indexOf('('); at >= 0; at = text.indexOf('(', at + 1)) {
    let end = at;
    while (/\s/.test(text.charAt(end - 1))) end--;
    let start = end;
    while (/\w/.test(text.charAt(start - 1))) start--;
    while (start < end && /\d/.test(text.charAt(start))) start++;
    if (start < end) names.add(text.slice(start, end));
  }
  return names;
}

function isThreadClass(value: Value, apis: SpawnApis): boolean {
  return (
    value.kind === 'class' &&
    classChain(value).some((link) => 'library' in link && apis.runClass(link.library) !== undefined)
  );
}
