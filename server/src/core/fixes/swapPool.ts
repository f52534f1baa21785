/** Rewrites that give a pool other workers and leave the code around it as it is. */
import type { TextRange } from '../base/text';
import type { Fix } from '../model/finding';
import { resolveCallable } from './callable';
import { blocked, possible, unsafeFix, type FixContext, type Outcome } from './context';
import { replace, type Replacement } from './edit';
import { argumentHazards, mergeHazards, processHazards, threadHazards, type Hazards } from './hazards';
import { planImports, type Wanted } from './imports';
import { textOf } from './layout';
import { planGuard, type GuardPlan } from './mainGuard';
import { dottedName } from './names';
import { poolArgument, poolAt, type Pool } from './pool';

/** A kind of pool that can take the place of another. */
interface Kind {
  readonly module: string;
  readonly name: string;
  /** Keyword arguments that its constructor knows, in order of position. */
  readonly parameters: readonly string[];
  /** Whether making it starts the workers; otherwise the first task does. */
  readonly startsAtOnce: boolean;
}

const THREAD_EXECUTOR: Kind = {
  module: 'concurrent.futures',
  name: 'ThreadPoolExecutor',
  parameters: ['max_workers', 'thread_name_prefix', 'initializer', 'initargs'],
  startsAtOnce: false,
};
const PROCESS_EXECUTOR: Kind = {
  module: 'concurrent.futures',
  name: 'ProcessPoolExecutor',
  parameters: ['max_workers', 'mp_context', 'initializer', 'initargs', 'max_tasks_per_child'],
  startsAtOnce: false,
};
const INTERPRETER_EXECUTOR: Kind = { ...THREAD_EXECUTOR, name: 'InterpreterPoolExecutor' };
const THREAD_POOL: Kind = {
  module: 'multiprocessing.pool',
  name: 'ThreadPool',
  parameters: ['processes', 'initializer', 'initargs'],
  startsAtOnce: true,
};
const DUMMY_POOL: Kind = { ...THREAD_POOL, module: 'multiprocessing.dummy', name: 'Pool' };
const PROCESS_POOL: Kind = {
  module: 'multiprocessing',
  name: 'Pool',
  parameters: ['processes', 'initializer', 'initargs', 'maxtasksperchild'],
  startsAtOnce: true,
};

/** Windows can wait for at most this many processes of one executor (documentation of ProcessPoolExecutor). */
const MOST_WORKERS_ON_WINDOWS = 61;

/** `swap-pool`: processes instead of threads. */
export function swapPool(context: FixContext): Fix | undefined {
  const pool = executorOf(context);
  const from = pool && [THREAD_EXECUTOR, THREAD_POOL, DUMMY_POOL].find((kind) => makes(pool, kind));
  if (pool === undefined || from === undefined) return undefined;
  const to = from === THREAD_EXECUTOR ? PROCESS_EXECUTOR : PROCESS_POOL;
  const title = `Use ${to === PROCESS_POOL ? 'multiprocessing.Pool' : to.name} (unsafe: arguments and results are pickled)`;
  return toProcesses(context, pool, from, to, { id: 'swap-pool', title, notes: [] });
}

/** `swap-pool-interpreters`: an interpreter with its own GIL for each worker, from Python 3.14 on. */
export function swapPoolInterpreters(context: FixContext): Fix | undefined {
  const pool = executorOf(context);
  if (pool === undefined || !makes(pool, THREAD_EXECUTOR)) return undefined;
  return toProcesses(context, pool, THREAD_EXECUTOR, INTERPRETER_EXECUTOR, {
    id: 'swap-pool-interpreters',
    title: 'Use InterpreterPoolExecutor (unsafe: arguments and results are pickled)',
    notes: [
      'Not checked: whether every extension module that the tasks import can be loaded in several interpreters.',
    ],
  });
}

/** `pool-to-threads`: threads instead of processes, for tasks that only wait. */
export function poolToThreads(context: FixContext): Fix | undefined {
  const pool = executorOf(context);
  const from = pool && [PROCESS_EXECUTOR, PROCESS_POOL].find((kind) => makes(pool, kind));
  if (pool === undefined || from === undefined) return undefined;
  const to = from === PROCESS_EXECUTOR ? THREAD_EXECUTOR : THREAD_POOL;
  const hazards = poolHazards(pool, (task) => threadHazards(context, task));
  const written =
    hazards.blocked.length > 0 ? blocked(...hazards.blocked) : rewriteConstructor(context, pool, from, to);
  return unsafeFix(context, {
    id: 'pool-to-threads',
    title: `Use ${to === THREAD_POOL ? 'multiprocessing.pool.ThreadPool' : to.name} (unsafe: the tasks share one process)`,
    notes: hazards.notes,
    outcome: written,
  });
}

function executorOf(context: FixContext): Pool | undefined {
  const range = context.site?.executor?.range;
  return range === undefined ? undefined : poolAt(context, range);
}

function makes(pool: Pool, kind: Kind): boolean {
  return pool.api === `${kind.module}.${kind.name}`;
}

function toProcesses(
  context: FixContext,
  pool: Pool,
  from: Kind,
  to: Kind,
  draft: { readonly id: string; readonly title: string; readonly notes: readonly string[] },
): Fix {
  const hazards = mergeHazards([
    poolHazards(pool, (task) => processHazards(context, task, setByInitializer(context, pool, from))),
    initializerHazards(context, pool, from),
  ]);
  const starts = to.startsAtOnce
    ? [pool.construct.start]
    : pool.uses.flatMap((use) => (use.kind === 'task' ? [use.call.start] : []));
  const guard = planGuard(context, starts);
  const reasons = [...hazards.blocked, ...(guard.kind === 'blocked' ? [guard.reason] : [])];
  const notes = [
    ...hazards.notes,
    ...draft.notes,
    ...workerCountNotes(pool, to),
    ...(guard.kind === 'blocked' ? [] : guard.notes),
    ...placeNotes(context, pool, guard),
  ];
  const written = rewriteConstructor(context, pool, from, to);
  const outcome: Outcome =
    reasons.length > 0 || written.kind === 'blocked'
      ? blocked(...reasons, ...(written.kind === 'blocked' ? written.reasons : []))
      : possible([
          ...written.replacements,
          ...(guard.kind === 'wrap' ? [...guard.header, ...guard.indents] : []),
        ]);
  return unsafeFix(context, { ...draft, notes, outcome });
}

/** Hazards of everything that is done with the pool: one bad task spoils it. */
function poolHazards(
  pool: Pool,
  check: (task: Extract<Pool['uses'][number], { kind: 'task' }>['task']) => Hazards,
): Hazards {
  return mergeHazards(
    pool.uses.map((use): Hazards => {
      switch (use.kind) {
        case 'task':
          return check(use.task);
        case 'escape':
          return { blocked: [use.reason], notes: [] };
        case 'lifecycle':
          return { blocked: [], notes: [] };
      }
    }),
  );
}

/** The initializer runs in every worker, so it and what it is given must get there; that it sets globals is what it is for. */
function initializerHazards(context: FixContext, pool: Pool, from: Kind): Hazards {
  const initializer = poolArgument(pool, 'initializer', from.parameters.indexOf('initializer'));
  if (initializer === undefined) return { blocked: [], notes: [] };
  const { unreachable } = resolveCallable(context, initializer);
  const given = poolArgument(pool, 'initargs', from.parameters.indexOf('initargs'));
  const args = given?.kind === 'Tuple' || given?.kind === 'List' ? given.elts : given ? [given] : [];
  const notes = ['Not checked: what the initializer sets up; it now runs in every worker process.'];
  return mergeHazards([
    unreachable === undefined ? { blocked: [], notes } : { blocked: [unreachable], notes: [] },
    argumentHazards(context, args, false),
  ]);
}

/** Globals that every worker has because the initializer sets them. */
function setByInitializer(context: FixContext, pool: Pool, from: Kind): ReadonlySet<string> {
  const initializer = poolArgument(pool, 'initializer', from.parameters.indexOf('initializer'));
  const def = initializer && resolveCallable(context, initializer).def;
  return def === undefined ? new Set() : context.ast.index.boundNames(def).globals;
}

function workerCountNotes(pool: Pool, to: Kind): string[] {
  const count = poolArgument(pool, to.parameters[0] ?? '', 0);
  const isMany =
    to === PROCESS_EXECUTOR && count?.kind === 'Constant' && Number(count.value) > MOST_WORKERS_ON_WINDOWS;
  return isMany ? [`On Windows ProcessPoolExecutor takes at most ${MOST_WORKERS_ON_WINDOWS} workers.`] : [];
}

/** A pool that is made on import is made in every worker, too, where it is never used. */
function placeNotes(context: FixContext, { construct, statement }: Pool, guard: GuardPlan): string[] {
  const isOnImport = statement?.kind === 'Assign' && context.ast.body.includes(statement);
  const isWrapped = guard.kind === 'wrap' && guard.from <= construct.start;
  return isOnImport && !isWrapped
    ? [
        'The pool is made whenever the file is imported, so every worker makes one as well; better make it in a function.',
      ]
    : [];
}

/** Names the other class, keeps the arguments it knows, and puts the imports right. */
function rewriteConstructor(context: FixContext, pool: Pool, from: Kind, to: Kind): Outcome {
  const { construct } = pool;
  const isSplat =
    construct.args.some((arg) => arg.kind === 'Starred') ||
    construct.keywords.some(({ arg }) => arg === undefined);
  if (isSplat) return blocked('The arguments of the pool are not written out.');
  const annotation = pool.statement?.kind === 'Assign' ? pool.statement.annotation : undefined;
  const isAnnotated = annotation !== undefined && dottedName(context.ast, annotation) === pool.api;
  const names: TextRange[] = isAnnotated ? [annotation, construct.func] : [construct.func];
  const wanted: Wanted = { module: to.module, name: to.name };
  const imports = planImports(context, { at: construct, wanted: [wanted], removed: names });
  if (imports.kind === 'blocked') return blocked(imports.reason);
  const [expression] = imports.expressions;
  return possible([
    ...imports.replacements,
    ...names.map((range) => replace(range, expression ?? to.name)),
    ...rewriteArguments(context, pool, from, to),
  ]);
}

/** Rewrites the argument list if it has anything that the other class does not take, or takes elsewhere. */
function rewriteArguments(context: FixContext, pool: Pool, from: Kind, to: Kind): Replacement[] {
  const { args, keywords, func, end } = pool.construct;
  const kept: string[] = [];
  let changed = false;
  for (const [index, arg] of args.entries()) {
    const name = from.parameters[index] ?? '';
    const isFirst = index === 0;
    if (isFirst) kept.push(textOf(context, arg));
    else if (to.parameters.includes(name)) kept.push(`${name}=${textOf(context, arg)}`);
    changed ||= !isFirst && to.parameters[index] !== name;
  }
  for (const keyword of keywords) {
    if (to.parameters.includes(keyword.arg ?? '')) kept.push(textOf(context, keyword));
    else changed = true;
  }
  return changed ? [replace({ start: func.end, end }, `(${kept.join(', ')})`)] : [];
}
