/** Holds what probe.py measured against the table of facts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KnowledgeBase } from '../../../server/src/core/kb/knowledgeBase';
import type { PythonVersion } from '../../../server/src/core/model/config';
import type { Effect } from '../../../server/src/core/model/fact';

/** What probe.py prints of one call; it says how each is measured. */
export interface Probed {
  readonly seconds: number;
  readonly released: number;
  readonly longestHold?: number;
}

export interface ProbeResults {
  readonly python: string;
  readonly implementation: string;
  readonly system: string;
  readonly date: string;
  /** Of packages, where packages were probed. */
  readonly versions: Readonly<Record<string, string>>;
  /** By name, which may end in a size: `zlib.crc32(1000 bytes)`. */
  readonly calls: Readonly<Record<string, Probed>>;
  readonly failed: Readonly<Record<string, string>>;
}

/**
 * `released` other threads run during the call · `held` none does until one long C call is over · `between` others get in
 * now and then, because the call is bytecode or releases for short times · `kept` a short call that does not release.
 */
export type Observation = 'released' | 'held' | 'between' | 'kept';

/** A call of which table and measurement differ. */
export interface Disagreement {
  readonly name: string;
  readonly observed: Observation;
  readonly probed: Probed;
  readonly stated: Effect | undefined;
}

const MOSTLY_RELEASED = 0.3;
const HARDLY_RELEASED = 0.1;
/** The pauses of a single C call are as long as the call; bytecode is also kept waiting by other programs. */
const ONE_CALL = 0.8;

export function observationOf({ released, longestHold }: Probed): Observation {
  if (released >= MOSTLY_RELEASED) return 'released';
  if (released >= HARDLY_RELEASED) return 'between';
  if (longestHold === undefined) return 'kept';
  return longestHold >= ONE_CALL ? 'held' : 'between';
}

/** What the table says of a probed name under that Python, sizes considered. */
export function statedEffect(kb: KnowledgeBase, name: string, python: PythonVersion): Effect | undefined {
  const [, call = name, size] = /^(.*)\((\d+) (?:bytes|elements)\)$/.exec(name) ?? [];
  const fact = kb.lookup(call, python);
  const { threshold } = fact ?? {};
  if (size !== undefined && threshold !== undefined && Number(size) <= threshold.above)
    return threshold.below;
  return fact?.effect;
}

const EXPECTED: Readonly<Record<Observation, readonly Effect[]>> = {
  released: ['native', 'io', 'wait'],
  held: ['held'],
  between: ['python', 'native', 'io', 'wait'],
  kept: ['held', 'python'],
};

export function disagreements(kb: KnowledgeBase, results: ProbeResults): readonly Disagreement[] {
  const [major = 0, minor = 0] = results.python.split('.').map(Number);
  return Object.entries(results.calls).flatMap(([name, probed]) => {
    const observed = observationOf(probed);
    const stated = statedEffect(kb, name, { major, minor });
    return stated !== undefined && EXPECTED[observed].includes(stated)
      ? []
      : [{ name, observed, probed, stated }];
  });
}

const RESULTS = join(__dirname, 'results');

/** The committed results by file name without its ending: `cpython-3.13`, `packages-3.11`. */
export function committedResults(): ReadonlyMap<string, ProbeResults> {
  return new Map(
    readdirSync(RESULTS)
      .sort()
      .map((file) => [file.replace('.json', ''), readResults(readFileSync(join(RESULTS, file), 'utf8'))]),
  );
}

export function readResults(text: string): ProbeResults {
  return JSON.parse(text) as ProbeResults;
}
