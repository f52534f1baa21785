/** What a rule is: a name, a page, and a check over what is known of one file. Two files and one line each. */
import type { RuleInfo } from '../gilscope';
import type { Config } from '../model/config';
import type { Finding } from '../model/finding';
import type { ModuleProfile } from '../model/moduleProfile';

export interface Rule extends RuleInfo {
  /** Version of Gilscope that first had the rule. */
  readonly since: string;
  /**
   * Findings in the order of the file. Total: a profile without prediction or target gives fewer findings. Selection,
   * confidence floor, suppression comments and severities from the settings are applied by the caller.
   */
  check(module: ModuleProfile, config: Config): Generator<Finding>;
}

/** The part of a rule's page that is published: all before its test cases. */
export function publishedPart(page: string): string {
  const cases = page.search(/^## Cases$/m);
  return `${(cases < 0 ? page : page.slice(0, cases)).trimEnd()}\n`;
}
