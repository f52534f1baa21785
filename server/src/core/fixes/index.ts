/** Every fix for a finding, the most useful first. Fixes that are not possible say why. */
import { hasInterpreterPools } from '../config/pythonVersion';
import type { Finding, Fix } from '../model/finding';
import type { FixContext } from './context';
import { runPoolSequentially } from './runPoolSequentially';
import { suppress } from './suppress';
import { poolToThreads, swapPool, swapPoolInterpreters } from './swapPool';
import { runThreadsSequentially, threadsToPool } from './threads';
import { toProcessPool } from './toProcessPool';

export type { FixContext } from './context';

/** Total: a finding that no rewrite is known for gets the comment that silences it. */
export function fixesFor(context: FixContext, finding: Finding): Fix[] {
  return [...rewrites(context, finding), suppress(context, finding)].filter((fix) => fix !== undefined);
}

function rewrites(context: FixContext, finding: Finding): (Fix | undefined)[] {
  const { site } = context;
  if (site === undefined) return [];
  switch (finding.code) {
    case 'GIL101':
      // A single thread beside other work is there for responsiveness; neither rewrite keeps that.
      if (site.role === 'background') return [];
      return [threadsToPool(context), ...oneAfterAnother(context, runThreadsSequentially)];
    case 'GIL102':
      return [swapPool(context), ...interpreters(context), ...oneAfterAnother(context, runPoolSequentially)];
    case 'GIL302':
      return site.executor === undefined
        ? [toProcessPool(context)]
        : [swapPool(context), ...interpreters(context)];
    case 'GIL501':
      return [poolToThreads(context)];
    default:
      return [];
  }
}

function interpreters(context: FixContext): (Fix | undefined)[] {
  return hasInterpreterPools(context.config.pythonVersion) ? [swapPoolInterpreters(context)] : [];
}

/** After a task that never ends nothing comes. */
function oneAfterAnother(
  context: FixContext,
  rewrite: (context: FixContext) => Fix | undefined,
): (Fix | undefined)[] {
  return context.site?.profile?.endless === true ? [] : [rewrite(context)];
}
