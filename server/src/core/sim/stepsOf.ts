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

  convertAll(segments: readonly Segment[], factor: number): readonly Step[] {
    this.#left -= segments.length;
    return factor > 0 ? segments.flatMap((segment) => this.#convert(segment, factor)) : [];
  }

  /** `factor` scales the work, not the number of rounds. */
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
      case 'guard': {
        const body = this.convertAll(segment.body, factor);
        const source = sourceOf(segment.at, segment.resource);
        return body.length === 0 ? [] : [{ kind: 'lock', name: segment.resource, body, source }];
      }
      case 'loop':
        return this.#repeated(segment.body, segment.trips.count.mid, factor, sourceOf(segment.at, 'loop'));
      case 'call': {
        const source = sourceOf(segment.at, segment.what);
        const times = segment.times.mid;
        return this.#left > 0
          ? this.#repeated(segment.profile.body, times, factor, source)
          : convertTotals(segment.profile.totals, factor * times, source);
      }
      case 'branch':
        return segment.arms.flatMap((arm) => this.convertAll(arm.body, factor * arm.weight));
      case 'await':
        return this.convertAll(segment.body, factor);
      case 'unknown':
      case 'spawn':
        return [];
      default:
        return unreachable(segment);
    }
  }

  #repeated(
    segments: readonly Segment[],
    rounds: number,
    factor: number,
    source: StepSource,
  ): readonly Step[] {
    const times = Math.min(SCENARIO_LIMITS.rounds, Math.max(1, Math.round(rounds)));
    const body = this.convertAll(segments, (factor * rounds) / times);
    if (times === 1 || body.length === 0) return body;
    return [{ kind: 'loop', times, body, source }];
  }
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
