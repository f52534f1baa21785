/** A pool in the code: how it is made, what it is bound to, and everything that is done with it in the file. */
import type { TextRange } from '../base/text';
import type { Assign, Call, Expr, With } from '../syntax/ast';
import { shortText, type Task } from './callable';
import type { FixContext } from './context';
import { lineOf } from './context';
import { dottedName, functionAt, isInBody, ownerOf } from './names';
import { nodeAt, type Node, parentOf, pathTo } from './walk';

export interface Pool {
  /** `ThreadPoolExecutor(max_workers=4)` */
  readonly construct: Call;
  /** `concurrent.futures.ThreadPoolExecutor` */
  readonly api: string;
  /** The `with` or assignment that names the pool; undefined where it is used on the spot. */
  readonly statement: With | Assign | undefined;
  /** `pool` or `self.pool`. */
  readonly target: Expr | undefined;
  readonly uses: readonly PoolUse[];
}

export type PoolUse =
  /** Hands over tasks: `pool.submit(f, x)`, `pool.map(f, xs)`. */
  | { readonly kind: 'task'; readonly method: string; readonly call: Call; readonly task: Task }
  /** Opens, closes or waits for the pool. */
  | { readonly kind: 'lifecycle'; readonly node: Node }
  /** Anything else: what happens to the pool there cannot be seen. */
  | { readonly kind: 'escape'; readonly reason: string };

/** Methods that hand over tasks; `each`: the arguments are iterables. */
const TASK_METHODS: ReadonlyMap<string, { readonly each: boolean }> = new Map([
  ['submit', { each: false }],
  ['apply', { each: false }],
  ['apply_async', { each: false }],
  ['map', { each: true }],
  ['map_async', { each: true }],
  ['imap', { each: true }],
  ['imap_unordered', { each: true }],
  ['starmap', { each: true }],
  ['starmap_async', { each: true }],
]);
const LIFECYCLE_METHODS: ReadonlySet<string> = new Set(['shutdown', 'close', 'join', 'terminate']);

/** The pool made at a place; undefined where no call stands there. */
export function poolAt(context: FixContext, range: TextRange): Pool | undefined {
  const construct = nodeAt(context.ast, range, 'Call');
  if (construct === undefined) return undefined;
  const api = dottedName(context.ast, construct.func) ?? '';
  const path = pathTo(context.ast, construct);
  const parent = path.at(-2);
  if (parent?.kind === 'With') {
    const item = parent.items.find(({ context: made }) => made === construct);
    const target = item?.target;
    const uses = target === undefined ? [] : usesOf(context, target, construct);
    return { construct, api, statement: parent, target, uses };
  }
  if (parent?.kind === 'Assign') {
    const target = parent.targets.length === 1 ? parent.targets[0] : undefined;
    const uses: readonly PoolUse[] =
      target === undefined
        ? [{ kind: 'escape', reason: 'The pool gets several names at once.' }]
        : usesOf(context, target, construct);
    return { construct, api, statement: parent, target, uses };
  }
  return {
    construct,
    api,
    statement: undefined,
    target: undefined,
    uses: [useOf(context, construct)],
  };
}

function usesOf(context: FixContext, target: Expr, construct: Call): PoolUse[] {
  const { ast } = context;
  if (target.kind === 'Name') {
    const owner = ownerOf(ast, target.id, target) ?? ast;
    return usesAt(
      context,
      ast.index
        .named(target.id)
        .filter((node) => isInBody(owner, node) && ownerOf(ast, node.id, node) === owner),
      construct,
    );
  }
  if (target.kind !== 'Attribute')
    return [{ kind: 'escape', reason: `The pool is kept in \`${shortText(context, target)}\`.` }];
  const alike = ast.index.ofKind('Attribute').filter(({ attr }) => attr === target.attr);
  return usesAt(context, alike, construct);
}

function usesAt(context: FixContext, mentions: readonly Node[], construct: Call): PoolUse[] {
  return mentions.flatMap((node) => {
    const parent = parentOf(context.ast, node);
    return isBinding(node, parent) ? rebinding(context, node, parent, construct) : [useOf(context, node)];
  });
}

/** A second pool, or `None`, under the same name. */
function rebinding(context: FixContext, node: Node, parent: Node | undefined, construct: Call): PoolUse[] {
  const values =
    parent?.kind === 'With'
      ? parent.items.map((item) => item.context)
      : parent?.kind === 'Assign'
        ? [parent.value]
        : [];
  const isHarmless = values.some(
    (value) =>
      value === construct || value === undefined || (value.kind === 'Constant' && value.type === 'none'),
  );
  return isHarmless
    ? []
    : [
        {
          kind: 'escape',
          reason: `The name of the pool gets another meaning on line ${lineOf(context, node.start)}.`,
        },
      ];
}

function isBinding(node: Node, parent: Node | undefined): boolean {
  if (parent?.kind === 'Assign') return parent.targets.some((target) => target === node);
  return parent?.kind === 'With' && parent.items.some((item) => item.target === node);
}

/** What one mention of the pool does. */
function useOf(context: FixContext, node: Node): PoolUse {
  const parent = parentOf(context.ast, node);
  const grandparent = parent === undefined ? undefined : parentOf(context.ast, parent);
  if (parent?.kind === 'Attribute' && grandparent?.kind === 'Call' && grandparent.func === parent) {
    if (LIFECYCLE_METHODS.has(parent.attr)) return { kind: 'lifecycle', node: grandparent };
    const task = taskOf(parent.attr, grandparent);
    if (task !== undefined) return { kind: 'task', method: parent.attr, call: grandparent, task };
  }
  if (parent?.kind === 'With' && parent.items.some((item) => item.context === node))
    return { kind: 'lifecycle', node: parent };
  if (parent?.kind === 'Call' && parent.args[0] === node && parent.func.kind === 'Attribute') {
    const [, callable, ...args] = parent.args;
    if (parent.func.attr === 'run_in_executor' && callable !== undefined)
      return {
        kind: 'task',
        method: 'run_in_executor',
        call: parent,
        task: { callable, args, keywords: [], each: false, at: parent },
      };
  }
  const place = parent?.kind === 'Attribute' ? (grandparent ?? parent) : (parent ?? node);
  const where =
    functionAt(context.ast, place) === undefined
      ? ''
      : ` in \`${functionAt(context.ast, place)?.name ?? ''}\``;
  return {
    kind: 'escape',
    reason: `What \`${shortText(context, place)}\`${where} (line ${lineOf(context, node.start)}) does with the pool cannot be seen.`,
  };
}

function taskOf(method: string, call: Call): Task | undefined {
  const known = TASK_METHODS.get(method);
  const [callable, ...rest] = call.args;
  if (known === undefined || callable === undefined) return undefined;
  const options = new Set(['timeout', 'chunksize', 'buffersize', 'callback', 'error_callback']);
  const keywords =
    method === 'submit' ? call.keywords : call.keywords.filter(({ arg }) => !options.has(arg ?? ''));
  if (method.startsWith('apply'))
    return { callable, args: applied(rest, keywords), keywords: [], each: false, at: call };
  return { callable, args: rest, keywords, each: known.each, at: call };
}

/** `apply(f, (a, b), {"k": c})` gives the call's arguments as a tuple and a dictionary. */
function applied(rest: readonly Expr[], keywords: Call['keywords']): Expr[] {
  return [...rest, ...keywords.map((keyword) => keyword.value)].flatMap((given) => {
    if (given.kind === 'Tuple' || given.kind === 'List') return [...given.elts];
    return given.kind === 'Dict' ? given.items.map((item) => item.value) : [given];
  });
}

/** Keyword `name` of the pool's constructor, or its positional argument number `index`. */
export function poolArgument(pool: Pool, name: string, index: number): Expr | undefined {
  return pool.construct.keywords.find((keyword) => keyword.arg === name)?.value ?? pool.construct.args[index];
}
