/** Every spawn site for people: one aligned line a site, grouped by file. */
import pc from 'picocolors';
import type { SpawnSite, Verdict, Workers } from '../../core/model/site';
import { printable } from '../printable';
import { aligned, counted, duration } from './words';

export interface ListedSite {
  readonly site: SpawnSite;
  /** Codes of the findings about it. */
  readonly flagged: readonly string[];
}

export function sitesText(sites: readonly ListedSite[], color: boolean): string {
  const colors = pc.createColors(color);
  const byPath = new Map<string, ListedSite[]>();
  for (const listed of sites)
    byPath.set(listed.site.at.path, [...(byPath.get(listed.site.at.path) ?? []), listed]);
  const rows = sites.map(row);
  const lines = aligned(rows, [0]);
  const printed = new Map(sites.map((listed, i) => [listed, lines[i] ?? '']));
  const groups = [...byPath].map(([path, listed]) =>
    [
      colors.bold(printable(path)),
      ...listed.map((one) => paint(`  ${printed.get(one) ?? ''}`, one.site.verdict, colors)),
      '',
    ].join('\n'),
  );
  return [...groups, `${counted(sites.length, 'site')} in ${counted(byPath.size, 'file')}.`, ''].join('\n');
}

/** `12:5  threading.Thread  crunch  cpu (high)  4 workers (literal)  one by one 3.6 s, threads 3.6 s, …  GIL101`. */
function row({ site, flagged }: ListedSite): string[] {
  return [
    `${site.at.line}:${site.at.column}`,
    printable(site.api),
    printable(site.target),
    `${site.verdict} (${site.confidence})`,
    workersText(site.workers),
    predictionText(site),
    flagged.join(', '),
  ];
}

function workersText(workers: Workers): string {
  if (workers.basis === 'unknown') return '? workers';
  return `${counted(workers.count, 'worker')} (${workers.basis})`;
}

function predictionText({ prediction }: SpawnSite): string {
  if (prediction === undefined) return 'no prediction';
  const { sequential, threads, processes } = prediction;
  return `sequential ${duration(sequential)}, threads ${duration(threads)}, processes ${duration(processes)}`;
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
