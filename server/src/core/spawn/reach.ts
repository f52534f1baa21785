/**
 * Which functions of a file may start concurrent work, by a glance at their code. Interpreting the others on their own
 * would find nothing, and most functions of most files are others.
 */
import { once } from '../base/once';
import type { ClassValue, FunctionValue, Value } from '../interpret/values';
import { classChain, type ModuleUnit } from '../interpret/machine';
import type { SpawnApis } from './apis';
import { codeOf, hasWord } from './code';
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
    const name = ownName(func);
    names.add(name === '__init__' && func.owner !== undefined ? constructorOf(func.owner) : name);
    // Constructors are called by the name of their class; what `with` or `for` calls is not named at all.
    if (IMPLICIT.test(name) && func.owner !== undefined) names.add(func.owner.name);
  };
  const others: { readonly func: FunctionValue; readonly text: string }[] = [];
  const starting = [SPAWN_WORDS, START_WORDS, BUSY_WORDS];
  if (apis.eventLoops && LOOP_SOURCES.test(unit.text)) starting.push(LOOP_WORDS);
  for (const func of functions) {
    const text = unit.text.slice(func.def.start, func.def.end);
    if (hasWord(starting, text)) add(func);
    else others.push({ func, text });
  }
  if (names.size === 0) return found;
  const mentioning = new Map<
    string,
    { readonly func: FunctionValue; readonly inCode: () => Set<string> }[]
  >();
  for (const { func, text } of others) {
    const mention = { func, inCode: once(() => wordsOf(codeOf(text))) };
    for (const word of wordsOf(text)) {
      for (const name of word === '__init__' ? constructorsFor(func) : [word]) {
        const known = mentioning.get(name);
        if (known === undefined) mentioning.set(name, [mention]);
        else known.push(mention);
      }
    }
  }
  // A set gives what is added to it on the way, too.
  for (const name of names) {
    for (const { func, inCode } of mentioning.get(name) ?? []) {
      const word = CONSTRUCTOR.test(name) ? '__init__' : name;
      if (word !== ownName(func) && !found.has(func) && inCode().has(word)) add(func);
    }
  }
  return found;
}

/** Methods that Python calls where code does not name them. */
const IMPLICIT = /^__\w+__$/;

/** A mention of `__init__` is one of the function's own class or of those that it derives from. */
function constructorsFor({ owner }: FunctionValue): readonly string[] {
  if (owner === undefined) return [];
  return classChain(owner).flatMap((link) => ('library' in link ? [] : [constructorOf(link)]));
}

const CONSTRUCTOR = / __init__$/;

function constructorOf({ id }: ClassValue): string {
  return `${String(id)} __init__`;
}

function wordsOf(text: string): Set<string> {
  return new Set(text.match(/[A-Za-z_]\w*/g));
}

function ownName({ name }: FunctionValue): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Whether the function's own code has such a word. */
export function startsWork({ def, unit }: FunctionValue, { eventLoops }: SpawnApis): boolean {
  const looping = eventLoops && LOOP_SOURCES.test(unit.text);
  return hasWord(looping ? [SPAWN_WORDS, LOOP_WORDS] : [SPAWN_WORDS], unit.text.slice(def.start, def.end));
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
