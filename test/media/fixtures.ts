/** Small scenarios, results and subjects for the tests of the view. */
import { createDerive } from '../../media/src/derived';
import type { Derived } from '../../media/src/derived';
import { createRunCache } from '../../media/src/run/run';
import { INITIAL_STATE, update } from '../../media/src/store';
import type { Action, State } from '../../media/src/store';
import type { Location } from '../../server/src/core/base/text';
import { exactly } from '../../server/src/core/model/estimate';
import type { Scenario, StepSource, Task } from '../../server/src/core/model/scenario';
import type { SimResult, Span, ThreadResult, ThreadState } from '../../server/src/core/model/simResult';
import type { SimulationSubject } from '../../server/src/core/protocol';

export function exampleTask(name: string): Task {
  return {
    name,
    body: [
      { kind: 'hold', seconds: 0.9, source: { path: 'a.py', line: 3, column: 5, what: 'crunch' } },
      { kind: 'io', seconds: 0.1, source: { path: 'a.py', line: 5, column: 5, what: 'file.write' } },
    ],
  };
}

export function exampleScenario(): Scenario {
  return {
    schema: 1,
    cores: 4,
    switchIntervalSeconds: 0.005,
    seed: 1,
    executor: { kind: 'pool', workers: 2 },
    tasks: [exampleTask('crunch 1'), exampleTask('crunch 2')],
  };
}

const SITE: Location = { path: 'a.py', line: 9, column: 5, endLine: 9, endColumn: 31 };

export function exampleSubject(): SimulationSubject {
  return {
    uri: 'file:///project/a.py',
    site: {
      key: 'a.py:120',
      at: SITE,
      api: 'concurrent.futures.ThreadPoolExecutor.submit',
      target: 'crunch',
      verdict: 'cpu',
      confidence: 'high',
      label: 'crunch in ThreadPoolExecutor.submit: cpu',
    },
    scenario: exampleScenario(),
    sentence:
      'crunch holds the GIL for about 0.9 s a call; 2 threads take 1.9 s, as long as one after another.',
    pythonVersion: '3.13',
    gil: 'auto',
    assumptions: [
      { id: 'loop:a.py:3', at: SITE, sentence: 'The loop at line 3 runs 100 times.', value: exactly(100) },
    ],
    modes: [
      { title: 'Thread pool', executor: { kind: 'pool', workers: 2 } },
      { title: 'One after another', executor: { kind: 'sequential' } },
      { title: 'Processes', executor: { kind: 'processes', workers: 2 } },
      { title: 'Free-threaded', executor: { kind: 'free-threaded', workers: 2 } },
    ],
  };
}

const LETTERS: Readonly<Record<string, ThreadState>> = {
  H: 'held',
  W: 'gil-wait',
  N: 'native',
  I: 'io',
  L: 'lock-wait',
  S: 'startup',
};

/** Where the work of the states comes from, as in `exampleTask`. */
const SOURCES: Partial<Record<ThreadState, StepSource>> = {
  held: { path: 'a.py', line: 3, column: 5, what: 'crunch' },
  'gil-wait': { path: 'a.py', line: 3, column: 5, what: 'crunch' },
  io: { path: 'a.py', line: 5, column: 5, what: 'file.write' },
};

/**
 * A result drawn as text: a line a thread, its name, optionally `@` and the number of its GIL (`@-` for none), then a
 * letter for each millisecond; `.` is nothing. A line called `main` becomes the main thread.
 *
 *     crunch 1  HHWWHH
 *     crunch 2  WWHHWW
 */
export function drawnResult(text: string): SimResult {
  const lines = text
    .split('\n')
    .map((line) => /^\s*(.*?)(?:@(-|\d+))?\s{2,}(\S+)\s*$/.exec(line))
    .filter((match) => match !== null);
  const drawn = lines.map(([, name = '', gil = '0', letters = '']) => {
    const spans = spansOf(letters);
    return { name, spans, thread: threadOf(name, gil === '-' ? -1 : Number(gil), letters, spans) };
  });
  const main = drawn.find(({ name }) => name === 'main');
  const others = drawn.filter((entry) => entry !== main);
  const wall = Math.max(...lines.map(([, , , letters = '']) => letters.length)) / 1000;
  return {
    schema: 1,
    wallSeconds: wall,
    gilBusyFraction: Math.min(sum(drawn.map(({ thread }) => thread.heldSeconds)) / wall, 1),
    switches: sum(drawn.map(({ thread }) => thread.switches)),
    truncated: false,
    threads: others.map(({ thread }) => thread),
    ...(main === undefined ? {} : { main: { ...main.thread, spans: main.spans } }),
    probe: null,
    spans: others.flatMap(({ spans }, thread) => spans.map((span) => ({ ...span, thread, task: thread }))),
  };
}

function spansOf(letters: string): readonly Omit<Span, 'thread'>[] {
  return [...letters.matchAll(/(.)\1*/g)].flatMap(({ 0: run, 1: letter = '', index }) => {
    const state = LETTERS[letter];
    if (state === undefined) return [];
    const source = SOURCES[state];
    return [
      {
        state,
        startSeconds: index / 1000,
        endSeconds: (index + run.length) / 1000,
        ...(source === undefined ? {} : { source }),
      },
    ];
  });
}

function threadOf(
  name: string,
  gil: number,
  letters: string,
  spans: readonly Omit<Span, 'thread'>[],
): ThreadResult {
  const seconds = (state: ThreadState): number =>
    sum(spans.filter((span) => span.state === state).map((span) => span.endSeconds - span.startSeconds));
  return {
    name,
    gil,
    startSeconds: letters.search(/[^.]/) / 1000,
    endSeconds: letters.replace(/\.+$/, '').length / 1000,
    heldSeconds: seconds('held'),
    gilWaitSeconds: seconds('gil-wait'),
    nativeSeconds: seconds('native'),
    ioSeconds: seconds('io'),
    lockWaitSeconds: seconds('lock-wait'),
    switches: spans.filter((span) => span.state === 'held').length,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The pool of two threads that most tests look at. */
export const POOL = `
  main      SL..........
  worker 1  .HHWWHHIIIHH
  worker 2  ..WHHWWHHII.
`;

export const PROCESSES = `
  process 1@1  SHHHHIII
  process 2@2  SSHHHHIII
`;

export const ONE_AFTER_ANOTHER = `
  main  HHHHIIIHHHHIII
`;

export const FREE_THREADED = `
  worker 1@-  HHHHIII
  worker 2@-  HHHHIII
`;

/** What the view derives after some actions, with results drawn above instead of the simulator. */
export function exampleView(...actions: readonly Action[]): {
  readonly state: State;
  readonly derived: Derived;
} {
  const derive = createDerive(
    createRunCache((scenario) => {
      switch (scenario.executor.kind) {
        case 'processes':
          return drawnResult(PROCESSES);
        case 'sequential':
          return drawnResult(ONE_AFTER_ANOTHER);
        case 'free-threaded':
          return drawnResult(FREE_THREADED);
        default:
          return drawnResult(POOL);
      }
    }),
  );
  const all: readonly Action[] = [{ type: 'subject', subject: exampleSubject() }, ...actions];
  const state = all.reduce(update, INITIAL_STATE);
  const derived = derive(state);
  if (derived === undefined) throw new Error('a state with a subject derives something');
  return { state, derived };
}
