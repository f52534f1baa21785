/** `gilscope explain`: the page of a rule. */
import { type Command, Option } from 'commander';
import { didYouMean } from '../../core/config/suggest';
import type { RuleInfo } from '../../core/gilscope';
import { EXIT, type ExitCode, type Io, UsageError } from '../io';

interface ExplainOptions {
  readonly all?: boolean;
}

export function addExplain(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('explain')
    .description("print a rule's page")
    .argument('[code]', "a rule's code or name")
    .addOption(new Option('--all', 'print the pages of all rules'))
    .action(async (code: string | undefined, options: ExplainOptions) => {
      const { rules } = await io.openGilscope({ read: () => undefined });
      const pages = choose(rules, code, options).map((rule) => rule.page.trimEnd());
      io.stdout.write(`${pages.join('\n\n')}\n`);
      done(EXIT.ok);
    });
}

function choose(
  rules: readonly RuleInfo[],
  code: string | undefined,
  options: ExplainOptions,
): readonly RuleInfo[] {
  if (options.all === true) {
    if (code !== undefined) throw new UsageError('--all takes no code');
    return rules;
  }
  if (code === undefined) throw new UsageError('expected a rule such as GIL102, or --all');
  const rule = rules.find((candidate) => candidate.code === code.toUpperCase() || candidate.slug === code);
  if (rule !== undefined) return [rule];
  const known = rules.flatMap((candidate) => [candidate.code, candidate.slug]);
  throw new UsageError(`unknown rule "${code}"${didYouMean(code, known)}`);
}
