/** What is asked before code is run, and the arguments that are typed. Pure. */
import type { SimulationSubject } from '../../../server/src/core/protocol';

/** Gives a text in the language of the editor, `{0}` and so on replaced by what follows it. */
type Translate = (text: string, ...values: readonly (string | number)[]) => string;

/** The question and what stands below it. */
export function measureQuestion(
  { site, measurePlan }: SimulationSubject,
  path: string,
  python: string,
  limitSeconds: number,
  t: Translate,
): { readonly message: string; readonly detail: string } {
  const given =
    measurePlan?.kind === 'arguments-needed'
      ? t('You will be asked for its arguments.')
      : t('Its arguments come from the code.');
  return {
    message: t('Run {0} with a real Python?', site.target),
    detail: [
      t(
        '{0} imports {1} and runs what line {2} starts: one call after another, in threads and in processes, several times each. {3}',
        ...[python, path, site.at.line, given],
      ),
      t(
        'Unsaved changes are saved first. It can be cancelled, and is stopped after {0} seconds.',
        limitSeconds,
      ),
    ].join('\n\n'),
  };
}

/** Whether a text is JSON that `--args` takes: a list, or an object of keywords. */
export function isJsonArguments(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}
