/** What functions return and attributes hold, overloads and inheritance of type arguments included. */
import type { ClassDef, Expr, FunctionDef } from '../../../server/src/core/syntax/ast';
import { notationOf, NOTHING, type Context } from './notation';
import type { Binding } from './stubs';
import type { Symbols } from './symbols';

/** Notations by name. */
export interface Members {
  readonly returns: ReadonlyMap<string, string>;
  readonly attributes: ReadonlyMap<string, string>;
}

/** Special methods that the analysis asks for; the others are called by the interpreter alone. */
const SPECIAL: ReadonlySet<string> = new Set([
  '__enter__',
  '__aenter__',
  '__iter__',
  '__aiter__',
  '__next__',
  '__anext__',
  '__getitem__',
  '__call__',
  '__truediv__',
  '__rtruediv__',
  '__add__',
  '__sub__',
  '__mul__',
  '__or__',
  '__and__',
]);

function isOfInterest(name: string): boolean {
  return !name.startsWith('_') || SPECIAL.has(name);
}

/** Of a module's or a class's own bindings; `find` gives the one an alias means. */
export function membersIn(
  context: Context,
  bindings: ReadonlyMap<string, Binding>,
  isModule: boolean,
): Members {
  const returns = new Map<string, string>();
  const attributes = new Map<string, string>();
  for (const [name, binding] of bindings) {
    if (!isOfInterest(name)) continue;
    switch (binding.kind) {
      case 'function': {
        const type = functionType(context, binding.defs);
        if (isProperty(binding.defs[0])) setKnown(attributes, name, type);
        else if (isModule || !ENDS.has(type)) setKnown(returns, name, type);
        break;
      }
      case 'variable': {
        const called = callableResult(context, binding.annotation);
        if (called !== undefined) setKnown(returns, name, called);
        else setKnown(attributes, name, variableType(context, binding.annotation, isModule));
        break;
      }
      case 'alias': {
        // `notifyAll = notify_all` in a class; of a module's names the symbols keep track.
        const target =
          !isModule && binding.value.kind === 'Name' ? bindings.get(binding.value.id) : undefined;
        if (target?.kind === 'function') setKnown(returns, name, functionType(context, target.defs));
        break;
      }
      case 'class':
      case 'import':
        break;
    }
  }
  return { returns, attributes };
}

function setKnown(types: Map<string, string>, name: string, type: string): void {
  if (type !== NOTHING) types.set(name, type);
}

/** Types from which no further attribute is looked up: methods that give them are known well enough by their effect. */
const ENDS: ReadonlySet<string> = new Set(['none', 'awaitable[none]']);

/** Constants of a module are known well enough by their name. */
function variableType(context: Context, annotation: Expr, isModule: boolean): string {
  const type = notationOf(context, annotation);
  return isModule && /^(?:int|float|str|bytes|bool|none)$/.test(type) ? NOTHING : type;
}

function callableResult(context: Context, annotation: Expr): string | undefined {
  if (annotation.kind !== 'Subscript') return undefined;
  const head = context.symbols.resolve(context.module, annotation.value, context.scope);
  if (head?.path !== 'Callable' || annotation.slice.kind !== 'Tuple') return undefined;
  const result = annotation.slice.elts.at(-1);
  return result === undefined ? NOTHING : notationOf(context, result);
}

function decoratorName(decorator: Expr): string {
  if (decorator.kind === 'Name') return decorator.id;
  if (decorator.kind === 'Attribute') return decorator.attr;
  return decorator.kind === 'Call' ? decoratorName(decorator.func) : '';
}

function hasDecorator(def: FunctionDef | undefined, ...names: readonly string[]): boolean {
  return def?.decorators.some((decorator) => names.includes(decoratorName(decorator))) ?? false;
}

function isProperty(def: FunctionDef | undefined): boolean {
  return hasDecorator(def, 'property', 'cached_property', 'abstractproperty');
}

/** What a plain call gives. `mode` literals are told apart as the notation can. */
function functionType(context: Context, defs: readonly FunctionDef[]): string {
  const overloads = defs.filter((def) => !hasDecorator(def, 'setter', 'deleter'));
  const types = overloads.map((def) => resultOf(context, def));
  const [first = NOTHING] = types;
  if (types.every((type) => type === first)) return first;
  const byMode = typeByMode(context, overloads, types);
  if (byMode !== undefined) return byMode;
  const required = overloads.map((def) => requiredParameters(def));
  const fewest = Math.min(...required);
  return types.find((type, index) => type !== NOTHING && required[index] === fewest) ?? NOTHING;
}

function resultOf(context: Context, def: FunctionDef): string {
  if (def.returns === undefined) return NOTHING;
  const isClassMethod = hasDecorator(def, 'classmethod') || def.name === '__new__';
  const own = classNotation(context);
  const type = notationOf({ ...context, func: def, self: isClassMethod ? own : 'self' }, def.returns);
  if (hasDecorator(def, 'contextmanager', 'asynccontextmanager') && type.startsWith('iterator['))
    return `contextlib.AbstractContextManager[${type.slice('iterator['.length, -1)}]`;
  if (!def.isAsync) return type;
  return type === NOTHING || type.startsWith('iterator') ? type : `awaitable[${type}]`;
}

/** The class around, by its public name. */
function classNotation({ symbols, module, scope }: Context): string {
  const path = scope.map(({ name }) => name).join('.');
  if (path === '') return NOTHING;
  const known = symbols.publicName({ module, path });
  return known.module === 'builtins' ? known.path : `${known.module}.${known.path}`;
}

function requiredParameters({ params }: FunctionDef): number {
  return params.filter((param) => param.default === undefined && !param.form.startsWith('var-')).length;
}

/** `open` and its like: overloads that differ by the literals of their `mode`. Text is what they give without one. */
function typeByMode(
  context: Context,
  defs: readonly FunctionDef[],
  types: readonly string[],
): string | undefined {
  const modes = defs.map((def) => modesOf(context, def));
  const typeFor = (mode: string): string | undefined =>
    types.find((type, index) => type !== NOTHING && modes[index]?.has(mode) === true);
  const [text, read, write] = [typeFor('r'), typeFor('rb'), typeFor('wb')];
  if (text === undefined || read === undefined || write === undefined || text === read) return undefined;
  const textIsDefault =
    modes.findIndex((set) => set.has('r')) === defs.findIndex((def) => hasDefaultMode(def));
  return textIsDefault ? `by-mode[${text},${read},${write}]` : undefined;
}

function hasDefaultMode(def: FunctionDef): boolean {
  return def.params.some(({ name, default: value }) => name === 'mode' && value !== undefined);
}

function modesOf(context: Context, def: FunctionDef): ReadonlySet<string> {
  const modes = new Set<string>();
  const visit = (module: string, expr: Expr | undefined, depth: number): void => {
    if (expr === undefined || depth > 6) return;
    if (expr.kind === 'BinOp') {
      visit(module, expr.left, depth);
      visit(module, expr.right, depth);
    } else if (expr.kind === 'Subscript') {
      const parts = expr.slice.kind === 'Tuple' ? expr.slice.elts : [expr.slice];
      for (const part of parts) {
        if (part.kind === 'Constant' && typeof part.value === 'string') modes.add(part.value);
        else visit(module, part, depth + 1);
      }
    } else {
      const meaning = context.symbols.resolve(module, expr);
      if (meaning?.binding.kind !== 'alias') return;
      visit(meaning.module, meaning.binding.value, depth + 1);
    }
  };
  visit(context.module, def.params.find(({ name }) => name === 'mode')?.annotation, 0);
  return modes;
}

/** Type parameters of a class, in the order in which it takes arguments. */
export function parametersOf(symbols: Symbols, module: string, def: ClassDef): readonly string[] {
  const names: string[] = [];
  const collect = (expr: Expr): void => {
    if (expr.kind === 'Name') {
      const meaning = symbols.resolve(module, expr);
      if (meaning?.binding.kind !== 'alias') return;
      const { value } = meaning.binding;
      const isVariable = value.kind === 'Call' && /TypeVar$|ParamSpec$/.test(decoratorName(value));
      if (isVariable && !names.includes(meaning.path)) names.push(meaning.path);
    } else if (expr.kind === 'Subscript') collect(expr.slice);
    else if (expr.kind === 'BinOp') {
      collect(expr.left);
      collect(expr.right);
    } else if (expr.kind === 'Tuple' || expr.kind === 'List') expr.elts.forEach(collect);
  };
  const generic = def.bases.find(
    (base) => base.kind === 'Subscript' && ['Generic', 'Protocol'].includes(decoratorName(base.value)),
  );
  for (const base of generic === undefined ? def.bases : [generic])
    if (base.kind === 'Subscript') collect(base.slice);
  return names;
}

/** A class with its own members and those of generic bases, whose type arguments it settles. */
export function classMembers(
  symbols: Symbols,
  module: string,
  scope: readonly ClassDef[],
  depth = 0,
): Members {
  const returns = new Map<string, string>();
  const attributes = new Map<string, string>();
  const def = scope.at(-1);
  if (def === undefined || depth > 8) return { returns, attributes };
  const parameters = parametersOf(symbols, module, def);
  const context: Context = {
    symbols,
    module,
    scope,
    parameters,
    func: undefined,
    self: 'self',
  };
  for (const base of def.bases) {
    const head = base.kind === 'Subscript' ? base.value : base;
    const found = symbols.resolve(module, head, scope.slice(0, -1));
    if (found?.binding.kind !== 'class') continue;
    const args =
      base.kind !== 'Subscript' ? [] : base.slice.kind === 'Tuple' ? base.slice.elts : [base.slice];
    const given = args.map((arg) => notationOf(context, arg));
    const inherited = classMembers(symbols, found.module, [found.binding.def], depth + 1);
    settle(inherited.returns, given, returns);
    settle(inherited.attributes, given, attributes);
  }
  const own = membersIn(context, symbols.members(def), false);
  const names = symbols.members(def);
  for (const types of [returns, attributes]) for (const name of names.keys()) types.delete(name);
  for (const [name, type] of own.returns) returns.set(name, type);
  for (const [name, type] of own.attributes) attributes.set(name, type);
  return { returns, attributes };
}

/** Inherited members are found along the bases, except those that type arguments change. */
function settle(
  from: ReadonlyMap<string, string>,
  given: readonly string[],
  into: Map<string, string>,
): void {
  for (const [name, type] of from) {
    if (!type.includes('parameter[')) continue;
    const settled = type.replace(
      /parameter\[(\d+)\]/g,
      (_, index: string) => given[Number(index)] ?? NOTHING,
    );
    if (!into.has(name) && settled !== NOTHING) into.set(name, settled);
  }
}
