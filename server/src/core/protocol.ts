/**
 * Every message that is ours: custom LSP requests between client and server, and messages between the client and the
 * simulation webview. Both ends import this file, so they cannot drift apart. docs/protocol.md describes it.
 */
import type { AssumedShares, Assumption, Totals } from './model/profile';
import type { Config } from './model/config';
import type { Location } from './base/text';
import type { Measurement, MeasurePlan } from './model/measurement';
import type { Executor, ExecutorKind, Scenario } from './model/scenario';
import type { Evidence, SpawnSite } from './model/site';

/** `initializationOptions` of the server, all optional: other editors send none. */
export interface InitializationOptions {
  /** True where the client has the commands and rule documents below: lenses, hovers and diagnostics then lead there. */
  readonly commands?: boolean;
  /** Settings below `gilscope`, for clients that cannot be asked for them. */
  readonly settings?: unknown;
}

/**
 * The first message to a server in a web worker, before any of LSP: the bytes of the two WebAssembly files. A worker
 * cannot load them itself from every place that an extension may lie in.
 */
export interface WorkerStart {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

/** Ids of the commands in VS Code. The server puts some of them into lenses and hovers. */
export const COMMANDS = {
  simulate: 'gilscope.simulate',
  simulateSite: 'gilscope.simulateSite',
  checkWorkspace: 'gilscope.checkWorkspace',
  fixAll: 'gilscope.fixAll',
  explainRule: 'gilscope.explainRule',
  showWorkProfile: 'gilscope.showWorkProfile',
  measure: 'gilscope.measure',
  copySummary: 'gilscope.copySummary',
  selectPython: 'gilscope.selectPython',
  restartServer: 'gilscope.restartServer',
  showOutput: 'gilscope.showOutput',
} as const;

/** Scheme of the read-only documents with rule pages: `gilscope-rule:/GIL102.md`. */
export const RULE_DOCUMENT_SCHEME = 'gilscope-rule';

/** `gilscope/scenario`: the simulation for the site at a position, or for the site with a key. */
export const SCENARIO_REQUEST = 'gilscope/scenario';
export interface ScenarioParams {
  readonly textDocument: { readonly uri: string };
  /** 0-based, as in LSP. Without position and site, the answer holds only `sites`. */
  readonly position?: { readonly line: number; readonly character: number };
  /** `SpawnSite.key`. */
  readonly site?: string;
}
export interface ScenarioResponse {
  /** Version of the text the answer is about; undefined for a closed file. */
  readonly version: number | undefined;
  /** Undefined where no site is at the position: let the user pick one of `sites`. */
  readonly subject: SimulationSubject | undefined;
  readonly sites: readonly SiteSummary[];
}

export interface SiteSummary {
  readonly key: string;
  readonly at: Location;
  readonly api: string;
  readonly target: string;
  readonly verdict: SpawnSite['verdict'];
  readonly confidence: SpawnSite['confidence'];
  /** One line for a pick list: `crunch in ThreadPoolExecutor.submit: cpu`. */
  readonly label: string;
}

/** `gilscope/sites`: every spawn site of a document, or of the workspace without one. */
export const SITES_REQUEST = 'gilscope/sites';
export interface SitesParams {
  readonly textDocument?: { readonly uri: string };
}
export interface SitesResponse {
  readonly sites: readonly (SiteSummary & { readonly uri: string })[];
}

/** `gilscope/profile`: the stable text form of the work profile of the function at a position. */
export const PROFILE_REQUEST = 'gilscope/profile';
export interface ProfileParams {
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
}
export interface ProfileResponse {
  readonly name: string;
  readonly text: string;
}

/** `gilscope/explain`: a rule's page, or all of them. */
export const EXPLAIN_REQUEST = 'gilscope/explain';
export interface ExplainParams {
  readonly code?: string;
}
export interface ExplainResponse {
  readonly rules: readonly { readonly code: string; readonly title: string; readonly page: string }[];
}

/** `gilscope/settings`: what counts for a document, for the status item. */
export const SETTINGS_REQUEST = 'gilscope/settings';
export interface SettingsParams {
  readonly textDocument: { readonly uri: string };
}
export interface SettingsResponse {
  /** `3.13`, or `3.14t` for a free-threaded build. */
  readonly pythonVersion: string;
  readonly hasGil: boolean;
  /** Absolute path of the configuration file that counts; undefined where none does. */
  readonly configFile: string | undefined;
  /** False for a document that is switched off or excluded. */
  readonly checked: boolean;
}

/** `shares` says what of a task's time grows with the number; absent where none does. */
export interface SubjectAssumption extends Assumption {
  readonly shares?: AssumedShares;
}

/** What the view shows: one site, its scenario, and what it rests on. Plain data. */
export interface SimulationSubject {
  readonly uri: string;
  readonly site: SiteSummary;
  readonly scenario: Scenario;
  readonly sentence: string;
  /** `3.13` */
  readonly pythonVersion: string;
  readonly gil: Config['gil'];
  readonly assumptions: readonly SubjectAssumption[];
  /** What made the target CPU-bound or not, the most important first. */
  readonly evidence?: readonly Evidence[];
  /** What one task costs, with its range. Absent where nothing is known of the target. */
  readonly perTask?: Totals;
  readonly modes: readonly { readonly title: string; readonly executor: Executor }[];
  /** How the target can be run under a real Python, or why it cannot. */
  readonly measurePlan?: MeasurePlan;
}

/** Host → webview. */
export type ToWebview =
  | { readonly type: 'subject'; readonly subject: SimulationSubject }
  /** Draw this mode below the chosen one: what a fix would make of it. */
  | { readonly type: 'compare'; readonly mode: ExecutorKind }
  /** The text behind the subject has changed since; offer to refresh. */
  | { readonly type: 'stale' }
  /** What a real Python took for the tasks of the subject. */
  | { readonly type: 'measured'; readonly measurement: Measurement }
  /** The text of a file with a measured trace, and the file's name. `again` where the view has shown it before. */
  | { readonly type: 'trace'; readonly name: string; readonly text: string; readonly again?: true }
  /** The cursor moved in the source: highlight that line's spans. */
  | { readonly type: 'cursor'; readonly path: string; readonly line: number }
  /** A request of the view was carried out; `message` says what came of it, where there is anything to say. */
  | { readonly type: 'done'; readonly request: FromWebview['type']; readonly message?: string }
  /** A failed request of the view. */
  | { readonly type: 'error'; readonly message: string; readonly request?: FromWebview['type'] }
  /** A command of the palette that the view carries out. */
  | { readonly type: 'run'; readonly command: ViewCommand };

/** What VS Code commands ask of the view. */
export type ViewCommand = 'copy-summary' | 'toggle-compare' | 'reset';

/** Webview → host. Each gets a `subject`, a `done` or an `error` in answer. */
export type FromWebview =
  | { readonly type: 'ready' }
  | { readonly type: 'refresh' }
  | {
      readonly type: 'open-source';
      readonly path: string;
      readonly line: number;
      readonly column: number;
    }
  | {
      readonly type: 'save';
      readonly fileName: string;
      readonly content: string;
      /** Set where `content` is not text: a picture. */
      readonly encoding?: 'base64';
    }
  | { readonly type: 'copy'; readonly text: string }
  /** Run the target under a real Python; `measured` follows the answer, if people agree. */
  | { readonly type: 'measure' }
  /** Let people choose a file with a measured trace. */
  | { readonly type: 'import-trace' }
  /** The measured trace is not to come back. */
  | { readonly type: 'remove-trace' }
  /** Whether the view goes along when people turn to another file. */
  | { readonly type: 'follow'; readonly follow: boolean }
  /** Go to the call and offer what can be changed there. */
  | { readonly type: 'show-fixes' };
