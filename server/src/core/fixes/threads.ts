/** Rewrites of groups of threads: to a process pool, or to plain calls one after another. */
import type { Fix } from '../model/finding';
import type { Stmt } from '../syntax/ast';
import { blocked, possible, unsafeFix, type FixContext, type Outcome } from './context';
import { insert, replace, type Replacement } from './edit';
import { mergeHazards, processHazards, sequentialHazards } from './hazards';
import { planImports, type Wanted } from './imports';
import {
  indentationOf,
  indentationUnit,
  indentLines,
  lineEnding,
  lineStart,
  textOf,
  wholeLines,
  withBlankLines,
} from './layout';
import { planGuard } from './mainGuard';
import { freshName } from './names';
import { callText, threadGroup, type Loop, type ThreadGroup, type ThreadTask } from './threadGroup';

const PROCESS_EXECUTOR: Wanted = { module: 'concurrent.futures', name: 'ProcessPoolExecutor' };

/** `threads-to-pool`: a process pool that runs what the threads ran. */
export function threadsToPool(context: FixContext): Fix {
  const draft = {
    id: 'threads-to-pool',
    title: 'Use a ProcessPoolExecutor instead of threads (unsafe: arguments and results are pickled)',
  };
  const recognised = threadGroup(context);
  if (recognised.kind === 'other')
    return unsafeFix(context, { ...draft, notes: [], outcome: blocked(recognised.reason) });
  const { group } = recognised;
  const tasks = tasksOf(group);
  const hazards = mergeHazards(tasks.map((task) => processHazards(context, task)));
  const notes = [
    ...hazards.notes,
    'An exception in a task now reaches the code that waits for it; a thread only prints it.',
  ];
  const outcome =
    hazards.blocked.length > 0 ? blocked(...hazards.blocked) : poolOutcome(context, group, notes);
  return unsafeFix(context, { ...draft, notes, outcome });
}

/** `run-sequentially`: plain calls in place of the start of the threads. */
export function runThreadsSequentially(context: FixContext): Fix {
  const draft = {
    id: 'run-sequentially',
    title: 'Call one after another instead of in threads (unsafe: the order of effects changes)',
  };
  const recognised = threadGroup(context);
  if (recognised.kind === 'other')
    return unsafeFix(context, { ...draft, notes: [], outcome: blocked(recognised.reason) });
  const { group } = recognised;
  const hazards = mergeHazards(tasksOf(group).map((task) => sequentialHazards(context, task)));
  const notes = [...hazards.notes, 'An exception in a call now ends the run; a thread only prints it.'];
  const outcome =
    hazards.blocked.length > 0 ? blocked(...hazards.blocked) : sequentialOutcome(context, group);
  return unsafeFix(context, { ...draft, notes, outcome });
}

function tasksOf(group: ThreadGroup): readonly ThreadTask[] {
  return group.kind === 'list' ? group.tasks : group.threads.map(({ task }) => task);
}

/** Adds a note where a main guard is put in. */
function poolOutcome(context: FixContext, group: ThreadGroup, notes: string[]): Outcome {
  const first = firstStart(group);
  const last = lastJoin(group);
  const indentation = indentationOf(context, first);
  if (indentation === undefined || wholeLines(context, last) === undefined)
    return blocked('The threads share a line with other statements.');
  const guard = planGuard(context, [first.start]);
  if (guard.kind === 'blocked') return blocked(guard.reason);
  const imports = planImports(context, {
    at: first,
    wanted: [PROCESS_EXECUTOR],
    removed: tasksOf(group).map(({ construct }) => construct.func),
  });
  if (imports.kind === 'blocked') return blocked(imports.reason);
  const lines = removedLines(context, makingOf(group), []);
  if (lines === undefined) return blocked('The threads share a line with other statements.');
  notes.push(...guard.notes);
  const outer = indentation + (guard.kind === 'wrap' && first.start >= guard.from ? guard.unit : '');
  const unit = indentationUnit(context);
  const pool = freshName(context.ast, 'pool', 'executor', 'processes');
  const [executor] = imports.expressions;
  const start = lineStart(context, first.start);
  const newline = lineEnding(context);
  return possible([
    ...imports.replacements,
    ...(guard.kind === 'wrap' ? guard.header : []),
    insert(start, `${outer}with ${executor ?? ''}() as ${pool}:${newline}`),
    ...(guard.kind === 'wrap' ? guard.indents : []),
    ...indentLines(context, { start, end: last.end }, unit),
    ...lines,
    ...submissions(context, group, pool, outer + unit),
  ]);
}

/** Starts become `submit`, joins become `result`. `indentation` is that of the statements inside the `with`. */
function submissions(
  context: FixContext,
  group: ThreadGroup,
  pool: string,
  indentation: string,
): Replacement[] {
  const submit = (task: ThreadTask): string => callText(context, task, `${pool}.submit`);
  if (group.kind === 'named') {
    return group.threads.flatMap(({ task, starting, joining }, index) => {
      const future = freshName(context.ast, `future_${index + 1}`);
      return [replace(starting, `${future} = ${submit(task)}`), replace(joining, `${future}.result()`)];
    });
  }
  const futures = freshName(context.ast, 'futures', 'pending');
  const future = freshName(context.ast, 'future');
  const calls = group.tasks.map(submit).join(', ');
  const clause = group.loop === undefined ? '' : ` ${loopClause(context, group.loop)}`;
  const inner = lineEnding(context) + indentation + indentationUnit(context);
  return [
    replace(group.starting, `${futures} = [${calls}${clause}]`),
    replace(group.joining, `for ${future} in ${futures}:${inner}${future}.result()`),
  ];
}

function loopClause(context: FixContext, { target, iter, condition }: Loop): string {
  const from = textOf(context, iter);
  const source = iter.kind === 'Tuple' && !from.startsWith('(') ? `(${from})` : from;
  const filter = condition === undefined ? '' : ` if ${textOf(context, condition)}`;
  return `for ${textOf(context, target)} in ${source}${filter}`;
}

function sequentialOutcome(context: FixContext, group: ThreadGroup): Outcome {
  const starts = group.kind === 'list' ? [group.starting] : group.threads.map(({ starting }) => starting);
  const indentations = starts.map((start) => indentationOf(context, start));
  const joins = group.kind === 'list' ? [group.joining] : group.threads.map(({ joining }) => joining);
  const lines = removedLines(context, makingOf(group), joins);
  const [indentation] = indentations;
  if (lines === undefined || indentation === undefined)
    return blocked('The threads share a line with other statements.');
  const imports = planImports(context, {
    at: starts[0] ?? context.ast,
    wanted: [],
    removed: tasksOf(group).map(({ construct }) => construct.func),
  });
  if (imports.kind === 'blocked') return blocked(imports.reason);
  return possible([...imports.replacements, ...lines, ...calls(context, group, indentation)]);
}

function calls(context: FixContext, group: ThreadGroup, indentation: string): Replacement[] {
  if (group.kind === 'named')
    return group.threads.map(({ task, starting }) => replace(starting, callText(context, task, undefined)));
  const newline = lineEnding(context) + indentation;
  const texts = group.tasks.map((task) => callText(context, task, undefined));
  if (group.loop === undefined) return [replace(group.starting, texts.join(newline))];
  const { condition } = group.loop;
  const unit = indentationUnit(context);
  const head = `${loopClause(context, { ...group.loop, condition: undefined })}:${newline}${unit}`;
  const filter = condition === undefined ? '' : `if ${textOf(context, condition)}:${newline}${unit}${unit}`;
  return [replace(group.starting, head + filter + texts.join(''))];
}

function makingOf(group: ThreadGroup): readonly Stmt[] {
  return group.kind === 'list' ? group.making : group.threads.map(({ making }) => making);
}

/**
 * Deletions of whole lines, the blank lines after a making with them; undefined where something else stands on one of
 * the lines.
 */
function removedLines(
  context: FixContext,
  making: readonly Stmt[],
  joining: readonly Stmt[],
): Replacement[] | undefined {
  const ranges = [
    ...making.map((statement) => {
      const lines = wholeLines(context, statement);
      return lines === undefined ? undefined : withBlankLines(context, lines);
    }),
    ...joining.map((statement) => wholeLines(context, statement)),
  ];
  const known = ranges.filter((range) => range !== undefined);
  return known.length === ranges.length ? known.map((range) => replace(range, '')) : undefined;
}

function firstStart(group: ThreadGroup): Stmt {
  if (group.kind === 'list') return group.starting;
  return group.threads.map(({ starting }) => starting).reduce((a, b) => (a.start < b.start ? a : b));
}

function lastJoin(group: ThreadGroup): Stmt {
  if (group.kind === 'list') return group.joining;
  return group.threads.map(({ joining }) => joining).reduce((a, b) => (a.end > b.end ? a : b));
}
