/** Recognises calls that start concurrent work while they are interpreted, and drafts a spawn site for each. */
import type { TextRange } from '../base/text';
import { exactly, multiply, type Estimate } from '../model/estimate';
import type { SpawnKind, Workers } from '../model/site';
import { ANY_EXECUTOR, type SpawnApi } from '../spawn/apis';
import type { SpawnDraft } from '../spawn/draft';
import type { Call, Expr } from '../syntax/ast';
import { annotationValue } from './annotations';
import { classAttribute } from './attributes';
import { NO_ARGUMENTS, type CallArguments, type CallSite } from './calls';
import { iterate } from './iteration';
import { draftLoopTasks } from './loopTasks';
import { beginLifetime, noteLifetime } from './lifetimes';
import { classChain, collection, newId, spend, type Frame, type Machine } from './machine';
import { typedValue } from './types';
import { join, UNKNOWN, type InstanceValue, type ObjectValue, type Value } from './values';

/**
 * Handles a call that starts work or makes what starts it. Undefined for every other call, and where an event loop is
 * handed coroutines: what the call itself does and returns is told by the knowledge base.
 */
export function spawnCall(
  machine: Machine,
  frame: Frame,
  name: string,
  receiver: Value | undefined,
  args: CallArguments,
  at: TextRange,
  site: CallSite | undefined,
): Value | undefined {
  const executor = machine.spawnApis.executor(name);
  if (executor !== undefined) return makeExecutor(machine, frame, executor.name, args, at);
  if (name === 'joblib.Parallel') return makeObject(machine, frame, name, args, at);
  if (name.endsWith('.run_in_executor')) return runInExecutor(machine, frame, args, at, site);
  const api = machine.spawnApis.call(name);
  if (api === undefined) {
    noteLifetime(machine, frame, name, receiver, args);
    return undefined;
  }
  if (api.shape === 'coroutines') {
    if (site !== undefined) draftLoopTasks(machine, frame, { api, receiver, args, at, site });
    return undefined;
  }
  const owner = receiver?.kind === 'object' ? receiver : undefined;
  return start(machine, frame, { api, kind: api.kind, executor: owner, args, at, site });
}

interface Start {
  readonly api: SpawnApi;
  readonly kind: SpawnKind;
  readonly executor: ObjectValue | undefined;
  readonly args: CallArguments;
  readonly at: TextRange;
  readonly site: CallSite | undefined;
  /** False for a pool of which nothing is known. */
  readonly kindKnown?: boolean;
}

function start(machine: Machine, frame: Frame, request: Start): Value {
  const { api, executor, args, at, site } = request;
  spend(machine, frame, 'call-c-function', at);
  // A pool that is made anew in each round of a loop has the tasks of that round.
  const pool = executor === undefined ? undefined : machine.lifetimes.get(executor.id);
  const found = withoutLoops(frame, pool?.unknownLoops ?? 0, () =>
    targetOf(machine, frame, api, executor, args, site?.node),
  );
  const isHandle = api.shape === 'thread' || api.shape === 'timer';
  const handle = isHandle ? makeObject(machine, frame, api.name, args, at) : undefined;
  const result = handle ?? resultOf(machine, frame, api, found);
  const future = result.kind === 'object' && FUTURES.has(result.of) ? result : undefined;
  if (future !== undefined) beginLifetime(machine, frame, future);
  if (found !== undefined) {
    const tasks = multiply(found.tasks, exactly(Math.max(1, tasksHere(frame) / (pool?.rounds ?? 1))));
    machine.drafts.push({
      ...common(frame, api, at, site),
      api: executorApi(machine, api, executor),
      kind: joblibKind(request) ?? executorKind(machine, request),
      target: found.target,
      targetRange: found.range ?? at,
      args: found.args,
      tasks,
      tasksKnown: frame.unknownLoops <= (pool?.unknownLoops ?? 0) && found.tasksKnown,
      workers: workersOf(machine, api, executor, args),
      executor,
      kindKnown: (request.kindKnown ?? true) && executor?.of !== ANY_EXECUTOR,
      handle,
      running: handle ?? future,
    });
    frame.recorder.push({
      kind: 'spawn',
      at: frame.recorder.location(at),
      what: api.name,
      site: `${frame.unit.path}:${at.start}`,
    });
  }
  return result;
}

const FUTURE = 'concurrent.futures.Future';
const ASYNC_RESULT = 'multiprocessing.pool.AsyncResult';
const FUTURES: ReadonlySet<string> = new Set([FUTURE, ASYNC_RESULT]);

/** Runs `body` as if `count` of the loops of unknown length around it were not there. */
function withoutLoops<T>(frame: Frame, count: number, body: () => T): T {
  frame.unknownLoops -= count;
  try {
    return body();
  } finally {
    frame.unknownLoops += count;
  }
}

/** What a draft says of the place where it was met. */
export function common(
  frame: Frame,
  api: SpawnApi,
  at: TextRange,
  site: CallSite | undefined,
): Pick<
  SpawnDraft,
  'unit' | 'range' | 'kept' | 'overlap' | 'enclosing' | 'enclosingRange' | 'onEventLoop' | 'fromCall'
> {
  const def = frame.func?.def;
  return {
    unit: frame.unit,
    range: { start: at.start, end: at.end },
    kept: site === undefined || site.use === 'kept' || site.use === 'awaited',
    overlap: overlapOf(frame, api, at, site),
    enclosing: frame.name,
    enclosingRange: def ?? { start: 0, end: frame.unit.text.length },
    onEventLoop: def?.kind === 'FunctionDef' && def.isAsync,
    fromCall: !frame.generic,
  };
}

/** Calls that return only when all their tasks have ended. */
const WAITING_CALLS = /(?:Pool\.(?:map|starmap)|thread_map|process_map|Parallel\.__call__)$/;
const WAITING_FOR_ONE = /Pool\.apply$/;
/** What takes all results at once, just before the call. */
const CONSUMER = /(?:\b(?:list|tuple|set|dict|sum|min|max|any|all|sorted|deque)|\.join|\.extend)\(\s*$/;

function overlapOf(
  frame: Frame,
  api: SpawnApi,
  at: TextRange,
  site: CallSite | undefined,
): SpawnDraft['overlap'] {
  if (site?.use === 'awaited' || WAITING_FOR_ONE.test(api.name)) return 'none';
  if (WAITING_CALLS.test(api.name)) return 'own';
  const before = frame.unit.text.slice(Math.max(0, at.start - 40), at.start);
  return api.shape === 'map' && CONSUMER.test(before) ? 'own' : 'any';
}

/** What `submit` and its like return: futures, results, coroutines. Waiting for them is waiting, not work. */
function resultOf(machine: Machine, frame: Frame, api: SpawnApi, found: Target | undefined): Value {
  switch (api.shape) {
    case 'function-rest':
      return api.kind === 'thread-pool' && api.name.startsWith('concurrent.')
        ? makeObject(machine, frame, FUTURE, NO_ARGUMENTS, undefined)
        : awaitedResult(machine, frame, found);
    case 'run-in-executor':
      return awaitedResult(machine, frame, found);
    case 'map':
    case 'pool-map':
    case 'pool-starmap':
      return collection(machine, frame, 'iterator');
    case 'thread':
    case 'timer':
    case 'pool-apply':
      return api.name.endsWith('_async')
        ? makeObject(machine, frame, ASYNC_RESULT, NO_ARGUMENTS, undefined)
        : UNKNOWN;
    case 'function-args':
    case 'wrap':
    case 'joblib':
    case 'coroutines':
      return UNKNOWN;
  }
}

/** What awaiting the call of a target gives, as far as its type says: `await to_thread(PdfReader, path)` is a reader. */
function awaitedResult(machine: Machine, frame: Frame, found: Target | undefined): Value {
  const { target, args } = found ?? { target: UNKNOWN, args: NO_ARGUMENTS };
  switch (target.kind) {
    case 'library': {
      const type = machine.kb.returnType(target.name);
      return type === undefined ? UNKNOWN : typedValue(machine, frame, type, undefined, args.positional);
    }
    case 'method': {
      const type = target.name.startsWith('?.') ? undefined : machine.kb.returnType(target.name);
      return type === undefined
        ? UNKNOWN
        : typedValue(machine, frame, type, target.receiver, args.positional);
    }
    case 'function':
      return target.def.kind === 'Lambda' || target.def.returns === undefined
        ? UNKNOWN
        : annotationValue(machine, target.closure, target.def.returns, target.self);
    default:
      return UNKNOWN;
  }
}

function makeObject(
  machine: Machine,
  frame: Frame,
  of: string,
  args: CallArguments,
  at: TextRange | undefined,
): ObjectValue {
  const attributes = new Map<string, Value>(args.positional.map((value, index) => [String(index), value]));
  for (const [name, value] of args.keywords) attributes.set(name, value);
  return {
    kind: 'object',
    id: newId(machine),
    of,
    attributes,
    madeBy: at === undefined ? undefined : { unit: frame.unit, range: { start: at.start, end: at.end } },
  };
}

function makeExecutor(
  machine: Machine,
  frame: Frame,
  of: string,
  args: CallArguments,
  at: TextRange,
): ObjectValue {
  spend(machine, frame, 'call-c-function', at);
  const made = makeObject(machine, frame, of, args, at);
  beginLifetime(machine, frame, made);
  return made;
}

interface Target {
  readonly target: Value;
  readonly range: TextRange | undefined;
  readonly args: CallArguments;
  readonly tasks: Estimate;
  readonly tasksKnown: boolean;
}

const ONE_TASK = { tasks: exactly(1), tasksKnown: true };

/** Finds target and arguments by the shape of the call; undefined where it names no target. */
function targetOf(
  machine: Machine,
  frame: Frame,
  api: SpawnApi,
  executor: ObjectValue | undefined,
  args: CallArguments,
  node: Call | undefined,
): Target | undefined {
  const { positional, keywords, unknownRest } = args;
  const argument = (index: number, name: string): Value | undefined =>
    keywords.get(name) ?? positional[index];
  const range = (index: number, name: string): TextRange | undefined => argumentRange(node, index, name);
  const packed = (values: Value | undefined, named: Value | undefined): CallArguments =>
    unpackArguments(values, named);
  switch (api.shape) {
    case 'thread': {
      const target = argument(1, 'target');
      if (target === undefined && !unknownRest) return undefined;
      return {
        ...ONE_TASK,
        target: target ?? UNKNOWN,
        range: range(1, 'target'),
        args: packed(argument(3, 'args'), argument(4, 'kwargs')),
      };
    }
    case 'timer':
      return {
        ...ONE_TASK,
        target: argument(1, 'function') ?? UNKNOWN,
        range: range(1, 'function'),
        args: packed(argument(2, 'args'), argument(3, 'kwargs')),
      };
    case 'function-args':
      return {
        ...ONE_TASK,
        target: argument(0, 'function') ?? UNKNOWN,
        range: range(0, 'function'),
        args: packed(argument(1, 'args'), argument(2, 'kwargs')),
      };
    case 'function-rest': {
      const own =
        api.name.startsWith('anyio.') || api.name.startsWith('trio.') ? OPTIONS_OF_RUN_SYNC : NO_OPTIONS;
      const rest = new Map([...keywords].filter(([name]) => !own.has(name)));
      return {
        ...ONE_TASK,
        target: positional[0] ?? UNKNOWN,
        range: range(0, 'fn'),
        args: { positional: positional.slice(1), keywords: rest, unknownRest },
      };
    }
    case 'map': {
      const sources = positional.slice(1).map((value) => iterate(machine, frame, value));
      const [first] = sources;
      return {
        target: positional[0] ?? UNKNOWN,
        range: range(0, 'fn'),
        args: {
          positional: sources.map((source) => source.element),
          keywords: new Map(),
          unknownRest: sources.length === 0,
        },
        tasks: first?.trips.count ?? exactly(1),
        tasksKnown: first !== undefined && first.trips.basis !== 'unknown',
      };
    }
    case 'pool-apply':
      return {
        ...ONE_TASK,
        target: argument(0, 'func') ?? UNKNOWN,
        range: range(0, 'func'),
        args: packed(argument(1, 'args'), argument(2, 'kwds')),
      };
    case 'pool-map':
    case 'pool-starmap': {
      const iterable = argument(1, 'iterable') ?? UNKNOWN;
      const { trips, element } = iterate(machine, frame, iterable);
      return {
        target: argument(0, 'func') ?? UNKNOWN,
        range: range(0, 'func'),
        args:
          api.shape === 'pool-map'
            ? { positional: [element], keywords: new Map(), unknownRest: false }
            : (columnsOf(iterable) ?? unpackArguments(element, undefined)),
        tasks: trips.count,
        tasksKnown: trips.basis !== 'unknown',
      };
    }
    case 'run-in-executor':
      return {
        ...ONE_TASK,
        target: positional[1] ?? UNKNOWN,
        range: range(1, 'func'),
        args: { positional: positional.slice(2), keywords: new Map(), unknownRest },
      };
    case 'wrap':
      return {
        ...ONE_TASK,
        target: positional[0] ?? UNKNOWN,
        range: range(0, 'func'),
        args: { positional: [], keywords: new Map(), unknownRest: true },
      };
    case 'joblib':
      return joblibTarget(machine, frame, executor, args, node);
    case 'coroutines':
      return undefined;
  }
}

const NO_OPTIONS: ReadonlySet<string> = new Set();
const OPTIONS_OF_RUN_SYNC: ReadonlySet<string> = new Set(['cancellable', 'abandon_on_cancel', 'limiter']);

function argumentRange(node: Call | undefined, index: number, name: string): TextRange | undefined {
  const keyword = node?.keywords.find((entry) => entry.arg === name);
  const expr: Expr | undefined = keyword?.value ?? node?.args[index];
  return expr === undefined || expr.kind === 'Starred' ? undefined : expr;
}

/** Of a list of argument tuples that is written out: what stands in each column. */
function columnsOf(table: Value): CallArguments | undefined {
  const rows = table.kind === 'collection' ? table.items : undefined;
  const columns = rows?.map((row) => (row.kind === 'collection' ? row.items : undefined));
  const [first] = columns ?? [];
  if (columns === undefined || first === undefined) return undefined;
  if (columns.some((row) => row?.length !== first.length)) return undefined;
  const positional = first.map((_, i) => columns.map((row) => row?.[i] ?? UNKNOWN).reduce(join));
  return { positional, keywords: new Map(), unknownRest: false };
}

/** `args=(…)` and `kwargs={…}` of a Thread. */
function unpackArguments(values: Value | undefined, named: Value | undefined): CallArguments {
  const positional =
    values === undefined
      ? []
      : values.kind === 'collection' && values.items !== undefined
        ? values.items
        : undefined;
  const keywords =
    named === undefined || named.kind === 'none'
      ? new Map<string, Value>()
      : named.kind === 'collection'
        ? named.entries
        : undefined;
  const spread =
    positional === undefined && values?.kind === 'collection'
      ? Array.from({ length: 8 }, () => values.element)
      : [];
  return {
    positional: positional ?? spread,
    keywords: keywords ?? new Map(),
    unknownRest: positional === undefined || keywords === undefined,
  };
}

/** `Parallel(n_jobs=4)(delayed(f)(x) for x in xs)`: the elements are calls that `delayed` has put off. */
function joblibTarget(
  machine: Machine,
  frame: Frame,
  executor: ObjectValue | undefined,
  args: CallArguments,
  node: Call | undefined,
): Target | undefined {
  if (executor === undefined) return undefined;
  const range = node === undefined ? undefined : delayedName(node);
  const { trips, element } = iterate(machine, frame, args.positional[0] ?? UNKNOWN);
  const known = { tasks: trips.count, tasksKnown: trips.basis !== 'unknown' };
  if (element.kind !== 'partial') return { ...known, target: UNKNOWN, range, args: NO_ARGUMENTS };
  return {
    ...known,
    target: element.func,
    range,
    args: { positional: element.args, keywords: element.keywords, unknownRest: false },
  };
}

/** Where the function stands in `Parallel(…)(delayed(f)(x) for x in xs)`. */
function delayedName(node: Call): TextRange | undefined {
  const tasks = node.args[0];
  const made =
    tasks !== undefined && 'elt' in tasks ? tasks.elt : tasks?.kind === 'List' ? tasks.elts[0] : undefined;
  if (made?.kind !== 'Call' || made.func.kind !== 'Call') return undefined;
  return made.func.args[0];
}

function joblibKind({ api, executor }: Start): SpawnKind | undefined {
  if (api.shape !== 'joblib' || executor === undefined) return undefined;
  const textOf = (name: string): string | undefined => {
    const value = executor.attributes.get(name);
    return value?.kind === 'text' ? value.text : undefined;
  };
  return textOf('backend') === 'threading' ||
    textOf('prefer') === 'threads' ||
    textOf('require') === 'sharedmem'
    ? 'thread-pool'
    : 'process-pool';
}

function executorKind(machine: Machine, { kind, executor }: Start): SpawnKind {
  return executor === undefined ? kind : (machine.spawnApis.executor(executor.of)?.kind ?? kind);
}

function executorApi(machine: Machine, api: SpawnApi, executor: ObjectValue | undefined): SpawnApi {
  if (api.shape !== 'run-in-executor' || executor === undefined) return api;
  const kind = machine.spawnApis.executor(executor.of)?.kind;
  return kind === undefined ? api : { ...api, kind };
}

const RUN_IN_EXECUTOR: SpawnApi = {
  name: 'asyncio.loop.run_in_executor',
  kind: 'thread-pool',
  shape: 'run-in-executor',
};

/** `loop.run_in_executor(None, f, …)`: None is the loop's default thread pool. */
function runInExecutor(
  machine: Machine,
  frame: Frame,
  args: CallArguments,
  at: TextRange,
  site: CallSite | undefined,
): Value {
  const pool = args.positional[0] ?? args.keywords.get('executor') ?? UNKNOWN;
  const executor =
    pool.kind === 'object' && machine.spawnApis.executor(pool.of) !== undefined ? pool : undefined;
  const kindKnown = executor !== undefined || pool.kind === 'none';
  return start(machine, frame, {
    api: RUN_IN_EXECUTOR,
    kind: 'thread-pool',
    executor,
    args,
    at,
    site,
    kindKnown,
  });
}

/** Size of the pool a site runs in; undefined where each task has a thread of its own. */
function workersOf(
  machine: Machine,
  api: SpawnApi,
  executor: ObjectValue | undefined,
  args: CallArguments,
): Workers | undefined {
  if (api.shape === 'thread' || api.shape === 'timer' || api.shape === 'function-args') return undefined;
  const given =
    executor?.attributes.get('max_workers') ??
    executor?.attributes.get('processes') ??
    executor?.attributes.get('n_jobs') ??
    executor?.attributes.get('0') ??
    (executor === undefined ? args.keywords.get('max_workers') : undefined);
  const { cores } = machine.config;
  if (given === undefined || given.kind === 'none')
    return { count: defaultWorkers(machine, api, executor), basis: 'default' };
  if (given.kind !== 'number' || given.range === undefined) return { count: cores, basis: 'unknown' };
  const count = Math.round(given.range.mid);
  return {
    count: count < 0 ? Math.max(1, cores + 1 + count) : Math.max(1, count),
    basis: workerBasis(given.basis),
  };
}

/** Pool sizes that CPython picks (Lib/concurrent/futures/thread.py, process.py; multiprocessing/pool.py). */
function defaultWorkers(machine: Machine, api: SpawnApi, executor: ObjectValue | undefined): number {
  const { cores, pythonVersion } = machine.config;
  const kind =
    executor === undefined ? api.kind : (machine.spawnApis.executor(executor.of)?.kind ?? api.kind);
  const isPool = executor !== undefined && machine.spawnApis.executor(executor.of)?.pool === true;
  if (api.shape === 'joblib') return 1;
  if (kind === 'process-pool' || isPool) return cores;
  if (api.name.startsWith('anyio.') || api.name.startsWith('trio.') || api.name.startsWith('starlette.'))
    return 40;
  return pythonVersion.minor >= 8 ? Math.min(32, cores + 4) : cores * 5;
}

function workerBasis(basis: string): Workers['basis'] {
  switch (basis) {
    case 'literal':
    case 'constant':
    case 'argument':
    case 'default':
      return basis;
    default:
      return 'unknown';
  }
}

/** An instance of a class that derives from Thread, Process or QThread: its `run` is the target. */
export function spawnClass(
  machine: Machine,
  frame: Frame,
  instance: InstanceValue,
  args: CallArguments,
  at: TextRange,
  site: CallSite | undefined,
): void {
  let api: SpawnApi | undefined;
  for (const link of classChain(instance.cls)) {
    if ('library' in link) api ??= machine.spawnApis.runClass(link.library);
  }
  if (api === undefined) return;
  const run = classAttribute(machine, instance.cls, 'run', instance);
  const own = run?.kind === 'function' ? run : undefined;
  const target = own ?? instance.attributes.get('target') ?? args.keywords.get('target');
  if (target === undefined) return;
  machine.drafts.push({
    ...common(frame, api, at, site),
    api,
    kind: api.kind,
    target,
    targetRange: site?.node.func ?? at,
    args:
      own === undefined
        ? unpackArguments(instance.attributes.get('args'), instance.attributes.get('kwargs'))
        : NO_ARGUMENTS,
    tasks: exactly(tasksHere(frame)),
    tasksKnown: frame.unknownLoops === 0,
    workers: undefined,
    executor: undefined,
    kindKnown: true,
    handle: instance,
    running: instance,
  });
}

/** Calls that joblib's `delayed` puts off. */
export function delayedCall(func: Value, args: CallArguments): Value {
  return { kind: 'partial', func, args: args.positional, keywords: args.keywords };
}

/** Rounds of the loops around the current place; a branch that is taken only sometimes still starts a whole task. */
export function tasksHere(frame: Frame): number {
  return Math.max(1, frame.rounds);
}
