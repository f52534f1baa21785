/** `run-sequentially` for a pool in a `with` block: its tasks become plain calls, and the block goes. */
import type { TextRange } from '../base/text';
import type { Fix } from '../model/finding';
import type { Expr, With } from '../syntax/ast';
import { blocked, lineOf, possible, unsafeFix, type FixContext, type Outcome } from './context';
import { replace, type Replacement } from './edit';
import { mergeHazards, sequentialHazards, type Hazards } from './hazards';
import { planImports } from './imports';
import { dedentLines, indentationOf, lineStart, nextLineStart } from './layout';
import { poolArgument, poolAt, type Pool } from './pool';
import { notRecognised, type Surroundings, type TaskUse, type UseRewrite } from './sequential';
import { rewriteMap } from './sequentialMap';
import { rewriteSubmit } from './sequentialSubmit';
import { parentsBelow, pathTo } from './walk';

export function runPoolSequentially(context: FixContext): Fix | undefined {
  const range = context.site?.executor?.range;
  const pool = range === undefined ? undefined : poolAt(context, range);
  if (pool === undefined) return undefined;
  const hazards = mergeHazards(
    pool.uses.map((use): Hazards =>
      use.kind === 'task' ? sequentialHazards(context, use.task) : { blocked: [], notes: [] },
    ),
  );
  const reasons = [
    ...hazards.blocked,
    ...(hasInitializer(pool) ? ['The pool has an initializer, which prepares its workers.'] : []),
  ];
  return unsafeFix(context, {
    id: 'run-sequentially',
    title: 'Call one after another instead of in a pool (unsafe: the order of effects changes)',
    notes: [
      ...hazards.notes,
      'The calls now run where the tasks were handed over, before anything that follows; an exception stops those after it.',
    ],
    outcome: reasons.length > 0 ? blocked(...reasons) : sequentialOutcome(context, pool),
  });
}

function sequentialOutcome(context: FixContext, pool: Pool): Outcome {
  const { statement, construct } = pool;
  if (statement?.kind !== 'With' || statement.items.length !== 1 || statement.isAsync)
    return blocked('Only a pool in a `with` block of its own can be taken out.');
  const parents = parentsBelow(pathTo(context.ast, construct).slice(0, 1));
  const replacements: Replacement[] = [];
  const dropped: TextRange[] = [construct];
  for (const use of pool.uses) {
    if (use.kind === 'lifecycle')
      return blocked(`The pool is also closed on line ${lineOf(context, use.node.start)}.`);
    if (use.kind === 'escape') return blocked(use.reason);
    const rewritten = rewriteUse({ context, parents, api: pool.api }, use);
    if (rewritten.kind === 'other') return blocked(rewritten.reason);
    replacements.push(...rewritten.replacements);
    dropped.push(...rewritten.dropped);
  }
  const opened = openBlock(context, statement);
  if (opened === undefined) return blocked('The `with` block shares a line with other statements.');
  const imports = planImports(context, { at: construct, wanted: [], removed: dropped });
  if (imports.kind === 'blocked') return blocked(imports.reason);
  return possible([...imports.replacements, ...opened, ...replacements]);
}

/** By keyword, or by its place, which differs: `ThreadPoolExecutor(4, "name", setup)`, `ThreadPool(4, setup)`. */
function hasInitializer(pool: Pool): boolean {
  const place = pool.api.endsWith('PoolExecutor') ? 2 : 1;
  const initializer = poolArgument(pool, 'initializer', place);
  return initializer !== undefined && !(initializer.kind === 'Constant' && initializer.type === 'none');
}

function rewriteUse(surroundings: Surroundings, use: TaskUse): UseRewrite {
  switch (use.method) {
    case 'submit':
      return rewriteSubmit(surroundings, use);
    case 'map':
    case 'imap':
    case 'imap_unordered':
      return rewriteMap(surroundings, use);
    default:
      return notRecognised(surroundings.context, use.call);
  }
}

/** Takes away the header of a `with` and moves its body one step to the left. */
function openBlock(context: FixContext, statement: With): Replacement[] | undefined {
  const outer = indentationOf(context, statement);
  const first = statement.body[0];
  const last = statement.body.at(-1);
  const inner = first === undefined ? undefined : indentationOf(context, first);
  const item = statement.items[0];
  if (outer === undefined || inner === undefined || last === undefined || item === undefined)
    return undefined;
  const named: Expr = item.target ?? item.context;
  const colon = context.text.indexOf(':', named.end);
  const header = { start: lineStart(context, statement.start), end: nextLineStart(context, colon) };
  const unit = inner.slice(outer.length);
  const end = endOfComments(context, last.end, inner);
  return [replace(header, ''), ...dedentLines(context, { start: header.end, end }, unit)];
}

/** End of the comment lines that follow the last statement of a block and are indented like it. */
function endOfComments(context: FixContext, offset: number, indentation: string): number {
  let end = offset;
  for (
    let start = nextLineStart(context, offset);
    start < context.text.length;
    start = nextLineStart(context, start)
  ) {
    const line = context.text.slice(start, nextLineStart(context, start));
    if (line.startsWith(`${indentation}#`)) end = start + line.trimEnd().length;
    else if (line.trim() !== '') break;
  }
  return end;
}
