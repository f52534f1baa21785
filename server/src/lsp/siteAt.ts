/** Which spawn site a cursor means. Pure. */
import type { Location } from '../core/base/text';
import type { SpawnSite } from '../core/model/site';
import type { Place } from './fromLsp';

/**
 * The site around the cursor, the innermost first; else one on its line; else one whose pool is made there; else one
 * whose target is defined on that line. Undefined where none is meant.
 */
export function siteAt(sites: readonly SpawnSite[], place: Place): SpawnSite | undefined {
  const around = sites.filter((site) => contains(site.at, place));
  const innermost = around.reduce<SpawnSite | undefined>(
    (best, site) => (best === undefined || length(site) < length(best) ? site : best),
    undefined,
  );
  return (
    innermost ??
    sites.find((site) => coversLine(site.at, place.line)) ??
    sites.find((site) => site.executor !== undefined && coversLine(site.executor.at, place.line)) ??
    sites.find(
      ({ at, targetDefinition }) =>
        targetDefinition?.path === at.path && targetDefinition.line === place.line,
    )
  );
}

function length(site: SpawnSite): number {
  return site.range.end - site.range.start;
}

function contains(at: Location, { line, column }: Place): boolean {
  const afterStart = line > at.line || (line === at.line && column >= at.column);
  const beforeEnd = line < at.endLine || (line === at.endLine && column <= at.endColumn);
  return afterStart && beforeEnd;
}

function coversLine(at: Location, line: number): boolean {
  return at.line <= line && line <= at.endLine;
}
