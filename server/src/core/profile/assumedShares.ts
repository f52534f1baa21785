/** How much of a function's time hangs on each number that had to be assumed, so that the number can be turned like a cost. */
import { unreachable } from '../base/assert';
import type { AssumedShares, Segment, WorkProfile } from '../model/profile';

/** Callees are walked until this many segments; beyond, a call counts with its totals. */
const MAX_SEGMENTS = 20_000;

/** By id of the assumption; only those on which some time hangs. Shares are of the middle estimates. */
export function assumedShares(profile: WorkProfile): ReadonlyMap<string, AssumedShares> {
  const ids = new Map(profile.assumptions.map(({ id, at }) => [`${at.path}:${at.line}`, id]));
  if (ids.size === 0) return new Map();
  const walk = new Walk(ids);
  walk.add(profile.body, 1, []);
  return walk.shares();
}

interface Sums {
  held: number;
  native: number;
  io: number;
}

class Walk {
  /** Ids of assumptions by the place of their loop. */
  readonly #ids: ReadonlyMap<string, string>;
  readonly #total: Sums = { held: 0, native: 0, io: 0 };
  readonly #byId = new Map<string, Sums>();
  #left = MAX_SEGMENTS;

  constructor(ids: ReadonlyMap<string, string>) {
    this.#ids = ids;
  }

  /** `times`: how often the segments run; `within`: the assumed loops around them. */
  add(segments: readonly Segment[], times: number, within: readonly string[]): void {
    this.#left -= segments.length;
    for (const segment of segments) this.#addSegment(segment, times, within);
  }

  #addSegment(segment: Segment, times: number, within: readonly string[]): void {
    switch (segment.kind) {
      case 'hold':
        return this.#count('held', segment.seconds.mid * times, within);
      case 'native':
        return this.#count('native', segment.seconds.mid * times, within);
      case 'io':
      case 'wait':
        return this.#count('io', segment.seconds.mid * times, within);
      case 'guard':
      case 'await':
        return this.add(segment.body, times, within);
      case 'loop': {
        const id = this.#ids.get(`${segment.at.path}:${segment.at.line}`);
        const around = id === undefined || within.includes(id) ? within : [...within, id];
        return this.add(segment.body, times * segment.trips.count.mid, around);
      }
      case 'branch':
        for (const { weight, body } of segment.arms) this.add(body, times * weight, within);
        return;
      case 'call': {
        const rounds = times * segment.times.mid;
        if (this.#left > 0) return this.add(segment.profile.body, rounds, within);
        const { held, native, io, wait } = segment.profile.totals;
        this.#count('held', held.mid * rounds, within);
        this.#count('native', native.mid * rounds, within);
        return this.#count('io', (io.mid + wait.mid) * rounds, within);
      }
      case 'unknown':
      case 'spawn':
        return;
      default:
        return unreachable(segment);
    }
  }

  #count(kind: keyof Sums, seconds: number, within: readonly string[]): void {
    this.#total[kind] += seconds;
    for (const id of within) {
      const sums = this.#byId.get(id) ?? { held: 0, native: 0, io: 0 };
      sums[kind] += seconds;
      this.#byId.set(id, sums);
    }
  }

  shares(): ReadonlyMap<string, AssumedShares> {
    const share = (part: number, whole: number): number =>
      whole > 0 && Number.isFinite(whole) ? Math.min(part / whole, 1) : 0;
    const found = [...this.#byId].map(([id, { held, native, io }]): readonly [string, AssumedShares] => [
      id,
      {
        held: share(held, this.#total.held),
        native: share(native, this.#total.native),
        io: share(io, this.#total.io),
      },
    ]);
    return new Map(found.filter(([, { held, native, io }]) => held + native + io > 0));
  }
}
