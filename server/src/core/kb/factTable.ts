/**
 * The compact form in which facts are written down, and its expansion to `Fact`. What rows have in common is said
 * once, in their group.
 */
import type { Effect, Fact, FactConfidence } from '../model/fact';
import type { Medium, WaitKind } from '../model/profile';
import { expandBraces } from './braces';
import { thresholdOf } from './threshold';

/** Facts that share where they were read. A row's own word counts before its group's. */
export interface FactGroup {
  /** The package whose version `since` counts; without it, CPython's. */
  readonly library?: string;
  /** Put in front of each row's `where`: file, commit, or what else the rows rest on. */
  readonly from?: string;
  /** Versions it was read in, put behind in brackets: one of `data/readings.ts`. */
  readonly read?: string;
  /** Default `source`. */
  readonly confidence?: FactConfidence;
  readonly medium?: Medium;
  readonly how?: WaitKind;
  readonly threads?: 'many';
  readonly rows: readonly FactRow[];
}

/**
 * One fact, or several that differ only by name: `math.{sin,cos}` stands for two. `a.b.*` stands for every function
 * directly in `a.b` that has no fact of its own.
 */
export type FactRow = readonly [name: string, effect: Effect, where: string, more?: FactDetails];

export interface FactDetails {
  readonly when?: string;
  readonly since?: string;
  /** What the call did before `since`. Without it the function did not exist before. */
  readonly before?: Effect;
  readonly medium?: Medium;
  readonly how?: WaitKind;
  readonly threads?: 'many';
}

/** A fact, with what the lookup needs beside it. */
export interface FactEntry {
  readonly fact: Fact;
  /** The behaviour before `fact.since`, where it is recorded. */
  readonly before: Fact | undefined;
  /** True where `since` counts versions of Python. */
  readonly versionedByPython: boolean;
}

/** Facts by name. Rows are expanded when they are first asked for: making the index stays cheap. */
export interface FactIndex {
  /** Wildcard rows included, under their own name (`math.*`). */
  readonly names: Iterable<string>;
  get(name: string): FactEntry | undefined;
}

export function createFactIndex(groups: readonly FactGroup[]): FactIndex {
  const rows = new Map<string, { readonly row: FactRow; readonly group: FactGroup }>();
  for (const group of groups) {
    for (const row of group.rows) {
      const found = { row, group };
      for (const name of expandBraces(row[0])) rows.set(name, found);
    }
  }
  const entries = new Map<string, FactEntry>();
  return {
    names: { [Symbol.iterator]: () => rows.keys() },
    get(name) {
      const known = entries.get(name);
      if (known) return known;
      const found = rows.get(name);
      if (!found) return undefined;
      const made = entryOf(name, found.row, found.group);
      entries.set(name, made);
      return made;
    },
  };
}

function entryOf(name: string, [, effect, where, more = {}]: FactRow, group: FactGroup): FactEntry {
  const threshold = effect === 'native' && more.when !== undefined ? thresholdOf(more.when) : undefined;
  const medium = more.medium ?? group.medium ?? 'other';
  const how = more.how ?? group.how ?? 'other';
  const threads = more.threads ?? group.threads;
  const known = { name, source: sourceOf(where, group), confidence: group.confidence ?? 'source' } as const;
  const fact: Fact = {
    ...known,
    effect,
    ...(more.when !== undefined && { condition: more.when }),
    ...(more.since !== undefined && { since: more.since }),
    ...(threshold && { threshold }),
    ...(effect === 'io' && { medium }),
    ...(effect === 'wait' && { how }),
    ...(effect === 'native' && threads && { threads }),
  };
  return {
    fact,
    before:
      more.before !== undefined && more.since !== undefined
        ? { ...known, effect: more.before, condition: `before ${more.since}`, until: more.since }
        : undefined,
    versionedByPython: group.library === undefined,
  };
}

function sourceOf(where: string, { from = '', read }: FactGroup): string {
  return `${from}${where}${read === undefined ? '' : ` (${read})`}`;
}
