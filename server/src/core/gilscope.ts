/**
 * The façade of the core: what the language server, the command line and the tests call. Everything it takes and
 * returns is plain data; everything from outside (parser, files) is handed in.
 */
import type { Location } from './base/text';
import type { Config, PythonVersion } from './model/config';
import type { Fact } from './model/fact';
import type { Finding, Fix, Problem, Severity } from './model/finding';
import type { MeasurePlan } from './model/measurement';
import type { WorkProfile } from './model/profile';
import type { Executor, Scenario } from './model/scenario';
import type { SpawnSite } from './model/site';

/** Gives the text of other modules. Synchronous, because analysis never waits; undefined where there is no such file. */
export interface SourceHost {
  read(path: string): string | undefined;
}

/** One version of one file, with the settings that count for it. */
export interface Source {
  /** As shown to people; also the base for imports. `/` separates. */
  readonly path: string;
  readonly text: string;
  readonly config: Config;
}

export interface ModuleReport {
  readonly path: string;
  readonly sites: readonly SpawnSite[];
  /** After selection, confidence floor and suppression comments; sorted by place. */
  readonly findings: readonly Finding[];
  /** Syntax errors, suppressions that name no rule. Never thrown. */
  readonly problems: readonly Problem[];
}

/** Which function: by any 1-based line inside it (the innermost wins), or by qualified name. */
export type FunctionQuery = { readonly line: number } | { readonly name: string };

export interface Hover {
  readonly at: Location;
  readonly markdown: string;
}

/** What the simulation view and `gilscope simulate` start from. */
export interface Subject {
  readonly site: SpawnSite;
  readonly scenario: Scenario;
  /** The verdict in one sentence, with figures. */
  readonly sentence: string;
  /** Each mode's scenario for the same tasks, for comparison. */
  readonly modes: readonly { readonly title: string; readonly executor: Executor }[];
}

export interface RuleInfo {
  readonly code: string;
  readonly slug: string;
  readonly title: string;
  readonly severity: Severity;
  readonly status: 'stable' | 'preview';
  /** Whether the rule counts without being selected by its full code. */
  readonly onByDefault: boolean;
  readonly fixes: 'sometimes' | 'never';
  /** The published part of the rule's page, Markdown. */
  readonly page: string;
}

export interface Gilscope {
  /** Total on any text. Memoised for the last version of each path. */
  analyze(source: Source): ModuleReport;
  /** What `analyze` would say, where no analysis is needed to know; else undefined, and asking again costs nothing. */
  recall(source: Source): ModuleReport | undefined;
  /** Every fix for a finding of `analyze(source)`; blocked ones say why. */
  fixes(source: Source, finding: Finding): readonly Fix[];
  profile(source: Source, query: FunctionQuery): WorkProfile | undefined;
  /** Scenario and sentence for one site of `analyze(source)`. */
  subject(source: Source, site: SpawnSite): Subject;
  /** How a site of `analyze(source)` can be measured under a real Python, or why it cannot. */
  measurePlan(source: Source, site: SpawnSite): MeasurePlan;
  /** Beside `'findings'`, an editor that shows findings in the same hover, what these say is left out. */
  hover(source: Source, line: number, column: number, beside?: 'findings'): Hover | undefined;
  /** Frees what is kept of a file only to be quick when it is edited: call where an editor has closed it. */
  release(path: string): void;
  /** What the knowledge base says of a name, under a Python version (default: the newest). */
  facts(name: string, python?: PythonVersion): readonly Fact[];
  readonly rules: readonly RuleInfo[];
}
