/** Speed-up against the number of workers for every mode: which scenarios to run, and what they say. Pure. */
import type { ExecutorKind, Scenario } from '../../../server/src/core/model/scenario';
import type { SimulationSubject } from '../../../server/src/core/protocol';
import { applyKnobs, modesOf } from './knobs';
import type { Knobs } from './knobs';

export interface ScalabilityPoint {
  readonly workers: number;
  /** One after another, divided by this mode. Above 1 is faster. */
  readonly speedUp: number;
}

export interface ScalabilityCurve {
  readonly mode: ExecutorKind;
  readonly title: string;
  readonly points: readonly ScalabilityPoint[];
}

/** Numbers of workers worth a point: all up to eight, then fewer; past twice the cores only as far as the knob is. */
export function workerCounts(knobs: Knobs): readonly number[] {
  const most = Math.min(Math.max(knobs.cores * 2, knobs.workers, 4), Math.max(knobs.tasks, 4), 32);
  return [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 32].filter((count) => count <= most);
}

/** Every scenario that the chart needs, the one it compares with first. */
export function scalabilityScenarios(subject: SimulationSubject, knobs: Knobs): readonly Scenario[] {
  return [
    sequentialScenario(subject, knobs),
    ...scalingModes(subject).flatMap(({ mode }) =>
      workerCounts(knobs).map((workers) => scenarioWith(subject, knobs, mode, workers)),
    ),
  ];
}

/** A curve for every mode that has workers. `wallSeconds` simulates a scenario. */
export function scalability(
  subject: SimulationSubject,
  knobs: Knobs,
  wallSeconds: (scenario: Scenario) => number,
): readonly ScalabilityCurve[] {
  const sequential = wallSeconds(sequentialScenario(subject, knobs));
  return scalingModes(subject).map(({ mode, title }) => {
    const points = workerCounts(knobs).map((workers) => {
      const wall = wallSeconds(scenarioWith(subject, knobs, mode, workers));
      return { workers, speedUp: wall > 0 ? sequential / wall : 1 };
    });
    return { mode, title, points };
  });
}

function scalingModes(subject: SimulationSubject): ReturnType<typeof modesOf> {
  return modesOf(subject).filter(({ mode }) => mode !== 'sequential');
}

function sequentialScenario(subject: SimulationSubject, knobs: Knobs): Scenario {
  return applyKnobs(subject.scenario, { ...knobs, mode: 'sequential' });
}

/** Plain threads are run as a pool: only then do they have a number of workers. */
function scenarioWith(
  subject: SimulationSubject,
  knobs: Knobs,
  mode: ExecutorKind,
  workers: number,
): Scenario {
  return applyKnobs(subject.scenario, { ...knobs, mode: mode === 'threads' ? 'pool' : mode, workers });
}
