/** The moments that the picture marks: starts, submits, joins and requests to let go of the GIL. */
import { deepEqual } from 'node:assert/strict';
import { simulate } from '../../server/src/core/sim/engine';
import { scenarioFrom } from './notation';

/** Each mark as `kind thread`, in order, without repeating one that comes again at once. */
function checkMarks(scenario: string, expected: readonly string[]): void {
  const { marks = [], threads } = simulate(scenarioFrom(scenario), { spans: true });
  const told = marks.map(({ kind, thread }) => `${kind} ${threads[thread]?.name ?? 'main'}`);
  deepEqual(
    told.filter((mark, i) => mark !== told[i - 1]),
    expected,
  );
}

describe('marks of a simulation', () => {
  it('are starts and a join for threads that never meet', () =>
    checkMarks('threads, 2 cores\na: io 3\nb: io 3', ['start a', 'start b', 'join main']));

  it('ask the holder of the GIL to let go, whoever that is', () =>
    // The main thread, which still has to start b and then to wait, asks both.
    checkMarks('threads, 2 cores\na: hold 8\nb: hold 8', [
      ...['start a', 'drop-request a', 'start b', 'drop-request b', 'join main'],
    ]));

  it('are submits by the main thread for the tasks of a pool', () =>
    checkMarks('pool of 1, 2 cores\na: io 3\nb: io 3', [
      'submit main',
      'start worker 1',
      'submit main',
      'join main',
    ]));
});
