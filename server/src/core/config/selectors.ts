/**
 * Rule selectors, the words of `select`, `ignore` and suppression comments: `GIL102`, a prefix such as `GIL1`, a rule's
 * name, or `ALL`.
 */
import { didYouMean } from './suggest';

/** What selectors can name of a rule. */
export interface RuleNames {
  /** `GIL102` */
  readonly code: string;
  /** `cpu-bound-thread-pool` */
  readonly slug: string;
}

export const ALL = 'ALL';

/** What is wrong with a selector, or undefined. Without `rules` only the form counts. */
export function selectorProblem(
  selector: string,
  rules: readonly RuleNames[] | undefined,
): string | undefined {
  const wellFormed = selector === ALL || /^GIL\d{0,3}$/.test(selector) || /^[a-z][a-z0-9-]*$/.test(selector);
  const known = rules === undefined || selector === ALL || rules.some((rule) => selects(selector, rule));
  if (wellFormed && known) return undefined;
  const candidates = (rules ?? []).flatMap((rule) => [rule.code, rule.slug]);
  return `unknown rule "${selector}"${didYouMean(selector, [ALL, ...candidates])}`;
}

/** A name becomes its code, so that later only codes need comparing. */
export function canonicalSelector(selector: string, rules: readonly RuleNames[] | undefined): string {
  return rules?.find((rule) => rule.slug === selector)?.code ?? selector;
}

/** Whether a selector speaks of a rule. */
export function selects(selector: string, rule: RuleNames): boolean {
  return (
    selector === ALL ||
    selector === rule.slug ||
    (selector.startsWith('GIL') && rule.code.startsWith(selector))
  );
}

/** How exactly a selector names rules: the more exact wins, as with Ruff. A name is as exact as a full code. */
export function specificity(selector: string): number {
  if (selector === ALL) return 0;
  return selector.startsWith('GIL') ? selector.length : FULL_CODE_LENGTH;
}

/** Length of `GIL102`. */
const FULL_CODE_LENGTH = 6;

/** True for a full code or a name: the one way to turn on a rule that is off by default or in preview. */
export function namesOneRule(selector: string): boolean {
  return specificity(selector) >= FULL_CODE_LENGTH;
}

/** Whether everything that `inner` selects is also selected by `outer`. */
export function covers(outer: string, inner: string): boolean {
  return outer === ALL || inner === outer || (outer.startsWith('GIL') && inner.startsWith(outer));
}
