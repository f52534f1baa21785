/**
 * What could go wrong when a task moves to another process, or when tasks that ran side by side run one after another.
 * A hazard that is certain blocks the rewrite; what could not be checked becomes a note that is shown with the fix.
 */
import type { Expr } from '../syntax/ast';
import { resolveCallable, shortText, type Callable, type Task } from './callable';
import { lineOf } from './context';
import type { Layout } from './layout';
import { decoratorHazards } from './decorators';
import { loopSource } from './instances';
import { dottedName, meaningOf } from './names';
import { isMeetingPoint, unpicklable, unpicklableAttribute } from './unpicklable';
import { effectsOf, type Effect } from './worker';
import type { IndexedModule } from './moduleIndex';

export interface Hazards {
  /** Sentences: each alone is reason enough not to rewrite. */
  readonly blocked: readonly string[];
  /** What was checked, and what could not be. */
  readonly notes: readonly string[];
}

export function mergeHazards(all: readonly Hazards[]): Hazards {
  return { blocked: all.flatMap(({ blocked }) => blocked), notes: all.flatMap(({ notes }) => notes) };
}

const NONE: Hazards = { blocked: [], notes: [] };

/** Whether a task can run in another process. `provided`: globals that an initializer sets in every worker. */
export function processHazards(
  layout: Layout,
  task: Task,
  provided: ReadonlySet<string> = new Set(),
): Hazards {
  const callable = resolveCallable(layout, task.callable);
  const args = [...task.args, ...task.keywords.map((keyword) => keyword.value), ...callable.bound];
  const unreachable = callable.unreachable === undefined ? [] : [callable.unreachable];
  return mergeHazards([
    { blocked: unreachable, notes: [] },
    receiverHazards(layout, callable),
    workHazards(layout, callable, provided),
    argumentHazards(layout, args, task.each),
  ]);
}

/** Whether tasks can run one after another in the caller: they must not wait for each other. */
export function sequentialHazards(layout: Layout, task: Task): Hazards {
  const callable = resolveCallable(layout, task.callable);
  const blocked = task.args
    .filter((arg) => isMeetingPoint(layout.ast, arg))
    .map(
      (arg) =>
        `\`${callable.name}\` is given \`${shortText(layout, arg)}\`, through which it may wait for another task.`,
    );
  if (callable.def === undefined)
    return { blocked, notes: [`Not checked: whether \`${callable.name}\` waits for other tasks.`] };
  for (const effect of effectsOf(layout.ast, callable.def)) {
    if (effect.kind === 'meets-others')
      blocked.push(
        `\`${callable.name}\` uses \`${effect.name}\` (line ${lineOf(layout, effect.at.start)}), through which it may wait for another task.`,
      );
  }
  return { blocked, notes: [] };
}

/** Whether tasks that had a process each can share one: they must not change what they would then share. */
export function threadHazards(layout: Layout, task: Task): Hazards {
  const callable = resolveCallable(layout, task.callable);
  if (callable.def === undefined)
    return {
      blocked: [],
      notes: [`Not checked: whether \`${callable.name}\` is safe to run in several threads at once.`],
    };
  const blocked = effectsOf(layout.ast, callable.def).flatMap((effect) => {
    const where = `(line ${lineOf(layout, effect.at.start)})`;
    if (effect.kind === 'changes-global')
      return `\`${callable.name}\` changes the global \`${effect.name}\` ${where}; each process has its own, threads would share it.`;
    if (effect.kind === 'acts-on-process')
      return `\`${callable.name}\` calls \`${effect.name}\` ${where}, which acts on the whole process; threads would share that.`;
    return [];
  });
  return {
    blocked,
    notes: [
      `Checked: neither \`${callable.name}\` nor what it calls in this file changes globals.`,
      'Not checked: whether the libraries it calls are safe to use from several threads at once.',
    ],
  };
}

function workHazards(layout: Layout, callable: Callable, provided: ReadonlySet<string>): Hazards {
  const { def, name } = callable;
  if (def === undefined) {
    return {
      blocked: [],
      notes: [`Not checked: what \`${name}\` does; its definition is not in this file.`],
    };
  }
  const effects = worthSaying(effectsOf(layout.ast, def), provided);
  const blocked = effects.flatMap((effect) => effectSentence(layout, name, effect) ?? []);
  if (def.isAsync) blocked.push(`\`${name}\` is a coroutine function; its result cannot be pickled.`);
  const notes =
    blocked.length > 0
      ? []
      : [`Checked: neither \`${name}\` nor what it calls in this file changes globals or its arguments.`];
  for (const effect of effects)
    if (effect.kind === 'asks-identity')
      notes.push(
        `\`${name}\` calls \`${effect.name}\` (line ${lineOf(layout, effect.at.start)}), which says something else in a worker process.`,
      );
  const decorated = callable.receiver === undefined ? decoratorHazards(layout.ast, name, def) : NONE;
  return mergeHazards([{ blocked, notes }, decorated]);
}

/** Without what an initializer provides, what is said again of another line, and what follows from the rest. */
function worthSaying(effects: readonly Effect[], provided: ReadonlySet<string>): Effect[] {
  const changed = new Set(
    effects.flatMap((effect) => (effect.kind === 'changes-global' ? [effect.name] : [])),
  );
  const said = new Set<string>();
  return effects.filter((effect) => {
    if (effect.kind === 'returns') return true;
    if (effect.kind === 'reads-late-global' && (provided.has(effect.name) || changed.has(effect.name)))
      return false;
    const sentence = `${effect.kind} ${effect.name}`;
    return !said.has(sentence) && said.add(sentence);
  });
}

function effectSentence(layout: Layout, name: string, effect: Effect): string | undefined {
  const where = `(line ${lineOf(layout, effect.at.start)})`;
  switch (effect.kind) {
    case 'changes-global':
      return `\`${name}\` changes the global \`${effect.name}\` ${where}; each process would change its own copy.`;
    case 'changes-argument':
      return `\`${name}\` changes \`${effect.name}\` ${where}, which its caller hands in; the caller would not see it.`;
    case 'uses-resource':
      return `\`${name}\` uses the global \`${effect.name}\` ${where}, ${effect.what}, of which each process would have its own.`;
    case 'reads-late-global':
      return `\`${name}\` reads the global \`${effect.name}\` ${where}, which is set only while the program runs; a worker process may not have it.`;
    case 'returns':
      return `\`${name}\` returns ${effect.what} ${where}, which cannot be pickled.`;
    case 'raises':
      return `\`${name}\` raises \`${effect.name}\` ${where}, which cannot be unpickled: its constructor wants other arguments than it passes to its base class.`;
    case 'draws-seeded':
      return `\`${name}\` calls \`${effect.name}\` ${where}, whose generator is seeded in this file; each process would have a generator of its own.`;
    case 'asks-identity':
    case 'acts-on-process':
    case 'meets-others':
      return undefined;
  }
}

/** The object a method is bound to is pickled with every task. */
function receiverHazards(layout: Layout, callable: Callable): Hazards {
  const { receiver } = callable;
  if (receiver === undefined) return { blocked: [], notes: [] };
  const text = shortText(layout, receiver.expr);
  if (receiver.owner === undefined)
    return {
      blocked: [],
      notes: [`Not checked: whether \`${text}\` can be pickled; it is sent along with every task.`],
    };
  const held = unpicklableAttribute(layout.ast, receiver.owner);
  if (held !== undefined)
    return {
      blocked: [
        `\`${text}\` is sent along with every task, and its attribute \`${held.name}\` is ${held.what}, which cannot be pickled.`,
      ],
      notes: [],
    };
  const notes = [`\`${text}\` is pickled and sent along with every task.`];
  if (receiver.owner.bases.length > 0)
    notes.push(`Not checked: whether what \`${receiver.owner.name}\` inherits can be pickled.`);
  return { blocked: [], notes };
}

/** Whether arguments can be sent to another process; with `each`, what they give when gone through. */
export function argumentHazards(layout: Layout, args: readonly Expr[], each: boolean): Hazards {
  const blocked: string[] = [];
  const unsure: string[] = [];
  for (const arg of args) {
    const text = `\`${shortText(layout, arg)}\``;
    const what = each ? unpicklableElement(layout.ast, arg) : unpicklable(layout.ast, arg);
    if (what !== undefined)
      blocked.push(
        each
          ? `${text} gives ${what}, which cannot be pickled.`
          : `The argument ${text} is ${what}, which cannot be pickled.`,
      );
    else if (!isPlain(layout.ast, arg, 0)) unsure.push(text);
  }
  const notes =
    unsure.length === 0
      ? []
      : [`Not checked: whether ${each ? 'the elements of ' : ''}${unsure.join(', ')} can be pickled.`];
  return { blocked, notes };
}

/** Iterables are used up by the caller; only what they give is sent. */
function unpicklableElement(ast: IndexedModule, iterable: Expr): string | undefined {
  if (iterable.kind === 'GeneratorExp') return unpicklable(ast, iterable.elt);
  const what = unpicklable(ast, iterable);
  return what === 'a generator' || what === 'an open file' ? undefined : what;
}

/** True for numbers, strings, and what is made of them: nothing that needs a look. */
function isPlain(ast: IndexedModule, expr: Expr, depth: number): boolean {
  const plain = (part: Expr): boolean => isPlain(ast, part, depth + 1);
  if (depth > 8) return false;
  switch (expr.kind) {
    case 'Constant':
    case 'JoinedStr':
    case 'Compare':
      return true;
    case 'UnaryOp':
      return plain(expr.operand);
    case 'BinOp':
    case 'BoolOp':
      return plain(expr.left) && plain(expr.right);
    case 'List':
    case 'Tuple':
    case 'Set':
      return expr.elts.every(plain);
    case 'Dict':
      return expr.items.every((item) => plain(item.value));
    case 'Starred':
      return plain(expr.value);
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      return plain(expr.elt);
    case 'Subscript':
      return plain(expr.value);
    case 'Call':
      return ['range', 'len', 'int', 'float', 'str', 'bytes', 'sum', 'min', 'max', 'abs', 'round'].includes(
        dottedName(ast, expr.func) ?? '',
      );
    case 'Name': {
      const source = loopSource(ast, expr);
      if (source !== undefined) return plain(source);
      const meaning = meaningOf(ast, expr.id, expr);
      return (
        meaning.kind === 'variable' && meaning.values.every((value) => value !== undefined && plain(value))
      );
    }
    default:
      return false;
  }
}
