/** Which rules are checked in a file, and how severe their findings are there. */
import type { Config } from '../model/config';
import type { Severity } from '../model/finding';
import { globMatcher } from './globs';
import { ALL, namesOneRule, type RuleNames, selects, specificity } from './selectors';

/** What selection needs to know of a rule; `RuleInfo` has it. */
export interface SelectableRule extends RuleNames {
  readonly status: 'stable' | 'preview';
  /** False: the rule must be selected by its code, its name or `ALL`. */
  readonly onByDefault: boolean;
}

/**
 * Codes of the rules that count for a path. Among selectors that speak of a rule the most exact wins, and `ignore` wins
 * a tie. A rule in preview needs `preview`, or to be selected by code or name. `per-file-ignores` has the last word.
 */
export function activeRules(
  config: Config,
  rules: readonly SelectableRule[],
  path: string,
): ReadonlySet<string> {
  const ignoredHere = Object.entries(config.perFileIgnores)
    .filter(([glob]) => globMatcher([glob])(path))
    .flatMap(([, selectors]) => selectors);
  const active = rules.filter((rule) => {
    const selected = best([...config.select, ...config.extendSelect], rule);
    const ignored = best(config.ignore, rule);
    if (selected === undefined) return false;
    if (ignored !== undefined && specificity(ignored) >= specificity(selected)) return false;
    if (ignoredHere.some((selector) => selects(selector, rule))) return false;
    if (namesOneRule(selected)) return true;
    return (rule.status === 'stable' || config.preview) && (rule.onByDefault || selected === ALL);
  });
  return new Set(active.map((rule) => rule.code));
}

/** The severity that the settings give a rule, by code, name or prefix; its own where they give none. */
export function severityOf(config: Config, rule: RuleNames & { readonly severity: Severity }): Severity {
  const selector = best(Object.keys(config.severity), rule);
  return (selector === undefined ? undefined : config.severity[selector]) ?? rule.severity;
}

/** The most exact of the selectors that speak of the rule. */
function best(selectors: readonly string[], rule: RuleNames): string | undefined {
  let found: string | undefined;
  for (const selector of selectors) {
    if (!selects(selector, rule)) continue;
    if (found === undefined || specificity(selector) > specificity(found)) found = selector;
  }
  return found;
}
