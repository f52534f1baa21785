/** A short report on a file's threads and processes, as Markdown for a pull request or an issue. Pure. */
import type { SimulationSubject } from '../../../server/src/core/protocol';

/** `subjects` in the order of the file. */
export function summaryMarkdown(title: string, subjects: readonly SimulationSubject[]): string {
  const rows = subjects.map(
    ({ site }) =>
      `| ${site.at.line} | \`${cell(site.target)}\` | \`${cell(site.api)}\` | ${site.verdict} | ${site.confidence} |`,
  );
  const sentences = subjects.map(({ site, sentence }) => `- Line ${site.at.line}: ${sentence}`);
  const [first] = subjects;
  const python = first === undefined ? '' : ` for Python ${first.pythonVersion}`;
  return [
    `### Gilscope: ${title}`,
    '',
    '| Line | Target | Started by | Verdict | Confidence |',
    '| ---: | --- | --- | --- | --- |',
    ...rows,
    '',
    ...sentences,
    '',
    `Predicted${python}, not measured.`,
    '',
  ].join('\n');
}

/** Text that may hold anything inside a cell of a table. */
function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\s+/g, ' ').replaceAll('`', "'");
}
