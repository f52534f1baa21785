/** `pool.map(f, xs)` as plain calls. */
import { replace } from './edit';
import { indentationOf, indentationUnit, lineEnding, textOf } from './layout';
import { freshName, isInBody, ownerOf } from './names';
import {
  isConsumed,
  notRecognised,
  rewritten,
  type Surroundings,
  type TaskUse,
  type UseRewrite,
} from './sequential';
import type { Node } from './walk';

export function rewriteMap(surroundings: Surroundings, use: TaskUse): UseRewrite {
  const { context, parents, api } = surroundings;
  const { call, task } = use;
  const iterables = task.args.map((arg) => textOf(context, arg));
  if (iterables.length === 0) return notRecognised(context, call);
  const callable = textOf(context, task.callable);
  const parent = parents.get(call);
  if (parent?.kind === 'Expr') return rewritten([replace(call, bareLoop(surroundings, use, iterables))]);
  const lazy = `map(${[callable, ...iterables].join(', ')})`;
  if (isConsumed(surroundings, call)) return rewritten([replace(call, lazy)]);
  // Of an executor `map` gives an iterator, of `multiprocessing` a list.
  const givesList = use.method === 'map' && !api.startsWith('concurrent.');
  if (givesList || isOnlyIterated(surroundings, parent)) return rewritten([replace(call, `list(${lazy})`)]);
  return notRecognised(context, call);
}

/** A `map` whose results nobody takes, as a loop. */
function bareLoop({ context }: Surroundings, { call, task }: TaskUse, iterables: readonly string[]): string {
  const item = freshName(context.ast, 'item', 'value');
  const [only, ...more] = iterables;
  const inner =
    lineEnding(context) +
    (indentationOf(context, call) ?? '').replace(indentationUnit(context), '') +
    indentationUnit(context);
  const callable =
    task.callable.kind === 'Lambda' ? `(${textOf(context, task.callable)})` : textOf(context, task.callable);
  return more.length === 0
    ? `for ${item} in ${only ?? ''}:${inner}${callable}(${item})`
    : `for ${item} in zip(${iterables.join(', ')}):${inner}${callable}(*${item})`;
}

/** `results = pool.map(…)` where the name is only ever gone through: a list serves as well as the iterator. */
function isOnlyIterated(surroundings: Surroundings, statement: Node | undefined): boolean {
  if (statement?.kind !== 'Assign' || statement.targets.length !== 1) return false;
  const target = statement.targets[0];
  if (target?.kind !== 'Name') return false;
  const { ast } = surroundings.context;
  const owner = ownerOf(ast, target.id, target) ?? ast;
  return ast.index
    .named(target.id)
    .filter((node) => node !== target && isInBody(owner, node))
    .every((node) => isConsumed(surroundings, node));
}
