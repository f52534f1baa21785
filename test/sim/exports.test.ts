/** Files made of a simulation: they follow their formats' rules and say what the result says. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Scenario } from '../../server/src/core/model/scenario';
import type { SimResult } from '../../server/src/core/model/simResult';
import { compareModes, comparisonText } from '../../server/src/core/sim/compare';
import { simulate } from '../../server/src/core/sim/engine';
import { simulationHtml } from '../../server/src/core/sim/exportHtml';
import { speedscopeJson } from '../../server/src/core/sim/exportSpeedscope';
import { simulationSvg } from '../../server/src/core/sim/exportSvg';
import { traceEventJson } from '../../server/src/core/sim/exportTraceEvent';
import { modesOfScenario } from '../../server/src/core/sim/modes';
import { simulationText } from '../../server/src/core/sim/text';
import { checkTraceEvents } from '../support/traceEvents';
import { scenarioFrom } from './notation';

const SCENARIOS: Readonly<Record<string, string>> = {
  threads: 'threads\ncpu * 2: hold 12\nreader: 3 times (probe 2, hold 1)',
  pool: 'pool of 2\ntask * 3: lock L (hold 4, io 2), native 3',
  processes: 'processes of 2\na: hold 8\nb: io 5',
  sequential: 'sequential\na: hold 5\nb: io 5',
  'free-threaded': 'free-threaded of 2\na: hold 5\nb: hold 5',
  nothing: 'threads',
};

function forEachScenario(check: (scenario: Scenario, result: SimResult) => void): void {
  for (const [title, text] of Object.entries(SCENARIOS)) {
    const scenario = scenarioFrom(text);
    it(title, () => check(scenario, simulate(scenario, { spans: true })));
  }
}

describe('trace events follow the format', () => {
  forEachScenario((scenario, result) => void checkTraceEvents(traceEventJson(scenario, result)));

  it('mark moments', () => {
    const scenario = scenarioFrom('pool of 2\ntask * 2: hold 12');
    const traceEvents = checkTraceEvents(traceEventJson(scenario, simulate(scenario, { spans: true })));
    const marks = traceEvents.filter(({ ph }) => ph === 'i').map(({ name, tid }) => `${tid} ${name}`);
    deepEqual([...new Set(marks)].sort(), [
      '1 begins to join',
      '1 submits a task',
      '2 asked to let go of the GIL',
      '2 started',
      '3 asked to let go of the GIL',
      '3 started',
    ]);
  });

  it('names what runs and where it stands', () => {
    const source = { path: 'a.py', line: 3, what: 'crunch' };
    const body = [{ kind: 'hold', seconds: 0.001, source }] as const;
    const scenario: Scenario = { ...scenarioFrom('sequential'), tasks: [{ name: 'job', body }] };
    const traceEvents = checkTraceEvents(traceEventJson(scenario, simulate(scenario, { spans: true })));
    deepEqual(
      traceEvents.filter(({ ph }) => ph === 'X').map(({ name, ts, dur, args }) => ({ name, ts, dur, args })),
      [
        { name: 'main', ts: 0, dur: 1000, args: { task: 'job', file: 'a.py', line: 3, what: 'crunch' } },
        {
          name: 'Holding the GIL',
          ts: 0,
          dur: 1000,
          args: { task: 'job', file: 'a.py', line: 3, what: 'crunch' },
        },
      ],
    );
  });
});

describe('speedscope profiles open and close their frames', () => {
  forEachScenario((scenario, result) => {
    const file = JSON.parse(speedscopeJson(scenario, result)) as {
      $schema: string;
      shared: { frames: { name: string }[] };
      profiles: { endValue: number; events: { type: 'O' | 'C'; frame: number; at: number }[] }[];
    };
    equal(file.$schema, 'https://www.speedscope.app/file-format-schema.json');
    equal(file.profiles.length, result.threads.length + (result.main ? 1 : 0));
    for (const { events, endValue } of file.profiles) {
      const open: number[] = [];
      let at = 0;
      for (const event of events) {
        ok(event.at >= at && event.at <= endValue);
        at = event.at;
        if (event.type === 'O') open.push(event.frame);
        else equal(open.pop(), event.frame);
        ok(file.shared.frames[event.frame] !== undefined);
      }
      deepEqual(open, []);
    }
  });
});

describe('pictures are well-formed', () => {
  forEachScenario((scenario, result) => {
    checkMarkup(simulationSvg(scenario, result, { title: 'a < b & "c"', sentence: 'why'.repeat(300) }));
    const outcomes = compareModes(scenario, modesOfScenario(scenario));
    const page = simulationHtml(scenario, result, { outcomes });
    checkMarkup(page.replace('<!DOCTYPE html>', '').replace(/<meta [^>]*>/g, ''));
    ok(!/<script|https?:(?!\/\/www\.w3\.org\/2000\/svg)/.test(page), 'nothing is run or fetched');
    for (const thread of result.threads) ok(page.includes(`<th scope="row">${thread.name}</th>`));
  });

  it('tell garbage collections from other work with the GIL', () => {
    const scenario = scenarioFrom('threads, 2 cores\na: hold 20 making 200000\nb: io 1');
    const picture = simulationSvg(scenario, simulate(scenario, { spans: true }));
    ok(/<title>a: Collecting garbage, /.test(picture));
    ok(/<title>a: Holding the GIL, /.test(picture));
  });

  it('have a row for each task of an event loop', () => {
    const scenario = scenarioFrom(
      'threads, 2 cores\nserver: gather (io 10, hold 4) (io 12, hold 4)\ncrunch: hold 20',
    );
    const picture = simulationSvg(scenario, simulate(scenario, { spans: true }));
    const names = [...picture.matchAll(/<text class="name"[^>]*>([^<]*)</g)].map(([, name]) => name);
    deepEqual(names, ['GIL', 'main', 'server', '↳ task 1', '↳ task 2', 'crunch']);
  });

  it('does not grow with the run', () => {
    const length = (rounds: number): number => {
      const scenario = scenarioFrom(`threads\na: ${rounds} times (io 1, hold 1)\nb: hold ${rounds}`);
      return simulationSvg(scenario, simulate(scenario, { spans: true })).length;
    };
    ok(length(5000) < 4 * length(200));
  });

  it('escapes names from outside', () => {
    const tasks = [{ name: '<script>&"\u0000', body: [{ kind: 'hold', seconds: 0.1 } as const] }];
    const scenario: Scenario = { ...scenarioFrom('threads'), tasks };
    checkMarkup(simulationSvg(scenario, simulate(scenario, { spans: true })));
  });
});

/** Every element is closed in order; no stray `<` or `&`. */
function checkMarkup(markup: string): void {
  const open: string[] = [];
  const text = markup.replace(
    /<(\/?)([a-z][a-z0-9]*)((?: [a-zA-Z:-]+="[^"<]*")*)(\/?)>/g,
    (_, end, name, _a, empty) => {
      if (end === '/') equal(open.pop(), name);
      else if (empty !== '/') open.push(name as string);
      return '';
    },
  );
  deepEqual(open, []);
  equal(/<|&(?!#\d+;)/.exec(text), null);
}

describe('text', () => {
  it('shows timeline, legend, table and headline', () => {
    const scenario = scenarioFrom('threads\ncpu: hold 20\nreader: 2 times (probe 5, hold 2)');
    const text = simulationText(scenario, simulate(scenario, { spans: true }), { columns: 40 });
    deepEqual(text.split('\n'), [
      'GIL       1111111111111111111111111222211111112222',
      'm main    WWWWWWWWLLLLLLLLLWWWWWWWWWWWWLLLLLLLLLLL',
      '1 cpu     HHHHHHHHHHHHHHHHHHHHHHHHHWWWWHHHHHHHH',
      '2 reader          WWWWWWWWWIIIIIIIIHHHIIIIIIIIIHHH',
      '          0                12.3 ms         24.7 ms',
      '',
      'H Holding the GIL · L Waiting on a lock · W Waiting for the GIL · S Starting or pickling · I Waiting for I/O or sleeping',
      '',
      'thread    start      end       has GIL   waits for GIL             I/O  switches',
      'cpu       10 µs  22.3 ms  20 ms (90 %)  2.26 ms (10 %)         0 (0 %)         4',
      'reader  5.24 ms  24.7 ms   4 ms (21 %)  5.19 ms (27 %)  10.2 ms (52 %)         3',
      '',
      'wall 24.7 ms · GIL held 97 % · 7 switches · back from I/O after 98.6 µs (median)',
    ]);
  });

  it('compares modes', () => {
    const scenario = scenarioFrom('threads\ncpu * 2: hold 50');
    deepEqual(comparisonText(compareModes(scenario, modesOfScenario(scenario))).split('\n'), [
      'mode               workers     wall  speed-up  GIL held  switches',
      'Threads                      101 ms     0.99×      99 %        20',
      'One after another            100 ms     1.00×     100 %         0',
      'Processes                2  54.7 ms     1.83×      91 %         0',
      'Interpreters             2  58.4 ms     1.71×      86 %         0',
      'Free-threaded            2  50.2 ms     1.99×    no GIL         0',
    ]);
  });
});
