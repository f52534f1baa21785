/** Scenarios to look at in the preview: one for each picture the view has to be good at. */
import { exactly, within } from '../../server/src/core/model/estimate';
import type { Executor, Step, Task } from '../../server/src/core/model/scenario';
import type { SimulationSubject } from '../../server/src/core/protocol';

interface Example {
  readonly sentence: string;
  readonly api: string;
  readonly target: string;
  readonly executor: Executor;
  readonly tasks: readonly Task[];
}

const at = (line: number, what: string): { path: string; line: number; column: number; what: string } => ({
  path: 'examples/render.py',
  line,
  column: 5,
  what,
});

function repeat(count: number, name: string, body: readonly Step[]): readonly Task[] {
  return Array.from({ length: count }, (_, i) => ({ name: `${name} ${String(i + 1)}`, body }));
}

const CRUNCH: readonly Step[] = [
  { kind: 'hold', seconds: 0.09, source: at(12, 'crunch') },
  { kind: 'native', seconds: 0.02, source: at(15, 'zlib.compress') },
  { kind: 'hold', seconds: 0.04, source: at(16, 'checksum') },
  { kind: 'io', seconds: 0.03, source: at(18, 'file.write') },
];

const EXAMPLES: Readonly<Record<string, Example>> = {
  pool: {
    sentence:
      'crunch holds the GIL for about 0.13 s a call; 4 threads take 0.57 s, as long as one after another; 4 processes take about 0.19 s.',
    api: 'concurrent.futures.ThreadPoolExecutor.submit',
    target: 'crunch',
    executor: { kind: 'pool', workers: 4 },
    tasks: repeat(4, 'crunch', CRUNCH),
  },
  threads: {
    sentence: 'fetch waits for the network with the GIL released; 6 threads take 0.4 s instead of 2.2 s.',
    api: 'threading.Thread',
    target: 'fetch',
    executor: { kind: 'threads' },
    tasks: repeat(6, 'fetch', [
      {
        kind: 'loop',
        times: 4,
        body: [
          { kind: 'io', seconds: 0.08, probe: true, source: at(30, 'requests.get') },
          { kind: 'hold', seconds: 0.012, source: at(31, 'json.loads') },
          {
            kind: 'lock',
            name: 'results',
            body: [{ kind: 'hold', seconds: 0.004, source: at(33, 'append') }],
          },
        ],
      },
    ]),
  },
  mixed: {
    sentence: 'serve waits for I/O beside 3 CPU-bound threads: each answer is late by about 15 ms.',
    api: 'threading.Thread',
    target: 'serve',
    executor: { kind: 'threads' },
    tasks: [
      {
        name: 'serve',
        body: [
          {
            kind: 'loop',
            times: 20,
            body: [
              { kind: 'io', seconds: 0.01, probe: true, source: at(41, 'socket.recv') },
              { kind: 'hold', seconds: 0.001, source: at(42, 'reply') },
            ],
          },
        ],
      },
      ...repeat(2, 'crunch', [{ kind: 'hold', seconds: 0.25, source: at(12, 'crunch') }]),
      {
        name: 'sort',
        body: [{ kind: 'hold', seconds: 0.2, preemptible: false, source: at(50, 'list.sort') }],
      },
    ],
  },
  native: {
    sentence: 'multiply computes in NumPy with the GIL released; 2 threads take 0.4 s instead of 0.8 s.',
    api: 'threading.Thread',
    target: 'multiply',
    executor: { kind: 'threads' },
    tasks: repeat(2, 'multiply', [
      { kind: 'hold', seconds: 0.02, source: at(8, 'numpy.ones') },
      { kind: 'native', seconds: 0.3, threads: 4, source: at(9, 'numpy.matmul') },
      { kind: 'hold', seconds: 0.03, source: at(10, 'sum') },
    ]),
  },
  asyncio: {
    sentence:
      'serve runs 4 tasks on one event loop beside a CPU-bound thread: each answer is late by about 10 ms.',
    api: 'threading.Thread',
    target: 'serve',
    executor: { kind: 'threads' },
    tasks: [
      {
        name: 'serve',
        body: [
          {
            kind: 'gather',
            tasks: repeat(4, 'answer', [
              { kind: 'io', seconds: 0.03, probe: true, source: at(61, 'reader.read') },
              { kind: 'hold', seconds: 0.012, source: at(62, 'render') },
              { kind: 'io', seconds: 0.02, source: at(63, 'writer.drain') },
            ]),
          },
        ],
      },
      { name: 'crunch', body: [{ kind: 'hold', seconds: 0.08, source: at(12, 'crunch') }] },
    ],
  },
  queue: {
    sentence: 'parse waits for what load puts into the queue, and both for the lock.',
    api: 'threading.Thread',
    target: 'load',
    executor: { kind: 'threads' },
    tasks: [
      {
        name: 'load',
        body: [
          {
            kind: 'loop',
            times: 3,
            body: [
              { kind: 'io', seconds: 0.02, source: at(71, 'file.read') },
              { kind: 'put', name: 'q', source: at(72, 'queue.put') },
              { kind: 'lock', name: 'L', body: [{ kind: 'io', seconds: 0.01, source: at(74, 'log.write') }] },
            ],
          },
        ],
      },
      ...repeat(2, 'parse', [
        { kind: 'get', name: 'q', source: at(80, 'queue.get') },
        { kind: 'hold', seconds: 0.03, objects: 400_000, source: at(81, 'parse') },
        { kind: 'lock', name: 'L', body: [{ kind: 'io', seconds: 0.02, source: at(83, 'log.write') }] },
      ]),
    ],
  },
  large: {
    sentence: 'work holds the GIL for about 14 s a call; 16 threads take 230 s, one after another 350 s.',
    api: 'concurrent.futures.ThreadPoolExecutor.map',
    target: 'work',
    executor: { kind: 'pool', workers: 16 },
    tasks: repeat(16, 'work', [
      {
        kind: 'loop',
        times: 240,
        body: [
          { kind: 'hold', seconds: 0.06, source: at(12, 'crunch') },
          { kind: 'native', seconds: 0.02, source: at(15, 'zlib.compress') },
          { kind: 'io', seconds: 0.01, source: at(18, 'file.write') },
        ],
      },
    ]),
  },
};

/** For the benchmark: over 100,000 spans. */
const HUGE: Example = {
  sentence: 'work holds the GIL for about 22 s a call; 24 threads take 530 s.',
  api: 'concurrent.futures.ThreadPoolExecutor.map',
  target: 'work',
  executor: { kind: 'pool', workers: 24 },
  tasks: repeat(24, 'work', [
    {
      kind: 'loop',
      times: 740,
      body: [
        { kind: 'hold', seconds: 0.004, source: at(12, 'crunch') },
        { kind: 'native', seconds: 0.002, source: at(15, 'zlib.compress') },
        { kind: 'io', seconds: 0.001, source: at(18, 'file.write') },
      ],
    },
  ]),
};

/** The subject of that name, the pool for a name that is none. */
export function previewSubject(name: string): SimulationSubject {
  const example = name === 'huge' ? HUGE : (EXAMPLES[name] ?? EXAMPLES.pool);
  if (example === undefined) throw new Error(`no example ${name}`);
  const { sentence, api, target, executor, tasks } = example;
  const workers = 'workers' in executor ? executor.workers : tasks.length;
  const place = { path: 'examples/render.py', line: 24, column: 9, endLine: 24, endColumn: 40 };
  return {
    uri: 'file:///project/examples/render.py',
    site: { key: 'render.py:1', at: place, api, target, verdict: 'cpu', confidence: 'high', label: target },
    scenario: { schema: 1, cores: 4, switchIntervalSeconds: 0.005, seed: 1, executor, tasks },
    sentence,
    pythonVersion: '3.13',
    gil: 'auto',
    assumptions: [
      {
        id: 'loop:render.py:12',
        at: { ...place, line: 12 },
        sentence: 'The loop over rows runs 100 times: nothing in the code tells how many rows there are.',
        value: within(100, 10),
        shares: { held: 0.7, native: 1, io: 0 },
      },
      {
        id: 'io:render.py:18',
        at: { ...place, line: 18 },
        sentence: 'file.write takes 30 ms.',
        value: within(0.03, 3),
      },
    ],
    evidence: [
      { at: { ...place, line: 12 }, message: 'loop of about 3,000,000 rounds' },
      { at: { ...place, line: 15 }, message: '`zlib.compress` computes in C with the GIL released' },
    ],
    perTask: {
      held: within(0.13, 1.6),
      native: within(0.02, 1.5),
      io: within(0.03, 3),
      wait: exactly(0),
      unknownCalls: exactly(0),
    },
    modes: [
      executor.kind === 'threads'
        ? { title: 'Threads', executor }
        : { title: 'Thread pool', executor: { kind: 'pool', workers } },
      { title: 'One after another', executor: { kind: 'sequential' } },
      { title: 'Processes', executor: { kind: 'processes', workers } },
      { title: 'Interpreters', executor: { kind: 'interpreters', workers } },
      { title: 'Free-threaded build', executor: { kind: 'free-threaded', workers } },
    ],
  };
}
