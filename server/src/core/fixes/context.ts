/** What every fix builder gets: one file version, the site it is about, and small ways to build the result. */
import type { Config } from '../model/config';
import type { Fix } from '../model/finding';
import type { SpawnSite } from '../model/site';
import { toEdits, type Replacement } from './edit';
import type { Layout } from './layout';

export interface FixContext extends Layout {
  readonly path: string;
  /** The site the finding speaks of; undefined for a finding about something else. */
  readonly site: SpawnSite | undefined;
  /** Every site of the file. */
  readonly sites: readonly SpawnSite[];
  readonly config: Config;
}

/** A fix before its edits are turned into places: either replacements or the reason why there are none. */
export interface Draft {
  readonly id: string;
  readonly title: string;
  readonly notes: readonly string[];
  readonly outcome: Outcome;
}

export type Outcome =
  | { readonly kind: 'possible'; readonly replacements: readonly Replacement[] }
  | { readonly kind: 'blocked'; readonly reasons: readonly string[] };

export function possible(replacements: readonly Replacement[]): Outcome {
  return { kind: 'possible', replacements };
}

export function blocked(...reasons: readonly string[]): Outcome {
  return { kind: 'blocked', reasons };
}

/** An unsafe fix. Fixes that change how work is run are never anything else. */
export function unsafeFix(context: FixContext, draft: Draft): Fix {
  const { id, title, notes, outcome } = draft;
  const shared = { id, title, applicability: 'unsafe' as const, notes: unique(notes) };
  return outcome.kind === 'possible'
    ? { ...shared, edits: toEdits(context.path, context.lines, outcome.replacements) }
    : { ...shared, edits: [], blocked: unique(outcome.reasons).join(' ') };
}

/** 1-based line of an offset, for sentences. */
export function lineOf(context: Layout, offset: number): number {
  return context.lines.lineAt(offset);
}

function unique(sentences: readonly string[]): string[] {
  return [...new Set(sentences)];
}
