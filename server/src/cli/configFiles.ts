/** The settings that count for a folder: the nearest configuration file above it, under what the options say. */
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { globMatcher } from '../core/config/globs';
import { mergeConfig } from '../core/config/merge';
import { type ParsedConfigFile, parseConfigFile } from '../core/config/parse';
import type { RuleNames } from '../core/config/selectors';
import { type Config, DEFAULT_CONFIG, type PythonVersion } from '../core/model/config';
import type { Problem } from '../core/model/finding';
import { UsageError } from './io';
import { readTextFile } from './readFile';

export interface FolderConfig {
  readonly config: Config;
  /** Compiled `exclude` of these settings, for absolute paths with `/`. */
  readonly isExcluded: (path: string) => boolean;
}

export interface ConfigSource {
  readonly cwd: string;
  readonly rules: readonly RuleNames[];
  /** What the options say; stands above every file. */
  readonly overrides: Partial<Config>;
  /** The one file to use instead of looking for one. */
  readonly file: string | undefined;
  /** Called once for each problem of a file that counts. */
  readonly report: (problem: Problem) => void;
}

/** In the order in which they win within one folder, as with Ruff. */
const FILE_NAMES = ['gilscope.toml', 'pyproject.toml'];

/** Returns the look-up from an absolute folder to its settings; each file is read once. */
export function configFinder(source: ConfigSource): (folder: string) => FolderConfig {
  const named = source.file === undefined ? undefined : readNamed(source.file, source);
  if (named !== undefined) {
    const only = folderConfig(named, named.requiresPython, source);
    return () => only;
  }
  const found = new Map<string, Found>();
  const configs = new Map<string, FolderConfig>();
  const find = (folder: string): Found => {
    let here = found.get(folder);
    if (here === undefined) {
      const above = dirname(folder) === folder ? NOTHING : find(dirname(folder));
      here = readFolder(folder, above, source);
      found.set(folder, here);
    }
    return here;
  };
  return (folder) => {
    let config = configs.get(folder);
    if (config === undefined) {
      const here = find(folder);
      config = folderConfig(here.file, here.requiresPython, source);
      configs.set(folder, config);
    }
    return config;
  };
}

/** What counts in a folder: its own file or that of a folder above. */
interface Found {
  readonly file: ParsedConfigFile | undefined;
  readonly requiresPython: PythonVersion | undefined;
}

const NOTHING: Found = { file: undefined, requiresPython: undefined };

function readFolder(folder: string, above: Found, source: ConfigSource): Found {
  const files = FILE_NAMES.map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .map((path) => readFile(path, source));
  return {
    file: files.find((file) => file.present) ?? above.file,
    requiresPython:
      files.find((file) => file.requiresPython !== undefined)?.requiresPython ?? above.requiresPython,
  };
}

function readFile(path: string, source: ConfigSource): ParsedConfigFile {
  const content = readTextFile(path);
  if ('problem' in content) {
    source.report({ path, message: content.problem });
    return { present: true, config: {}, problems: [], requiresPython: undefined };
  }
  const folder = dirname(path).split(sep).join('/');
  const parsed = parseConfigFile(path, content.text, { folder, rules: source.rules });
  parsed.problems.forEach(source.report);
  return parsed;
}

function readNamed(file: string, source: ConfigSource): ParsedConfigFile {
  const path = resolve(source.cwd, file);
  if (!existsSync(path)) throw new UsageError(`--config: ${file}: no such file or folder`);
  const parsed = readFile(path, source);
  if (!parsed.present) throw new UsageError(`--config: ${basename(file)} has no table [tool.gilscope]`);
  return parsed;
}

function folderConfig(
  file: ParsedConfigFile | undefined,
  requiresPython: PythonVersion | undefined,
  source: ConfigSource,
): FolderConfig {
  const fallback = requiresPython === undefined ? {} : { pythonVersion: requiresPython };
  const config = mergeConfig(DEFAULT_CONFIG, fallback, file?.config ?? {}, source.overrides);
  return { config, isExcluded: globMatcher(config.exclude) };
}
