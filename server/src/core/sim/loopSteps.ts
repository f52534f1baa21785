/**
 * Work profile of a coroutine → steps of a task of an event loop. What the code awaits lets other tasks run; what it
 * merely calls keeps the loop, whether it computes or waits. A coroutine that is called without being awaited on the
 * spot is a task of its own, and so is each of several in one `await`: `await gather(f(x), g(y))`.
 */
import { unreachable } from '../base/assert';
import type { Segment, WorkProfile } from '../model/profile';
import type { LoopTask, Step, StepSource } from '../model/scenario';
import type { SpawnSite } from '../model/site';
import { type Batch, groupTasks } from './groupTasks';
import { computingSteps, convertTotals, nestedSteps, sourceOf, stepsOf, timed, type Walk } from './stepsOf';

/** Gives the site with a key: what a coroutine hands to a thread stands there. */
export type SiteByKey = (key: string) => SpawnSite | undefined;

/** The steps of `segments` run once as, or in, a task of an event loop. */
export function loopStepsOf(segments: readonly Segment[], siteOf: SiteByKey): readonly Step[] {
  const converter = new LoopConverter(siteOf);
  return converter.body(segments, 1);
}

/** What one task of `site` does when a coroutine hands it to another thread or process, and awaits it. */
export function offloadedSteps(site: SpawnSite): readonly Step[] {
  const source = sourceOf(site.at, site.target);
  const body =
    site.profile === undefined ? convertTotals(site.perTask, 1, source) : stepsOf(site.profile.body);
  if (site.kind === 'thread-pool') return [{ kind: 'offload', body, source }];
  const { held, native, io, wait } = site.perTask;
  // The loop sees nothing of another process but that its answer comes later.
  return timed({ kind: 'io', seconds: held.mid + native.mid + io.mid + wait.mid, source });
}

/**
 * Segments that are converted one by one; beyond, a call counts with its totals. Profiles form a graph in which recursion
 * has as many paths as the program has calls; and each task of a loop has code of its own.
 */
const MAX_SEGMENTS = 2_000;

/** A task that a piece of code starts, and how often. */
interface Started {
  readonly name: string;
  readonly body: readonly Step[];
  readonly times: number;
  /** Whether it does not end by itself. */
  readonly endless: boolean;
}

class LoopConverter {
  readonly #siteOf: SiteByKey;
  #left = MAX_SEGMENTS;
  readonly #starting = new Map<WorkProfile, boolean>();

  constructor(siteOf: SiteByKey) {
    this.#siteOf = siteOf;
  }

  /** `factor` scales the work. Tasks started here run in the background until an `await` that names no work. */
  body(segments: readonly Segment[], factor: number): readonly Step[] {
    this.#left -= segments.length;
    let starts = false;
    return segments.flatMap((segment) => {
      if (segment.kind === 'await') {
        const waitsForTasks = starts && isBareAwait(segment.body);
        return [...this.#plain(segment, factor), ...(waitsForTasks ? [WAIT_FOR_TASKS] : [])];
      }
      const started = this.#startedBy(segment, 1);
      starts ||= started.length > 0;
      return [...this.#plain(segment, factor), ...gathered(started, sourceOf(segment.at, 'tasks'), true)];
    });
  }

  readonly #allPlain: Walk = (segments, factor) => {
    this.#left -= segments.length;
    return factor > 0 ? segments.flatMap((segment) => this.#plain(segment, factor)) : [];
  };

  /** Without the coroutines that are tasks of their own. */
  #plain(segment: Segment, factor: number): readonly Step[] {
    switch (segment.kind) {
      case 'hold':
      case 'native':
        return computingSteps(segment, factor);
      case 'io':
      case 'wait':
        return timed({
          kind: 'io',
          seconds: segment.seconds.mid * factor,
          blocking: true,
          source: sourceOf(segment.at, segment.what),
        });
      case 'call':
        if (segment.profile.coroutine === true) return [];
        return nestedSteps(segment, factor, this.#allPlain, this.#left > 0);
      case 'guard':
      case 'loop':
      case 'branch':
        return nestedSteps(segment, factor, this.#allPlain, this.#left > 0);
      case 'await':
        return this.#awaited(segment, factor);
      case 'unknown':
      case 'spawn':
        return [];
      default:
        return unreachable(segment);
    }
  }

  /** One coroutine is followed as if its code stood here; several, or one in a comprehension, run beside each other. */
  #awaited({ at, body }: Extract<Segment, { readonly kind: 'await' }>, factor: number): readonly Step[] {
    this.#left -= body.length;
    const started = body.flatMap((segment) => this.#startedBy(segment, 1));
    const around = body.flatMap((segment) => this.#awaitedPart(segment, factor));
    const [only] = started;
    if (only !== undefined && started.length === 1 && only.times === 1) return [...around, ...only.body];
    return [...around, ...gathered(started, sourceOf(at, 'await'), false)];
  }

  /** A library's function that is called in an `await` lets others run while it waits. */
  #awaitedPart(segment: Segment, factor: number): readonly Step[] {
    if (segment.kind === 'io' || segment.kind === 'wait') {
      const source = sourceOf(segment.at, segment.what);
      return timed({ kind: 'io', seconds: segment.seconds.mid * factor, source });
    }
    if (segment.kind === 'branch')
      return segment.arms.flatMap(({ body, weight }) =>
        body.flatMap((part) => this.#awaitedPart(part, factor * weight)),
      );
    return this.#plain(segment, factor);
  }

  /** The tasks that a segment starts: coroutines called but not awaited in it, and what it hands to a pool. */
  #startedBy(segment: Segment, times: number): readonly Started[] {
    if (segment.kind === 'call') return this.#startedByCall(segment, times * segment.times.mid);
    if (segment.kind === 'spawn') {
      const site = this.#siteOf(segment.site);
      if (site === undefined || !isHandedOver(site)) return [];
      return [{ name: site.target, body: offloadedSteps(site), times, endless: false }];
    }
    return partsOf(segment).flatMap((part) => this.#startedByAll(part.body, times * part.times));
  }

  #startedByCall(
    { at, what, profile }: Extract<Segment, { readonly kind: 'call' }>,
    times: number,
  ): readonly Started[] {
    const isKnown = this.#left > 0;
    if (profile.coroutine !== true)
      return isKnown && this.#starts(profile) ? this.#startedByAll(profile.body, times) : [];
    const body = isKnown ? this.body(profile.body, 1) : convertTotals(profile.totals, 1, sourceOf(at, what));
    return [{ name: what, body, times, endless: profile.endless }];
  }

  /** Whether a function that is no coroutine starts tasks, itself or through others. */
  #starts(profile: WorkProfile): boolean {
    const known = this.#starting.get(profile);
    if (known !== undefined) return known;
    const mayStart = (segment: Segment): boolean => {
      if (segment.kind === 'spawn') return true;
      if (segment.kind === 'call') return segment.profile.coroutine === true || this.#starts(segment.profile);
      return partsOf(segment).some(({ body }) => body.some(mayStart));
    };
    const starts = profile.body.some(mayStart);
    this.#starting.set(profile, starts);
    return starts;
  }

  #startedByAll(segments: readonly Segment[], times: number): readonly Started[] {
    this.#left -= segments.length;
    return segments.flatMap((segment) => this.#startedBy(segment, times));
  }
}

/** The segments that a segment runs on the spot, and how often. An `await` has none: it says itself what it starts. */
function partsOf(segment: Segment): readonly { readonly body: readonly Segment[]; readonly times: number }[] {
  switch (segment.kind) {
    case 'loop':
      return [{ body: segment.body, times: segment.trips.count.mid }];
    case 'branch':
      return segment.arms.map(({ body, weight }) => ({ body, times: weight }));
    case 'guard':
      return [{ body: segment.body, times: 1 }];
    case 'hold':
    case 'native':
    case 'io':
    case 'wait':
    case 'call':
    case 'await':
    case 'unknown':
    case 'spawn':
      return [];
    default:
      return unreachable(segment);
  }
}

/** Whether a task awaits what the site runs elsewhere: `to_thread`, `run_in_executor`. */
export function isHandedOver({ kind, onEventLoop }: SpawnSite): boolean {
  return onEventLoop && (kind === 'thread-pool' || kind === 'process-pool' || kind === 'interpreter-pool');
}

/** `await task`, `await asyncio.wait(tasks)`: what it waits for was started before. */
function isBareAwait(body: readonly Segment[]): boolean {
  return body.every(({ kind }) => kind === 'hold');
}

const WAIT_FOR_TASKS: Step = { kind: 'gather', tasks: [] };

function gathered(started: readonly Started[], source: StepSource, background: boolean): readonly Step[] {
  // `asyncio.run` cancels what is left in the background when the program itself is done.
  const isDaemon = ({ endless }: Started): boolean => endless && background;
  const tasks: readonly LoopTask[] = [
    ...groupTasks(started.filter((task) => !isDaemon(task)).map(batchOf)),
    ...groupTasks(started.filter(isDaemon).map(batchOf)).map((task) => ({ ...task, daemon: true })),
  ];
  return tasks.length === 0 ? [] : [{ kind: 'gather', tasks, ...(background && { background }), source }];
}

function batchOf({ name, body, times }: Started): Batch {
  return { name, body, tasks: Math.max(1, Math.round(times)) };
}
