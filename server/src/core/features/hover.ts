/** The hover on a spawn site or on the name of a function: verdict, figures, evidence, assumptions. */
import type { Analysis } from '../analysis';
import type { Hover } from '../gilscope';
import type { WorkProfile } from '../model/profile';
import type { SpawnSite } from '../model/site';
import { count, printTotals, seconds } from '../profile/print';
import { verdictSentence } from './sentence';

const SHOWN_EVIDENCE = 5;
const SHOWN_ASSUMPTIONS = 3;

/** `line` and `column` are 1-based. */
export function hoverAt(analysis: Analysis, line: number, column: number): Hover | undefined {
  const offset = analysis.unit.lines.offset(line, column);
  const contains = (range: { start: number; end: number }): boolean =>
    range.start <= offset && offset <= range.end;
  const sites = analysis.module.sites.filter((site) => contains(site.range));
  const site = sites.sort((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start))[0];
  if (site !== undefined) return { at: site.at, markdown: siteMarkdown(site) };
  const func = analysis.functions.find(({ def }) => contains(def.nameRange));
  if (func === undefined) return undefined;
  const profile = analysis.profileOf(func.def);
  if (profile === undefined) return undefined;
  const at = analysis.unit.lines.location(analysis.unit.path, func.def.nameRange);
  return { at, markdown: profileMarkdown(profile) };
}

function siteMarkdown(site: SpawnSite): string {
  const lines = [
    `**Gilscope: ${site.verdict}** (${site.confidence} confidence), predicted, not measured`,
    '',
    verdictSentence(site),
  ];
  const { prediction } = site;
  if (prediction !== undefined && site.profile?.endless !== true && site.verdict !== 'trivial') {
    lines.push('', '| one after another | threads | processes |', '| --- | --- | --- |');
    lines.push(
      `| ${seconds(prediction.sequential)} | ${seconds(prediction.threads)} | ${seconds(prediction.processes)} |`,
    );
  }
  const evidence = site.evidence.slice(0, SHOWN_EVIDENCE);
  if (evidence.length > 0) {
    lines.push('', ...evidence.map(({ at, message }) => `- line ${at.line}: ${message}`));
  }
  if (site.profile !== undefined) lines.push(...assumptionLines(site.profile));
  return lines.join('\n');
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
