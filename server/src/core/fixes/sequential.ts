/** What the rewrites of single pool calls to plain calls share. */
import type { TextRange } from '../base/text';
import { shortText } from './callable';
import { lineOf, type FixContext } from './context';
import { replace, type Replacement } from './edit';
import { dottedName } from './names';
import type { PoolUse } from './pool';
import type { Node } from './walk';

/** How one use is rewritten. Text in `dropped` goes away, so that imports used only there can go too. */
export type UseRewrite =
  | {
      readonly kind: 'possible';
      readonly replacements: readonly Replacement[];
      readonly dropped: readonly TextRange[];
    }
  | { readonly kind: 'other'; readonly reason: string };

export type TaskUse = Extract<PoolUse, { readonly kind: 'task' }>;

/** Where the uses stand. */
export interface Surroundings {
  readonly context: FixContext;
  readonly parents: ReadonlyMap<Node, Node>;
  /** Dotted name of the pool's class. */
  readonly api: string;
}

export function rewritten(
  replacements: readonly Replacement[],
  dropped: readonly TextRange[] = [],
): UseRewrite {
  return { kind: 'possible', replacements, dropped };
}

export function notRecognised(context: FixContext, node: TextRange): UseRewrite {
  return {
    kind: 'other',
    reason: `What happens to the result of \`${shortText(context, node)}\` (line ${lineOf(context, node.start)}) cannot be rewritten.`,
  };
}

/** Turns `pool.submit(f, x, k=v)` into `f(x, k=v)`; the arguments stay as written. */
export function directCall({ call }: TaskUse): Replacement[] {
  const [callable, next] = call.args;
  if (callable === undefined) return [];
  const following = next ?? call.keywords[0];
  const isLambda = callable.kind === 'Lambda';
  return [
    replace({ start: call.start, end: callable.start }, isLambda ? '(' : ''),
    replace({ start: callable.end, end: following?.start ?? call.end - 1 }, isLambda ? ')(' : '('),
  ];
}

/** Builtins that go through an iterable once and keep no hold of it. */
const CONSUMERS: ReadonlySet<string> = new Set(
  'list tuple set frozenset dict sum sorted max min any all'.split(' '),
);

/** Whether an iterable is gone through on the spot: by a loop, a comprehension, or a call such as `list(…)`. */
export function isConsumed({ context, parents }: Surroundings, iterable: Node): boolean {
  const parent = parents.get(iterable);
  if (parent?.kind === 'For') return parent.iter === iterable;
  if (parent !== undefined && 'generators' in parent)
    return parent.kind !== 'GeneratorExp' && parent.generators.some(({ iter }) => iter === iterable);
  if (parent?.kind !== 'Call' || parent.func === iterable) return false;
  const name = dottedName(context.ast, parent.func) ?? '';
  // `for i, x in enumerate(…)`: as good as its own iterable.
  if (name === 'enumerate' || name === 'zip') return isConsumed({ context, parents, api: '' }, parent);
  return CONSUMERS.has(name);
}
