/** Reads the values of settings from unknown: each reader returns what is usable and reports the rest. */
import type { Config, StatedEffect } from '../model/config';
import type { Severity } from '../model/finding';
import type { Confidence } from '../model/site';
import { describeValue, isTable, quoteAll } from './describe';
import { absoluteGlob, globProblem } from './globs';
import { parsePythonVersion } from './pythonVersion';
import { canonicalSelector, type RuleNames, selectorProblem } from './selectors';

/** What reading a value may use, and where it reports. */
export interface ReadContext {
  /** Folder that globs start from, absolute with `/`; undefined leaves them as they are. */
  readonly folder: string | undefined;
  /** Undefined: rule codes are not checked. */
  readonly rules: readonly RuleNames[] | undefined;
  /** `path` names the value inside the setting, e.g. `['GIL102']` in `severity`. */
  report(message: string, path?: readonly string[]): void;
}

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];
export const CONFIDENCES: readonly Confidence[] = ['high', 'medium', 'low'];
export const EFFECTS: readonly StatedEffect[] = ['cpu', 'native', 'io', 'wait'];
export const GIL_MODES: readonly Config['gil'][] = ['auto', 'on', 'off'];

function expected(
  what: string,
  value: unknown,
  context: ReadContext,
  path: readonly string[] = [],
): undefined {
  context.report(`expected ${what}, found ${describeValue(value)}`, path);
  return undefined;
}

function readStrings(
  value: unknown,
  context: ReadContext,
  path: readonly string[] = [],
): string[] | undefined {
  if (!Array.isArray(value)) return expected('a list of strings', value, context, path);
  return value.filter((item): item is string => {
    if (typeof item !== 'string') expected('a list of strings', item, context, path);
    return typeof item === 'string';
  });
}

export function readSelectors(
  value: unknown,
  context: ReadContext,
  path: readonly string[] = [],
): string[] | undefined {
  return readStrings(value, context, path)?.flatMap((selector) => {
    const problem = selectorProblem(selector, context.rules);
    if (problem === undefined) return [canonicalSelector(selector, context.rules)];
    context.report(problem, path);
    return [];
  });
}

export function readGlobs(value: unknown, context: ReadContext): string[] | undefined {
  return readStrings(value, context)
    ?.filter((glob) => usableGlob(glob, context))
    .map((glob) => placed(glob, context));
}

function usableGlob(glob: string, context: ReadContext, path: readonly string[] = []): boolean {
  const problem = globProblem(glob);
  if (problem !== undefined)
    context.report(`the pattern ${JSON.stringify(glob)} cannot be used: ${problem}`, path);
  return problem === undefined;
}

function placed(glob: string, context: ReadContext): string {
  return context.folder === undefined ? glob : absoluteGlob(glob, context.folder);
}

export function readPerFileIgnores(
  value: unknown,
  context: ReadContext,
): Config['perFileIgnores'] | undefined {
  return readTable(value, context, 'a table of patterns', (item, glob) => {
    if (!usableGlob(glob, context, [glob])) return undefined;
    const selectors = readSelectors(item, context, [glob]);
    return selectors === undefined ? undefined : [placed(glob, context), selectors];
  });
}

export function readSeverities(value: unknown, context: ReadContext): Config['severity'] | undefined {
  return readTable(value, context, 'a table of rules', (item, rule) => {
    const problem = selectorProblem(rule, context.rules);
    if (problem !== undefined) {
      context.report(problem, [rule]);
      return undefined;
    }
    const severity = readWord(item, SEVERITIES, context, [rule]);
    return severity === undefined ? undefined : [canonicalSelector(rule, context.rules), severity];
  });
}

export function readCalls(value: unknown, context: ReadContext): Config['calls'] | undefined {
  return readTable(flattenCalls(value), context, 'a table of function names', (item, name) => {
    if (!isTable(item)) {
      const effect = readWord(item, EFFECTS, context, [name]);
      return effect === undefined ? undefined : [name, { effect }];
    }
    for (const key of Object.keys(item)) {
      if (key !== 'effect' && key !== 'seconds')
        context.report(`unknown key "${key}"; known are "effect" and "seconds"`, [name, key]);
    }
    const effect = readWord(item['effect'], EFFECTS, context, [name, 'effect']);
    if (effect === undefined) return undefined;
    if (item['seconds'] === undefined) return [name, { effect }];
    const seconds = readNumber(item['seconds'], 'from zero', context, [name, 'seconds']);
    return [name, seconds === undefined ? { effect } : { effect, seconds }];
  });
}

/** An unquoted TOML key `pkg.fn = "cpu"` arrives as nested tables; people mean the dotted name. */
function flattenCalls(value: unknown): unknown {
  if (!isTable(value)) return value;
  const flat: [string, unknown][] = [];
  const visit = (table: Readonly<Record<string, unknown>>, prefix: string): void => {
    for (const [key, item] of Object.entries(table)) {
      const name = prefix + key;
      if (isTable(item) && Object.keys(item).length > 0 && !('effect' in item || 'seconds' in item))
        visit(item, `${name}.`);
      else flat.push([name, item]);
    }
  };
  visit(value, '');
  return Object.fromEntries(flat);
}

function readTable<T>(
  value: unknown,
  context: ReadContext,
  what: string,
  readEntry: (item: unknown, key: string) => readonly [string, T] | undefined,
): Readonly<Record<string, T>> | undefined {
  if (!isTable(value)) return expected(what, value, context);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const entry = readEntry(item, key);
      return entry === undefined ? [] : [entry];
    }),
  );
}

export function readWord<W extends string>(
  value: unknown,
  words: readonly W[],
  context: ReadContext,
  path: readonly string[] = [],
): W | undefined {
  return words.find((word) => word === value) ?? expected(quoteAll(words), value, context, path);
}

export function readPythonVersion(value: unknown, context: ReadContext): Partial<Config> {
  if (typeof value !== 'string') {
    expected('a string such as "3.13" (in quotes)', value, context);
    return {};
  }
  const parsed = parsePythonVersion(value);
  if ('version' in parsed) return { pythonVersion: parsed.version };
  context.report(parsed.problem);
  return {};
}

export function readNumber(
  value: unknown,
  range: 'positive' | 'from zero' | 'count',
  context: ReadContext,
  path: readonly string[] = [],
): number | undefined {
  const [what, fits] = NUMBER_RANGES[range];
  if (typeof value === 'number' && Number.isFinite(value) && fits(value)) return value;
  return expected(what, value, context, path);
}

const NUMBER_RANGES = {
  positive: ['a number above 0', (value: number) => value > 0],
  'from zero': ['a number of at least 0', (value: number) => value >= 0],
  count: ['a whole number of at least 1', (value: number) => Number.isInteger(value) && value >= 1],
} as const;

export function readBoolean(value: unknown, context: ReadContext): boolean | undefined {
  return typeof value === 'boolean' ? value : expected('true or false', value, context);
}
