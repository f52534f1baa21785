/** One self-contained HTML page of a simulation: the picture, and tables with the same numbers. No script, no link. */
import type { Scenario } from '../model/scenario';
import type { SimResult } from '../model/simResult';
import { shortName } from './exportNames';
import { type PictureOptions, simulationSvg } from './exportSvg';
import { secondsText, shareText } from './figures';
import { escapeXml } from './markup';
import { modeTitle } from './modes';
import { SUMMARY_COLUMNS } from './states';
import { modeNumbers } from './summary';
import { allThreads, collectedSeconds, type TitledResult } from './threadTable';

export interface PageOptions extends PictureOptions {
  /** Runs in several modes, as a second table; the first is what the others are held against. */
  readonly outcomes?: readonly TitledResult[];
}

/** Of a thread's name in the table. */
const NAME_LETTERS = 60;

/** `result` must have been made with `spans: true`. */
export function simulationHtml(scenario: Scenario, result: SimResult, options: PageOptions = {}): string {
  const title = options.title ?? `Simulation of the GIL: ${modeTitle(scenario.executor.kind)}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="generator" content="Gilscope">
<title>${escapeXml(title)}</title>
<style>${styleOf(options.theme)}</style>
</head>
<body>
<main>
<h1>${escapeXml(title)}</h1>
${options.sentence === undefined ? '' : `<p>${escapeXml(options.sentence)}</p>\n`}<figure>
${simulationSvg(scenario, result, { ...options, heading: false })}
</figure>
${threadTable(result)}
${options.outcomes === undefined ? '' : modesTable(options.outcomes)}
<p>Predicted by Gilscope, not measured: ${scenario.cores} cores, switch interval ${secondsText(scenario.switchIntervalSeconds)}, seed ${scenario.seed}.</p>
</main>
</body>
</html>
`;
}

function threadTable(result: SimResult): string {
  const threads = allThreads(result);
  const collected = collectedSeconds(result);
  const columns: readonly { readonly title: string; readonly seconds: readonly number[] }[] = [
    ...SUMMARY_COLUMNS.map(({ title, seconds }) => ({ title, seconds: threads.map(seconds) })),
    ...(collected.some((seconds) => seconds > 0)
      ? [{ title: 'collects garbage', seconds: [...collected] }]
      : []),
  ];
  const head = ['Thread', 'Start', 'End', ...columns.map(({ title }) => title), 'Switches'];
  const rows = threads.map(({ name, startSeconds, endSeconds, switches }, thread) => [
    shortName(name, NAME_LETTERS),
    secondsText(startSeconds),
    secondsText(endSeconds),
    ...columns.map(({ seconds }) => {
      const own = seconds[thread] ?? 0;
      return `${secondsText(own)} (${shareText(own, endSeconds - startSeconds)})`;
    }),
    String(switches),
  ]);
  return table('Threads', head, rows);
}

function modesTable(outcomes: readonly TitledResult[]): string {
  const [chosen] = outcomes;
  return table(
    'Modes',
    ['Mode', 'Time', 'Against the first', 'GIL busy', 'Waiting for the GIL', 'Hand-overs'],
    outcomes.map((outcome) => {
      const { time, factor, gilBusy, gilWait, handOvers } = modeNumbers(outcome, chosen);
      return [outcome.title, time, factor, gilBusy, gilWait, handOvers];
    }),
  );
}

function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]): string =>
    row
      .map((cell, i) => (i === 0 ? `<th scope="row">${escapeXml(cell)}</th>` : `<td>${escapeXml(cell)}</td>`))
      .join('');
  return `<table>
<caption>${caption}</caption>
<thead><tr>${head.map((cell) => `<th scope="col">${escapeXml(cell)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${cells(row)}</tr>`).join('\n')}
</tbody>
</table>`;
}

const styleOf = (theme = 'light dark'): string => `
:root { color-scheme: ${theme}; font-family: system-ui, sans-serif }
body { margin: 0 }
main { max-width: 1040px; margin: 0 auto; padding: 16px; overflow-wrap: anywhere }
h1 { font-size: 1.5em }
figure { margin: 0; overflow-x: auto }
svg { max-width: 100%; height: auto }
table { font-size: 0.9em; border-collapse: collapse; margin: 16px 0; font-variant-numeric: tabular-nums }
caption { text-align: left; font-weight: 600; padding: 4px 0 }
th, td { padding: 4px 12px 4px 0; text-align: right; white-space: nowrap; vertical-align: top }
th:first-child { text-align: left; white-space: normal; min-width: 8em }
thead th { border-bottom: 1px solid; white-space: normal }
`;
