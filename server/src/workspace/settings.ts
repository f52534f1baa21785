/**
 * The settings that count for one document: the editor's, for its folder, merged with the nearest configuration file.
 * Asked for once and remembered until something changes.
 */
import { configForFile, mergeConfig } from '../core/config/merge';
import { describeValue, isTable, quoteAll } from '../core/config/describe';
import { DEFAULT_EXCLUDE, globMatcherWithFolders } from '../core/config/globs';
import { parseConfig } from '../core/config/parse';
import type { RuleNames } from '../core/config/selectors';
import { DEFAULT_CONFIG, type Config } from '../core/model/config';
import type { Problem } from '../core/model/finding';
import { findConfig, type ConfigSearch, type FoundConfig } from './configFiles';
import { absolutePath, canonicalUri, parentUri, relativePath } from './uris';

/** Which settings win where both the editor and a configuration file speak. */
export type ConfigurationPreference = 'filesystemFirst' | 'editorFirst' | 'editorOnly';

/** What only an editor can want to set. The names are those of the settings, below `gilscope.`. */
export interface EditorSettings {
  readonly enable: boolean;
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
  readonly hover: boolean;
  readonly configurationPreference: ConfigurationPreference;
}

export const DEFAULT_EDITOR_SETTINGS: EditorSettings = {
  enable: true,
  codeLens: true,
  inlayHints: false,
  hover: true,
  configurationPreference: 'filesystemFirst',
};

const PREFERENCES: readonly ConfigurationPreference[] = ['filesystemFirst', 'editorFirst', 'editorOnly'];

export interface DocumentSettings {
  readonly config: Config;
  readonly editor: EditorSettings;
  /** True for a file that `exclude` leaves out. */
  readonly excluded: boolean;
  /** Absolute path of the configuration file that counts, if one. */
  readonly configFile: string | undefined;
}

export interface SettingsSource {
  /** The editor's settings below `gilscope` for a folder or document, as they come. */
  fetch(scope: string): Promise<unknown>;
  /** Text of a file, the open version first. */
  read(uri: string): string | undefined;
  /** URI of the workspace folder around a document. */
  rootOf(uri: string): string | undefined;
  readonly rules: readonly RuleNames[];
  /** Called with what is wrong in one place that settings come from; never empty. */
  report(problems: readonly Problem[]): void;
  /** Called with what is wrong in a configuration file, and with nothing once that may have changed. */
  mark(uri: string, problems: readonly Problem[]): void;
}

/** What the documents of one folder have in common. */
interface FolderSettings {
  readonly config: Config;
  readonly editor: EditorSettings;
  readonly configFile: string | undefined;
  readonly matchesExclude: (path: string) => boolean;
}

export class Settings {
  readonly #source: SettingsSource;
  readonly #documents = new Map<string, Promise<DocumentSettings>>();
  readonly #folders = new Map<string, Promise<FolderSettings>>();
  /** What the editor says for a workspace folder, or for a document outside all of them. */
  readonly #fetched = new Map<string, Promise<unknown>>();
  /** Problems already told: each is told once, until something about the settings changes. */
  readonly #reported = new Set<string>();
  /** Configuration files whose problems are marked. */
  readonly #marked = new Set<string>();

  constructor(source: SettingsSource) {
    this.#source = source;
  }

  for(uri: string): Promise<DocumentSettings> {
    return remember(this.#documents, canonicalUri(uri), async () => {
      const root = this.#source.rootOf(uri);
      const scope = root ?? uri;
      const folder = parentUri(uri);
      const shared = await remember(this.#folders, `${scope} ${folder ?? ''}`, () =>
        this.#load(scope, root, folder),
      );
      return {
        config: configForFile(shared.config, absolutePath(uri)),
        editor: shared.editor,
        excluded: shared.matchesExclude(absolutePath(uri)) || isNeverOurs(uri, root),
        configFile: shared.configFile,
      };
    });
  }

  /** The editor's settings or a configuration file have changed: ask again, and tell again what is still wrong. */
  invalidate(): void {
    this.#documents.clear();
    this.#folders.clear();
    this.#fetched.clear();
    this.#reported.clear();
    for (const uri of this.#marked) this.#source.mark(uri, []);
    this.#marked.clear();
  }

  async #load(scope: string, root: string | undefined, folder: string | undefined): Promise<FolderSettings> {
    const { rules } = this.#source;
    const raw = await remember(this.#fetched, scope, () => this.#source.fetch(scope));
    const { settings: editor, problems } = readEditorSettings(raw);
    const base = root === undefined ? {} : { folder: absolutePath(root) };
    const fromEditor = parseConfig(raw ?? {}, { kind: 'editor', path: EDITOR }, { ...base, rules });
    const search: ConfigSearch =
      editor.configurationPreference === 'editorOnly'
        ? { found: undefined, requiresPython: undefined }
        : findConfig(folder, (file) => this.#source.read(file), rules);
    this.#report([...problems, ...fromEditor.problems]);
    this.#report(search.found?.problems ?? []);
    if (search.found !== undefined) this.#mark(search.found);

    const fromProject = search.requiresPython === undefined ? {} : { pythonVersion: search.requiresPython };
    const fromFile = search.found?.config ?? {};
    const layers =
      editor.configurationPreference === 'filesystemFirst'
        ? [fromEditor.config, fromFile]
        : [fromFile, fromEditor.config];
    const config = mergeConfig(DEFAULT_CONFIG, fromProject, ...layers);
    return {
      config,
      editor,
      configFile: search.found?.path,
      matchesExclude: globMatcherWithFolders(config.exclude),
    };
  }

  #mark({ uri, problems }: FoundConfig): void {
    if (problems.length === 0 || this.#marked.has(uri)) return;
    this.#marked.add(uri);
    this.#source.mark(uri, problems);
  }

  #report(problems: readonly Problem[]): void {
    const fresh = problems.filter((problem) => {
      const key = JSON.stringify([problem.path, problem.line, problem.message]);
      if (this.#reported.has(key)) return false;
      this.#reported.add(key);
      return true;
    });
    if (fresh.length > 0) this.#source.report(fresh);
  }
}

/** Loads once for each key. A failed load is not remembered: the next question tries again. */
function remember<T>(known: Map<string, Promise<T>>, key: string, load: () => Promise<T>): Promise<T> {
  let value = known.get(key);
  if (value === undefined) {
    value = load();
    known.set(key, value);
    value.catch(() => known.delete(key));
  }
  return value;
}

/** Where problems of the editor's settings are said to be. */
const EDITOR = 'editor settings';

/** Reads what only the editor sets; anything missing or null keeps its default. */
export function readEditorSettings(raw: unknown): {
  readonly settings: EditorSettings;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const table = isTable(raw) ? raw : {};
  const wrong = (key: string, expected: string): void => {
    problems.push({
      path: EDITOR,
      message: `gilscope.${key}: expected ${expected}, found ${describeValue(table[key])}`,
    });
  };
  const flag = (key: 'enable' | 'codeLens' | 'inlayHints' | 'hover'): boolean => {
    const value = table[key];
    if (typeof value === 'boolean') return value;
    if (value !== undefined && value !== null) wrong(key, 'true or false');
    return DEFAULT_EDITOR_SETTINGS[key];
  };
  const preference = (): ConfigurationPreference => {
    const value = table['configurationPreference'];
    const known = PREFERENCES.find((candidate) => candidate === value);
    if (known === undefined && value !== undefined && value !== null)
      wrong('configurationPreference', quoteAll(PREFERENCES));
    return known ?? DEFAULT_EDITOR_SETTINGS.configurationPreference;
  };
  const settings: EditorSettings = {
    enable: flag('enable'),
    codeLens: flag('codeLens'),
    inlayHints: flag('inlayHints'),
    hover: flag('hover'),
    configurationPreference: preference(),
  };
  return { settings, problems };
}

/**
 * Whether a document lies in one of the folders that never hold a project's code. They count only below the workspace
 * folder: where people keep their checkouts is their business.
 */
function isNeverOurs(uri: string, root: string | undefined): boolean {
  const path = root === undefined ? undefined : relativePath(root, uri);
  return path !== undefined && path.split('/').some((segment) => DEFAULT_EXCLUDE.includes(segment));
}
