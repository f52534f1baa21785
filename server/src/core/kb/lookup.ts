/** Makes the knowledge base: indexes the tables once and answers by dotted name. */
import type { PythonVersion } from '../model/config';
import type { Fact } from '../model/fact';
import { createCostIndex } from './costTable';
import { ALIASES } from './data/aliases';
import { COST_TABLES } from './data/costs';
import { FACT_TABLES } from './data/facts';
import { TYPE_TABLES } from './data/types';
import { createFactIndex } from './factTable';
import type { FactEntry } from './factTable';
import type { KnowledgeBase } from './knowledgeBase';
import { createNames } from './names';
import { createResolver } from './resolve';
import { searchFacts } from './search';
import { createTypes } from './typeTable';

/** Takes a few milliseconds; make one and share it. */
export function createKnowledgeBase(): KnowledgeBase {
  const facts = createFactIndex(FACT_TABLES.flat());
  const names = createNames(ALIASES);
  const types = createTypes(TYPE_TABLES, names, (name) => facts.isOwner(name));
  const { resolve, documented } = createResolver(names, types);
  const costs = createCostIndex(COST_TABLES);

  function lookup(name: string, python?: PythonVersion): Fact | undefined {
    const fact = atVersion(resolve(facts, name), python);
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
    attributeType: (name) => types.attributeType(documented(name)),
    baseClasses: (name) => types.baseClasses(name),
    callCost: (name) => resolve(costs, name),
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
