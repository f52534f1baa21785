/**
 * The compact form in which facts are written down, and its expansion to `Fact`. What rows have in common is said
 * once, in their group.
 */
import type { Effect, Fact, FactConfidence } from '../model/fact';
import type { Medium, WaitKind } from '../model/profile';
import { createNameIndex } from './nameIndex';
import type { NameIndex } from './nameIndex';
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
  /** The effect where a keyword argument of this name is given. */
  readonly given?: Readonly<Record<string, Effect>>;
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

export function createFactIndex(groups: readonly FactGroup[]): NameIndex<FactEntry> {
  return createNameIndex(groups, entryOf);
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
    ...(more.given !== undefined && { given: more.given }),
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
