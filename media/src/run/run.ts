/**
 * One simulated run as the view needs it, and the memory that keeps unchanged ones from being simulated again. The
 * simulator is handed in.
 */
import type { ExecutorKind, Scenario } from '../../../server/src/core/model/scenario';
import type { SimResult } from '../../../server/src/core/model/simResult';
import type { SimulationSubject } from '../../../server/src/core/protocol';
import type { SimParameters } from '../../../server/src/core/model/simParameters';
import { modesOf, modeTitle, setupOf } from './knobs';
import type { Knobs, Setup } from './knobs';
import { buildLanes } from './lanes';
import type { RunLanes } from './lanes';

export type Simulate = (
  scenario: Scenario,
  options: { readonly spans: boolean; readonly parameters: Partial<SimParameters> },
) => SimResult;

export interface Run {
  readonly mode: ExecutorKind;
  readonly title: string;
  readonly scenario: Scenario;
  readonly result: SimResult;
  readonly lanes: RunLanes;
}

/** One mode's outcome without its spans: a row of the comparison. */
export interface ModeOutcome {
  readonly mode: ExecutorKind;
  readonly title: string;
  readonly result: SimResult;
}

export interface RunCache {
  /** The runs to draw: the chosen mode first, then the ones beside it, in the order of the subject's modes. */
  runs(subject: SimulationSubject, knobs: Knobs, beside: readonly ExecutorKind[]): readonly Run[];
  /** Every mode of the subject under the same knobs. */
  outcomes(subject: SimulationSubject, knobs: Knobs): readonly ModeOutcome[];
  /** One run's result without spans. */
  result(setup: Setup): SimResult;
}

/** How many results are kept: a scalability chart with its bands and the modes of a few settings. */
const KEPT_RESULTS = 600;
const KEPT_RUNS = 12;

export function createRunCache(simulate: Simulate): RunCache {
  const results = createMemory<SimResult>(KEPT_RESULTS);
  const drawn = createMemory<Pick<Run, 'scenario' | 'result' | 'lanes'>>(KEPT_RUNS);
  const resultOf = (setup: Setup): SimResult => {
    const key = JSON.stringify(setup);
    const { scenario, parameters } = setup;
    // A run that is drawn has the same numbers.
    return (
      drawn.get(key)?.result ?? results.getOr(key, () => simulate(scenario, { spans: false, parameters }))
    );
  };
  return {
    runs(subject, knobs, beside) {
      const modes = [
        knobs.mode,
        ...modesOf(subject).flatMap(({ mode }) =>
          mode !== knobs.mode && beside.includes(mode) ? [mode] : [],
        ),
      ];
      return modes.map((mode) => {
        const setup = setupOf(subject, { ...knobs, mode });
        const run = drawn.getOr(JSON.stringify(setup), () => {
          const { scenario, parameters } = setup;
          const result = simulate(scenario, { spans: true, parameters });
          return { scenario, result, lanes: buildLanes(result, scenario) };
        });
        return { mode, title: modeTitle(subject, mode), ...run };
      });
    },
    outcomes: (subject, knobs) =>
      modesOf(subject).map(({ mode, title }) => ({
        mode,
        title,
        result: resultOf(setupOf(subject, { ...knobs, mode })),
      })),
    result: resultOf,
  };
}

interface Memory<Value> {
  get(key: string): Value | undefined;
  getOr(key: string, compute: () => Value): Value;
}

/** Remembers the last `limit` values by key, least recently used first to go. */
function createMemory<Value extends object>(limit: number): Memory<Value> {
  const kept = new Map<string, Value>();
  return {
    get: (key) => kept.get(key),
    getOr(key, compute) {
      const value = kept.get(key) ?? compute();
      kept.delete(key);
      kept.set(key, value);
      const oldest = kept.keys().next();
      if (kept.size > limit && oldest.done !== true) kept.delete(oldest.value);
      return value;
    },
  };
}
