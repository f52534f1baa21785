/**
 * Scenarios as text, for tests that people read. One line of settings, then one line a task; times in milliseconds.
 *
 *     threads, 2 cores, interval 5 ms
 *     reader: 3 times (probe 10, hold 1)
 *     worker: hold 20, lock L (native 5 x 2, call 3)
 *
 * `hold` is Python code, `call` one C call that keeps the GIL, `probe` is `io` whose latency is measured.
 * `hold 20 making 1000` makes and keeps that many containers; `put q`, `put q of 3` (capacity), `get q`, `wait e`,
 * `wait e with L`, `notify e`, `notify e x 2`, `set e`, `join reader`; `gather (io 5, hold 1) (io 3)` runs two tasks in an
 * event loop. In a task of one, `block 5` is `io` that is not awaited, `offload (hold 5)` runs in a thread of the loop's
 * pool, `background (io 5)` starts a task and goes on. Settings may end in `python 3.14`, `spawn`, `args 4000000`, `results 1000` (bytes of each task).
 */
import type { Executor, Scenario, StartMethod, Step, Task } from '../../server/src/core/model/scenario';

export function scenarioFrom(text: string): Scenario {
  const [settings = '', ...tasks] = text
    .trim()
    .split('\n')
    .map((line) => line.trim());
  const cores = /(\d+) cores?/.exec(settings)?.[1];
  const interval = /interval ([\d.]+) ms/.exec(settings)?.[1];
  const seed = /seed (\d+)/.exec(settings)?.[1];
  const python = /python (3\.\d+t?)/.exec(settings)?.[1];
  const startMethod = START_METHODS.find((method) => new RegExp(`\\b${method}\\b`).test(settings));
  const bytes = {
    ...bytesFrom('argumentBytes', /args (\d+)/.exec(settings)),
    ...bytesFrom('resultBytes', /results (\d+)/.exec(settings)),
  };
  return {
    schema: 1,
    cores: Number(cores ?? 2),
    switchIntervalSeconds: Number(interval ?? 5) / 1000,
    seed: Number(seed ?? 1),
    ...(python !== undefined && { pythonVersion: python }),
    ...(startMethod !== undefined && { startMethod }),
    executor: executorFrom(settings),
    tasks: tasks.flatMap(tasksFrom).map((task) => ({ ...task, ...bytes })),
  };
}

const START_METHODS: readonly StartMethod[] = ['fork', 'spawn', 'forkserver'];

function bytesFrom(field: 'argumentBytes' | 'resultBytes', match: RegExpExecArray | null): Partial<Task> {
  return match === null ? {} : { [field]: Number(match[1]) };
}

function executorFrom(settings: string): Executor {
  const match = /^(threads|sequential)|^(pool|processes|interpreters|free-threaded|event-loop) of (\d+)/.exec(
    settings,
  );
  const alone = match?.[1];
  const kind = match?.[2];
  if (alone === 'threads' || alone === 'sequential') return { kind: alone };
  const workers = Number(match?.[3]);
  switch (kind) {
    case 'pool':
    case 'processes':
    case 'interpreters':
    case 'free-threaded':
    case 'event-loop':
      return { kind, workers };
    default:
      throw new Error(`no executor in ${JSON.stringify(settings)}`);
  }
}

/** `name: steps`, or `name * 3: steps` for three equal tasks. */
function tasksFrom(line: string): readonly Task[] {
  const match = /^([^:*]+?)(?: \* (\d+))?: (.*)$/.exec(line);
  if (match === null) throw new Error(`no task in ${JSON.stringify(line)}`);
  const [, name = '', times, steps = ''] = match;
  const tokens = steps.match(/[()]|[^\s(),]+/g) ?? [];
  const body = stepsFrom(tokens);
  if (tokens.length > 0) throw new Error(`left over: ${tokens.join(' ')}`);
  if (times === undefined) return [{ name, body }];
  return Array.from({ length: Number(times) }, (_, i) => ({ name: `${name} ${i + 1}`, body }));
}

/** Takes tokens off the front until a closing bracket or the end. */
function stepsFrom(tokens: string[]): readonly Step[] {
  const steps: Step[] = [];
  while (tokens.length > 0 && tokens[0] !== ')') steps.push(stepFrom(tokens));
  return steps;
}

function stepFrom(tokens: string[]): Step {
  const word = tokens.shift() ?? '';
  const name = (): string => tokens.shift() ?? '';
  const seconds = (): number => Number(tokens.shift()) / 1000;
  /** The number behind `keyword`, if that comes next. */
  const numberAfter = (keyword: string): number | undefined => {
    if (tokens[0] !== keyword) return undefined;
    tokens.shift();
    return Number(tokens.shift());
  };
  switch (word) {
    case 'hold': {
      const duration = seconds();
      const objects = numberAfter('making');
      return { kind: 'hold', seconds: duration, ...(objects !== undefined && { objects }) };
    }
    case 'put': {
      const queue = name();
      const capacity = numberAfter('of');
      return { kind: 'put', name: queue, ...(capacity !== undefined && { capacity }) };
    }
    case 'get':
      return { kind: 'get', name: name() };
    case 'wait': {
      const event = name();
      if (tokens[0] !== 'with') return { kind: 'wait', name: event };
      tokens.shift();
      return { kind: 'wait', name: event, lock: name() };
    }
    case 'notify': {
      const event = name();
      const count = numberAfter('x');
      return { kind: 'notify', name: event, ...(count !== undefined && { count }) };
    }
    case 'set':
      return { kind: 'set', name: name() };
    case 'join':
      return { kind: 'join', task: name() };
    case 'gather':
    case 'background': {
      const bodies: (readonly Step[])[] = [];
      while (tokens[0] === '(') bodies.push(bracketed(tokens));
      return {
        kind: 'gather',
        tasks: bodies.map((body, i) => ({ name: `task ${i + 1}`, body })),
        ...(word === 'background' && { background: true }),
      };
    }
    case 'call':
      return { kind: 'hold', seconds: seconds(), preemptible: false };
    case 'io':
      return { kind: 'io', seconds: seconds() };
    case 'block':
      return { kind: 'io', seconds: seconds(), blocking: true };
    case 'offload':
      return { kind: 'offload', body: bracketed(tokens) };
    case 'probe':
      return { kind: 'io', seconds: seconds(), probe: true };
    case 'native': {
      const duration = seconds();
      const threads = numberAfter('x');
      return { kind: 'native', seconds: duration, ...(threads !== undefined && { threads }) };
    }
    case 'lock':
      return { kind: 'lock', name: tokens.shift() ?? '', body: bracketed(tokens) };
    default: {
      const times = Number(word);
      if (!(times >= 0) || tokens.shift() !== 'times') throw new Error(`no step: ${word}`);
      return { kind: 'loop', times, body: bracketed(tokens) };
    }
  }
}

function bracketed(tokens: string[]): readonly Step[] {
  if (tokens.shift() !== '(') throw new Error('expected (');
  const body = stepsFrom(tokens);
  if (tokens.shift() !== ')') throw new Error('expected )');
  return body;
}
