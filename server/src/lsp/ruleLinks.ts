/** Where the code of a diagnostic leads: to the rule's page. */
import { ruleUrl } from '../core/config/ruleUrl';
import type { RuleInfo } from '../core/gilscope';
import { COMMANDS, type InitializationOptions } from '../core/protocol';

/** In VS Code the page opens in the editor, without a network; elsewhere the link leads to the published page. */
export function ruleLink(code: string, rules: readonly RuleInfo[], options: InitializationOptions): string {
  return options.commands === true
    ? commandUri(COMMANDS.explainRule, [code])
    : ruleUrl(rules.find((rule) => rule.code === code));
}

/** A link that runs a command of the client. */
export function commandUri(command: string, args: readonly unknown[]): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify(args))}`;
}
