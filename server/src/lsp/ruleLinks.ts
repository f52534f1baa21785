/** Where the code of a diagnostic leads: to the rule's page. */
import { ruleUrl } from '../core/config/ruleUrl';
import type { RuleInfo } from '../core/gilscope';
import { RULE_DOCUMENT_SCHEME, type InitializationOptions } from '../core/protocol';

/**
 * In VS Code the page opens as a document, without a network; elsewhere the link leads to the published page. Not a
 * command link: VS Code's hovers ignore those in diagnostics.
 */
export function ruleLink(code: string, rules: readonly RuleInfo[], options: InitializationOptions): string {
  return options.commands === true
    ? `${RULE_DOCUMENT_SCHEME}:/${code}.md`
    : ruleUrl(rules.find((rule) => rule.code === code));
}

/** A link that runs a command of the client. */
export function commandUri(command: string, args: readonly unknown[]): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify(args))}`;
}
