/** The hover on a spawn site or on the name of a function: verdict, figures, evidence, assumptions. */
import type { Analysis } from '../analysis';
import { duration } from '../base/duration';
import { hasGil } from '../config/pythonVersion';
import type { Hover } from '../gilscope';
import type { Config } from '../model/config';
import type { WorkProfile } from '../model/profile';
import type { Prediction, SpawnSite } from '../model/site';
import { count, printTotals } from '../profile/print';
import { verdictSentence } from './sentence';

const SHOWN_EVIDENCE = 5;
const SHOWN_ASSUMPTIONS = 3;

export interface HoverContext {
  readonly analysis: Analysis;
  readonly config: Config;
  /** Whether the reader sees a finding about the site beside the hover: what that says is then left out. */
  readonly isExplained: (site: SpawnSite) => boolean;
}

/** `line` and `column` are 1-based. */
export function hoverAt(context: HoverContext, line: number, column: number): Hover | undefined {
  const { analysis, config } = context;
  const offset = analysis.unit.lines.offset(line, column);
  const contains = (range: { start: number; end: number }): boolean =>
    range.start <= offset && offset <= range.end;
  const sites = analysis.module.sites.filter((site) => contains(site.range));
  const site = sites.sort((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start))[0];
  if (site !== undefined)
    return { at: site.at, markdown: siteMarkdown(site, config, context.isExplained(site)) };
  const func = analysis.functions.find(({ def }) => contains(def.nameRange));
  if (func === undefined) return undefined;
  const profile = analysis.profileOf(func.def);
  if (profile === undefined) return undefined;
  const at = analysis.unit.lines.location(analysis.unit.path, func.def.nameRange);
  return { at, markdown: profileMarkdown(profile) };
}

function siteMarkdown(site: SpawnSite, config: Config, isExplained: boolean): string {
  const lines = [`**Gilscope: ${site.verdict}** (${site.confidence} confidence), predicted, not measured`];
  if (!isExplained) lines.push('', verdictSentence(site, config));
  const { prediction } = site;
  if (prediction !== undefined && site.profile?.endless !== true && site.verdict !== 'trivial')
    lines.push('', comparisonLine(prediction, config));
  const evidence = isExplained ? [] : site.evidence.slice(0, SHOWN_EVIDENCE);
  if (evidence.length > 0)
    lines.push('', ...evidence.map(({ at, message }) => `- line ${at.line}: ${message}`));
  if (site.profile !== undefined) lines.push(...assumptionLines(site.profile));
  return lines.join('\n');
}

/**
 * The ways of running the site's tasks, with the seconds each would take under the target Python. On one line: editors
 * set the columns of a table so close that its heads run together.
 */
function comparisonLine(prediction: Prediction, config: Config): string {
  const { sequential, threads, processes, interpreters, freeThreaded } = prediction;
  const gil = hasGil(config);
  const ways: (readonly [string, number | undefined])[] = [
    ['one after another', sequential],
    ['threads', gil ? threads : (freeThreaded ?? threads)],
    ['processes', processes],
    ['interpreters', interpreters],
    ['threads without a GIL', gil ? freeThreaded : undefined],
  ];
  return ways
    .flatMap(([name, seconds]) => (seconds === undefined ? [] : [`${name} **${duration(seconds)}**`]))
    .join(' · ');
}

function profileMarkdown(profile: WorkProfile): string {
  return [
    `**Gilscope: work profile of** \`${profile.name}\`, predicted, not measured`,
    '',
    printTotals(profile.totals),
    ...assumptionLines(profile),
  ].join('\n');
}

function assumptionLines(profile: WorkProfile): string[] {
  const shown = profile.assumptions.slice(0, SHOWN_ASSUMPTIONS);
  if (shown.length === 0) return [];
  return [
    '',
    'Assumed:',
    '',
    ...shown.map(({ sentence, value }) => `- ${sentence} (${count(value.low)} to ${count(value.high)})`),
  ];
}
