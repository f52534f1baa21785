/**
 * Groups of threads that are made, started and joined in one block, in the few shapes that people write: a list
 * comprehension or a list of threads, a loop that appends, or threads with a name each.
 */
import type { Assign, Call, Expr, For, Keyword, Stmt } from '../syntax/ast';
import { assignedNames } from '../bind/boundNames';
import { shortText, type Task } from './callable';
import { lineOf, type FixContext } from './context';
import { textOf } from './layout';
import { dottedName, isInBody, ownerOf } from './names';
import { blockOf, contains, descendants, nodeAt, pathTo } from './walk';

/** One `threading.Thread(target=f, args=(x,))`. */
export interface ThreadTask extends Task {
  readonly construct: Call;
}

export type ThreadGroup =
  /** Threads kept in a list. */
  | {
      readonly kind: 'list';
      readonly tasks: readonly ThreadTask[];
      /** `for x in xs` where one task stands for many; undefined for a list that is written out. */
      readonly loop: Loop | undefined;
      /** Statements that only make threads. */
      readonly making: readonly Stmt[];
      /** The statement that starts them all. */
      readonly starting: Stmt;
      readonly joining: Stmt;
    }
  /** Threads with a name each. */
  | {
      readonly kind: 'named';
      readonly threads: readonly {
        readonly task: ThreadTask;
        readonly making: Stmt;
        readonly starting: Stmt;
        readonly joining: Stmt;
      }[];
    };

export interface Loop {
  readonly target: Expr;
  readonly iter: Expr;
  readonly condition: Expr | undefined;
}

export type Recognised =
  | { readonly kind: 'group'; readonly group: ThreadGroup }
  | { readonly kind: 'other'; readonly reason: string };

const UNKNOWN_SHAPE =
  'The threads are not made, started and joined in one block in a way that can be rewritten.';

/** The group that the thread of the site belongs to. */
export function threadGroup(context: FixContext): Recognised {
  const construct = context.site === undefined ? undefined : nodeAt(context.ast, context.site.range, 'Call');
  const task = construct === undefined ? undefined : threadTask(context, construct);
  if (construct === undefined) return other();
  if (task === undefined) return other(whyUnread(context, construct));
  const path = pathTo(context.ast, construct);
  const [parent, grandparent] = [path.at(-2), path.at(-3)];
  if (parent?.kind === 'ListComp' && grandparent?.kind === 'Assign') {
    const [generator, ...more] = parent.generators;
    if (generator === undefined || more.length > 0 || generator.isAsync || generator.ifs.length > 1)
      return other();
    const loop = { target: generator.target, iter: generator.iter, condition: generator.ifs[0] };
    return listGroup(context, grandparent, [grandparent], [task], loop);
  }
  if (parent?.kind === 'List' && grandparent?.kind === 'Assign') {
    const tasks = parent.elts.map((made) => (made.kind === 'Call' ? threadTask(context, made) : undefined));
    const known = tasks.filter((made) => made !== undefined);
    return known.length === tasks.length
      ? listGroup(context, grandparent, [grandparent], known, undefined)
      : other();
  }
  const loop = path.filter((node) => node.kind === 'For').at(-1);
  if (loop !== undefined) return loopGroup(context, loop, task);
  return parent?.kind === 'Assign' ? namedGroup(context, parent) : other();
}

function other(reason = UNKNOWN_SHAPE): Recognised {
  return { kind: 'other', reason };
}

function whyUnread(context: FixContext, construct: Call): string {
  return dottedName(context.ast, construct.func) === 'threading.Thread'
    ? 'Target and arguments of the thread are not written out.'
    : `The thread is made by \`${shortText(context, construct.func)}\`, not by \`threading.Thread\` itself.`;
}

/** Reads `Thread(target=f, args=(x,), kwargs={"k": v})`; undefined where parts are not written out. */
function threadTask(context: FixContext, construct: Call): ThreadTask | undefined {
  if (dottedName(context.ast, construct.func) !== 'threading.Thread' || construct.args.length > 0)
    return undefined;
  const argument = (name: string): Expr | undefined =>
    construct.keywords.find(({ arg }) => arg === name)?.value;
  const known = ['target', 'args', 'kwargs', 'name', 'daemon'];
  if (construct.keywords.some(({ arg }) => !known.includes(arg ?? ''))) return undefined;
  const callable = argument('target');
  const args = argument('args');
  const keywords = keywordsOf(argument('kwargs'));
  if (callable === undefined || keywords === undefined) return undefined;
  if (args !== undefined && args.kind !== 'Tuple' && args.kind !== 'List') return undefined;
  return { callable, args: args?.elts ?? [], keywords, each: false, at: construct, construct };
}

/** `{"k": v}` as keyword arguments. */
function keywordsOf(dict: Expr | undefined): Keyword[] | undefined {
  if (dict === undefined) return [];
  if (dict.kind !== 'Dict') return undefined;
  const keywords = dict.items.map(({ key, value }): Keyword | undefined =>
    key?.kind === 'Constant' && typeof key.value === 'string' && /^[A-Za-z_]\w*$/.test(key.value)
      ? { start: key.start, end: value.end, arg: key.value, value }
      : undefined,
  );
  const known = keywords.filter((keyword) => keyword !== undefined);
  return known.length === keywords.length ? known : undefined;
}

/** `threads = […]`, then a loop that starts them and a loop that joins them. */
function listGroup(
  context: FixContext,
  list: Assign,
  making: readonly Stmt[],
  tasks: readonly ThreadTask[],
  loop: Loop | undefined,
): Recognised {
  const name = onlyName(list);
  const block = blockOf(context.ast, list);
  if (name === undefined) return other();
  const later = block.filter((statement) => statement.start > list.start);
  const starting = later.find((statement) => callsEach(statement, name, 'start'));
  const joining = later.find((statement) => callsEach(statement, name, 'join'));
  if (starting === undefined || joining === undefined) return other();
  return settled(context, [name], { kind: 'list', tasks, loop, making, starting, joining });
}

/** `threads = []`, a loop that makes, maybe starts, and appends each thread, and a loop that joins them. */
function loopGroup(context: FixContext, loop: For, task: ThreadTask): Recognised {
  const block = blockOf(context.ast, loop);
  if (loop.orelse.length > 0 || loop.isAsync) return other();
  if (!loop.body.some((statement) => appendOf(statement) !== undefined)) return other();
  const steps = loopSteps(loop, task);
  if (steps === undefined) return other('The loop that makes the threads does other things as well.');
  const list = block
    .filter((statement) => statement.end <= loop.start && isEmptyList(statement, steps.list))
    .at(-1);
  if (list === undefined) return other();
  const later = block.filter((statement) => statement.start > loop.start);
  const starting = steps.starts ? loop : later.find((statement) => callsEach(statement, steps.list, 'start'));
  const joining = later.find((statement) => callsEach(statement, steps.list, 'join'));
  if (starting === undefined || joining === undefined) return other();
  const making = steps.starts ? [list] : [list, loop];
  const names = steps.variable === undefined ? [steps.list] : [steps.list, steps.variable];
  const clause: Loop = { target: loop.target, iter: loop.iter, condition: undefined };
  return settled(context, names, { kind: 'list', tasks: [task], loop: clause, making, starting, joining });
}

interface LoopSteps {
  /** Name of the list that is appended to. */
  readonly list: string;
  /** Name of the thread inside the loop, if it has one. */
  readonly variable: string | undefined;
  readonly starts: boolean;
}

/** What the loop does with the thread it makes; undefined if it does anything else. */
function loopSteps(loop: For, task: ThreadTask): LoopSteps | undefined {
  let variable: string | undefined;
  let list: string | undefined;
  let starts = false;
  for (const statement of loop.body) {
    if (statement.kind === 'Assign' && statement.value === task.construct) variable = onlyName(statement);
    else if (variable !== undefined && isMethodCall(statement, variable, 'start')) starts = true;
    else if (variable !== undefined && setsDaemon(statement, variable)) continue;
    else {
      const appended = appendOf(statement);
      const isIt =
        appended?.item === task.construct ||
        (appended?.item.kind === 'Name' && appended.item.id === variable);
      if (appended === undefined || !isIt) return undefined;
      list = appended.list;
    }
  }
  return list === undefined ? undefined : { list, variable, starts };
}

/** Threads with names of their own in one block, each started and joined once. */
function namedGroup(context: FixContext, made: Assign): Recognised {
  const block = blockOf(context.ast, made);
  const threads = block.flatMap((statement) => {
    if (statement.kind !== 'Assign' || statement.value?.kind !== 'Call') return [];
    const name = onlyName(statement);
    const task = threadTask(context, statement.value);
    if (name === undefined || task === undefined) return [];
    const starting = block.find(
      (later) => later.start > statement.start && isMethodCall(later, name, 'start'),
    );
    const joining = block.find((later) => later.start > statement.start && isMethodCall(later, name, 'join'));
    return starting === undefined || joining === undefined
      ? []
      : [{ name, task, making: statement, starting, joining }];
  });
  if (!threads.some(({ making }) => making === made)) return other();
  if (threads.length < 2)
    return other('A single thread that is started and joined does not run beside others.');
  return settled(
    context,
    threads.map(({ name }) => name),
    { kind: 'named', threads },
  );
}

/** Refuses groups whose threads are used elsewhere, or whose arguments change between making and start. */
function settled(context: FixContext, names: readonly string[], group: ThreadGroup): Recognised {
  const launches = launchesOf(group);
  const own = launches.flatMap(({ making, starting, joining }) => [...making, starting, joining]);
  for (const name of names) {
    const owner = own[0] === undefined ? undefined : ownerOf(context.ast, name, own[0]);
    const elsewhere = context.ast.index
      .named(name)
      .find(
        (node) => isInBody(owner ?? context.ast, node) && !own.some((statement) => contains(statement, node)),
      );
    if (elsewhere !== undefined)
      return other(`\`${name}\` is also used on line ${lineOf(context, elsewhere.start)}.`);
  }
  for (const { making, starting, moved } of launches) {
    const used = new Set([...descendants(moved)].flatMap((node) => (node.kind === 'Name' ? [node.id] : [])));
    const between = blockOf(context.ast, starting).filter(
      (statement) =>
        statement.start > (making.at(-1)?.start ?? 0) &&
        statement.end <= starting.start &&
        !own.includes(statement),
    );
    const changed = [...assignedNames(between)].find((name) => used.has(name));
    if (changed !== undefined)
      return other(`\`${changed}\` changes between the making and the start of the threads.`);
  }
  return { kind: 'group', group };
}

interface Launch {
  readonly making: readonly Stmt[];
  readonly starting: Stmt;
  readonly joining: Stmt;
  /** Expressions that will be evaluated at the start instead of at the making. */
  readonly moved: readonly Expr[];
}

function launchesOf(group: ThreadGroup): Launch[] {
  const partsOf = (task: Task): Expr[] => [
    task.callable,
    ...task.args,
    ...task.keywords.map(({ value }) => value),
  ];
  if (group.kind === 'named')
    return group.threads.map(({ task, making, starting, joining }) => ({
      making: [making],
      starting,
      joining,
      moved: partsOf(task),
    }));
  const iterated = group.loop === undefined ? [] : [group.loop.iter];
  return [{ ...group, moved: [...group.tasks.flatMap(partsOf), ...iterated] }];
}

/** `for t in threads: t.start()` or `[t.start() for t in threads]`. */
function callsEach(statement: Stmt, list: string, method: string): boolean {
  if (statement.kind === 'For') {
    const [only, ...more] = statement.body;
    return (
      only !== undefined &&
      more.length === 0 &&
      statement.orelse.length === 0 &&
      isName(statement.iter, list) &&
      statement.target.kind === 'Name' &&
      isMethodCall(only, statement.target.id, method)
    );
  }
  if (statement.kind !== 'Expr' || statement.value.kind !== 'ListComp') return false;
  const { elt, generators } = statement.value;
  const [generator, ...more] = generators;
  return (
    generator !== undefined &&
    more.length === 0 &&
    generator.ifs.length === 0 &&
    isName(generator.iter, list) &&
    generator.target.kind === 'Name' &&
    isCallOf(elt, generator.target.id, method)
  );
}

function isMethodCall(statement: Stmt, name: string, method: string): boolean {
  return statement.kind === 'Expr' && isCallOf(statement.value, name, method);
}

/** `name.method()` without arguments: a `join` with a timeout is something else. */
function isCallOf(expr: Expr, name: string, method: string): boolean {
  return (
    expr.kind === 'Call' &&
    expr.args.length === 0 &&
    expr.keywords.length === 0 &&
    expr.func.kind === 'Attribute' &&
    expr.func.attr === method &&
    isName(expr.func.value, name)
  );
}

function isName(expr: Expr, name: string): boolean {
  return expr.kind === 'Name' && expr.id === name;
}

function setsDaemon(statement: Stmt, name: string): boolean {
  const target = statement.kind === 'Assign' ? statement.targets[0] : undefined;
  return target?.kind === 'Attribute' && target.attr === 'daemon' && isName(target.value, name);
}

function appendOf(statement: Stmt): { readonly list: string; readonly item: Expr } | undefined {
  if (statement.kind !== 'Expr' || statement.value.kind !== 'Call') return undefined;
  const { func, args } = statement.value;
  const item = args[0];
  if (func.kind !== 'Attribute' || func.attr !== 'append' || func.value.kind !== 'Name' || item === undefined)
    return undefined;
  return { list: func.value.id, item };
}

function isEmptyList(statement: Stmt, name: string): statement is Assign {
  if (statement.kind !== 'Assign' || onlyName(statement) !== name) return false;
  return statement.value?.kind === 'List' && statement.value.elts.length === 0;
}

function onlyName(statement: Assign): string | undefined {
  const [target, ...more] = statement.targets;
  return target?.kind === 'Name' && more.length === 0 ? target.id : undefined;
}

/** `f(x, k=v)` or, after `before`, `pool.submit(f, x, k=v)`. */
export function callText(context: FixContext, task: ThreadTask, submit: string | undefined): string {
  const callable = textOf(context, task.callable);
  const args = [
    ...task.args.map((arg) => textOf(context, arg)),
    ...task.keywords.map(({ arg, value }) => `${arg ?? ''}=${textOf(context, value)}`),
  ];
  if (submit !== undefined) return `${submit}(${[callable, ...args].join(', ')})`;
  return `${task.callable.kind === 'Lambda' ? `(${callable})` : callable}(${args.join(', ')})`;
}
