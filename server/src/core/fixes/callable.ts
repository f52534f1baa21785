/** What the function given to a thread or pool is: where it is defined, and whether another process could find it. */
import type { TextRange } from '../base/text';
import type { ClassDef, Expr, FunctionDef, Keyword } from '../syntax/ast';
import { textOf, type Layout } from './layout';
import { classOfObject } from './instances';
import { dottedName, meaningOf } from './names';
import { methodOf } from './worker';
import type { IndexedModule } from './moduleIndex';

/** One task as the code hands it over. */
export interface Task {
  readonly callable: Expr;
  /** Given to each call; with `each`, iterables that give one argument a call. */
  readonly args: readonly Expr[];
  readonly keywords: readonly Keyword[];
  readonly each: boolean;
  /** The call that hands the task over. */
  readonly at: TextRange;
}

export interface Callable {
  /** As people know it: `crunch`, `Counter.work`, `<lambda>`. */
  readonly name: string;
  /** The function itself, where it is in this file. */
  readonly def: FunctionDef | undefined;
  /** The object a method is bound to, which is sent along, and its class where that is in this file. */
  readonly receiver: { readonly expr: Expr; readonly owner: ClassDef | undefined } | undefined;
  /** Arguments that `functools.partial` has bound. */
  readonly bound: readonly Expr[];
  /** Why another process cannot find the function. */
  readonly unreachable: string | undefined;
}

export function resolveCallable(layout: Layout, expr: Expr): Callable {
  const { ast } = layout;
  const name = shortText(layout, expr);
  const found = (parts: Partial<Callable>): Callable => ({
    name,
    def: undefined,
    receiver: undefined,
    bound: [],
    unreachable: undefined,
    ...parts,
  });
  switch (expr.kind) {
    case 'Lambda':
      return found({
        name: '<lambda>',
        unreachable: 'A lambda cannot be pickled; define a function at module level instead.',
      });
    case 'Name':
      return resolveName(layout, expr.id, expr, found);
    case 'Attribute':
      return resolveAttribute(ast, expr.value, expr.attr, found);
    case 'Call': {
      const target = expr.args[0];
      const object = callableObject(ast, expr);
      if (object !== undefined) return found(object);
      if (target === undefined || dottedName(ast, expr.func) !== 'functools.partial') return found({});
      const inner = resolveCallable(layout, target);
      const bound = [...expr.args.slice(1), ...expr.keywords.map((keyword) => keyword.value)];
      return { ...inner, bound: [...inner.bound, ...bound] };
    }
    default:
      return found({});
  }
}

function resolveName(
  layout: Layout,
  name: string,
  at: TextRange,
  found: (parts: Partial<Callable>) => Callable,
): Callable {
  const meaning = meaningOf(layout.ast, name, at);
  switch (meaning.kind) {
    case 'function': {
      const { def, level } = meaning;
      const unreachable =
        level === 'module'
          ? undefined
          : `\`${name}\` is defined inside a function and cannot be pickled; move it to module level.`;
      return found({ def, unreachable });
    }
    case 'class':
      return found(meaning.level === 'module' ? {} : { unreachable: localClass(meaning.def) });
    case 'variable': {
      const value = meaning.values.length === 1 ? meaning.values[0] : undefined;
      if (value === undefined || value.kind === 'Name') return found({});
      if (value.kind === 'Lambda')
        return found({
          unreachable: `\`${name}\` is a lambda, which cannot be pickled; use \`def\` at module level.`,
        });
      return { ...resolveCallable(layout, value), name };
    }
    case 'import':
    case 'parameter':
    case 'builtin':
      return found({});
  }
}

/** `Worker()`, whose calls run `Worker.__call__` on an object that is sent along. */
function callableObject(ast: IndexedModule, expr: Expr): Partial<Callable> | undefined {
  const owner = classOfObject(ast, expr);
  if (owner === undefined) return undefined;
  return {
    def: methodOf(owner.def, '__call__'),
    receiver: { expr, owner: owner.def },
    unreachable: owner.level === 'module' ? undefined : localClass(owner.def),
  };
}

function localClass({ name }: ClassDef): string {
  return `The class \`${name}\` is defined inside a function and cannot be pickled.`;
}

function resolveAttribute(
  ast: IndexedModule,
  base: Expr,
  attr: string,
  found: (parts: Partial<Callable>) => Callable,
): Callable {
  if (dottedName(ast, base) !== undefined) return found({});
  const named = base.kind === 'Name' ? meaningOf(ast, base.id, base) : undefined;
  const itself = named?.kind === 'class' ? named : undefined;
  const owner = itself ?? classOfObject(ast, base);
  if (owner === undefined) return found({ receiver: { expr: base, owner: undefined } });
  const { def, level } = owner;
  const method = methodOf(def, attr);
  const unreachable = level === 'module' ? undefined : localClass(def);
  const isStatic =
    itself !== undefined ||
    method?.decorators.some(
      (decorator) => decorator.kind === 'Name' && /^(static|class)method$/.test(decorator.id),
    );
  return found({
    name: `${def.name}.${attr}`,
    def: method,
    receiver: isStatic === true ? undefined : { expr: base, owner: def },
    unreachable,
  });
}

/** Source text on one line, shortened, for sentences. */
export function shortText(layout: Layout, expr: TextRange): string {
  const text = textOf(layout, expr).replace(/\s+/g, ' ');
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
