/** The spawn site that a line of a file means. */
import type { ModuleReport } from '../core/gilscope';
import type { SpawnSite } from '../core/model/site';

/** The narrowest site on the line; else one whose executor is made there. */
export function siteAtLine(sites: readonly SpawnSite[], line: number): SpawnSite | undefined {
  const around = sites.filter((site) => site.at.line <= line && line <= site.at.endLine);
  around.sort((a, b) => a.at.endLine - a.at.line - (b.at.endLine - b.at.line));
  return around[0] ?? sites.find((site) => site.executor?.at.line === line);
}

/** Says that a line starts nothing, and which lines do. */
export function noSiteMessage({ sites }: ModuleReport, line: number): string {
  if (sites.length === 0)
    return `line ${line} starts no concurrent work, nor does any other line of this file`;
  const lines = [...new Set(sites.map((site) => site.at.line))].join(', ');
  return `line ${line} starts no concurrent work; lines that do: ${lines}`;
}
