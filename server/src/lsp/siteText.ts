/** The short texts of a spawn site in an editor: pick lists, lenses, inlay hints. Pure. */
import { unreachable } from '../core/base/assert';
import { duration } from '../core/base/duration';
import type { Estimate } from '../core/model/estimate';
import type { Prediction, SpawnSite, Verdict } from '../core/model/site';
import type { SiteSummary } from '../core/protocol';
import type { SiteHeading } from '../workspace/checkMessages';

export function summarize(site: SiteHeading): SiteSummary {
  return {
    key: site.key,
    at: site.at,
    api: site.api,
    target: site.target,
    verdict: site.verdict,
    confidence: site.confidence,
    label: `${site.target} in ${shortApi(site.api)}: ${site.verdict}`,
  };
}

/** The last two parts of a dotted name: `ThreadPoolExecutor.submit`, `threading.Thread`. */
export function shortApi(api: string): string {
  return api.split('.').slice(-2).join('.');
}

/**
 * `Holds the GIL · threads ≈ 1.0×, processes ≈ 3.4×`: what the target does, and what threads and processes gain over one
 * call after another. Without a GIL the threads are free-threaded ones.
 */
export function lensTitle(site: SpawnSite, hasGil: boolean): string {
  const words = verdictWords(site.verdict, hasGil);
  const { prediction } = site;
  if (prediction === undefined || site.verdict === 'unknown') return words;
  const threads = hasGil ? prediction.threads : prediction.freeThreaded;
  const gains = [
    ...gain('threads', threads, prediction),
    ...gain('processes', prediction.processes, prediction),
  ];
  return gains.length === 0 ? words : `${words} · ${gains.join(', ')}`;
}

function verdictWords(verdict: Verdict, hasGil: boolean): string {
  switch (verdict) {
    case 'cpu':
      return hasGil ? 'Holds the GIL' : 'Computes';
    case 'native':
      return hasGil ? 'Computes without the GIL' : 'Computes in native code';
    case 'io':
      return 'Waits for I/O';
    case 'wait':
      return 'Waits';
    case 'mixed':
      return 'Part computing, part I/O';
    case 'trivial':
      return 'Too little work to matter';
    case 'unknown':
      return 'Work unknown';
    default:
      return unreachable(verdict);
  }
}

/** One part of a lens, or none where there is no figure. */
function gain(way: string, seconds: number | undefined, { sequential }: Prediction): readonly string[] {
  if (seconds === undefined || seconds <= 0 || sequential <= 0) return [];
  return [`${way} ≈ ${(sequential / seconds).toFixed(1)}×`];
}

/** `held ≈ 0.9 s`: the kind of time that most of one task goes to. Undefined where that is nothing or not known. */
export function inlayLabel(site: SpawnSite, hasGil: boolean): string | undefined {
  if (site.verdict === 'unknown') return undefined;
  const { held, native, io, wait } = site.perTask;
  const kinds: readonly (readonly [string, Estimate])[] = [
    [hasGil ? 'held' : 'computing', held],
    ['native', native],
    ['I/O', io],
    ['wait', wait],
  ];
  const [name, most] = kinds.reduce((a, b) => (b[1].mid > a[1].mid ? b : a));
  return most.mid > 0 ? `${name} ≈ ${duration(most.mid)}` : undefined;
}
