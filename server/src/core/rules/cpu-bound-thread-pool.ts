/** GIL102: thread pools whose tasks hold the GIL. */
import type { Config } from '../model/config';
import type { Finding } from '../model/finding';
import type { ModuleProfile } from '../model/moduleProfile';
import page from './cpu-bound-thread-pool.md';
import { cpuBoundFinding } from './cpuBound';
import { isLoopHandOff } from './loopHandOff';
import { publishedPart, type Rule } from './rule';

export const cpuBoundThreadPool: Rule = {
  code: 'GIL102',
  slug: 'cpu-bound-thread-pool',
  title: 'CPU-bound work in a thread pool',
  since: '0.1.0',
  status: 'stable',
  severity: 'warning',
  onByDefault: true,
  fixes: 'sometimes',
  page: publishedPart(page),
  *check(module: ModuleProfile, config: Config): Generator<Finding> {
    for (const site of module.sites) {
      if (site.kind !== 'thread-pool' || isLoopHandOff(site)) continue;
      const finding = cpuBoundFinding(cpuBoundThreadPool, site, config, {
        background: (interval) =>
          `one task at a time gains no speed, and the code beside it waits up to ${interval} for each turn with the GIL`,
        alongside: '',
      });
      if (finding !== undefined) yield finding;
    }
  },
};
