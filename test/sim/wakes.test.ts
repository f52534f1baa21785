/** Who lets whom go on, and what the tasks of event loops do: what the arrows and nested lanes of the picture are made of. */
import { deepEqual } from 'node:assert/strict';
import { simulate } from '../../server/src/core/sim/engine';
import { scenarioFrom } from './notation';

/** Each wake-up as `cause by → thread at milliseconds`. */
function checkWakes(scenario: string, expected: readonly string[]): void {
  const { wakes = [], threads } = simulate(scenarioFrom(scenario), { spans: true });
  const name = (thread: number): string => threads[thread]?.name ?? 'main';
  deepEqual(
    wakes.map(
      ({ cause, by, thread, seconds }) => `${cause} ${name(by)} → ${name(thread)} at ${whole(seconds)}`,
    ),
    expected,
  );
}

/** Each task of a loop as `thread: name: state from–to, …` in milliseconds. */
function checkLoopTasks(scenario: string, expected: readonly string[]): void {
  const { loopTasks = [], threads } = simulate(scenarioFrom(scenario), { spans: true });
  const told = loopTasks.map(({ name, thread, spans }) => {
    const stretches = spans
      .filter(({ startSeconds, endSeconds }) => whole(endSeconds) > whole(startSeconds))
      .map(({ state, startSeconds, endSeconds }) => `${state} ${whole(startSeconds)}–${whole(endSeconds)}`);
    return `${threads[thread]?.name ?? 'main'}: ${name}: ${stretches.join(', ')}`;
  });
  deepEqual(told, expected);
}

/** Milliseconds without the latencies of the operating system. */
function whole(seconds: number): number {
  return Math.round(seconds * 1000);
}

describe('wake-ups of a simulation', () => {
  it('lead from the thread that gives a lock back to the first that waits', () =>
    checkWakes('threads, 2 cores\na: lock L (io 10)\nb: io 2, lock L (io 10)\nc: io 4, lock L (io 10)', [
      'lock a → b at 10',
      'lock b → c at 20',
    ]));

  it('lead from whoever fills or empties a queue', () =>
    checkWakes('threads, 2 cores\nreader: get q\nwriter: io 5, put q', ['queue writer → reader at 5']));

  it('lead from whoever sets an event or ends a task that others join', () =>
    checkWakes('threads, 2 cores\na: wait e\nb: io 5, set e\nc: join b', [
      'signal b → a at 5',
      'end b → c at 5',
    ]));

  it('are none where nobody waits', () => checkWakes('threads, 2 cores\na: lock L (hold 1)\nb: io 3', []));
});

describe('tasks of an event loop', () => {
  it('run in turn, wait outside together, and wait for the loop', () =>
    checkLoopTasks('sequential, 1 core\nloop: gather (hold 4, io 10, hold 2) (hold 4, io 5, hold 10)', [
      'main: task 1: held 0–4, io 4–14, lock-wait 14–23, held 23–25',
      'main: task 2: lock-wait 0–4, held 4–8, io 8–13, held 13–23',
    ]));

  it('wait for each other at a lock of the loop', () =>
    checkLoopTasks('threads, 1 core\nloop: gather (lock L (io 10)) (lock L (io 5))', [
      'loop: task 1: io 0–10',
      'loop: task 2: lock-wait 0–10, io 10–15',
    ]));

  it('are none without a loop', () => checkLoopTasks('threads, 1 core\na: hold 1', []));
});
