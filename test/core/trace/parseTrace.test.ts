/** Measured traces of other tools: what is read of them, and what is said of files that are none. */
import assert from 'node:assert/strict';
import { parseTrace } from '../../../server/src/core/trace/parseTrace';
import { MAX_SPANS, type TraceLane, type TraceSpan } from '../../../server/src/core/trace/trace';
import { trimmed } from '../../support/trimmed';

/** A lane a block: its name, then a line for each span, indented by depth; times in milliseconds. */
function check(file: unknown, expected: string): void {
  const parsed = parseTrace(typeof file === 'string' ? file : JSON.stringify(file));
  assert.equal(shown(parsed), trimmed(expected));
}

function shown(parsed: ReturnType<typeof parseTrace>): string {
  if ('problem' in parsed) return `problem: ${parsed.problem}`;
  const { tool, durationSeconds, lanes, notes } = parsed.trace;
  return [
    `${tool}, ${ms(durationSeconds)}`,
    ...lanes.flatMap(laneLines),
    ...notes.map((note) => `note: ${note}`),
  ].join('\n');
}

function laneLines({ kind, thread, process, spans, depths }: TraceLane): string[] {
  const of = process === undefined ? '' : ` of ${process}`;
  return [`${kind} of ${thread}${of}, ${depths} deep`, ...spans.map(spanLine)];
}

function spanLine({ name, startSeconds, endSeconds, depth, state, source }: TraceSpan): string {
  const where = source === undefined ? '' : ` at ${source.path}:${source.line}`;
  const what = state === undefined ? name : `${state} (${name})`;
  return `${'  '.repeat(depth + 1)}${ms(startSeconds)}-${ms(endSeconds)} ${what}${where}`;
}

function ms(seconds: number): string {
  return String(Number((seconds * 1000).toFixed(6)));
}

/** As VizTracer writes it. */
const VIZTRACER = {
  traceEvents: [
    { ph: 'M', pid: 7, tid: 7, name: 'process_name', args: { name: 'MainProcess' } },
    { ph: 'M', pid: 7, tid: 7, name: 'thread_name', args: { name: 'MainThread' } },
    { ph: 'M', pid: 7, tid: 8, name: 'thread_name', args: { name: 'Thread-1' } },
    { pid: 7, tid: 7, ts: 5001.5, ph: 'X', dur: 900, name: 'crunch (/home/me/a.py:4)', cat: 'fee' },
    { pid: 7, tid: 7, ts: 5000, ph: 'X', dur: 1000, name: 'main (/home/me/a.py:9)', cat: 'fee' },
    { pid: 7, tid: 8, ts: 5500, ph: 'X', dur: 250, name: 'time.sleep', cat: 'fee' },
    { pid: 7, tid: 8, ts: 5500, ph: 'i', s: 'g', name: 'instant' },
  ],
  viztracer_metadata: { version: '1.0.0', overflow: false },
};

describe('Chrome traces', () => {
  it('give a lane a thread, with calls in calls', () =>
    check(
      VIZTRACER,
      `
      VizTracer, 1
      calls of MainThread of MainProcess, 2 deep
        0-1 main at /home/me/a.py:9
          0.0015-0.9015 crunch at /home/me/a.py:4
      calls of Thread-1 of MainProcess, 1 deep
        0.5-0.75 time.sleep
      `,
    ));

  it('may be a bare list, with begins and ends', () =>
    check(
      [
        { ph: 'B', pid: 1, tid: 'a', ts: 10, name: 'outer' },
        { ph: 'B', pid: 1, tid: 'a', ts: 20, name: 'inner' },
        { ph: 'E', pid: 1, tid: 'a', ts: 30 },
        { ph: 'E', pid: 1, tid: 'a', ts: 50 },
        { ph: 'B', pid: 1, tid: 'a', ts: 60, name: 'cut off' },
      ],
      `
      Chrome trace, 0.04
      calls of thread a of process 1, 2 deep
        0-0.04 outer
          0.01-0.02 inner
      note: Calls that were begun and never ended are left out: 1.
      `,
    ));

  it('say how much of them cannot be read, and where the first of it is', () =>
    check(
      {
        traceEvents: [
          { ph: 'X', pid: 1, tid: 1, ts: 0, dur: 5, name: 'good' },
          { ph: 'X', pid: 1, tid: 1, ts: 'soon', dur: 5, name: 'bad' },
          { ph: 'X', pid: 1, tid: 1, ts: 3, dur: -5, name: 'bad' },
          null,
          { ph: 'E', pid: 1, tid: 1, ts: 3 },
        ],
      },
      `
      Chrome trace, 0.005
      calls of thread 1 of process 1, 1 deep
        0-0.005 good
      note: 4 events could not be read; the first is traceEvents[1]: "ts" is no number.
      `,
    ));
});

/** As py-spy writes it: every sample has the same weight. */
const PY_SPY = {
  $schema: 'https://www.speedscope.app/file-format-schema.json',
  exporter: 'py-spy@0.4.1',
  shared: {
    frames: [
      { name: 'main', file: 'a.py', line: 9 },
      { name: 'crunch', file: 'a.py', line: 4 },
      { name: 'crunch', file: 'a.py', line: 5 },
    ],
  },
  profiles: [
    {
      type: 'sampled',
      name: 'Thread 1 "MainThread"',
      unit: 'seconds',
      startValue: 0,
      endValue: 0.04,
      samples: [[0], [0, 1], [0, 1], [0, 2]],
      weights: [0.01, 0.01, 0.01, 0.01],
    },
  ],
};

describe('speedscope files', () => {
  it('of samples: what stays on the stack is one call', () =>
    check(
      PY_SPY,
      `
      py-spy, 40
      calls of Thread 1 "MainThread", 2 deep
        0-40 main at a.py:9
          10-30 crunch at a.py:4
          30-40 crunch at a.py:5
      note: py-spy leaves idle moments out unless told otherwise (--idle): lanes may be shorter than the run.
      `,
    ));

  it('of events, with what does not fit named', () =>
    check(
      {
        shared: { frames: [{ name: 'a' }, { name: 'b' }] },
        profiles: [
          {
            type: 'evented',
            name: 'T',
            unit: 'milliseconds',
            events: [
              { type: 'O', frame: 0, at: 5 },
              { type: 'O', frame: 1, at: 6 },
              { type: 'C', frame: 1, at: 8 },
              { type: 'C', frame: 0, at: 9 },
              { type: 'C', frame: 0, at: 9 },
              { type: 'O', frame: 7, at: 9 },
            ],
          },
          { type: 'sampled', name: 'memory', unit: 'bytes', samples: [[0]], weights: [1] },
        ],
      },
      `
      speedscope, 4
      calls of T, 2 deep
        0-4 a
          1-3 b
      note: 2 parts could not be read; the first is profiles[0].events[4]: closes a frame that is not open.
      note: Profiles that count bytes are left out.
      `,
    ));

  it('that measure no time are refused', () =>
    check(
      {
        shared: { frames: [{ name: 'a' }] },
        profiles: [{ type: 'sampled', name: 'm', unit: 'bytes', samples: [[0]], weights: [1] }],
      },
      'problem: The profiles count bytes, not time.',
    ));
});

/** As `profiling.sampling --gecko` writes it: a thread that held the GIL for 20 ms, then waited for it, then slept. */
const GECKO = {
  meta: { interval: 10, version: 32, importedFrom: 'Tachyon Sampling Profiler', product: 'Python' },
  libs: [],
  shared: {
    stringArray: [
      '(root)',
      'main',
      'crunch',
      'a.py',
      'Has GIL',
      'No GIL',
      'Waiting for GIL',
      'On CPU',
      'Off CPU',
    ],
  },
  threads: [
    {
      name: 'Thread-77',
      isMainThread: true,
      pid: '5',
      tid: 77,
      samples: { stack: [0, 1, 1, 0], time: [1, 11, 21, 91], length: 4 },
      stackTable: { frame: [0, 1], prefix: [null, 0], length: 2 },
      frameTable: { func: [0, 1], line: [9, 4], length: 2 },
      funcTable: { name: [1, 2], fileName: [3, 3], lineNumber: [9, 4], length: 2 },
      markers: {
        name: [4, 5, 6, 7, 8],
        startTime: [1, 21, 21, 1, 31],
        endTime: [21, 61, 31, 31, 61],
        phase: [1, 1, 1, 1, 1],
        length: 5,
      },
    },
  ],
};

describe('Firefox profiles', () => {
  it('of Python give states and calls', () =>
    check(
      GECKO,
      `
      profiling.sampling, 100
      states of Thread-77 (main), 1 deep
        0-20 held (Has GIL)
        20-30 gil-wait (Waiting for GIL)
        30-60 io (Off CPU)
      calls of Thread-77 (main), 2 deep
        0-30 main at a.py:9
          10-30 crunch at a.py:4
        90-100 main at a.py:9
      `,
    ));

  it('with stacks that go in circles do not hang', () => {
    const [thread] = GECKO.threads;
    const circular = {
      ...GECKO,
      threads: [{ ...thread, markers: {}, stackTable: { frame: [0, 1], prefix: [1, 0], length: 2 } }],
    };
    check(
      circular,
      'problem: The file holds no call and no state of a thread. 4 parts could not be read; the first is threads[0].samples.stack[0]: names a stack that is not there.',
    );
  });
});

describe('files that are no measured trace', () => {
  const KNOWN =
    'Gilscope reads Chrome traces (VizTracer), speedscope files (py-spy) and Firefox profiles (profiling.sampling --gecko), all as JSON.';

  it('are refused with a reason', () => {
    check('{"a": 1,\n  b: 2}', `problem: Line 2, column 3: The file is not valid JSON. ${KNOWN}`);
    check('', `problem: The file is not valid JSON. ${KNOWN}`);
    check('\u001f\ufffd\b', 'problem: The file is compressed; unpack it first (gunzip).');
    for (const other of [null, 7, 'text', [], [1], {}, { traceEvents: 3 }])
      check(JSON.stringify(other), `problem: This is no trace that Gilscope knows. ${KNOWN}`);
    check({ traceEvents: [] }, 'problem: The file holds no call and no state of a thread.');
    check(
      { traceEvents: [], otherData: { tool: 'gilscope' } },
      'problem: This trace was predicted by Gilscope, not measured.',
    );
    check(
      { ...PY_SPY, exporter: 'gilscope' },
      'problem: This profile was predicted by Gilscope, not measured.',
    );
    check({ ...PY_SPY, shared: {} }, 'problem: shared.frames is no list, so no call has a name.');
  });

  it('never throw, whatever part of a good one is damaged', () => {
    for (const good of [VIZTRACER, PY_SPY, GECKO]) {
      for (const damaged of damages(good, [null, -1, 1e9, 'x', [], {}])) {
        const parsed = parseTrace(JSON.stringify(damaged));
        const spans = 'trace' in parsed ? parsed.trace.lanes.flatMap((lane) => lane.spans) : [];
        for (const { startSeconds, endSeconds } of spans)
          assert.ok(startSeconds >= 0 && endSeconds >= startSeconds);
      }
    }
  });
});

/** Copies of a value with one part each replaced by something else. */
function* damages(value: unknown, others: readonly unknown[]): Generator<unknown> {
  yield* others;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    for (const damaged of damages(part, others)) {
      const copy: Record<string, unknown> | unknown[] = Array.isArray(value)
        ? [...(value as unknown[])]
        : { ...value };
      Object.assign(copy, { [key]: damaged });
      yield copy;
    }
  }
}

describe('traces that are too large to look at', () => {
  it('keep their longest spans', () => {
    const traceEvents = Array.from({ length: MAX_SPANS + 50 }, (_, i) => ({
      ...{ ph: 'X', pid: 1, tid: 1, name: 'f' },
      ...{ ts: i * 10, dur: i < 50 ? 1 : 5 },
    }));
    const parsed = parseTrace(JSON.stringify({ traceEvents }));
    assert.ok('trace' in parsed);
    const [lane] = parsed.trace.lanes;
    assert.equal(lane?.spans.length, MAX_SPANS);
    assert.deepEqual(parsed.trace.notes, [`Only the ${MAX_SPANS} longest spans are shown.`]);
    assert.equal(lane?.spans[0]?.startSeconds, 0);
  });

  it('keep their outer calls', () => {
    const traceEvents = Array.from({ length: 60 }, (_, i) => ({
      ...{ ph: 'X', pid: 1, tid: 1, name: `f${i}` },
      ...{ ts: i, dur: 200 - 2 * i },
    }));
    const parsed = parseTrace(JSON.stringify(traceEvents));
    assert.ok('trace' in parsed);
    assert.deepEqual(parsed.trace.notes, ['Calls nested more than 40 deep are left out.']);
    assert.equal(parsed.trace.lanes[0]?.spans.at(-1)?.name, 'f39');
  });
});
