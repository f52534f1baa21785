/**
 * Which functions of a file may start concurrent work, by a glance at their text. Interpreting the others on their own
 * would find nothing, and most functions of most files are others.
 */
import type { FunctionValue, Value } from '../interpret/values';
import { classChain, type ModuleUnit } from '../interpret/machine';
import type { SpawnApis } from './apis';
import { BUSY_WORDS, SPAWN_WORDS, START_WORDS } from './words';

/** Functions worth interpreting: with such a word, or naming (directly or through others) one that has. */
export function mayStartWork(
  unit: ModuleUnit,
  functions: readonly FunctionValue[],
  apis: SpawnApis,
): ReadonlySet<FunctionValue> {
  const bodies = functions.map((func) => ({
    func,
    name: func.name.slice(func.name.lastIndexOf('.') + 1),
    owner: func.owner?.name,
    words: unit.text.slice(func.def.start, func.def.end),
  }));
  const found = new Set<FunctionValue>();
  const names = threadClassNames(unit, apis);
  for (const body of bodies) {
    if ([SPAWN_WORDS, START_WORDS, BUSY_WORDS].some((words) => words.test(body.words))) {
      found.add(body.func);
      names.add(body.name);
      // A constructor that starts work is called by its class's name.
      if (body.name === '__init__' && body.owner !== undefined) names.add(body.owner);
    }
  }
  for (let grown = names.size > 0; grown;) {
    grown = false;
    for (const { func, name, owner, words } of bodies) {
      if (found.has(func)) continue;
      if (![...words.matchAll(/[A-Za-z_]\w*/g)].some(([word]) => names.has(word) && word !== name)) continue;
      found.add(func);
      names.add(name);
      if (name === '__init__' && owner !== undefined) names.add(owner);
      grown = true;
    }
  }
  return found;
}

/** Whether the function's own text has such a word. */
export function startsWork({ def, unit }: FunctionValue): boolean {
  return SPAWN_WORDS.test(unit.text.slice(def.start, def.end));
}

/**
 * Names under which the module holds classes that derive from Thread and its like, its own or imported. Imported
 * modules are looked into only for names that the file calls as classes are called.
 */
function threadClassNames(unit: ModuleUnit, apis: SpawnApis): Set<string> {
  const names = new Set<string>();
  const { vars } = unit.scope;
  const called = new Set([...unit.text.matchAll(/([A-Za-z_]\w*)\s*\(/g)].map(([, name]) => name));
  for (const name of vars.keys()) {
    if (vars.isDeferred(name) && !called.has(name)) continue;
    const value = vars.get(name);
    if (value !== undefined && isThreadClass(value, apis)) names.add(name);
  }
  return names;
}

function isThreadClass(value: Value, apis: SpawnApis): boolean {
  return (
    value.kind === 'class' &&
    classChain(value).some((link) => 'library' in link && apis.runClass(link.library) !== undefined)
  );
}
