/** The result of `gilscope simulate` in every form: text, JSON, files for other programs, pictures. */
import type { Scenario } from '../../core/model/scenario';
import type { SimResult } from '../../core/model/simResult';
import type { SpawnSite } from '../../core/model/site';
import { compareModes, comparisonText } from '../../core/sim/compare';
import { simulate } from '../../core/sim/engine';
import { simulationHtml } from '../../core/sim/exportHtml';
import { speedscopeJson } from '../../core/sim/exportSpeedscope';
import { type PictureOptions, simulationSvg } from '../../core/sim/exportSvg';
import { traceEventJson } from '../../core/sim/exportTraceEvent';
import { type Mode, modeTitle } from '../../core/sim/modes';
import { settingsText, summaryMarkdown } from '../../core/sim/summary';
import { simulationText } from '../../core/sim/text';
import { threadsCsv, type TitledResult } from '../../core/sim/threadTable';
import { type Io, UsageError } from '../io';
import { printable, printableLines } from '../printable';
import { jsonText } from './json';

export const SIMULATION_FORMATS = [
  'text',
  'json',
  'trace',
  'speedscope',
  'svg',
  'png',
  'html',
  'csv',
  'markdown',
] as const;
export type SimulationFormat = (typeof SIMULATION_FORMATS)[number];

/** How the names of such files end. */
const ENDINGS: readonly (readonly [string, SimulationFormat])[] = [
  ['.trace.json', 'trace'],
  ['.speedscope.json', 'speedscope'],
  ['.json', 'json'],
  ['.svg', 'svg'],
  ['.png', 'png'],
  ['.html', 'html'],
  ['.htm', 'html'],
  ['.csv', 'csv'],
  ['.md', 'markdown'],
];

/** Undefined where the name says nothing. */
export function formatOfFile(name: string): SimulationFormat | undefined {
  return ENDINGS.find(([ending]) => name.toLowerCase().endsWith(ending))?.[1];
}

/** What to run, and what is worth comparing it with. */
export interface SimulationStart {
  readonly scenario: Scenario;
  readonly modes: readonly Mode[];
  /** What Gilscope says of the site. */
  readonly sentence?: string;
  readonly site?: SpawnSite;
}

export interface SimulationFormatOptions {
  readonly format: SimulationFormat;
  readonly workers?: number;
  readonly spans?: boolean;
  readonly theme?: 'light' | 'dark';
}

/** One run; in Markdown with all modes beside it. */
export async function simulated(
  scenario: Scenario,
  start: SimulationStart,
  options: SimulationFormatOptions,
  io: Io,
): Promise<string | Uint8Array> {
  const { format } = options;
  // The summary simulates every mode.
  if (format === 'markdown') return markdown(scenario, start, options);
  if (format === 'text') {
    const result = withPrintableNames(simulate(scenario, { spans: true }));
    return heading(start) + withNewline(simulationText(scenario, result));
  }
  const result = simulate(scenario, { spans: format !== 'json' || options.spans === true });
  switch (format) {
    case 'json':
      return jsonText(result);
    case 'trace':
      return withNewline(traceEventJson(scenario, result));
    case 'speedscope':
      return withNewline(speedscopeJson(scenario, result));
    case 'svg':
      return withNewline(simulationSvg(scenario, result, pictureOptions(scenario, start, options)));
    case 'png': {
      const picture = pictureOptions(scenario, start, { theme: 'light', ...options });
      return (await io.loadPngRenderer())(simulationSvg(scenario, result, picture));
    }
    case 'html':
      return withNewline(simulationHtml(scenario, result, pictureOptions(scenario, start, options)));
    case 'csv':
      return threadsCsv([{ title: modeTitle(scenario.executor.kind), result }]);
  }
}

/** All modes side by side. Throws a `UsageError` for formats that have no place for that. */
export function compared(
  scenario: Scenario,
  start: SimulationStart,
  options: SimulationFormatOptions,
): string {
  const modes = modesWith(options.workers, start);
  switch (options.format) {
    case 'text':
      return heading(start) + withNewline(comparisonText(compareModes(scenario, modes)));
    case 'json':
      return jsonText({ schema: 1, modes: compareModes(scenario, modes) });
    case 'html': {
      const outcomes = outcomesOf(scenario, start, options);
      const picture = pictureOptions(scenario, start, options);
      return withNewline(
        simulationHtml(scenario, simulate(scenario, { spans: true }), { ...picture, outcomes }),
      );
    }
    case 'csv':
      return threadsCsv(compareModes(scenario, modes, { spans: true }));
    case 'markdown':
      return markdown(scenario, start, options);
    case 'trace':
    case 'speedscope':
    case 'svg':
    case 'png':
      throw new UsageError(
        `--compare goes with --format text, json, html, csv or markdown, not ${options.format}`,
      );
  }
}

function modesWith(workers: number | undefined, { modes }: SimulationStart): readonly Mode[] {
  return modes.map(({ title, executor }) => ({
    title,
    executor: workers !== undefined && 'workers' in executor ? { ...executor, workers } : executor,
  }));
}

/** All modes, the scenario's own first. */
function outcomesOf(
  scenario: Scenario,
  start: SimulationStart,
  { workers }: SimulationFormatOptions,
): readonly TitledResult[] {
  const { executor } = scenario;
  const others = modesWith(workers, start).filter((mode) => mode.executor.kind !== executor.kind);
  return compareModes(scenario, [{ title: modeTitle(executor.kind), executor }, ...others]);
}

/** All modes side by side, the scenario's own as the one that the others are held against. */
function markdown(scenario: Scenario, start: SimulationStart, options: SimulationFormatOptions): string {
  const { executor } = scenario;
  const outcomes = outcomesOf(scenario, start, options);
  const { site, sentence } = start;
  return summaryMarkdown({
    ...(site !== undefined && {
      subject: {
        sentence: sentence ?? '',
        target: site.target,
        path: site.at.path,
        line: site.at.line,
        pythonVersion: scenario.pythonVersion,
        assumptions: site.profile?.assumptions ?? [],
      },
    }),
    settings: settingsText(executor, {
      ...scenario,
      workers: 'workers' in executor ? executor.workers : 0,
      tasks: scenario.tasks.length,
    }),
    outcomes,
    chosen: outcomes[0],
  });
}

function pictureOptions(
  { executor }: Scenario,
  { sentence, site }: SimulationStart,
  { theme }: Pick<SimulationFormatOptions, 'theme'>,
): PictureOptions {
  return {
    ...(sentence !== undefined && { sentence }),
    ...(site !== undefined && { title: `${site.target}: ${modeTitle(executor.kind)}` }),
    ...(theme !== undefined && { theme }),
  };
}

function heading({ sentence }: SimulationStart): string {
  return sentence === undefined ? '' : `${printableLines(sentence)}\nPredicted, not measured.\n\n`;
}

/** Letters of a name in a terminal. */
const NAME_LETTERS = 40;

/** Names come from outside, and each begins a line in the terminal. */
function withPrintableNames(result: SimResult): SimResult {
  const named = <Named extends { readonly name: string }>(item: Named): Named => {
    const letters = [...printable(item.name)];
    const isLong = letters.length > NAME_LETTERS;
    return {
      ...item,
      name: isLong ? `${letters.slice(0, NAME_LETTERS - 1).join('')}…` : letters.join(''),
    };
  };
  return {
    ...result,
    threads: result.threads.map(named),
    ...(result.loopTasks && { loopTasks: result.loopTasks.map(named) }),
  };
}

function withNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
