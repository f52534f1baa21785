/** Sums segments to seconds by kind: how much of the work holds the GIL, computes without it, or waits. */
import { add, multiply, ONE, scale, ZERO, type Estimate } from '../model/estimate';
import type { Segment, Totals } from '../model/profile';

export const NO_WORK: Totals = { held: ZERO, native: ZERO, io: ZERO, wait: ZERO, unknownCalls: ZERO };

export function addTotals(a: Totals, b: Totals): Totals {
  if (a === NO_WORK) return b;
  if (b === NO_WORK) return a;
  return {
    held: add(a.held, b.held),
    native: add(a.native, b.native),
    io: add(a.io, b.io),
    wait: add(a.wait, b.wait),
    unknownCalls: add(a.unknownCalls, b.unknownCalls),
  };
}

export function timesTotals(totals: Totals, times: Estimate): Totals {
  if (totals === NO_WORK) return totals;
  return mapTotals(totals, (part) => multiply(part, times));
}

function mapTotals(totals: Totals, map: (part: Estimate) => Estimate): Totals {
  return {
    held: map(totals.held),
    native: map(totals.native),
    io: map(totals.io),
    wait: map(totals.wait),
    unknownCalls: map(totals.unknownCalls),
  };
}

/** Totals of one run of `segments` one after another. */
export function totalsOf(segments: readonly Segment[]): Totals {
  let totals = NO_WORK;
  for (const segment of segments) totals = addTotals(totals, segmentTotals(segment));
  return totals;
}

export function segmentTotals(segment: Segment): Totals {
  switch (segment.kind) {
    case 'hold':
      return { ...NO_WORK, held: segment.seconds };
    case 'native':
      return { ...NO_WORK, native: segment.seconds };
    case 'io':
      return { ...NO_WORK, io: segment.seconds };
    case 'wait':
      return { ...NO_WORK, wait: segment.seconds };
    case 'guard':
    case 'await':
      return totalsOf(segment.body);
    case 'loop':
      return timesTotals(totalsOf(segment.body), segment.trips.count);
    case 'branch':
      return branchTotals(segment.arms.map(({ weight, body }) => ({ weight, totals: totalsOf(body) })));
    case 'call':
      return timesTotals(segment.profile.totals, segment.times);
    case 'unknown':
      return { ...NO_WORK, unknownCalls: ONE };
    case 'spawn':
      return NO_WORK;
  }
}

/** The least arm, the weighted mean, the greatest arm; weights that do not sum to 1 leave room for "none of them". */
function branchTotals(arms: readonly { readonly weight: number; readonly totals: Totals }[]): Totals {
  const rest = Math.max(0, 1 - arms.reduce((sum, arm) => sum + arm.weight, 0));
  const all = rest > 1e-9 ? [...arms, { weight: rest, totals: NO_WORK }] : arms;
  const part = (select: (totals: Totals) => Estimate): Estimate => {
    let low = Infinity;
    let mid = 0;
    let high = 0;
    for (const { weight, totals } of all) {
      const estimate = select(totals);
      low = Math.min(low, estimate.low);
      mid += estimate.mid * weight;
      high = Math.max(high, estimate.high);
    }
    return all.length === 0 ? ZERO : { low, mid, high };
  };
  return {
    held: part((totals) => totals.held),
    native: part((totals) => totals.native),
    io: part((totals) => totals.io),
    wait: part((totals) => totals.wait),
    unknownCalls: part((totals) => totals.unknownCalls),
  };
}

/** The middle estimate of everything together, in seconds. */
export function midSeconds(totals: Totals): number {
  return totals.held.mid + totals.native.mid + totals.io.mid + totals.wait.mid;
}

export function scaleTotals(totals: Totals, factor: number): Totals {
  return mapTotals(totals, (part) => scale(part, factor));
}
