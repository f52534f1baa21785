/** Numbers that the code does not tell, as knobs: what turning one does to the costs of a task. Pure. */
import type { SimulationSubject, SubjectAssumption } from '../../../server/src/core/protocol';
import type { Costs } from './costs';

type WorkCosts = Pick<Costs, 'pythonFactor' | 'nativeFactor' | 'ioFactor'>;

/** Factors that an assumption may be turned to, for saved state and for ranges without an end. */
export const ASSUMED_LIMITS = { min: 1e-4, max: 1e4 };

/** The costs with the part of each kind of work that grows with an assumption grown by its factor. */
export function withAssumed<Given extends WorkCosts>(
  costs: Given,
  assumptions: SimulationSubject['assumptions'],
  assumed: Readonly<Record<string, number>>,
): Given {
  let { pythonFactor, nativeFactor, ioFactor } = costs;
  for (const { id, shares } of assumptions) {
    const factor = assumed[id];
    if (factor === undefined || shares === undefined) continue;
    pythonFactor *= 1 + shares.held * (factor - 1);
    nativeFactor *= 1 + shares.native * (factor - 1);
    ioFactor *= 1 + shares.io * (factor - 1);
  }
  return { ...costs, pythonFactor, nativeFactor, ioFactor };
}

/** From which to which number an assumption can be turned; undefined where it has no range or nothing grows with it. */
export function assumedRange({
  value,
  shares,
}: SubjectAssumption): { low: number; high: number } | undefined {
  const { low, mid, high } = value;
  if (shares === undefined || !(mid > 0) || !Number.isFinite(mid) || !(high > low)) return undefined;
  return {
    low: Math.max(low, mid * ASSUMED_LIMITS.min),
    high: Math.min(high, mid * ASSUMED_LIMITS.max),
  };
}
