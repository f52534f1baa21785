/** Search for people: exact name, everything below a prefix, or names that look alike. */
import { editDistance } from '../base/editDistance';
import type { PythonVersion } from '../model/config';
import type { Fact } from '../model/fact';
import type { FactSearch } from './knowledgeBase';
import type { Names } from './names';

/** Under which short name people import a package; only the search knows them, an import resolver knows better. */
const CUSTOMARY_NAMES: Readonly<Record<string, string>> = {
  np: 'numpy',
  pd: 'pandas',
  pl: 'polars',
  pa: 'pyarrow',
  plt: 'matplotlib.pyplot',
  tf: 'tensorflow',
  nx: 'networkx',
  ET: 'xml.etree.ElementTree',
  mp: 'multiprocessing',
};

const MOST_SUGGESTIONS = 10;

export interface SearchIndex {
  /** Every fact that holds for the version asked for. */
  readonly facts: readonly Fact[];
  readonly names: Names;
  lookup(name: string, python?: PythonVersion): Fact | undefined;
}

/** Case-insensitive, except that an exact spelling comes first. */
export function searchFacts(
  query: string,
  python: PythonVersion | undefined,
  index: SearchIndex,
): FactSearch {
  const name = index.names.canonical(withFullPackage(query.trim().replace(/\(\)$/, '')));
  const exact = index.lookup(name, python) ?? sameButForCase(name, index.facts);
  const below = factsBelow(name, index.facts);
  if (exact) return { match: 'exact', facts: [exact, ...below.filter((fact) => fact !== exact)] };
  if (below.length > 0) return { match: 'below', facts: below };
  const near = factsNear(name, index.facts);
  return { match: near.length > 0 ? 'near' : 'none', facts: near };
}

function withFullPackage(name: string): string {
  const dot = name.indexOf('.');
  const head = dot < 0 ? name : name.slice(0, dot);
  const full = Object.hasOwn(CUSTOMARY_NAMES, head) ? CUSTOMARY_NAMES[head] : undefined;
  return full === undefined ? name : full + name.slice(head.length);
}

function sameButForCase(name: string, facts: readonly Fact[]): Fact | undefined {
  const wanted = name.toLowerCase();
  return facts.find((fact) => fact.name.toLowerCase() === wanted);
}

function factsBelow(name: string, facts: readonly Fact[]): Fact[] {
  const prefix = `${name.toLowerCase()}.`;
  return facts.filter((fact) => fact.name.toLowerCase().startsWith(prefix)).sort(byName);
}

/** The same last part anywhere (`recv`), or the whole name but for a slip of the fingers. */
function factsNear(name: string, facts: readonly Fact[]): Fact[] {
  const wanted = name.toLowerCase();
  const parts = new Set(wanted.split('.'));
  const limit = Math.max(1, Math.floor(wanted.length / 4));
  return facts
    .filter((fact) => sharesPart(fact.name.toLowerCase(), parts))
    .map((fact) => ({ fact, distance: distanceTo(fact.name.toLowerCase(), wanted, limit) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || byName(a.fact, b.fact))
    .slice(0, MOST_SUGGESTIONS)
    .map(({ fact }) => fact);
}

/** Whether at least one part of a dotted name is spelled right; comparing all names letter by letter takes a second. */
function sharesPart(name: string, parts: ReadonlySet<string>): boolean {
  return parts.size === 1 || name.split('.').some((part) => parts.has(part));
}

function distanceTo(candidate: string, wanted: string, limit: number): number {
  const lastPart = candidate.slice(candidate.lastIndexOf('.') + 1);
  if (lastPart === wanted) return 0;
  const tooFar = limit + 1;
  const whole = Math.abs(candidate.length - wanted.length) > limit ? tooFar : editDistance(candidate, wanted);
  const part = wanted.includes('.') || lastPart.length < 4 ? tooFar : editDistance(lastPart, wanted);
  return Math.min(whole, part);
}

function byName(a: Fact, b: Fact): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
