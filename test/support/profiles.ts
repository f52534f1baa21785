/** Hand-made work for tests that need no source: sites with exactly the figures a test is about. */
import { exactly, ZERO, type Estimate } from '../../server/src/core/model/estimate';
import type { BusyWait, ModuleProfile } from '../../server/src/core/model/moduleProfile';
import type { Totals } from '../../server/src/core/model/profile';
import type { SpawnSite } from '../../server/src/core/model/site';

const AT = { path: 'a.py', line: 7, column: 5, endLine: 7, endColumn: 20 };

export function totals(parts: Partial<Record<keyof Totals, Estimate | number>>): Totals {
  const part = (value: Estimate | number | undefined): Estimate =>
    value === undefined ? ZERO : typeof value === 'number' ? exactly(value) : value;
  return {
    held: part(parts.held),
    native: part(parts.native),
    io: part(parts.io),
    wait: part(parts.wait),
    unknownCalls: part(parts.unknownCalls),
  };
}

/** Four threads that each compute for 0.9 s, but for what `changes` says. */
export function site(changes: Partial<SpawnSite> = {}): SpawnSite {
  return {
    key: 'a.py:100',
    at: AT,
    range: { start: 100, end: 115 },
    api: 'threading.Thread',
    kind: 'thread',
    target: 'crunch',
    targetDefinition: { path: 'a.py', line: 1 },
    resolution: 'same-file',
    workers: { count: 4, basis: 'literal' },
    tasks: exactly(4),
    group: [{ site: 'a.py:100', tasks: 4 }],
    role: 'parallel',
    verdict: 'cpu',
    confidence: 'high',
    perTask: totals({ held: 0.9 }),
    prediction: { sequential: 3.6, threads: 3.6, processes: 0.97 },
    profile: undefined,
    evidence: [],
    executor: undefined,
    enclosing: 'main',
    onEventLoop: false,
    switchIntervalSeconds: 0.005,
    ...changes,
  };
}

/** The profile of a target that never ends. */
export function endless(): NonNullable<SpawnSite['profile']> {
  return { schema: 1, name: 'spin', at: AT, body: [], totals: totals({}), assumptions: [], endless: true };
}

export function busyWait(condition: string, sleepSeconds: number): BusyWait {
  return {
    at: AT,
    range: { start: 100, end: 115 },
    condition,
    sleepSeconds,
    isPolling: false,
    isClock: false,
    enclosing: 'main',
  };
}

export function moduleProfile(parts: Partial<ModuleProfile>): ModuleProfile {
  return { path: 'a.py', sites: [], busyWaits: [], ...parts };
}
