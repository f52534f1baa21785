/** Every spawn site for people: one aligned line a site, grouped by file. */
import pc from 'picocolors';
import { duration } from '../../core/base/duration';
import type { SpawnSite, Verdict, Workers } from '../../core/model/site';
import { unknownLibraryCalls } from '../../core/profile/unknown';
import { printable } from '../printable';
import { aligned, counted } from './words';

export interface ListedSite {
  readonly site: SpawnSite;
  /** Codes of the findings about it. */
  readonly flagged: readonly string[];
}

const HEADER = [
  'line',
  'starts',
  'runs',
  'verdict',
  'workers',
  'one by one',
  'threads',
  'processes',
  'findings',
];

/** Columns that read better with their ends aligned: the place and the times. */
const RIGHT = [0, 5, 6, 7];

export function sitesText(sites: readonly ListedSite[], color: boolean): string {
  const colors = pc.createColors(color);
  const paths = [...new Set(sites.map(({ site }) => site.at.path))];
  const closing = `${counted(sites.length, 'site')} in ${counted(paths.length, 'file')}.\n`;
  if (sites.length === 0) return closing;
  const [header = '', ...rows] = aligned([HEADER, ...sites.map(row)], RIGHT);
  const groups = paths.map((path) => [
    colors.bold(printable(path)),
    ...sites.flatMap(({ site }, i) =>
      site.at.path === path ? [paint(`  ${rows[i] ?? ''}`, site.verdict, colors)] : [],
    ),
    '',
  ]);
  return [`  ${colors.dim(header)}`, ...groups.flat(), closing + unknownText(sites)].join('\n');
}

/** What the verdicts that are missing depend on, in the words of the configuration. */
function unknownText(sites: readonly ListedSite[]): string {
  const names = new Set(
    sites.flatMap(({ site }) =>
      site.profile === undefined || site.confidence !== 'low' ? [] : unknownLibraryCalls(site.profile),
    ),
  );
  if (names.size === 0) return '';
  const lines = [...names].sort().map((name) => `  ${printable(name)}\n`);
  return `\nNothing is known of these calls; \`calls\` in the configuration may state what they do:\n${lines.join('')}`;
}

function row({ site, flagged }: ListedSite): string[] {
  const { prediction } = site;
  const times = prediction && [prediction.sequential, prediction.threads, prediction.processes].map(duration);
  return [
    `${site.at.line}:${site.at.column}`,
    printable(site.api),
    printable(site.target),
    `${site.verdict} (${site.confidence})`,
    workersText(site.workers),
    ...(times ?? ['-', '-', '-']),
    flagged.join(', '),
  ];
}

function workersText({ count, basis }: Workers): string {
  return basis === 'unknown' ? '?' : `${count} (${basis})`;
}

/** Only what deserves a look is coloured. */
function paint(line: string, verdict: Verdict, colors: ReturnType<typeof pc.createColors>): string {
  switch (verdict) {
    case 'cpu':
      return colors.yellow(line);
    case 'mixed':
      return colors.cyan(line);
    case 'trivial':
    case 'unknown':
      return colors.dim(line);
    case 'native':
    case 'io':
    case 'wait':
      return line;
  }
}
