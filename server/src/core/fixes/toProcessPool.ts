/** `to-process-pool`: what an event loop hands to a thread goes to a process pool instead. */
import type { Fix } from '../model/finding';
import type { Call, Expr, Keyword } from '../syntax/ast';
import type { Task } from './callable';
import { blocked, lineOf, possible, unsafeFix, type FixContext, type Outcome } from './context';
import { insert, replace, type Replacement } from './edit';
import { processHazards } from './hazards';
import { planImports, type Wanted } from './imports';
import { indentationUnit, lineEnding, nextLineStart, textOf } from './layout';
import { planGuard } from './mainGuard';
import { dottedName, freshName } from './names';
import { nodeAt, parentsBelow, pathTo } from './walk';

const TITLE = 'Use a process pool instead of a thread (unsafe: arguments and results are pickled)';

/** Functions of asyncio that take a future as well as a coroutine. */
const TAKES_FUTURES = /^asyncio\.(gather|wait_for|shield|wait|as_completed|ensure_future)$/;

/** Hand-offs to a thread: `to_thread(f, …)` is written anew, `run_in_executor(None, f, …)` only gets a pool. */
type HandOff =
  | { readonly kind: 'call'; readonly call: Call; readonly task: Task }
  | { readonly kind: 'default-executor'; readonly call: Call; readonly none: Expr; readonly task: Task }
  | { readonly kind: 'anyio'; readonly call: Call; readonly task: Task };

export function toProcessPool(context: FixContext): Fix | undefined {
  const call = context.site === undefined ? undefined : nodeAt(context.ast, context.site.range, 'Call');
  const handOff = call === undefined ? undefined : handOffOf(context, call);
  if (handOff === undefined) return undefined;
  const hazards = processHazards(context, handOff.task);
  const guard = planGuard(context, [handOff.call.start]);
  const written =
    handOff.kind === 'anyio' ? anyioOutcome(context, handOff) : executorOutcome(context, handOff);
  const reasons = [
    ...hazards.blocked,
    ...(guard.kind === 'blocked' ? [guard.reason] : []),
    ...(written.kind === 'blocked' ? written.reasons : []),
  ];
  const guarded = guard.kind === 'wrap' ? [...guard.header, ...guard.indents] : [];
  const notes = [...hazards.notes, 'Context variables are not passed on to the process.'];
  if (guard.kind !== 'blocked') notes.push(...guard.notes);
  return unsafeFix(context, {
    id: 'to-process-pool',
    title: TITLE,
    notes,
    outcome:
      reasons.length > 0 || written.kind === 'blocked'
        ? blocked(...reasons)
        : possible([...written.replacements, ...guarded]),
  });
}

function handOffOf(context: FixContext, call: Call): HandOff | undefined {
  const name = dottedName(context.ast, call.func);
  const task = (args: readonly Expr[], keywords: readonly Keyword[]): Task | undefined => {
    const [callable, ...rest] = args;
    return callable === undefined ? undefined : { callable, args: rest, keywords, each: false, at: call };
  };
  if (
    name === 'asyncio.to_thread' ||
    name === 'starlette.concurrency.run_in_threadpool' ||
    name === 'fastapi.concurrency.run_in_threadpool'
  ) {
    const given = task(call.args, call.keywords);
    return given && { kind: 'call', call, task: given };
  }
  if (name === 'anyio.to_thread.run_sync' && call.keywords.length === 0) {
    const given = task(call.args, []);
    return given && { kind: 'anyio', call, task: given };
  }
  const [none, ...args] = call.args;
  const isDefault = none?.kind === 'Constant' && none.type === 'none';
  if (call.func.kind !== 'Attribute' || call.func.attr !== 'run_in_executor' || !isDefault) return undefined;
  const given = task(args, call.keywords);
  return given && { kind: 'default-executor', call, none, task: given };
}

/**
 * One pool for the whole program: starting processes for each call would cost more than it gains. It is made at the
 * first use, by a cached function: made on import, every worker that imports the file would make one as well.
 */
function executorOutcome(
  context: FixContext,
  handOff: Exclude<HandOff, { readonly kind: 'anyio' }>,
): Outcome {
  const refusal = handOff.kind === 'call' ? coroutineNeeded(context, handOff.call) : undefined;
  if (refusal !== undefined) return blocked(refusal);
  const { callable, args, keywords } = handOff.task;
  if (args.some((arg) => arg.kind === 'Starred') || keywords.some(({ arg }) => arg === undefined))
    return blocked('The arguments of the call are not written out.');
  const existing = existingPool(context);
  const isCallNeeded = handOff.kind === 'call';
  const imports = planImports(context, {
    at: context.ast,
    wanted: [
      ...(existing === undefined ? [EXECUTOR, cacheOf(context)] : []),
      ...(isCallNeeded ? [{ module: 'asyncio', name: 'get_running_loop' }] : []),
      ...(keywords.length > 0 ? [{ module: 'functools', name: 'partial' }] : []),
    ],
    removed: isCallNeeded ? [handOff.call.func] : [],
  });
  if (imports.kind === 'blocked') return blocked(imports.reason);
  const names = [...imports.expressions];
  const replacements = [...imports.replacements];
  let pool = existing;
  if (pool === undefined) {
    const name = freshName(context.ast, 'process_pool', 'cpu_pool');
    const [executor = '', cache = ''] = names.splice(0, 2);
    replacements.push(poolFunction(context, name, executor, cache));
    pool = `${name}()`;
  }
  if (handOff.kind === 'default-executor') return possible([...replacements, replace(handOff.none, pool)]);
  const [loop = '', partial = ''] = names;
  const given = [callable, ...args].map((part) => textOf(context, part)).join(', ');
  const bound = keywords.map((keyword) => textOf(context, keyword)).join(', ');
  const handed = keywords.length === 0 ? given : `${partial}(${given}, ${bound})`;
  return possible([...replacements, replace(handOff.call, `${loop}().run_in_executor(${pool}, ${handed})`)]);
}

const EXECUTOR: Wanted = { module: 'concurrent.futures', name: 'ProcessPoolExecutor' };

/** `functools.cache` came with Python 3.9. */
function cacheOf({ config: { pythonVersion } }: FixContext): Wanted {
  const isOld = pythonVersion.major === 3 && pythonVersion.minor < 9;
  return { module: 'functools', name: isOld ? 'lru_cache' : 'cache' };
}

/** anyio has a process pool of its own. */
function anyioOutcome(context: FixContext, { call }: HandOff): Outcome {
  if (call.func.kind !== 'Attribute') return blocked('`run_sync` is imported by its own name.');
  const isShort = call.func.value.kind === 'Name';
  const wanted: Wanted = isShort
    ? { module: 'anyio', name: 'to_process' }
    : { module: 'anyio.to_process', name: undefined };
  const imports = planImports(context, { at: call, wanted: [wanted], removed: [call.func] });
  if (imports.kind === 'blocked') return blocked(imports.reason);
  return possible([...imports.replacements, replace(call.func.value, imports.expressions[0] ?? '')]);
}

/** `run_in_executor` gives a future, `to_thread` a coroutine; who takes only the latter stands in the way. */
function coroutineNeeded(context: FixContext, call: Call): string | undefined {
  const parents = parentsBelow(pathTo(context.ast, call).slice(0, 1));
  let node = parents.get(call);
  while (node !== undefined && ['Starred', 'List', 'Tuple', 'ListComp', 'GeneratorExp'].includes(node.kind))
    node = parents.get(node);
  if (node?.kind === 'Await') return undefined;
  if (node?.kind === 'Call' && TAKES_FUTURES.test(dottedName(context.ast, node.func) ?? '')) return undefined;
  return `The call on line ${lineOf(context, call.start)} is not awaited on the spot, and what takes it may need a coroutine, which a process pool does not give.`;
}

/** How to write a process pool that the module has already: a variable, or a function that only makes one. */
function existingPool(context: FixContext): string | undefined {
  const makesPool = (expr: Expr | undefined): boolean =>
    expr?.kind === 'Call' && dottedName(context.ast, expr.func) === 'concurrent.futures.ProcessPoolExecutor';
  for (const statement of context.ast.body) {
    if (statement.kind === 'Assign' && makesPool(statement.value)) {
      const [target] = statement.targets;
      if (target?.kind === 'Name') return target.id;
    }
    if (statement.kind !== 'FunctionDef' || statement.decorators.length !== 1) continue;
    const [only, ...more] = statement.body;
    if (only?.kind === 'Return' && more.length === 0 && makesPool(only.value)) return `${statement.name}()`;
  }
  return undefined;
}

/** The function that makes the pool, below the imports, set apart by blank lines. */
function poolFunction(context: FixContext, name: string, executor: string, cache: string): Replacement {
  const newline = lineEnding(context);
  const offset = afterImports(context);
  const blankLines = /^\s*\n/.exec(context.text.slice(offset))?.[0].split('\n').length ?? 1;
  const lines = ['', '', `@${cache}`, `def ${name}():`, `${indentationUnit(context)}return ${executor}()`];
  return insert(offset, [...lines, ...Array<string>(Math.max(0, 3 - blankLines)).fill(''), ''].join(newline));
}

/** Start of the line after the imports at the top, or after the docstring. */
function afterImports(context: FixContext): number {
  const { body } = context.ast;
  const other = body.findIndex(
    (statement, index) =>
      statement.kind !== 'Import' &&
      statement.kind !== 'ImportFrom' &&
      !(index === 0 && statement.kind === 'Expr' && statement.value.kind === 'Constant'),
  );
  const last = other < 0 ? body.at(-1) : body[other - 1];
  return last === undefined ? 0 : nextLineStart(context, last.end - 1);
}
