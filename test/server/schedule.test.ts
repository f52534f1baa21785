/** When an edited document is looked at. The clock is ours, so nothing waits. */
import { strict as assert } from 'node:assert';
import type { Clock } from '../../server/src/workspace/host';
import { Schedule, type Cancellation } from '../../server/src/workspace/schedule';

const NEVER: Cancellation = {
  isCancellationRequested: false,
  onCancellationRequested: () => ({ dispose: () => undefined }),
};

/** A clock that stands still until it is moved. */
function manualClock(): Clock & { advance(milliseconds: number): void; pending(): number } {
  let now = 1000;
  let timers: { readonly at: number; readonly callback: () => void }[] = [];
  return {
    now: () => now,
    after(milliseconds, callback) {
      const timer = { at: now + milliseconds, callback };
      timers.push(timer);
      return () => (timers = timers.filter((other) => other !== timer));
    },
    advance(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        now = Math.max(now, next.at);
        timers = timers.filter((other) => other !== next);
        next.callback();
      }
      now = end;
    },
    pending: () => timers.length,
  };
}

describe('schedule', () => {
  it('runs a job at once where nobody has typed, and after a pause where somebody has', () => {
    const clock = manualClock();
    const schedule = new Schedule(clock);
    const done: string[] = [];
    schedule.run('a', () => done.push('first'));
    clock.advance(0);
    schedule.touch('a');
    schedule.run('a', () => done.push('second'));
    clock.advance(39);
    assert.deepEqual(done, ['first']);
    clock.advance(1);
    assert.deepEqual(done, ['first', 'second']);
  });

  it('runs only the last job of several, once typing has stopped', () => {
    const clock = manualClock();
    const schedule = new Schedule(clock);
    const done: number[] = [];
    for (const edit of [1, 2, 3]) {
      schedule.touch('a');
      schedule.run('a', () => done.push(edit));
      clock.advance(30);
    }
    assert.deepEqual(done, []);
    clock.advance(10);
    assert.deepEqual(done, [3]);
    assert.equal(clock.pending(), 0);
  });

  it('waits anew where an edit comes without a job of its own', () => {
    const clock = manualClock();
    const schedule = new Schedule(clock);
    const done: string[] = [];
    schedule.touch('a');
    schedule.run('a', () => done.push('job'));
    clock.advance(30);
    schedule.touch('a');
    clock.advance(30);
    assert.deepEqual(done, []);
    clock.advance(10);
    assert.deepEqual(done, ['job']);
  });

  it('pauses twice as long as the last analysis took, within bounds', () => {
    const clock = manualClock();
    const schedule = new Schedule(clock);
    const pauseAfter = (workMs: number): number => {
      schedule.timed('a', () => clock.advance(workMs));
      schedule.touch('a');
      let waited = 0;
      let ran = false;
      schedule.run('a', () => (ran = true));
      for (; !ran; waited++) clock.advance(1);
      return waited;
    };
    assert.equal(pauseAfter(1), 40);
    assert.equal(pauseAfter(100), 200);
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

  it('lets whoever waits for quiet go on with cancellation', async () => {
    const clock = manualClock();
    const schedule = new Schedule(clock);
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
