/** What each CPython does in its own way, in the simulator and in what it is compared with. */
import { deepEqual } from 'node:assert/strict';
import { modesOfScenario } from '../../server/src/core/sim/modes';
import { simulate } from '../../server/src/core/sim/engine';
import { parametersOf } from '../../server/src/core/sim/versions';
import { scenarioFrom } from './notation';

/** The parameters that versions differ in, as one line. */
function told(pythonVersion: string): string {
  const parameters = parametersOf({ pythonVersion });
  const start = parameters.processesOnDemand
    ? parameters.forkServerStartNs > 0
      ? 'forkserver'
      : 'spawn'
    : 'fork';
  return [
    pythonVersion,
    start,
    `${parameters.objectsPerFullCollection} objects`,
    `locks ${parameters.lockHandOffNs === Infinity ? 'barge' : 'are handed over'}`,
    `× ${parameters.freeThreadedCost}`,
  ].join(', ');
}

describe('versions of CPython', () => {
  it('differ in start method, collector, locks and the price of being free-threaded', () =>
    deepEqual(['3.9', '3.10', '3.11', '3.12', '3.13', '3.13t', '3.14', '3.14t', '3.15'].map(told), [
      '3.9, fork, 70000 objects, locks barge, × 1.4',
      '3.10, fork, 70000 objects, locks barge, × 1.4',
      '3.11, fork, 70000 objects, locks barge, × 1.4',
      '3.12, fork, 70000 objects, locks barge, × 1.4',
      '3.13, fork, 200000 objects, locks are handed over, × 1.4',
      '3.13t, fork, 200000 objects, locks are handed over, × 1.4',
      '3.14, forkserver, 200000 objects, locks are handed over, × 1.08',
      '3.14t, forkserver, 200000 objects, locks are handed over, × 1.08',
      '3.15, forkserver, 200000 objects, locks are handed over, × 1.08',
    ]));

  it('do what the scenario says rather than what is usual', () =>
    deepEqual(
      parametersOf({ pythonVersion: '3.14', startMethod: 'fork' }).processForkNs,
      parametersOf({ pythonVersion: '3.11' }).processForkNs,
    ));

  it('have interpreter pools from 3.14 and free-threaded builds from 3.13 on', () => {
    const kinds = (version: string): string =>
      modesOfScenario(scenarioFrom(`threads${version}\na * 2: hold 1`))
        .map(({ executor }) => executor.kind)
        .join(' ');
    deepEqual(kinds(', python 3.12'), 'threads sequential processes');
    deepEqual(kinds(', python 3.13'), 'threads sequential processes free-threaded');
    deepEqual(kinds(', python 3.14'), 'threads sequential processes interpreters free-threaded');
    deepEqual(kinds(''), 'threads sequential processes interpreters free-threaded');
  });

  it('take longer for Python code without a GIL', () => {
    const wallMs = (version: string): number =>
      Math.round(
        simulate(scenarioFrom(`free-threaded of 2, python ${version}\na * 2: hold 100`)).wallSeconds * 1e3,
      );
    deepEqual([wallMs('3.13t'), wallMs('3.14t')], [140, 108]);
  });

  it('lock in their own way: a tight loop starves others until locks are handed over', () => {
    const waiterMs = (version: string): number => {
      const tightLoop = `threads, python ${version}\nwaiter: io 2, lock L (hold 1)\nloop: 20 times (lock L (hold 1))`;
      return Math.round((simulate(scenarioFrom(tightLoop)).threads[0]?.endSeconds ?? 0) * 1e3);
    };
    deepEqual([waiterMs('3.12'), waiterMs('3.13')], [21, 8]);
  });
});
