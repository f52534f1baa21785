/** Files made of a simulation: they follow their formats' rules and say what the result says. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
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
import { checkTraceEvents, type TraceEvent } from '../support/traceEvents';
import { ALL, meetings, scenarios } from './arbitrary';
import { scenarioFrom } from './notation';

const SCENARIOS: Readonly<Record<string, string>> = {
  threads: 'threads\ncpu * 2: hold 12\nreader: 3 times (probe 2, hold 1)',
  pool: 'pool of 2\ntask * 3: lock L (hold 4, io 2), native 3',
  processes: 'processes of 2\na: hold 8\nb: io 5',
  sequential: 'sequential\na: hold 5\nb: io 5',
  'free-threaded': 'free-threaded of 2\na: hold 5\nb: hold 5',
  interpreters: 'interpreters of 2\na * 3: hold 8, io 2',
  'lock and queue':
    'threads, 2 cores\na: hold 3, lock L (io 10), put q\nb: io 2, lock L (hold 12)\nc: get q, hold 4',
  'event loop':
    'threads, 2 cores\nserver: gather (io 10, hold 4) (io 12, hold 14)\ncrunch: hold 30 making 300000',
  nothing: 'threads',
};

/** Names that try to be markup, a line of their own, the other way round, wide, or endless. */
const HOSTILE = [
  '"quoted\\" \'</script><script>alert(1)</script>&amp;',
  'two\r\nlines\tand\u0000nul',
  '\u202egnp.exe',
  'שלום עולם',
  '👩‍👩‍👧‍👦🐍',
  '\ud800 half',
  'long '.repeat(1000),
  `Z${'\u0301\u0302\u0316'.repeat(300)}`,
  '',
];

function withHostileNames(): Scenario {
  const scenario = scenarioFrom('threads, 2 cores\na: hold 6, gather (io 2) (hold 1)');
  const [body = []] = scenario.tasks.map((task) => task.body);
  return { ...scenario, tasks: HOSTILE.map((name) => ({ name, body })) };
}

function forEachScenario(check: (scenario: Scenario, result: SimResult) => void): void {
  for (const [title, text] of Object.entries(SCENARIOS)) {
    const scenario = scenarioFrom(text);
    it(title, () => check(scenario, simulate(scenario, { spans: true })));
  }
}

describe('trace events follow the format', () => {
  forEachScenario((scenario, result) => void checkTraceEvents(traceEventJson(scenario, result)));

  it('whatever the scenario, with an arrow for every wake-up', () => {
    const property = fc.property(fc.oneof(scenarios(ALL), meetings()), (scenario) => {
      const result = simulate(scenario, { spans: true });
      const traceEvents = checkTraceEvents(traceEventJson(scenario, result));
      equal(traceEvents.filter(({ ph, cat }) => ph === 's' && cat === 'wake').length, result.wakes?.length);
    });
    fc.assert(property, { numRuns: 200, seed: 1 });
  }).timeout(60_000);

  it('hostile names', () => {
    const scenario = withHostileNames();
    checkTraceEvents(traceEventJson(scenario, simulate(scenario, { spans: true })));
  });

  it('mark moments', () => {
    const scenario = scenarioFrom('pool of 2\ntask * 2: hold 12');
    const traceEvents = checkTraceEvents(traceEventJson(scenario, simulate(scenario, { spans: true })));
    const marks = traceEvents.filter(({ ph }) => ph === 'i').map(({ name }) => name);
    deepEqual([...new Set(marks)].sort(), [
      'main begins to join',
      'main submits a task',
      'worker 1 is asked to let go of the GIL',
      'worker 1 is started',
      'worker 2 is asked to let go of the GIL',
      'worker 2 is started',
    ]);
  });

  it('leads from whoever wakes a thread to that thread', () => {
    const scenario = scenarioFrom(SCENARIOS['lock and queue'] ?? '');
    const traceEvents = checkTraceEvents(traceEventJson(scenario, simulate(scenario, { spans: true })));
    const names = namesOf(traceEvents);
    const arrows = traceEvents.filter(({ ph, name }) => (ph === 's' || ph === 'f') && name !== 'hand-over');
    const told = arrows.map(({ ph, name, tid, ts }) =>
      ph === 's' ? `${names.get(tid)} ${name} at ${Math.round(ts / 1000)}` : `→ ${names.get(tid)}`,
    );
    deepEqual(told, [
      'a gives the lock back at 13',
      '→ b',
      'a puts into or takes out of the queue at 13',
      '→ c',
    ]);
  });

  it('has a track for each task of an event loop, and collections', () => {
    const scenario = scenarioFrom(SCENARIOS['event loop'] ?? '');
    const traceEvents = checkTraceEvents(traceEventJson(scenario, simulate(scenario, { spans: true })));
    const tracks = traceEvents
      .filter(({ name }) => name === 'thread_sort_index')
      .sort((a, b) => Number(a.args['sort_index']) - Number(b.args['sort_index']));
    const names = namesOf(traceEvents);
    deepEqual(
      tracks.map(({ tid }) => names.get(tid)),
      ['GIL', 'What happens', 'main', 'server', '↳ task 1', '↳ task 2', 'crunch'],
    );
    const collecting = traceEvents.filter(({ name }) => name === 'Collecting garbage');
    deepEqual([...new Set(collecting.map(({ tid, cat }) => `${names.get(tid)}: ${cat}`))], ['crunch: gc']);
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

function namesOf(traceEvents: readonly TraceEvent[]): ReadonlyMap<number, string | number | undefined> {
  const named = traceEvents.filter(({ name }) => name === 'thread_name');
  return new Map(named.map(({ tid, args }) => [tid, args['name']]));
}

interface SpeedscopeFile {
  readonly $schema: string;
  readonly shared: { readonly frames: readonly { readonly name: string }[] };
  readonly profiles: readonly {
    readonly name: string;
    readonly endValue: number;
    readonly events: readonly { readonly type: 'O' | 'C'; readonly frame: number; readonly at: number }[];
  }[];
}

/** Each profile as the stacks that it holds, innermost frame last. */
function checkSpeedscope(scenario: Scenario, result: SimResult): Readonly<Record<string, readonly string[]>> {
  const file = JSON.parse(speedscopeJson(scenario, result)) as SpeedscopeFile;
  equal(file.$schema, 'https://www.speedscope.app/file-format-schema.json');
  const loopTasks = result.loopTasks ?? [];
  equal(file.profiles.length, result.threads.length + (result.main ? 1 : 0) + loopTasks.length);
  const stacks = file.profiles.map(({ name, events, endValue }) => {
    const found = new Set<string>();
    const open: number[] = [];
    let at = 0;
    for (const event of events) {
      ok(event.at >= at && event.at <= endValue);
      at = event.at;
      const frame = file.shared.frames[event.frame];
      ok(frame !== undefined && frame.name !== '');
      if (event.type === 'O') open.push(event.frame);
      else {
        found.add(open.map((number) => file.shared.frames[number]?.name).join(' > '));
        equal(open.pop(), event.frame);
      }
    }
    deepEqual(open, []);
    ok(name !== '');
    return [name, [...found]] as const;
  });
  return Object.fromEntries(stacks);
}

describe('speedscope profiles open and close their frames', () => {
  forEachScenario((scenario, result) => void checkSpeedscope(scenario, result));

  it('hostile names', () => {
    const scenario = withHostileNames();
    checkSpeedscope(scenario, simulate(scenario, { spans: true }));
  });

  it('with a profile for each task of an event loop, and collections inside what holds the GIL', () => {
    const scenario = scenarioFrom(SCENARIOS['event loop'] ?? '');
    const stacks = checkSpeedscope(scenario, simulate(scenario, { spans: true }));
    deepEqual(Object.keys(stacks), ['main', 'server', 'server: task 1', 'server: task 2', 'crunch']);
    ok(stacks['crunch']?.includes('crunch > Holding the GIL > Collecting garbage'));
    ok(stacks['server: task 1']?.includes('task 1 > Waiting for I/O or sleeping'));
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

  it('keep names from outside harmless, short and in their row', () => {
    const scenario = withHostileNames();
    const result = simulate(scenario, { spans: true });
    const picture = simulationSvg(scenario, result);
    checkMarkup(picture);
    const names = [...picture.matchAll(/<text class="name"[^>]*>([^<]*)</g)].map(([, name = '']) => name);
    deepEqual(
      names.filter((name) => !name.startsWith('↳')),
      [
        'GIL',
        'main',
        '&#34;quoted\\&#34; &#39;&#60;/scrip…',
        'two\r\nlines\tandnul',
        'gnp.exe',
        'שלום עולם',
        '👩‍👩‍👧‍👦🐍',
        ' half',
        'long long long lon…',
        'Z\u0301\u0302',
        '(no name)',
      ],
    );
    const page = simulationHtml(scenario, result);
    checkMarkup(page.replace('<!DOCTYPE html>', '').replace(/<meta [^>]*>/g, ''));
    for (const text of [picture, page]) {
      ok(text.length < 150_000, `${text.length}`);
      ok(!/[\u202a-\u202e\u2066-\u2069]|<script/.test(text) && !text.includes('\u0000'));
    }
  });

  it('have an end, however many threads there are', () => {
    const scenario = scenarioFrom('threads\na * 1000: hold 1');
    const result = simulate(scenario, { spans: true });
    const picture = simulationSvg(scenario, result);
    equal(picture.match(/class="name"/g)?.length, 256);
    // The GIL and the main thread have rows, too.
    ok(picture.includes('>746 more rows are not drawn.<'));
  });

  it('say where they show less than happens', () => {
    const note = '>Much happens here: each column of a pixel shows what fills most of it.<';
    const picture = (rounds: number): string => {
      const scenario = scenarioFrom(`threads\na: ${rounds} times (io 1, hold 1)`);
      return simulationSvg(scenario, simulate(scenario, { spans: true }));
    };
    ok(picture(1000).includes(note));
    ok(!picture(100).includes(note));
  });

  it('keep the labels of the axis inside', () => {
    const scenario = scenarioFrom('sequential\na: hold 200.5');
    const picture = simulationSvg(scenario, simulate(scenario, { spans: true }));
    const ticks = [...picture.matchAll(/class="tick" x="([\d.]+)" y="\d+">([^<]*)</g)];
    deepEqual(
      ticks.map(([, , text]) => text),
      ['0', '50 ms', '100 ms', '150 ms', '200 ms'],
    );
    for (const [, x, text = ''] of ticks) ok(Number(x) + (text.length * 7.2) / 2 <= 1000, text);
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
