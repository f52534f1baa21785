/** `pool.submit(f, x)` as a plain call: what waits for the future takes the value instead. */
import type { Assign, Comprehension, Expr, For } from '../syntax/ast';
import type { TextRange } from '../base/text';
import { replace, type Replacement } from './edit';
import { wholeLines } from './layout';
import { dottedName, isInBody, ownerOf } from './names';
import {
  directCall,
  notRecognised,
  rewritten,
  type Surroundings,
  type TaskUse,
  type UseRewrite,
} from './sequential';
import { lineOf, type FixContext } from './context';
import { contains, descendants, type Node, pathTo } from './walk';

type Name = Expr & { readonly kind: 'Name' };

export function rewriteSubmit(surroundings: Surroundings, use: TaskUse): UseRewrite {
  const { context, parents } = surroundings;
  const { call } = use;
  const parent = parents.get(call);
  const direct = directCall(use);
  if (parent?.kind === 'Expr') return rewritten(direct);
  const waiting = resultCall(parents, call);
  if (waiting !== undefined)
    return rewritten([...direct, replace({ start: call.end, end: waiting.end }, '')]);
  if (parent?.kind === 'Assign') {
    const name = onlyTarget(parent);
    return name === undefined ? notRecognised(context, call) : rewriteFuture(surroundings, name, direct);
  }
  if (parent?.kind === 'ListComp' && parent.elt === call) {
    const statement = parents.get(parent);
    const name = statement?.kind === 'Assign' ? onlyTarget(statement) : undefined;
    return name === undefined ? notRecognised(context, call) : rewriteList(surroundings, name, use);
  }
  if (parent?.kind === 'Call' && parent.func.kind === 'Attribute' && parent.func.attr === 'append') {
    const list = parent.func.value;
    return list.kind === 'Name' ? rewriteList(surroundings, list, use) : notRecognised(context, call);
  }
  return notRecognised(context, call);
}

/** `future = pool.submit(…)`: every other mention of the name must be `future.result()`. */
function rewriteFuture(surroundings: Surroundings, name: Name, direct: readonly Replacement[]): UseRewrite {
  const renamed = valueName(surroundings, name.id);
  const replacements = [...direct];
  for (const mention of mentionsOf(surroundings, name)) {
    const waiting = resultCall(surroundings.parents, mention);
    if (waiting !== undefined && isCaughtElsewhere(surroundings.context, waiting, name))
      return caughtElsewhere(surroundings.context, waiting);
    if (waiting !== undefined) replacements.push(replace(waiting, renamed));
    else if (mention === name) replacements.push(...rename(mention, renamed));
    else return notRecognised(surroundings.context, mention);
  }
  return rewritten(replacements);
}

/** A list of futures: it must be gone through, directly or by `as_completed`, and each future asked for its result. */
function rewriteList(surroundings: Surroundings, name: Name, use: TaskUse): UseRewrite {
  const { call } = use;
  const { context, parents } = surroundings;
  const mentions = mentionsOf(surroundings, name);
  const uses = mentions.filter((mention) => !isFilling(parents, mention));
  const copy = soleCopy(surroundings, uses);
  const renamed = copy?.name ?? valueName(surroundings, name.id);
  const replacements: Replacement[] = [
    ...directCall(use),
    ...(copy === undefined ? [] : [replace(copy.lines, '')]),
  ];
  const dropped: TextRange[] = [];
  for (const mention of mentions) {
    if (!uses.includes(mention)) {
      replacements.push(...rename(mention, renamed));
      continue;
    }
    if (copy !== undefined) continue;
    const completed = asCompleted(surroundings, mention);
    const loop = loopOver(parents, completed ?? mention);
    const results = loop === undefined ? undefined : resultsIn(surroundings, loop);
    if (loop !== undefined && isCaughtElsewhere(context, loop.node, call))
      return caughtElsewhere(context, loop.node);
    if (loop === undefined || results === undefined) return notRecognised(context, mention);
    if (completed !== undefined) dropped.push(completed);
    if (isPlainCopy(surroundings, loop)) replacements.push(replace(loop.node, renamed));
    else replacements.push(replace(completed ?? mention, renamed), ...results);
  }
  return rewritten(replacements, dropped);
}

/** Whether the mention makes the list or appends to it. */
function isFilling(parents: ReadonlyMap<Node, Node>, mention: Name): boolean {
  const parent = parents.get(mention);
  if (parent?.kind === 'Assign') return onlyTarget(parent) === mention;
  return parent?.kind === 'Attribute' && parent.attr === 'append';
}

/** `results = [future.result() for future in futures]` as the only use: the list can be called `results` from the start. */
function soleCopy(
  surroundings: Surroundings,
  uses: readonly Name[],
): { readonly name: string; readonly lines: TextRange } | undefined {
  const [only, ...more] = uses;
  const loop = only === undefined ? undefined : loopOver(surroundings.parents, only);
  if (loop === undefined || more.length > 0 || !isPlainCopy(surroundings, loop)) return undefined;
  const statement = surroundings.parents.get(loop.node);
  const target = statement?.kind === 'Assign' ? onlyTarget(statement) : undefined;
  if (statement === undefined || target === undefined) return undefined;
  const isNew = mentionsOf(surroundings, target).every((mention) => mention.start >= target.start);
  const lines = wholeLines(surroundings.context, statement);
  return isNew && lines !== undefined ? { name: target.id, lines } : undefined;
}

interface LoopOver {
  readonly node: For | Comprehension;
  readonly variable: Name;
}

/** The loop or comprehension that goes through an expression with one variable. */
function loopOver(parents: ReadonlyMap<Node, Node>, iterable: Node): LoopOver | undefined {
  const node = parents.get(iterable);
  if (node === undefined) return undefined;
  const clauses = 'generators' in node ? node.generators : node.kind === 'For' ? [node] : [];
  const target = clauses.find(({ iter }) => iter === iterable)?.target;
  const isLoop = node.kind === 'For' || 'generators' in node;
  return isLoop && target?.kind === 'Name' ? { node, variable: target } : undefined;
}

/** Whether a `try` around, or inside, the place where results are asked for does not hold the place of the call. */
function isCaughtElsewhere({ ast }: FixContext, asking: Node, call: Node): boolean {
  return [...pathTo(ast, asking), ...descendants([asking])].some(
    (node) => node.kind === 'Try' && node.handlers.length > 0 && !contains(node, call),
  );
}

function caughtElsewhere(context: FixContext, asking: Node): UseRewrite {
  return {
    kind: 'other',
    reason: `Exceptions of the tasks are caught where their results are asked for (line ${lineOf(context, asking.start)}), not where they would then be called.`,
  };
}

/** `[future.result() for future in …]` and nothing else. */
function isPlainCopy({ parents }: Surroundings, { node, variable }: LoopOver): boolean {
  if (node.kind !== 'ListComp' || node.generators.length !== 1 || node.generators[0]?.ifs.length !== 0)
    return false;
  return [...descendants([node.elt])].some(
    (part) => part.kind === 'Name' && part.id === variable.id && resultCall(parents, part) === node.elt,
  );
}

/** Turns `future.result()` into the value in a loop; undefined where a future is used in another way. */
function resultsIn(surroundings: Surroundings, { node, variable }: LoopOver): Replacement[] | undefined {
  const renamed = valueName(surroundings, variable.id);
  const replacements = rename(variable, renamed);
  for (const part of descendants([node])) {
    if (part.kind !== 'Name' || part.id !== variable.id || part === variable) continue;
    const waiting = resultCall(surroundings.parents, part);
    if (waiting === undefined) return undefined;
    replacements.push(replace(waiting, renamed));
  }
  return replacements;
}

/** The call `node.result()`. */
function resultCall(parents: ReadonlyMap<Node, Node>, node: Node): Node | undefined {
  const method = parents.get(node);
  const call = method === undefined ? undefined : parents.get(method);
  const isResult = method?.kind === 'Attribute' && method.attr === 'result' && call?.kind === 'Call';
  return isResult && call.func === method && call.args.length === 0 && call.keywords.length === 0
    ? call
    : undefined;
}

function asCompleted({ context, parents }: Surroundings, list: Node): Node | undefined {
  const parent = parents.get(list);
  if (parent?.kind !== 'Call' || parent.args[0] !== list || parent.args.length + parent.keywords.length > 1)
    return undefined;
  return dottedName(context.ast, parent.func) === 'concurrent.futures.as_completed' ? parent : undefined;
}

function mentionsOf({ context }: Surroundings, name: Name): Name[] {
  const owner = ownerOf(context.ast, name.id, name) ?? context.ast;
  return context.ast.index.named(name.id).filter((node) => isInBody(owner, node));
}

/** `future` becomes `result`, `futures` becomes `results`, where that is free; other names stay. */
function valueName({ context }: Surroundings, name: string): string {
  const renamed = name.replace(/^fut(?:ure)?(s?)$/, 'result$1');
  return context.ast.index.isTaken(renamed) ? name : renamed;
}

function rename(node: Name, name: string): Replacement[] {
  return node.id === name ? [] : [replace(node, name)];
}

function onlyTarget(statement: Assign): Name | undefined {
  const [target, ...more] = statement.targets;
  return target?.kind === 'Name' && more.length === 0 ? target : undefined;
}
