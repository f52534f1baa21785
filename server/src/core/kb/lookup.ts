/** Makes the knowledge base: indexes the tables once and answers by dotted name. */
import type { PythonVersion } from '../model/config';
import type { Fact } from '../model/fact';
import { createCostIndex } from './costTable';
import { ALIASES } from './data/aliases';
import { COST_TABLES } from './data/costs';
import { FACT_TABLES } from './data/facts';
import { TYPE_TABLES } from './data/types';
import typeshedTable from './data/typeshed.txt';
import { createFactIndex } from './factTable';
import type { FactEntry } from './factTable';
import type { KnowledgeBase } from './knowledgeBase';
import { remembered } from './lazily';
import { createNames } from './names';
import type { Names } from './names';
import { createResolver } from './resolve';
import { searchFacts } from './search';
import { createTypes } from './typeTable';
import { createTypeshed } from './typeshed';

/** Takes a few milliseconds; make one and share it. */
export function createKnowledgeBase(): KnowledgeBase {
  const facts = createFactIndex(FACT_TABLES.flat());
  const typeshed = createTypeshed(typeshedTable);
  const spellings = createNames(ALIASES);
  const isDocumented = (name: string): boolean => facts.get(name) !== undefined || facts.isOwner(name);
  /** Where no fact goes by a spelling, the place a module has the name from may be the documented one. */
  const names: Names = {
    canonical: remembered((name) => {
      const spelled = spellings.canonical(name);
      if (isDocumented(spelled)) return spelled;
      const origin = spellings.canonical(typeshed.origin(spelled));
      return isDocumented(origin) ? origin : spelled;
    }),
  };
  const types = createTypes(TYPE_TABLES, typeshed, names, (name) => facts.isOwner(name));
  const { resolve, documented } = createResolver(names, types);
  const costs = createCostIndex(COST_TABLES);

  const entryOf = remembered((name) => resolve(facts, name));
  const costOf = remembered((name) => resolve(costs, name));

  function lookup(name: string, python?: PythonVersion): Fact | undefined {
    const fact = atVersion(entryOf(name), python);
    // A wildcard speaks of many functions; its answer is about the one asked for.
    return fact?.name.endsWith('.*') ? { ...fact, name: documented(name) } : fact;
  }

  return {
    lookup,
    search(name, python) {
      const all = [...facts.names()].flatMap((each) => atVersion(facts.get(each), python) ?? []);
      return searchFacts(name, python, { facts: all, names, lookup });
    },
    returnType: (name) => types.returnType(documented(name)),
    describes: (name) => types.describes(documented(name)),
    attributeType: (name) => types.attributeType(documented(name)),
    baseClasses: (name) => types.baseClasses(name),
    callCost: costOf,
    canonicalName: (name) => names.canonical(name),
  };
}

/** What the entry says for that Python; undefined where the function did not exist there. */
function atVersion(entry: FactEntry | undefined, python: PythonVersion | undefined): Fact | undefined {
  if (!entry) return undefined;
  const { fact, before, versionedByPython } = entry;
  if (python === undefined || fact.since === undefined || !versionedByPython) return fact;
  const [major = 0, minor = 0] = fact.since.split('.').map(Number);
  const holds = python.major > major || (python.major === major && python.minor >= minor);
  return holds ? fact : before;
}
