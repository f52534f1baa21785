/**
 * Checks scenario JSON from outside: files, the view's messages, saved state. What comes out is safe to simulate; what
 * is wrong is reported with its place and the reason, all of it at once.
 */
import { unreachable } from '../base/assert';
import { parsePythonVersion } from '../config/pythonVersion';
import type { Executor, LoopTask, Scenario, StartMethod, Step, StepSource, Task } from '../model/scenario';

export type ParsedScenario = { readonly scenario: Scenario } | { readonly errors: readonly string[] };

/** What a scenario may have at most. Larger ones are refused rather than left to exhaust memory. */
export const SCENARIO_LIMITS = {
  tasks: 4096,
  workers: 4096,
  cores: 4096,
  /** Steps of all tasks together. */
  steps: 200_000,
  /** Steps inside steps. */
  depth: 64,
  /** Of one step. Runs are cut off after a day, long before. */
  seconds: 1e9,
  rounds: 1e12,
  nativeThreads: 1024,
  /** Of one argument or result. */
  bytes: 1e12,
  /** Made by one step. */
  objects: 1e12,
} as const;

/** Errors name the place and the reason: `tasks[0].body[1].seconds: must be between 0 and 1000000000, is -1`. */
export function parseScenario(value: unknown): ParsedScenario {
  const reader = new Reader();
  const scenario = reader.scenario(value);
  return reader.errors.length > 0 || scenario === undefined ? { errors: reader.errors } : { scenario };
}

/** What is around a step. */
interface Around {
  readonly depth: number;
  /** Whether it belongs to a task of an event loop. */
  readonly inLoop: boolean;
  /** Names of the locks that are held. */
  readonly locks: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

const MAX_ERRORS = 50;

class Reader {
  readonly errors: string[] = [];
  #steps = 0;

  scenario(value: unknown): Scenario | undefined {
    const fields = this.#object('scenario', value);
    if (fields === undefined) return undefined;
    if (fields['schema'] !== 1) this.#fail('schema', 'must be 1', fields['schema']);
    const cores = this.#integer('cores', fields['cores'], 1, SCENARIO_LIMITS.cores);
    const interval = this.#interval(fields['switchIntervalSeconds']);
    const seed =
      fields['seed'] === undefined ? 1 : this.#integer('seed', fields['seed'], -(2 ** 53), 2 ** 53);
    const executor = this.#executor('executor', fields['executor']);
    const tasks = this.#list('tasks', fields['tasks'], SCENARIO_LIMITS.tasks, (at, item) =>
      this.#task(at, item, executor?.kind === 'event-loop'),
    );
    const pythonVersion = this.#pythonVersion(fields['pythonVersion']);
    const startMethod = this.#startMethod(fields['startMethod']);
    if (executor === undefined) return undefined;
    return {
      schema: 1,
      cores,
      switchIntervalSeconds: interval,
      seed,
      ...(pythonVersion !== undefined && { pythonVersion }),
      ...(startMethod !== undefined && { startMethod }),
      executor,
      tasks,
    };
  }

  #pythonVersion(value: unknown): string | undefined {
    if (value === undefined) return undefined;
    if (typeof value !== 'string') return this.#fail('pythonVersion', 'must be text such as "3.13"', value);
    const parsed = parsePythonVersion(value);
    if ('version' in parsed) return value;
    this.errors.push(`pythonVersion: ${parsed.problem}`);
    return undefined;
  }

  #startMethod(value: unknown): StartMethod | undefined {
    if (value === undefined || value === 'fork' || value === 'spawn' || value === 'forkserver') return value;
    return this.#fail('startMethod', 'must be one of fork, spawn, forkserver', value);
  }

  /** CPython's default where none is given. */
  #interval(value: unknown): number {
    if (value === undefined) return 0.005;
    if (value === 0) this.#fail('switchIntervalSeconds', 'must be above 0', value);
    return this.#number('switchIntervalSeconds', value, 0, 3600);
  }

  #executor(at: string, value: unknown): Executor | undefined {
    const fields = this.#object(at, value, ['kind', 'workers']);
    if (fields === undefined) return undefined;
    const { kind } = fields;
    switch (kind) {
      case 'threads':
      case 'sequential':
        // `workers` says nothing here; it is left out rather than refused, so that tools may always send it.
        return { kind };
      case 'pool':
      case 'processes':
      case 'interpreters':
      case 'free-threaded':
      case 'event-loop':
        return {
          kind,
          workers: this.#integer(`${at}.workers`, fields['workers'], 1, SCENARIO_LIMITS.workers),
        };
      default:
        return this.#fail(
          `${at}.kind`,
          'must be one of threads, sequential, pool, processes, interpreters, free-threaded, event-loop',
          kind,
        );
    }
  }

  #task(at: string, value: unknown, inLoop: boolean): Task {
    const task = this.#loopTask(at, value, 1, inLoop);
    const argumentBytes = this.#bytes(at, value, 'argumentBytes');
    const resultBytes = this.#bytes(at, value, 'resultBytes');
    return {
      ...task,
      ...(argumentBytes !== undefined && { argumentBytes }),
      ...(resultBytes !== undefined && { resultBytes }),
    };
  }

  #bytes(at: string, task: unknown, field: 'argumentBytes' | 'resultBytes'): number | undefined {
    const value = isFields(task) ? task[field] : undefined;
    return value === undefined ? undefined : this.#integer(`${at}.${field}`, value, 0, SCENARIO_LIMITS.bytes);
  }

  /** A task, or one of an event loop (`inLoop`). */
  #loopTask(at: string, value: unknown, depth: number, inLoop: boolean): LoopTask {
    const fields = this.#object(at, value);
    const name = fields?.['name'];
    const daemon = this.#flag(`${at}.daemon`, fields?.['daemon']);
    if (fields !== undefined && typeof name !== 'string') this.#fail(`${at}.name`, 'must be text', name);
    return {
      name: typeof name === 'string' ? name : '',
      body:
        fields === undefined ? [] : this.#body(`${at}.body`, fields['body'], { depth, inLoop, locks: [] }),
      ...(daemon !== undefined && { daemon }),
    };
  }

  #body(at: string, value: unknown, around: Around): Step[] {
    if (around.depth > SCENARIO_LIMITS.depth) {
      this.#fail(at, `steps nest deeper than ${SCENARIO_LIMITS.depth}`);
      return [];
    }
    return this.#list(at, value, SCENARIO_LIMITS.steps, (place, item) => this.#step(place, item, around));
  }

  #step(at: string, value: unknown, around: Around): Step | undefined {
    if (++this.#steps > SCENARIO_LIMITS.steps) {
      if (this.#steps === SCENARIO_LIMITS.steps + 1) {
        this.#fail('tasks', `have more than ${SCENARIO_LIMITS.steps} steps`);
      }
      return undefined;
    }
    const kind = isFields(value) ? value['kind'] : undefined;
    const fields = this.#object(at, value, typeof kind === 'string' ? STEP_FIELDS.get(kind) : undefined);
    if (fields === undefined) return undefined;
    const source = this.#source(`${at}.source`, fields['source']);
    const withSource = source && { source };
    const seconds = (): number =>
      this.#number(`${at}.seconds`, fields['seconds'], 0, SCENARIO_LIMITS.seconds);
    switch (kind) {
      case 'hold': {
        const preemptible = this.#flag(`${at}.preemptible`, fields['preemptible']);
        const { objects } = fields;
        return {
          kind,
          seconds: seconds(),
          ...(preemptible !== undefined && { preemptible }),
          ...(objects !== undefined && {
            objects: this.#integer(`${at}.objects`, objects, 0, SCENARIO_LIMITS.objects),
          }),
          ...withSource,
        };
      }
      case 'native': {
        const threads =
          fields['threads'] === undefined
            ? undefined
            : this.#integer(`${at}.threads`, fields['threads'], 1, SCENARIO_LIMITS.nativeThreads);
        return { kind, seconds: seconds(), ...(threads !== undefined && { threads }), ...withSource };
      }
      case 'io': {
        const probe = this.#flag(`${at}.probe`, fields['probe']);
        const blocking = this.#flag(`${at}.blocking`, fields['blocking']);
        return {
          kind,
          seconds: seconds(),
          ...(probe !== undefined && { probe }),
          ...(blocking !== undefined && { blocking }),
          ...withSource,
        };
      }
      case 'lock': {
        const name = this.#text(`${at}.name`, fields['name']);
        const locks = [...around.locks, name];
        const body = this.#body(`${at}.body`, fields['body'], { ...around, depth: around.depth + 1, locks });
        return { kind, name, body, ...withSource };
      }
      case 'loop':
        return {
          kind,
          times: this.#integer(`${at}.times`, fields['times'], 0, SCENARIO_LIMITS.rounds),
          body: this.#body(`${at}.body`, fields['body'], { ...around, depth: around.depth + 1 }),
          ...withSource,
        };
      case 'offload':
        return {
          kind,
          body: this.#body(`${at}.body`, fields['body'], {
            depth: around.depth + 1,
            inLoop: false,
            locks: [],
          }),
          ...withSource,
        };
      case 'gather': {
        const background = this.#flag(`${at}.background`, fields['background']);
        return {
          kind,
          tasks: this.#list(`${at}.tasks`, fields['tasks'], SCENARIO_LIMITS.tasks, (place, item) =>
            this.#loopTask(place, item, around.depth + 1, true),
          ),
          ...(background !== undefined && { background }),
          ...withSource,
        };
      }
      case 'put':
      case 'get':
      case 'wait':
      case 'notify':
      case 'set':
      case 'join':
        if (around.inLoop)
          return this.#fail(at, `a task of an event loop cannot ${kind}: it would stop the loop`);
        return this.#meeting(at, kind, fields, around, withSource);
      default:
        return this.#fail(`${at}.kind`, `must be one of ${[...STEP_FIELDS.keys()].join(', ')}`, kind);
    }
  }

  /** A step that waits for other threads, or that others wait for. */
  #meeting(
    at: string,
    kind: 'put' | 'get' | 'wait' | 'notify' | 'set' | 'join',
    fields: Fields,
    around: Around,
    withSource: { readonly source: StepSource } | undefined,
  ): Step {
    if (kind === 'join') return { kind, task: this.#text(`${at}.task`, fields['task']), ...withSource };
    const name = this.#text(`${at}.name`, fields['name']);
    const count = (field: string): number =>
      this.#integer(`${at}.${field}`, fields[field], 1, SCENARIO_LIMITS.rounds);
    switch (kind) {
      case 'put':
        return {
          kind,
          name,
          ...(fields['capacity'] !== undefined && { capacity: count('capacity') }),
          ...withSource,
        };
      case 'wait': {
        if (fields['lock'] === undefined) return { kind, name, ...withSource };
        const lock = this.#text(`${at}.lock`, fields['lock']);
        if (!around.locks.includes(lock)) this.#fail(`${at}.lock`, 'must be held around the wait', lock);
        return { kind, name, lock, ...withSource };
      }
      case 'notify':
        return { kind, name, ...(fields['count'] !== undefined && { count: count('count') }), ...withSource };
      case 'get':
      case 'set':
        return { kind, name, ...withSource };
      default:
        return unreachable(kind);
    }
  }

  #text(at: string, value: unknown): string {
    if (typeof value !== 'string' || value === '') this.#fail(at, 'must be text', value);
    return String(value);
  }

  #source(at: string, value: unknown): StepSource | undefined {
    if (value === undefined) return undefined;
    const fields = this.#object(at, value, ['path', 'line', 'column', 'what']);
    if (fields === undefined) return undefined;
    const { path, what } = fields;
    if (typeof path !== 'string') return this.#fail(`${at}.path`, 'must be text', path);
    if (what !== undefined && typeof what !== 'string') return this.#fail(`${at}.what`, 'must be text', what);
    const column =
      fields['column'] === undefined
        ? undefined
        : this.#integer(`${at}.column`, fields['column'], 1, 2 ** 31);
    return {
      path,
      line: this.#integer(`${at}.line`, fields['line'], 1, 2 ** 31),
      ...(column !== undefined && { column }),
      ...(what !== undefined && { what }),
    };
  }

  /** The value as an object; reports anything else, and, given the fields it may have, those that it may not. */
  #object(at: string, value: unknown, known?: readonly string[]): Fields | undefined {
    if (!isFields(value)) return this.#fail(at, 'must be an object', value);
    if (known === undefined) return value;
    for (const name of Object.keys(value)) {
      if (!known.includes(name)) this.#fail(`${at}.${name}`, `is unknown; known are ${known.join(', ')}`);
    }
    return value;
  }

  #list<T>(
    at: string,
    value: unknown,
    limit: number,
    read: (at: string, item: unknown) => T | undefined,
  ): T[] {
    if (!Array.isArray(value)) {
      this.#fail(at, 'must be a list', value);
      return [];
    }
    if (value.length > limit) {
      this.#fail(at, `must have at most ${limit} entries, has ${value.length}`);
      return [];
    }
    return value.flatMap((item: unknown, index) => read(`${at}[${index}]`, item) ?? []);
  }

  #number(at: string, value: unknown, low: number, high: number): number {
    if (typeof value === 'number' && value >= low && value <= high) return value;
    this.#fail(at, `must be a number between ${low} and ${high}`, value);
    return low;
  }

  #integer(at: string, value: unknown, low: number, high: number): number {
    if (Number.isInteger(value)) return this.#number(at, value, low, high);
    this.#fail(at, 'must be a whole number', value);
    return low;
  }

  #flag(at: string, value: unknown): boolean | undefined {
    if (value === undefined || typeof value === 'boolean') return value;
    return this.#fail(at, 'must be true or false', value);
  }

  #fail(at: string, reason: string, ...found: readonly unknown[]): undefined {
    if (this.errors.length === MAX_ERRORS) this.errors.push('… and more');
    if (this.errors.length > MAX_ERRORS) return;
    const is = found.map((value) => (value === undefined ? ', is missing' : `, is ${shown(value)}`));
    this.errors.push(`${at}: ${reason}${is.join('')}`);
  }
}

const COMMON_FIELDS = ['kind', 'source'];

const STEP_FIELDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['hold', [...COMMON_FIELDS, 'seconds', 'preemptible', 'objects']],
  ['native', [...COMMON_FIELDS, 'seconds', 'threads']],
  ['io', [...COMMON_FIELDS, 'seconds', 'probe', 'blocking']],
  ['lock', [...COMMON_FIELDS, 'name', 'body']],
  ['loop', [...COMMON_FIELDS, 'times', 'body']],
  ['put', [...COMMON_FIELDS, 'name', 'capacity']],
  ['get', [...COMMON_FIELDS, 'name']],
  ['wait', [...COMMON_FIELDS, 'name', 'lock']],
  ['notify', [...COMMON_FIELDS, 'name', 'count']],
  ['set', [...COMMON_FIELDS, 'name']],
  ['join', [...COMMON_FIELDS, 'task']],
  ['gather', [...COMMON_FIELDS, 'tasks', 'background']],
  ['offload', [...COMMON_FIELDS, 'body']],
]);

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What was found, short enough for a message. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
