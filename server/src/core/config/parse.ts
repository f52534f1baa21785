/**
 * Settings from anything that may hold them: a TOML file, the editor, the command line. What is of no use is reported
 * with its place, and the rest still counts.
 */
import { parse as parseToml, TomlError } from 'smol-toml';
import type { Config, PythonVersion } from '../model/config';
import type { Problem } from '../model/finding';
import { describeValue, isTable } from './describe';
import { lowestPython } from './pythonVersion';
import type { RuleNames } from './selectors';
import { SETTINGS } from './settings';
import { didYouMean } from './suggest';
import { tomlKeyLines } from './tomlLines';

/** Where settings come from: decides the spelling of keys, what unknown keys mean, and how problems are placed. */
export type ConfigOrigin =
  /** A parsed file. `table` is where the settings stand in it: `['tool', 'gilscope']`, or empty. */
  | { readonly kind: 'file'; readonly path: string; readonly text: string; readonly table: readonly string[] }
  /** Keys in camel case beside settings of the editor's own, so unknown keys are no problem; null is "not set". */
  | { readonly kind: 'editor'; readonly path: string }
  /** Options; problems name them as `--min-confidence`. */
  | { readonly kind: 'command-line' };

export interface ParseOptions {
  /** Folder that globs start from, absolute with `/`. Without it they stay as written. */
  readonly folder?: string;
  /** The rules that exist. Without them rule codes are not checked. */
  readonly rules?: readonly RuleNames[];
}

export interface ParsedConfig {
  readonly config: Partial<Config>;
  readonly problems: readonly Problem[];
}

/** Reads settings from a value of unknown shape. Never throws. */
export function parseConfig(raw: unknown, origin: ConfigOrigin, options: ParseOptions = {}): ParsedConfig {
  const problems: Problem[] = [];
  const lineOf = origin.kind === 'file' ? tomlKeyLines(origin.text) : () => undefined;
  const report = (message: string, keys: readonly string[]): void => {
    const line = origin.kind === 'file' ? lineOf([...origin.table, ...keys]) : undefined;
    const path = origin.kind === 'command-line' ? '' : origin.path;
    problems.push(line === undefined ? { path, message } : { path, message, line });
  };
  if (!isTable(raw)) {
    report(`expected a table of settings, found ${describeValue(raw)}`, []);
    return { config: {}, problems };
  }
  let config: Partial<Config> = {};
  for (const [key, value] of Object.entries(raw)) {
    const setting = SETTINGS.find((candidate) => spelling(candidate.key, origin) === key);
    if (setting !== undefined) {
      if (origin.kind === 'editor' && (value === null || value === undefined)) continue;
      const context = {
        folder: options.folder,
        rules: options.rules,
        report: (message: string, path: readonly string[] = []) =>
          report(`${settingName(key, path, origin)}: ${message}`, [key, ...path]),
      };
      config = { ...config, ...setting.read(value, context) };
    } else if (origin.kind !== 'editor') {
      const known = SETTINGS.map((candidate) => candidate.key);
      report(`unknown key "${key}"${didYouMean(key, known)}`, [key]);
    }
  }
  return { config, problems };
}

export interface ParsedConfigFile extends ParsedConfig {
  /** Whether the file holds settings for Gilscope: a `pyproject.toml` need not. */
  readonly present: boolean;
  /** From `requires-python`; the target where no `python-version` says otherwise. */
  readonly requiresPython: PythonVersion | undefined;
}

/** Reads a `pyproject.toml` (the table `[tool.gilscope]`) or a `gilscope.toml` (the whole file). Never throws. */
export function parseConfigFile(path: string, text: string, options: ParseOptions = {}): ParsedConfigFile {
  const isPyproject = /(^|[/\\])pyproject\.toml$/.test(path);
  const nothing = { present: false, config: {}, problems: [], requiresPython: undefined };
  let root: Readonly<Record<string, unknown>>;
  try {
    root = parseToml(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    // A broken pyproject.toml that never mentions us is the concern of other tools.
    if (isPyproject && !text.includes('gilscope')) return nothing;
    return { ...nothing, present: true, problems: [tomlProblem(path, error)] };
  }
  if (!isPyproject) {
    const parsed = parseConfig(root, { kind: 'file', path, text, table: [] }, options);
    return { ...parsed, present: true, requiresPython: undefined };
  }
  const requiresPython = requiredPython(root);
  const table = isTable(root['tool']) ? root['tool']['gilscope'] : undefined;
  if (table === undefined) return { ...nothing, requiresPython };
  const parsed = parseConfig(table, { kind: 'file', path, text, table: ['tool', 'gilscope'] }, options);
  return { ...parsed, present: true, requiresPython };
}

function tomlProblem(path: string, error: unknown): Problem {
  if (!(error instanceof TomlError)) return { path, message: `not valid TOML: ${String(error)}` };
  const [reason = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
  return { path, message: `not valid TOML: ${reason} (column ${error.column})`, line: error.line };
}

function requiredPython(root: Readonly<Record<string, unknown>>): PythonVersion | undefined {
  const project = root['project'];
  const specifier = isTable(project) ? project['requires-python'] : undefined;
  return typeof specifier === 'string' ? lowestPython(specifier) : undefined;
}

function spelling(key: string, origin: ConfigOrigin): string {
  return origin.kind === 'editor' ? camelCase(key) : key;
}

/** `min-confidence` → `minConfidence`: the name of a setting in the editor. */
export function camelCase(key: string): string {
  return key.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** As one would write it in the file: keys with other than plain letters in quotes. */
function settingName(key: string, path: readonly string[], origin: ConfigOrigin): string {
  const keys = [key, ...path].map((part) => (/^[\w-]+$/.test(part) ? part : JSON.stringify(part)));
  switch (origin.kind) {
    case 'file':
      return keys.join('.');
    case 'editor':
      return ['gilscope', ...keys].join('.');
    case 'command-line':
      return `--${keys.join('.')}`;
  }
}
