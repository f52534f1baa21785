/**
 * Comments that speak to Gilscope: suppressions (`# noqa: GIL102`, `# gilscope: ignore[GIL102]`, `# gilscope:
 * ignore-file`) and stated effects (`# gilscope: native` on a `def` line). Works on comments, not on text, because a
 * string may look like one.
 */
import type { StatedEffect } from '../model/config';
import { didYouMean } from './suggest';
import { EFFECTS } from './readers';
import { type RuleNames, selectorProblem, selects } from './selectors';

/** One comment, from its `#` to the end of its line. */
export interface Comment {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

export interface Suppressions {
  /** Whether the whole file is silenced, whatever the rule. */
  readonly ignoresFile: boolean;
  /** What comments state of functions, by line. */
  readonly statedEffects: ReadonlyMap<number, StatedEffect>;
  /** Comments that say nothing that we understand. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
  /** Whether a finding of a rule on these 1-based lines is silenced, by its first or last line or for the whole file. */
  isSuppressed(code: string, slug: string, startLine: number, endLine: number): boolean;
}

/** Reads every comment of a file. Without `rules`, rule codes are not checked. */
export function parseSuppressions(comments: readonly Comment[], rules?: readonly RuleNames[]): Suppressions {
  const byLine = new Map<number, Scope>();
  let wholeFile: Scope = [];
  const statedEffects = new Map<number, StatedEffect>();
  const problems: { line: number; message: string }[] = [];
  for (const { line, text } of comments) {
    for (const directive of directives(text, rules)) {
      switch (directive.kind) {
        case 'line':
          byLine.set(line, union(byLine.get(line) ?? [], directive.scope));
          break;
        case 'file':
          wholeFile = union(wholeFile, directive.scope);
          break;
        case 'effect':
          statedEffects.set(line, directive.effect);
          break;
        case 'problem':
          problems.push({ line, message: directive.message });
          break;
      }
    }
  }
  const matches = (scope: Scope | undefined, rule: RuleNames): boolean =>
    scope === 'all' || (scope ?? []).some((selector) => selects(selector, rule));
  return {
    ignoresFile: wholeFile === 'all',
    statedEffects,
    problems,
    isSuppressed: (code, slug, startLine, endLine) => {
      const rule = { code, slug };
      return [wholeFile, byLine.get(startLine), byLine.get(endLine)].some((scope) => matches(scope, rule));
    },
  };
}

/** Rules that a comment silences. */
type Scope = 'all' | readonly string[];

type Directive =
  | { readonly kind: 'line' | 'file'; readonly scope: Scope }
  | { readonly kind: 'effect'; readonly effect: StatedEffect }
  | { readonly kind: 'problem'; readonly message: string };

/** A comment may hold several, also behind words of other tools: `# type: ignore # noqa: GIL102`. */
function directives(text: string, rules: readonly RuleNames[] | undefined): Directive[] {
  if (!/noqa|gilscope/i.test(text)) return [];
  return [
    ...[...text.matchAll(NOQA)].flatMap((match) => noqa(match[1], rules)),
    ...[...text.matchAll(GILSCOPE)].flatMap((match) => gilscope(match[1] ?? '', match[2], rules)),
  ];
}

/** `# noqa`, or with codes as flake8 and Ruff read them: separated by commas or spaces, prose may follow. */
const NOQA = /#\s*noqa\b(?:\s*:\s*([^#]*))?/gi;

/** `# gilscope: word` or `# gilscope: word[list]`; an unclosed list is caught as part of the word. */
const GILSCOPE = /#\s*gilscope\s*:\s*([^\s[\]#]*)\s*(\[[^\]#]*\]?)?/g;

function noqa(codes: string | undefined, rules: readonly RuleNames[] | undefined): Directive[] {
  if (codes === undefined) return [{ kind: 'line', scope: 'all' }];
  const list = /^(?:[A-Z]+\d+[,\s]*)*/i.exec(codes)?.[0] ?? '';
  const ours = list
    .split(/[,\s]+/)
    .map((code) => code.toUpperCase())
    .filter((code) => /^GIL\d/.test(code));
  return ours.length === 0 ? [] : ignoring('line', ours, rules);
}

function gilscope(
  word: string,
  list: string | undefined,
  rules: readonly RuleNames[] | undefined,
): Directive[] {
  const effect = EFFECTS.find((candidate) => candidate === word);
  if (effect !== undefined) return [{ kind: 'effect', effect }];
  if (word === 'off') return [{ kind: 'file', scope: 'all' }];
  if (word !== 'ignore' && word !== 'ignore-file') {
    const known = ['ignore', 'ignore-file', 'off', ...EFFECTS];
    return [{ kind: 'problem', message: `unknown comment "gilscope: ${word}"${didYouMean(word, known)}` }];
  }
  const kind = word === 'ignore' ? 'line' : 'file';
  if (list === undefined) return [{ kind, scope: 'all' }];
  if (!list.endsWith(']'))
    return [{ kind: 'problem', message: `"gilscope: ${word}${list.trimEnd()}" lacks a "]"` }];
  const selectors = list
    .slice(1, -1)
    .split(',')
    .map((selector) => selector.trim())
    .filter((selector) => selector !== '');
  if (selectors.length > 0) return ignoring(kind, selectors, rules);
  return [{ kind: 'problem', message: `"gilscope: ${word}[]" names no rule` }];
}

/** Silences the selectors that exist, and reports the others. */
function ignoring(
  kind: 'line' | 'file',
  selectors: readonly string[],
  rules: readonly RuleNames[] | undefined,
): Directive[] {
  const problems = selectors.map((selector) => selectorProblem(selector, rules));
  return [
    { kind, scope: selectors.filter((_, index) => problems[index] === undefined) },
    ...problems.flatMap((message): Directive[] =>
      message === undefined ? [] : [{ kind: 'problem', message }],
    ),
  ];
}

function union(a: Scope, b: Scope): Scope {
  return a === 'all' || b === 'all' ? 'all' : [...a, ...b];
}
