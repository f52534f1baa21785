/** Where the pages of the rules are published. */

const RULE_PAGES = 'https://github.com/gilscope/gilscope/blob/main/server/src/core/rules/';

/** The published page of a rule; without a rule, the folder of all pages. */
export function ruleUrl(rule?: { readonly slug: string }): string {
  return rule === undefined ? RULE_PAGES : `${RULE_PAGES}${rule.slug}.md`;
}
