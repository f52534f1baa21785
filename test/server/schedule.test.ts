/** When an edited document is looked at. The clock is ours, so nothing waits. */
import { strict as assert } from 'node:assert';
import { Schedule, type Cancellation } from '../../server/src/workspace/schedule';
import { manualClock } from './support/manualClock';

const NEVER: Cancellation = {
  isCancellationRequested: false,
  onCancellationRequested: () => ({ dispose: () => undefined }),
};

/** From now on an edit of `a` is followed by a pause of 120 ms. */
function slow(schedule: Schedule, clock: ReturnType<typeof manualClock>): void {
  schedule.timed('a', () => clock.advance(120));
}

describe('schedule', () => {
  it('runs a job at once where nobody has typed, and after a pause where somebody has', () => {
    const clock = manualClock();
    const schedule = new Schedule(clock);
    const done: string[] = [];
    schedule.run('a', () => done.push('first'));
    clock.advance(0);
    slow(schedule, clock);
    schedule.touch('a');
    schedule.run('a', () => done.push('second'));
    clock.advance(119);
    assert.deepEqual(done, ['first']);
    clock.advance(1);
    assert.deepEqual(done, ['first', 'second']);
  });

  it('runs only the last job of several, once typing has stopped', () => {
    const clock = manualClock();
    const schedule = new Schedule(clock);
    const done: number[] = [];
    slow(schedule, clock);
    for (const edit of [1, 2, 3]) {
      schedule.touch('a');
      schedule.run('a', () => done.push(edit));
      clock.advance(100);
    }
    assert.deepEqual(done, []);
    clock.advance(20);
    assert.deepEqual(done, [3]);
    assert.equal(clock.pending(), 0);
  });

  it('waits anew where an edit comes without a job of its own', () => {
    const clock = manualClock();
    const schedule = new Schedule(clock);
    const done: string[] = [];
    slow(schedule, clock);
    schedule.touch('a');
    schedule.run('a', () => done.push('job'));
    clock.advance(100);
    schedule.touch('a');
    clock.advance(100);
    assert.deepEqual(done, []);
    clock.advance(20);
    assert.deepEqual(done, ['job']);
  });

  it('does not pause where analysis is quick, else as long as it took, within bounds', () => {
    const clock = manualClock();
    const schedule = new Schedule(clock);
    const pauseAfter = (workMs: number): number => {
      schedule.timed('a', () => clock.advance(workMs));
      schedule.touch('a');
      let waited = 0;
      let ran = false;
      schedule.run('a', () => (ran = true));
      clock.advance(0);
      for (; !ran; waited++) clock.advance(1);
      return waited;
    };
    assert.equal(pauseAfter(1), 0);
    assert.equal(pauseAfter(100), 0);
    assert.equal(pauseAfter(101), 101);
    assert.equal(pauseAfter(200), 200);
    assert.equal(pauseAfter(5000), 500);
  });

  it('drops the jobs of what is forgotten', () => {
    const clock = manualClock();
    const schedule = new Schedule(clock);
    for (const key of ['a', 'b']) schedule.run(key, assert.fail);
    schedule.forget('a');
    schedule.dispose();
    assert.equal(clock.pending(), 0);
  });

  it('tells when nobody types anywhere', async () => {
    const clock = manualClock();
    const schedule = new Schedule(clock);
    await schedule.idle(NEVER);
    schedule.touch('a');
    clock.advance(200);
    schedule.touch('b');
    let isIdle = false;
    const waiting = schedule.idle(NEVER).then(() => (isIdle = true));
    clock.advance(299);
    await Promise.resolve();
    assert.equal(isIdle, false);
    clock.advance(1);
    await waiting;
    assert.equal(clock.pending(), 0);
  });

  it('lets whoever waits for quiet go on with cancellation', async () => {
    const clock = manualClock();
    const schedule = new Schedule(clock);
    slow(schedule, clock);
    schedule.touch('a');
    let cancel: () => void = assert.fail;
    const token = {
      isCancellationRequested: false,
      onCancellationRequested(listener: () => void) {
        cancel = listener;
        return { dispose: () => undefined };
      },
    };
    const waiting = schedule.quiet('a', token);
    token.isCancellationRequested = true;
    cancel();
    await waiting;
    assert.equal(clock.pending(), 0);
    await schedule.quiet('nobody has typed here', NEVER);
  });
});
