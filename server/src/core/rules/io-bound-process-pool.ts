/** GIL501: process pools whose tasks only wait, which threads do as well for less. */
import type { Finding } from '../model/finding';
import type { ModuleProfile } from '../model/moduleProfile';
import type { SpawnSite } from '../model/site';
import { add } from '../model/estimate';
import { about, isOpen } from './figures';
import page from './io-bound-process-pool.md';
import { publishedPart, type Rule } from './rule';

/** Threads serve as well where they take at most this many times as long as the processes. */
const AS_GOOD = 1.1;

export const ioBoundProcessPool: Rule = {
  code: 'GIL501',
  slug: 'io-bound-process-pool',
  title: 'Process pool for work that only waits',
  since: '0.1.0',
  status: 'stable',
  severity: 'warning',
  onByDefault: true,
  fixes: 'sometimes',
  page: publishedPart(page),
  *check(module: ModuleProfile): Generator<Finding> {
    for (const site of module.sites) {
      if (site.kind !== 'process-pool' || !onlyWaits(site) || !threadsServe(site)) continue;
      yield {
        code: ioBoundProcessPool.code,
        rule: ioBoundProcessPool.slug,
        message: messageOf(site),
        severity: ioBoundProcessPool.severity,
        confidence: site.confidence,
        at: site.at,
        evidence: site.evidence,
        prediction: site.prediction,
        site: site.key,
      };
    }
  },
};

function onlyWaits(site: SpawnSite): boolean {
  return (site.verdict === 'io' || site.verdict === 'wait') && site.confidence !== 'low';
}

function threadsServe(site: SpawnSite): boolean {
  const { prediction } = site;
  return prediction === undefined || prediction.threads <= AS_GOOD * prediction.processes;
}

function messageOf(site: SpawnSite): string {
  const waits = add(site.perTask.io, site.perTask.wait);
  const forHowLong = site.profile?.endless === true || isOpen(waits) ? '' : ` (${about(waits)} a call)`;
  const on = site.verdict === 'io' ? 'disk, network or other processes' : 'time to pass or other threads';
  return (
    `\`${site.target}\` mostly waits for ${on}${forHowLong} and lets go of the GIL meanwhile; ` +
    'threads wait as well, without starting processes and pickling.'
  );
}
