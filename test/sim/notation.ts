/**
 * Scenarios as text, for tests that people read. One line of settings, then one line a task; times in milliseconds.
 *
 *     threads, 2 cores, interval 5 ms
 *     reader: 3 times (probe 10, hold 1)
 *     worker: hold 20, lock L (native 5 x 2, call 3)
 *
 * `hold` is Python code, `call` one C call that keeps the GIL, `probe` is `io` whose latency is measured.
 */
import type { Executor, Scenario, Step, Task } from '../../server/src/core/model/scenario';

export function scenarioFrom(text: string): Scenario {
  const [settings = '', ...tasks] = text
    .trim()
    .split('\n')
    .map((line) => line.trim());
  const cores = /(\d+) cores?/.exec(settings)?.[1];
  const interval = /interval ([\d.]+) ms/.exec(settings)?.[1];
  const seed = /seed (\d+)/.exec(settings)?.[1];
  return {
    schema: 1,
    cores: Number(cores ?? 2),
    switchIntervalSeconds: Number(interval ?? 5) / 1000,
    seed: Number(seed ?? 1),
    executor: executorFrom(settings),
    tasks: tasks.flatMap(tasksFrom),
  };
}

function executorFrom(settings: string): Executor {
  const match = /^(threads|sequential)|^(pool|processes|interpreters|free-threaded) of (\d+)/.exec(settings);
  const alone = match?.[1];
  const kind = match?.[2];
  if (alone === 'threads' || alone === 'sequential') return { kind: alone };
  if (kind === 'pool' || kind === 'processes' || kind === 'interpreters' || kind === 'free-threaded') {
    return { kind, workers: Number(match?.[3]) };
  }
  throw new Error(`no executor in ${JSON.stringify(settings)}`);
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
  const seconds = (): number => Number(tokens.shift()) / 1000;
  switch (word) {
    case 'hold':
      return { kind: 'hold', seconds: seconds() };
    case 'call':
      return { kind: 'hold', seconds: seconds(), preemptible: false };
    case 'io':
      return { kind: 'io', seconds: seconds() };
    case 'probe':
      return { kind: 'io', seconds: seconds(), probe: true };
    case 'native': {
      const duration = seconds();
      if (tokens[0] !== 'x') return { kind: 'native', seconds: duration };
      tokens.shift();
      return { kind: 'native', seconds: duration, threads: Number(tokens.shift()) };
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
