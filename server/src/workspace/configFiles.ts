/** Finds the configuration file that counts for a document: the nearest one above it. */
import { LineIndex } from '../core/base/text';
import { parseConfigFile, type ParsedConfigFile } from '../core/config/parse';
import type { RuleNames } from '../core/config/selectors';
import type { Problem } from '../core/model/finding';
import { absolutePath, joinUri, parentUri } from './uris';

/** In this order in each folder, as Ruff does: the file that is only ours comes first. */
export const CONFIG_FILE_NAMES: readonly string[] = ['gilscope.toml', 'pyproject.toml'];

export interface FoundConfig extends ParsedConfigFile {
  /** Absolute path, for messages. */
  readonly path: string;
  readonly uri: string;
}

export interface ConfigSearch {
  /** The file that counts; undefined where no folder above holds one. */
  readonly found: FoundConfig | undefined;
  /** From the nearest `pyproject.toml` that states it, whether or not it has settings for us. */
  readonly requiresPython: ParsedConfigFile['requiresPython'];
}

/** The problems with the text of their line as place. */
function placed(problems: readonly Problem[], text: string): Problem[] {
  const lines = new LineIndex(text);
  return problems.map((problem) => {
    if (problem.line === undefined) return problem;
    const start = lines.offset(problem.line, 1);
    const content = text.slice(start, lines.offset(problem.line + 1, 1));
    const indent = content.length - content.trimStart().length;
    const range = { start: start + indent, end: start + content.trimEnd().length };
    return { ...problem, at: lines.location(problem.path, range) };
  });
}

/** Looks upwards from a folder. `read` gives a file's text. */
export function findConfig(
  start: string | undefined,
  read: (uri: string) => string | undefined,
  rules: readonly RuleNames[],
): ConfigSearch {
  let found: FoundConfig | undefined;
  let requiresPython: ParsedConfigFile['requiresPython'];
  for (let folder = start; folder !== undefined; folder = parentUri(folder)) {
    for (const name of CONFIG_FILE_NAMES) {
      const file = joinUri(folder, name);
      const text = read(file);
      if (text === undefined) continue;
      const path = absolutePath(file);
      const parsed = parseConfigFile(path, text, { folder: absolutePath(folder), rules });
      if (parsed.present) found ??= { ...parsed, path, uri: file, problems: placed(parsed.problems, text) };
      requiresPython ??= parsed.requiresPython;
    }
    if (found !== undefined && requiresPython !== undefined) break;
  }
  return { found, requiresPython };
}
