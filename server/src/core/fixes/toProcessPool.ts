/** `to-process-pool`: what an event loop hands to a thread goes to a process pool instead. */
import type { Fix } from '../model/finding';
import type { Call, Expr, Keyword } from '../syntax/ast';
import type { Task } from './callable';
import { blocked, lineOf, possible, unsafeFix, type FixContext, type Outcome } from './context';
import { insert, replace, type Replacement } from './edit';
import { processHazards } from './hazards';
import { planImports, type Wanted } from './imports';
import { lineEnding, nextLineStart, textOf } from './layout';
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
  if (guard.kind === 'wrap') notes.push('The code that starts the work is put under a main guard.');
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

/** A pool for the whole module: starting processes for each call would cost more than it gains. */
function executorOutcome(
  context: FixContext,
  handOff: Exclude<HandOff, { readonly kind: 'anyio' }>,
): Outcome {
  const refusal = handOff.kind === 'call' ? coroutineNeeded(context, handOff.call) : undefined;
  if (refusal !== undefined) return blocked(refusal);
  const { callable, args, keywords } = handOff.task;
  if ([...args].some((arg) => arg.kind === 'Starred') || keywords.some(({ arg }) => arg === undefined))
    return blocked('The arguments of the call are not written out.');
  const existing = existingPool(context);
  const pool = existing ?? freshName(context.ast, 'process_pool', 'cpu_pool');
  const wanted: Wanted[] = [];
  if (existing === undefined) wanted.push({ module: 'concurrent.futures', name: 'ProcessPoolExecutor' });
  const loopIndex =
    handOff.kind === 'call' ? wanted.push({ module: 'asyncio', name: 'get_running_loop' }) - 1 : -1;
  const partialIndex = keywords.length > 0 ? wanted.push({ module: 'functools', name: 'partial' }) - 1 : -1;
  const removed = handOff.kind === 'call' ? [handOff.call.func] : [];
  const imports = planImports(context, { at: context.ast, wanted, removed });
  if (imports.kind === 'blocked') return blocked(imports.reason);
  const made: Replacement[] =
    existing === undefined
      ? [insert(afterImports(context), poolText(context, pool, imports.expressions[0] ?? ''))]
      : [];
  if (handOff.kind === 'default-executor')
    return possible([...imports.replacements, ...made, replace(handOff.none, pool)]);
  const texts = args.map((arg) => textOf(context, arg));
  const given = [textOf(context, callable), ...texts];
  const bound = keywords.map((keyword) => textOf(context, keyword));
  const handed =
    partialIndex < 0
      ? given.join(', ')
      : `${imports.expressions[partialIndex] ?? ''}(${[...given, ...bound].join(', ')})`;
  const text = `${imports.expressions[loopIndex] ?? ''}().run_in_executor(${pool}, ${handed})`;
  return possible([...imports.replacements, ...made, replace(handOff.call, text)]);
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

/** A process pool that the module makes already. */
function existingPool(context: FixContext): string | undefined {
  for (const statement of context.ast.body) {
    if (statement.kind !== 'Assign' || statement.value?.kind !== 'Call') continue;
    const [target] = statement.targets;
    const isPool = dottedName(context.ast, statement.value.func) === 'concurrent.futures.ProcessPoolExecutor';
    if (isPool && target?.kind === 'Name') return target.id;
  }
  return undefined;
}

function poolText(context: FixContext, name: string, executor: string): string {
  const newline = lineEnding(context);
  return `${newline}${name} = ${executor}()${newline}`;
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
