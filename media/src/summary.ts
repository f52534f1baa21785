/** The chosen simulation as Markdown to take away. Pure. */
import { settingsText, summaryMarkdown } from '../../server/src/core/sim/summary';
import type { Derived } from './derived';

/** Verdict, settings and modes side by side. */
export function viewMarkdown({ subject, knobs, outcomes }: Derived): string {
  const { sentence, pythonVersion, assumptions } = subject;
  const { at, target } = subject.site;
  return summaryMarkdown({
    subject: { sentence, target, path: at.path, line: at.line, pythonVersion, assumptions },
    settings: settingsText({ kind: knobs.mode }, knobs),
    outcomes,
    chosen: outcomes.find((outcome) => outcome.mode === knobs.mode),
  });
}
