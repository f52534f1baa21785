import { strict as assert } from 'node:assert';
import { DEFAULT_CONFIG, type Config } from '../../../server/src/core/model/config';
import { exactly } from '../../../server/src/core/model/estimate';
import type { ModuleProfile } from '../../../server/src/core/model/moduleProfile';
import type { SpawnSite } from '../../../server/src/core/model/site';
import { RULES } from '../../../server/src/core/rules/index';
import { busyWait, endless, moduleProfile, site, totals } from '../../support/profiles';

describe('rules', () => {
  describe('on CPU-bound threads', () => {
    it('compare threads with one after another and with processes', () =>
      checkSite({}, [
        'GIL101 warning: `crunch` holds the GIL for about 0.9 s a call; 4 threads take 3.6 s, as long as one after another; 4 processes take about 0.97 s.',
      ]));
    it('name the slower of threads and one after another', () =>
      checkSite({ prediction: { sequential: 3.6, threads: 4.1, processes: 1 } }, [
        'GIL101 warning: `crunch` holds the GIL for about 0.9 s a call; 4 threads take 4.1 s, one after another 3.6 s; 4 processes take about 1 s.',
      ]));
    it('say how many cores there are where they are fewer than the workers', () =>
      checkSite(
        { prediction: { sequential: 3.6, threads: 3.6, processes: 1.8 } },
        [
          'GIL101 warning: `crunch` holds the GIL for about 0.9 s a call; 4 threads take 3.6 s, as long as one after another; 4 processes on 2 cores take about 1.8 s.',
        ],
        { cores: 2 },
      ));
    it('tell tasks from workers', () =>
      checkSite(
        {
          kind: 'thread-pool',
          tasks: exactly(100),
          group: [{ site: 'a.py:100', tasks: 100 }],
          prediction: { sequential: 90, threads: 90, processes: 23 },
        },
        [
          'GIL102 warning: `crunch` holds the GIL for about 0.9 s a call; 100 calls on 4 threads take 90 s, as long as one after another; 4 processes take about 23 s.',
        ],
      ));
    it('quote no seconds for a site whose estimate is wide', () =>
      checkSite({ perTask: totals({ held: { low: 0.3, mid: 0.9, high: 3 } }) }, [
        'GIL101 warning: `crunch` holds the GIL for 0.3 to 3 s a call; threads take turns and gain nothing over one after another; processes are about 3.7 times as fast.',
      ]));
    it('say nothing of seconds where they depend on input', () =>
      checkSite({ perTask: totals({ held: { low: 0.001, mid: 0.9, high: 9 } }) }, [
        'GIL101 warning: `crunch` holds the GIL while it computes, for a time that the code does not tell; threads take turns and gain nothing over one after another; processes are about 3.7 times as fast.',
      ]));
    it('mind small tasks that add up on each worker', () =>
      checkSite(
        {
          kind: 'thread-pool',
          perTask: totals({ held: 0.001 }),
          tasks: exactly(200),
          group: [{ site: 'a.py:100', tasks: 200 }],
          prediction: { sequential: 0.2, threads: 0.2, processes: 0.1 },
        },
        [
          'GIL102 warning: `crunch` holds the GIL for about 1 ms a call; 200 calls on 4 threads take 0.2 s, as long as one after another; 4 processes take about 0.1 s.',
        ],
      ));
    it('count the tasks of other sites of the same pool', () =>
      checkSite({ kind: 'thread-pool', tasks: exactly(1), workers: { count: 8, basis: 'default' } }, [
        'GIL102 warning: `crunch` holds the GIL for about 0.9 s a call; 4 threads take 3.6 s, as long as one after another; 4 processes take about 0.97 s.',
      ]));
    it('quote no seconds where other tasks run in the same pool', () =>
      checkSite({ kind: 'thread-pool', tasks: exactly(2) }, [
        'GIL102 warning: `crunch` holds the GIL for about 0.9 s a call; threads take turns and gain nothing over one after another; processes are about 3.7 times as fast.',
      ]));
    it('quote no seconds for a number of tasks that the code does not tell', () =>
      checkSite({ workers: { count: 4, basis: 'unknown' } }, [
        'GIL101 warning: `crunch` holds the GIL for about 0.9 s a call; threads take turns and gain nothing over one after another; processes are about 3.7 times as fast.',
      ]));
    it('quote no seconds for an endless loop', () =>
      checkSite({ target: 'spin', profile: endless(), perTask: totals({}), prediction: undefined }, [
        'GIL101 warning: `spin` keeps the GIL busy for as long as it runs; 4 threads share one GIL, and each runs at 1/4 of its speed; processes have a GIL each.',
      ]));
    it('speak of responsiveness where one thread runs beside other work', () =>
      checkSite({ role: 'background', tasks: exactly(1), workers: { count: 1, basis: 'literal' } }, [
        'GIL101 information: `crunch` holds the GIL for about 0.9 s a call; one thread gains no speed, and the code beside it waits up to 5 ms for each turn with the GIL.',
      ]));
    it('honour the switch interval', () =>
      checkSite({ role: 'background', kind: 'thread-pool', switchIntervalSeconds: 0.05 }, [
        'GIL102 information: `crunch` holds the GIL for about 0.9 s a call; one task at a time gains no speed, and the code beside it waits up to 50 ms for each turn with the GIL.',
      ]));
    it('name interpreters from Python 3.14 on', () =>
      checkSite(
        {},
        [
          'GIL101 warning: `crunch` holds the GIL for about 0.9 s a call; 4 threads take 3.6 s, as long as one after another; 4 processes take about 0.97 s; InterpreterPoolExecutor does so inside one process.',
        ],
        { pythonVersion: { major: 3, minor: 14 } },
      ));
  });

  describe('on an event loop', () => {
    it('speak of the loop', () =>
      checkSite({ kind: 'thread-pool', api: 'asyncio.to_thread', role: 'background' }, [
        'GIL302 information: `crunch` holds the GIL for about 0.9 s a call; in a thread it still competes with the event loop, which waits up to 5 ms for each turn with the GIL; a process leaves the loop free.',
      ]));
    it('compare where several run at once', () =>
      checkSite({ kind: 'thread-pool', api: 'asyncio.loop.run_in_executor' }, [
        'GIL302 warning: `crunch` holds the GIL for about 0.9 s a call; 4 threads take 3.6 s, as long as one after another; 4 processes take about 0.97 s and leave the event loop free.',
      ]));
    it('leave a process pool alone', () =>
      checkSite({ kind: 'process-pool', api: 'asyncio.loop.run_in_executor' }, []));
  });

  describe('keep quiet', () => {
    it('where threads gain', () =>
      checkSite({ prediction: { sequential: 3.6, threads: 1.2, processes: 1 } }, []));
    it('where processes gain little', () =>
      checkSite({ prediction: { sequential: 0.04, threads: 0.04, processes: 0.06 } }, []));
    it('where nothing is predicted', () => checkSite({ prediction: undefined }, []));
    it('where the work is smaller than a switch interval', () =>
      checkSite({ perTask: totals({ held: 0.004 }) }, []));
    it('where many tasks are smaller than a tenth of it', () =>
      checkSite({ perTask: totals({ held: 0.0004 }), tasks: exactly(10_000) }, []));
    it('where small tasks do not add up', () =>
      checkSite({ perTask: totals({ held: 0.004 }), tasks: exactly(48) }, []));
    it('where the GIL is off', () => checkSite({}, [], { gil: 'off' }));
    it('on a free-threaded build', () =>
      checkSite({}, [], { pythonVersion: { major: 3, minor: 14, freeThreaded: true } }));
    it('unless the GIL is on there', () =>
      checkSite(
        { role: 'background' },
        [
          'GIL101 information: `crunch` holds the GIL for about 0.9 s a call; one thread gains no speed, and the code beside it waits up to 5 ms for each turn with the GIL.',
        ],
        { gil: 'on', pythonVersion: { major: 3, minor: 13, freeThreaded: true } },
      ));
    for (const verdict of ['native', 'io', 'wait', 'mixed', 'trivial', 'unknown'] as const)
      it(`where the verdict is ${verdict}`, () => checkSite({ verdict }, []));
    for (const kind of ['process', 'interpreter-pool', 'event-loop'] as const)
      it(`on kind ${kind}`, () => checkSite({ kind }, []));
  });

  describe('on process pools', () => {
    const waiting: Partial<SpawnSite> = {
      kind: 'process-pool',
      api: 'concurrent.futures.ProcessPoolExecutor.submit',
      target: 'fetch',
      verdict: 'io',
      perTask: totals({ held: 0.001, io: 0.2 }),
      prediction: { sequential: 0.8, threads: 0.2, processes: 0.3 },
    };
    it('say that threads wait as well', () =>
      checkSite(waiting, [
        'GIL501 warning: `fetch` mostly waits for disk, network or other processes (about 0.2 s a call) and lets go of the GIL meanwhile; threads wait as well, without starting processes and pickling.',
      ]));
    it('tell waiting for time from waiting for the world', () =>
      checkSite(
        { ...waiting, target: 'nap', verdict: 'wait', perTask: totals({ wait: 2 }), prediction: undefined },
        [
          'GIL501 warning: `nap` mostly waits for time to pass or other threads (about 2 s a call) and lets go of the GIL meanwhile; threads wait as well, without starting processes and pickling.',
        ],
      ));
    it('need to be sure', () => checkSite({ ...waiting, confidence: 'low' }, []));
    it('leave single processes alone', () => checkSite({ ...waiting, kind: 'process' }, []));
    it('keep quiet where processes are faster', () =>
      checkSite({ ...waiting, prediction: { sequential: 0.8, threads: 0.4, processes: 0.3 } }, []));
  });

  describe('on busy waits', () => {
    const wait = (seconds: number): ModuleProfile =>
      moduleProfile({ busyWaits: [busyWait('while not done', seconds)] });
    it('name the condition', () =>
      check(wait(0), [
        'GIL412 warning: `while not done` spins: it takes the GIL from the thread it waits for; wait on an Event, a Condition or a Queue instead.',
      ]));
    it('count the rounds of a short sleep', () =>
      check(wait(0.0001), [
        'GIL412 warning: `while not done` sleeps only 100 µs a round and asks for the GIL up to 10000 times a second; wait on an Event, a Condition or a Queue instead.',
      ]));
    it('leave a sensible sleep alone', () => check(wait(0.001), []));
    it('keep quiet where the GIL is off', () => check(wait(0), [], { gil: 'off' }));
  });
});

function checkSite(
  changes: Partial<SpawnSite>,
  expected: readonly string[],
  config: Partial<Config> = {},
): void {
  check(moduleProfile({ sites: [site(changes)] }), expected, config);
}

/** All findings of all rules, as `CODE severity: message`. */
function check(module: ModuleProfile, expected: readonly string[], config: Partial<Config> = {}): void {
  const findings = RULES.flatMap((rule) => [...rule.check(module, { ...DEFAULT_CONFIG, ...config })]);
  const shown = findings.map((finding) => `${finding.code} ${finding.severity}: ${finding.message}`);
  assert.deepEqual(shown, expected);
}
