/** Everything that starts concurrent work: its documented name, what it starts, and where its target stands. */
import { own } from '../base/own';
import type { SpawnKind } from '../model/site';

/** How a call names its target and the target's arguments. */
export type SpawnShape =
  /** `Thread(group, target, name, args, kwargs)` */
  | 'thread'
  /** `Timer(interval, function, args, kwargs)` */
  | 'timer'
  /** `start_new_thread(function, args, kwargs)` */
  | 'function-args'
  /** `submit(fn, *args, **kwargs)` */
  | 'function-rest'
  /** `map(fn, *iterables)`: one task an element. */
  | 'map'
  /** `Pool.apply_async(func, args, kwds)` */
  | 'pool-apply'
  /** `Pool.map(func, iterable)`: one task an element. */
  | 'pool-map'
  /** `Pool.starmap(func, iterable)`: elements are argument tuples. */
  | 'pool-starmap'
  /** `loop.run_in_executor(executor, func, *args)` */
  | 'run-in-executor'
  /** `sync_to_async(func)` gives a coroutine function. */
  | 'wrap'
  /** `Parallel(n_jobs=…)(delayed(f)(x) for x in xs)` */
  | 'joblib'
  /** `create_task(f(x))`, `gather(f(x), g(y))`: the arguments are coroutines. */
  | 'coroutines';

export interface SpawnApi {
  /** As the documentation has it. */
  readonly name: string;
  readonly kind: SpawnKind;
  readonly shape: SpawnShape;
}

function api(name: string, kind: SpawnKind, shape: SpawnShape): SpawnApi {
  return { name, kind, shape };
}

/** Classes of pools: what their methods start. */
const POOL_METHODS: Readonly<Record<string, SpawnShape>> = {
  apply: 'pool-apply',
  apply_async: 'pool-apply',
  map: 'pool-map',
  map_async: 'pool-map',
  imap: 'pool-map',
  imap_unordered: 'pool-map',
  starmap: 'pool-starmap',
  starmap_async: 'pool-starmap',
};

const EXECUTOR_METHODS: Readonly<Record<string, SpawnShape>> = { submit: 'function-rest', map: 'map' };

/** The base class of executors: a pool of threads, processes or interpreters. */
export const ANY_EXECUTOR = 'concurrent.futures.Executor';

/** Executor and pool classes, with the class that documents them. */
export const EXECUTORS: Readonly<
  Record<string, { readonly name: string; readonly kind: SpawnKind; readonly pool: boolean }>
> = {
  // What annotations say of a pool that callers choose; see ANY_EXECUTOR.
  [ANY_EXECUTOR]: { name: ANY_EXECUTOR, kind: 'thread-pool', pool: false },
  'concurrent.futures.ThreadPoolExecutor': {
    name: 'concurrent.futures.ThreadPoolExecutor',
    kind: 'thread-pool',
    pool: false,
  },
  'concurrent.futures.ProcessPoolExecutor': {
    name: 'concurrent.futures.ProcessPoolExecutor',
    kind: 'process-pool',
    pool: false,
  },
  'concurrent.futures.InterpreterPoolExecutor': {
    name: 'concurrent.futures.InterpreterPoolExecutor',
    kind: 'interpreter-pool',
    pool: false,
  },
  'multiprocessing.pool.ThreadPool': {
    name: 'multiprocessing.pool.ThreadPool',
    kind: 'thread-pool',
    pool: true,
  },
  'multiprocessing.dummy.Pool': { name: 'multiprocessing.dummy.Pool', kind: 'thread-pool', pool: true },
  'multiprocessing.Pool': { name: 'multiprocessing.Pool', kind: 'process-pool', pool: true },
  'multiprocessing.pool.Pool': { name: 'multiprocessing.pool.Pool', kind: 'process-pool', pool: true },
  'multiprocess.Pool': { name: 'multiprocess.Pool', kind: 'process-pool', pool: true },
  'billiard.Pool': { name: 'billiard.Pool', kind: 'process-pool', pool: true },
  'torch.multiprocessing.Pool': { name: 'torch.multiprocessing.Pool', kind: 'process-pool', pool: true },
  'pathos.multiprocessing.ProcessingPool': {
    name: 'pathos.multiprocessing.ProcessingPool',
    kind: 'process-pool',
    pool: true,
  },
  'loky.ProcessPoolExecutor': { name: 'loky.ProcessPoolExecutor', kind: 'process-pool', pool: false },
};

/** Other spellings of the same objects, as imports give them. */
const SPELLINGS: Readonly<Record<string, string>> = {
  'concurrent.futures.thread.ThreadPoolExecutor': 'concurrent.futures.ThreadPoolExecutor',
  'concurrent.futures.process.ProcessPoolExecutor': 'concurrent.futures.ProcessPoolExecutor',
  'concurrent.futures.interpreter.InterpreterPoolExecutor': 'concurrent.futures.InterpreterPoolExecutor',
  'multiprocessing.dummy.Process': 'multiprocessing.dummy.Process',
  'multiprocessing.context.Process': 'multiprocessing.Process',
  'multiprocessing.context.SpawnProcess': 'multiprocessing.Process',
  'multiprocessing.context.ForkProcess': 'multiprocessing.Process',
  'multiprocessing.process.BaseProcess': 'multiprocessing.Process',
  'multiprocessing.context.BaseContext.Process': 'multiprocessing.Process',
  'multiprocessing.context.BaseContext.Pool': 'multiprocessing.Pool',
  'threading._Timer': 'threading.Timer',
  'thread.start_new_thread': '_thread.start_new_thread',
  'threading._start_new_thread': '_thread.start_new_thread',
  '_thread.start_new': '_thread.start_new_thread',
  'fastapi.concurrency.run_in_threadpool': 'starlette.concurrency.run_in_threadpool',
  'asyncio.threads.to_thread': 'asyncio.to_thread',
  'tqdm.contrib.concurrent.tqdm.thread_map': 'tqdm.contrib.concurrent.thread_map',
};

/** Functions and classes that start work when called. */
const CALLS: readonly SpawnApi[] = [
  api('threading.Thread', 'thread', 'thread'),
  api('threading.Timer', 'thread', 'timer'),
  api('_thread.start_new_thread', 'thread', 'function-args'),
  api('multiprocessing.dummy.Process', 'thread', 'thread'),
  api('multiprocessing.Process', 'process', 'thread'),
  api('multiprocess.Process', 'process', 'thread'),
  api('torch.multiprocessing.Process', 'process', 'thread'),
  api('billiard.Process', 'process', 'thread'),
  api('asyncio.to_thread', 'thread-pool', 'function-rest'),
  api('anyio.to_thread.run_sync', 'thread-pool', 'function-rest'),
  api('anyio.to_process.run_sync', 'process-pool', 'function-rest'),
  api('trio.to_thread.run_sync', 'thread-pool', 'function-rest'),
  api('starlette.concurrency.run_in_threadpool', 'thread-pool', 'function-rest'),
  api('asgiref.sync.sync_to_async', 'thread-pool', 'wrap'),
  api('tqdm.contrib.concurrent.thread_map', 'thread-pool', 'map'),
  api('tqdm.contrib.concurrent.process_map', 'process-pool', 'map'),
  api('joblib.Parallel.__call__', 'process-pool', 'joblib'),
  api('asyncio.run', 'event-loop', 'coroutines'),
  api('asyncio.Runner.run', 'event-loop', 'coroutines'),
  api('asyncio.gather', 'event-loop', 'coroutines'),
  api('asyncio.wait', 'event-loop', 'coroutines'),
  api('asyncio.as_completed', 'event-loop', 'coroutines'),
  api('asyncio.create_task', 'event-loop', 'coroutines'),
  api('asyncio.ensure_future', 'event-loop', 'coroutines'),
  api('asyncio.run_coroutine_threadsafe', 'event-loop', 'coroutines'),
  api('asyncio.TaskGroup.create_task', 'event-loop', 'coroutines'),
  api('anyio.run', 'event-loop', 'function-rest'),
  api('trio.run', 'event-loop', 'function-rest'),
];

/** Methods of event loops, by the class that types name. */
const LOOP_METHODS: Readonly<Record<string, string>> = {
  'asyncio.AbstractEventLoop.create_task': 'asyncio.loop.create_task',
  'asyncio.AbstractEventLoop.run_until_complete': 'asyncio.loop.run_until_complete',
};

/** Classes whose subclasses run their `run` method concurrently. */
const RUN_CLASSES: Readonly<Record<string, SpawnApi>> = {
  'threading.Thread': api('threading.Thread', 'thread', 'thread'),
  'multiprocessing.Process': api('multiprocessing.Process', 'process', 'thread'),
  'PyQt5.QtCore.QThread': api('PyQt5.QtCore.QThread', 'thread', 'thread'),
  'PyQt6.QtCore.QThread': api('PyQt6.QtCore.QThread', 'thread', 'thread'),
  'PySide2.QtCore.QThread': api('PySide2.QtCore.QThread', 'thread', 'thread'),
  'PySide6.QtCore.QThread': api('PySide6.QtCore.QThread', 'thread', 'thread'),
  'PyQt4.QtCore.QThread': api('PyQt4.QtCore.QThread', 'thread', 'thread'),
  'qtpy.QtCore.QThread': api('qtpy.QtCore.QThread', 'thread', 'thread'),
  'multiprocessing.dummy.Process': api('multiprocessing.dummy.Process', 'thread', 'thread'),
};

export interface SpawnApis {
  /** Whether handing coroutines to an event loop counts. */
  readonly eventLoops: boolean;
  /** What calling `name` starts: a function, a class, or a method of an executor. */
  call(name: string): SpawnApi | undefined;
  /** For a class that code subclasses: what starting an instance starts. */
  runClass(name: string): SpawnApi | undefined;
  /** The documented name of an executor class. */
  executor(
    name: string,
  ): { readonly name: string; readonly kind: SpawnKind; readonly pool: boolean } | undefined;
  canonical(name: string): string;
}

/** Builds the look-up tables; `canonicalName` is the knowledge base's. */
export function createSpawnApis(canonicalName: (name: string) => string, eventLoops: boolean): SpawnApis {
  const counting = CALLS.filter(({ kind }) => eventLoops || kind !== 'event-loop');
  const calls = new Map(counting.map((entry) => [entry.name, entry]));
  for (const [name, documented] of eventLoops ? Object.entries(LOOP_METHODS) : []) {
    calls.set(name, api(documented, 'event-loop', 'coroutines'));
  }
  for (const [cls, { name, kind, pool }] of Object.entries(EXECUTORS)) {
    for (const [method, shape] of Object.entries(pool ? POOL_METHODS : EXECUTOR_METHODS)) {
      calls.set(`${cls}.${method}`, api(`${name}.${method}`, kind, shape));
    }
  }
  const canonical = (name: string): string => {
    const known = own(SPELLINGS, name);
    if (known !== undefined) return known;
    const dot = name.lastIndexOf('.');
    const owner = own(SPELLINGS, name.slice(0, dot));
    return owner === undefined ? canonicalName(name) : owner + name.slice(dot);
  };
  return {
    eventLoops,
    call: (name) => calls.get(name) ?? calls.get(canonical(name)),
    runClass: (name) => own(RUN_CLASSES, name) ?? own(RUN_CLASSES, canonical(name)),
    executor: (name) => own(EXECUTORS, name) ?? own(EXECUTORS, canonical(name)),
    canonical,
  };
}
