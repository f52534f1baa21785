/** GIL302: CPU-bound functions that an event loop hands to a thread, where they still compete with it for the GIL. */
import type { Config } from '../model/config';
import type { Finding } from '../model/finding';
import type { ModuleProfile } from '../model/moduleProfile';
import page from './cpu-bound-to-thread.md';
import { cpuBoundFinding } from './cpuBound';
import { isLoopHandOff } from './loopHandOff';
import { publishedPart, type Rule } from './rule';

export const cpuBoundToThread: Rule = {
  code: 'GIL302',
  slug: 'cpu-bound-to-thread',
  title: 'CPU-bound work handed from an event loop to a thread',
  since: '0.1.0',
  status: 'stable',
  severity: 'warning',
  onByDefault: true,
  fixes: 'sometimes',
  page: publishedPart(page),
  *check(module: ModuleProfile, config: Config): Generator<Finding> {
    for (const site of module.sites) {
      if (!isLoopHandOff(site) || (site.kind !== 'thread-pool' && site.kind !== 'thread')) continue;
      const finding = cpuBoundFinding(cpuBoundToThread, site, config, {
        background: (interval) =>
          `in a thread it still competes with the event loop, which waits up to ${interval} for each turn with the GIL; a process leaves the loop free`,
        alongside: ' and leave the event loop free',
      });
      if (finding !== undefined) yield finding;
    }
  },
};
