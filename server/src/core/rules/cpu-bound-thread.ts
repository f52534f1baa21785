/** GIL101: threads started by hand whose target holds the GIL. */
import type { Config } from '../model/config';
import type { Finding } from '../model/finding';
import type { ModuleProfile } from '../model/moduleProfile';
import page from './cpu-bound-thread.md';
import { cpuBoundFinding } from './cpuBound';
import { publishedPart, type Rule } from './rule';

export const cpuBoundThread: Rule = {
  code: 'GIL101',
  slug: 'cpu-bound-thread',
  title: 'CPU-bound work in threads',
  since: '0.1.0',
  status: 'stable',
  severity: 'warning',
  onByDefault: true,
  fixes: 'sometimes',
  page: publishedPart(page),
  *check(module: ModuleProfile, config: Config): Generator<Finding> {
    for (const site of module.sites) {
      if (site.kind !== 'thread') continue;
      const finding = cpuBoundFinding(cpuBoundThread, site, config, {
        background: (interval) =>
          `one thread gains no speed, and the code beside it waits up to ${interval} for each turn with the GIL`,
        alongside: '',
      });
      if (finding !== undefined) yield finding;
    }
  },
};
