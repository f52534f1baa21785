/**
 * Makes one site of the coroutines that one call hands to an event loop: `gather(f(x), g(y))` is one place that starts
 * work, with several targets.
 */
import { assert } from '../base/assert';
import type { Location } from '../base/text';
import { add, ONE } from '../model/estimate';
import type { Segment, WorkProfile } from '../model/profile';
import type { Evidence, SpawnSite, Workers } from '../model/site';
import { totalsOf } from '../profile/totals';
import { judge } from './verdict';

/** `sites` by place, where those of one call stand as the parts of one site. */
export function joinedByCall(sites: readonly SpawnSite[]): readonly SpawnSite[] {
  const byCall = new Map<string, SpawnSite[]>();
  for (const site of sites) {
    const key = callKey(site);
    const parts = byCall.get(key);
    if (parts === undefined) byCall.set(key, [site]);
    else parts.push(site);
  }
  if (byCall.size === sites.length) return sites;
  return [...byCall.values()].map(joined).sort((a, b) => a.range.start - b.range.start);
}

/** A call that collects coroutines stands as their executor, too (`interpret/loopTasks.ts`). */
function callKey({ key, kind, api, at, executor }: SpawnSite): string {
  const isCollected = kind === 'event-loop' && executor?.api === api && executor.at.path === at.path;
  return isCollected ? `${at.path}:${String(executor.range.start)}` : key;
}

function joined(parts: readonly SpawnSite[]): SpawnSite {
  const [first] = parts;
  assert(first !== undefined, 'a call that is a site has a part');
  if (first.executor === undefined || parts.length === 1) return first;
  const { at, range } = first.executor;
  const tasks = parts.map((part) => part.tasks).reduce(add);
  const target = [...new Set(parts.map((part) => part.target))].join(', ');
  const profile = profileOf(parts, target, at, tasks.mid);
  return {
    ...first,
    ...judge(profile, tasks.mid),
    key: callKey(first),
    at,
    range,
    target,
    workers: workersOf(parts, tasks.mid),
    tasks,
    perTask: profile.totals,
    profile,
    evidence: unique(parts.flatMap((part) => part.evidence)),
    parts,
  };
}

/** What a task does: it awaits one of the coroutines, more often the one of which there are more. */
function profileOf(parts: readonly SpawnSite[], name: string, at: Location, tasks: number): WorkProfile {
  const arms = parts.map((part) => ({ weight: part.tasks.mid / tasks, body: [awaiting(part)] }));
  const body: readonly Segment[] = [{ kind: 'branch', at, arms }];
  return {
    schema: 1,
    name,
    at,
    body,
    totals: totalsOf(body),
    assumptions: [...new Set(parts.flatMap((part) => part.profile?.assumptions ?? []))],
    endless: parts.some((part) => part.profile?.endless === true),
  };
}

function awaiting({ at, target: what, profile }: SpawnSite): Segment {
  const call: Segment =
    profile === undefined ? { kind: 'unknown', at, what } : { kind: 'call', at, what, profile, times: ONE };
  return { kind: 'await', at, what, body: [call] };
}

/** The parts share one loop, so each of them counts the tasks of all, unless the code does not tell. */
function workersOf(parts: readonly SpawnSite[], tasks: number): Workers {
  const of = (basis: Workers['basis']): Workers | undefined =>
    parts.map(({ workers }) => workers).find((workers) => workers.basis === basis);
  const unknown = of('unknown');
  const known = of('loop') ?? of('literal');
  return known === undefined || unknown !== undefined
    ? { count: Math.round(tasks), basis: 'unknown' }
    : known;
}

function unique(evidence: readonly Evidence[]): readonly Evidence[] {
  const byPlace = evidence.map((item) => [JSON.stringify(item), item] as const);
  return [...new Map(byPlace).values()];
}
