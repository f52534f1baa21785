/** What the function given to a thread or pool is: where it is defined, and whether another process could find it. */
import type { TextRange } from '../base/text';
import type { ClassDef, Expr, FunctionDef, Keyword } from '../syntax/ast';
import { textOf, type Layout } from './layout';
import { dottedName, meaningOf, scopesAt } from './names';
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
      return found(
        meaning.level === 'module'
          ? {}
          : { unreachable: `The class \`${name}\` is defined inside a function and cannot be pickled.` },
      );
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

function resolveAttribute(
  ast: IndexedModule,
  base: Expr,
  attr: string,
  found: (parts: Partial<Callable>) => Callable,
): Callable {
  if (dottedName(ast, base) !== undefined) return found({});
  const owner = classOf(ast, base);
  if (owner === undefined) return found({ receiver: { expr: base, owner: undefined } });
  const { def, level } = owner;
  const method = methodOf(def, attr);
  const unreachable =
    level === 'module'
      ? undefined
      : `The class \`${def.name}\` is defined inside a function and cannot be pickled.`;
  const isStatic =
    owner.isClassItself ||
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

interface Owner {
  readonly def: ClassDef;
  readonly level: 'module' | 'class' | 'local';
  /** True for `Counter.work`, false for `counter.work`. */
  readonly isClassItself: boolean;
}

/** The class of `self`, of a variable made by calling a class of the file, or the class that is named. */
function classOf(ast: IndexedModule, base: Expr): Owner | undefined {
  if (base.kind === 'Call' && base.func.kind === 'Name') {
    const made = meaningOf(ast, base.func.id, base);
    return made.kind === 'class' ? { def: made.def, level: made.level, isClassItself: false } : undefined;
  }
  if (base.kind !== 'Name') return undefined;
  const meaning = meaningOf(ast, base.id, base);
  if (meaning.kind === 'class') return { def: meaning.def, level: meaning.level, isClassItself: true };
  if (meaning.kind === 'parameter') {
    if (meaning.of.params[0]?.name !== base.id) return undefined;
    const scopes = scopesAt(ast, meaning.of);
    const def = scopes.at(-2);
    if (def?.kind !== 'ClassDef') return undefined;
    return { def, level: scopes.length === 2 ? 'module' : 'local', isClassItself: false };
  }
  if (meaning.kind !== 'variable' || meaning.values.length !== 1) return undefined;
  const value = meaning.values[0];
  return value?.kind === 'Call' ? classOf(ast, value) : undefined;
}

/** Source text on one line, shortened, for sentences. */
export function shortText(layout: Layout, expr: TextRange): string {
  const text = textOf(layout, expr).replace(/\s+/g, ' ');
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
