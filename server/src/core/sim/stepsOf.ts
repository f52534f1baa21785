/** Work profile → steps of the simulator: middle estimates, callees inlined, branches as their weighted mean. */
import { unreachable } from '../base/assert';
import type { Location } from '../base/text';
import type { Segment, Totals } from '../model/profile';
import type { Step, StepSource } from '../model/scenario';
import type { SpawnSite } from '../model/site';
import { SCENARIO_LIMITS } from './parseScenario';

/**
 * The steps of `segments` run once. Their seconds add up to the profile's middle totals: a loop of 2.4 rounds becomes
 * two rounds of 1.2 times the work, an arm taken with probability 0.3 counts 0.3 of its work. Unknown calls and spawns
 * take no time.
 */
export function stepsOf(segments: readonly Segment[]): readonly Step[] {
  return new Converter().convertAll(segments, 1);
}

/** For a target that was not found or not followed: its totals, if any are known. */
export function stepsOfTotals(totals: Totals, site: SpawnSite): readonly Step[] {
  return convertTotals(totals, 1, sourceOf(site.at, site.target));
}

/** Seconds by kind, one after the other. */
export function convertTotals(totals: Totals, factor: number, source: StepSource): readonly Step[] {
  return [
    ...timed({ kind: 'hold', seconds: totals.held.mid * factor, source }),
    ...timed({ kind: 'native', seconds: totals.native.mid * factor, source }),
    ...timed({ kind: 'io', seconds: (totals.io.mid + totals.wait.mid) * factor, source }),
  ];
}

/** Callees are inlined until this many segments; beyond, a call counts with its totals. */
const MAX_SEGMENTS = 20_000;

class Converter {
  #left = MAX_SEGMENTS;

  readonly convertAll: Walk = (segments, factor) => {
    this.#left -= segments.length;
    return factor > 0 ? segments.flatMap((segment) => this.#convert(segment, factor)) : [];
  };

  #convert(segment: Segment, factor: number): readonly Step[] {
    switch (segment.kind) {
      case 'hold':
      case 'native':
        return computingSteps(segment, factor);
      case 'io':
      case 'wait':
        return timed({
          kind: 'io',
          seconds: segment.seconds.mid * factor,
          source: sourceOf(segment.at, segment.what),
        });
      case 'guard':
      case 'loop':
      case 'branch':
      case 'call':
        return nestedSteps(segment, factor, this.convertAll, this.#left > 0);
      case 'await':
        return this.convertAll(segment.body, factor);
      case 'unknown':
      case 'spawn':
        return [];
      default:
        return unreachable(segment);
    }
  }
}

/** Converts segments run once; the factor scales the work, not the number of rounds. */
export type Walk = (segments: readonly Segment[], factor: number) => readonly Step[];

/** What holds other segments is built up alike for threads and for event loops. `follow`: whether calls are walked into. */
export function nestedSteps(
  segment: Extract<Segment, { readonly kind: 'guard' | 'loop' | 'branch' | 'call' }>,
  factor: number,
  walk: Walk,
  follow: boolean,
): readonly Step[] {
  switch (segment.kind) {
    case 'guard': {
      const body = walk(segment.body, factor);
      const source = sourceOf(segment.at, segment.resource);
      return body.length === 0 ? [] : [{ kind: 'lock', name: segment.resource, body, source }];
    }
    case 'loop':
      return repeated(segment.body, segment.trips.count.mid, factor, sourceOf(segment.at, 'loop'), walk);
    case 'branch':
      return segment.arms.flatMap((arm) => walk(arm.body, factor * arm.weight));
    case 'call': {
      const source = sourceOf(segment.at, segment.what);
      const times = segment.times.mid;
      return follow
        ? repeated(segment.profile.body, times, factor, source, walk)
        : convertTotals(segment.profile.totals, factor * times, source);
    }
    default:
      return unreachable(segment);
  }
}

function repeated(
  segments: readonly Segment[],
  rounds: number,
  factor: number,
  source: StepSource,
  walk: Walk,
): readonly Step[] {
  const times = Math.min(SCENARIO_LIMITS.rounds, Math.max(1, Math.round(rounds)));
  const body = walk(segments, (factor * rounds) / times);
  if (times === 1 || body.length === 0) return body;
  return [{ kind: 'loop', times, body, source }];
}

/** What computes does the same in a thread and in a task of an event loop. */
export function computingSteps(
  segment: Extract<Segment, { readonly kind: 'hold' | 'native' }>,
  factor: number,
): readonly Step[] {
  const seconds = segment.seconds.mid * factor;
  const source = sourceOf(segment.at, segment.what);
  return segment.kind === 'hold'
    ? timed({ kind: 'hold', seconds, ...(segment.preemptible ? {} : { preemptible: false }), source })
    : timed({ kind: 'native', seconds, threads: Math.max(1, Math.round(segment.threads)), source });
}

/** Steps that take no time are left out; more than any scenario may have is cut. */
export function timed(step: Extract<Step, { readonly seconds: number }>): readonly Step[] {
  return step.seconds > 0 ? [{ ...step, seconds: Math.min(step.seconds, SCENARIO_LIMITS.seconds) }] : [];
}

export function sourceOf(at: Location, what: string): StepSource {
  return { path: at.path, line: at.line, column: at.column, what };
}
