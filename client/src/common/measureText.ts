/** What is asked before code is run, and the arguments that are typed. Pure. */
import type { SimulationSubject } from '../../../server/src/core/protocol';

/** The question and what stands below it. */
export function measureQuestion(
  { site, measurePlan }: SimulationSubject,
  path: string,
  python: string,
  limitSeconds: number,
): { readonly message: string; readonly detail: string } {
  const given =
    measurePlan?.kind === 'arguments-needed'
      ? 'You will be asked for its arguments.'
      : 'Its arguments come from the code.';
  return {
    message: `Run ${site.target} with a real Python?`,
    detail: [
      `${python} imports ${path} and runs what line ${site.at.line} starts: one call after another, in threads and in processes, several times each. ${given}`,
      `Unsaved changes are saved first. It can be cancelled, and is stopped after ${limitSeconds} seconds.`,
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
