/**
 * Reduces annotations of stubs to the notation of the knowledge base (`kb/typeNotation.ts`): a class by its public name,
 * containers with what they hold, and where a type depends on the receiver or an argument, on which.
 */
import type { ClassDef, Expr, FunctionDef, Parameter } from '../../../server/src/core/syntax/ast';
import { own } from '../../../server/src/core/base/own';
import type { Meaning, Symbols } from './symbols';

/** Not known, or of no use to the analysis. */
export const NOTHING = '?';

/** What an annotation is read in. */
export interface Context {
  readonly symbols: Symbols;
  readonly module: string;
  /** Classes around, outermost first. */
  readonly scope: readonly ClassDef[];
  /** Type parameters of the class, in order. */
  readonly parameters: readonly string[];
  /** The function whose annotation it is. */
  readonly func: FunctionDef | undefined;
  /** What `Self` is, where the receiver is not one: in class methods. */
  readonly self: string;
}

/** Types whose arguments are what iterating over them gives. */
const CONTAINERS: Readonly<Record<string, 'list' | 'set' | 'iterator' | 'dict' | 'awaitable'>> = {
  'builtins.list': 'list',
  'typing.List': 'list',
  'typing.Sequence': 'list',
  'typing.MutableSequence': 'list',
  'typing.Collection': 'list',
  'builtins.set': 'set',
  'builtins.frozenset': 'set',
  'typing.Set': 'set',
  'typing.FrozenSet': 'set',
  'typing.AbstractSet': 'set',
  'typing.MutableSet': 'set',
  'typing.KeysView': 'iterator',
  'typing.ValuesView': 'iterator',
  'typing.Iterable': 'iterator',
  'typing.Iterator': 'iterator',
  'typing.Generator': 'iterator',
  'typing.AsyncIterable': 'iterator',
  'typing.AsyncIterator': 'iterator',
  'typing.AsyncGenerator': 'iterator',
  'types.GeneratorType': 'iterator',
  'builtins.filter': 'iterator',
  'builtins.map': 'iterator',
  'builtins.zip': 'iterator',
  'builtins.reversed': 'iterator',
  'builtins.range': 'iterator',
  'builtins.dict': 'dict',
  'typing.Dict': 'dict',
  'typing.Mapping': 'dict',
  'typing.MutableMapping': 'dict',
  'typing.Awaitable': 'awaitable',
  'typing.Coroutine': 'awaitable',
  'types.CoroutineType': 'awaitable',
};

const PLAIN: Readonly<Record<string, string>> = {
  'builtins.str': 'str',
  'builtins.bytes': 'bytes',
  'builtins.int': 'int',
  'builtins.float': 'float',
  'builtins.bool': 'bool',
  'typing.Text': 'str',
  'typing.LiteralString': 'str',
  'typing.TextIO': 'io.TextIOWrapper',
  'typing.BinaryIO': 'io.BufferedReader',
  'typing.NoReturn': 'none',
  'typing.Never': 'none',
  'types.NoneType': 'none',
  'builtins.object': NOTHING,
  'builtins.function': NOTHING,
  'typing.Any': NOTHING,
  'typing.Callable': NOTHING,
};

/** Wrappers that say nothing about the value. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'typing.Annotated',
  'typing.ClassVar',
  'typing.Final',
  'typing.Required',
  'typing.NotRequired',
  'typing.ReadOnly',
]);

const DEEPEST = 5;

export function notationOf(context: Context, annotation: Expr, depth = 0): string {
  if (depth > DEEPEST) return NOTHING;
  const inner = (expr: Expr): string => notationOf(context, expr, depth + 1);
  switch (annotation.kind) {
    case 'Constant':
      return annotation.type === 'none' ? 'none' : NOTHING;
    case 'BinOp':
      return annotation.op === '|' ? firstOf([inner(annotation.left), inner(annotation.right)]) : NOTHING;
    case 'Name':
    case 'Attribute':
      return named(context, annotation, depth);
    case 'Subscript':
      return subscripted(context, annotation.value, argumentsOf(annotation.slice), inner);
    default:
      return NOTHING;
  }
}

/** Of alternatives the first that is a value: nobody works on None. */
function firstOf(options: readonly string[]): string {
  return options.find((option) => option !== 'none' && option !== NOTHING) ?? options[0] ?? NOTHING;
}

function argumentsOf(slice: Expr): readonly Expr[] {
  return slice.kind === 'Tuple' ? slice.elts : [slice];
}

function nameOf(meaning: Meaning): string {
  return meaning.path === '' ? meaning.module : `${canonicalModule(meaning.module)}.${meaning.path}`;
}

/** typeshed keeps a few things in more than one place. */
function canonicalModule(module: string): string {
  if (module === 'typing_extensions' || module === '_collections_abc' || module === 'collections.abc')
    return 'typing';
  return module;
}

function named(context: Context, expr: Expr, depth: number): string {
  const meaning = context.symbols.resolve(context.module, expr, context.scope);
  if (meaning === undefined) return NOTHING;
  const name = nameOf(meaning);
  if (name === 'typing.Self' || name === '_typeshed.Self') return context.self;
  const plain = own(PLAIN, name) ?? own(CONTAINERS, name);
  if (plain !== undefined) return plain;
  if (name === 'builtins.tuple' || name === 'typing.Tuple') return 'list';
  if (name === 'typing.IO') return 'io.TextIOWrapper';
  switch (meaning.binding.kind) {
    case 'class':
      return instanceOf(context.symbols, meaning);
    case 'alias': {
      const { value } = meaning.binding;
      if (value.kind === 'Call') return typeVariable(context, meaning.path, value, depth);
      return notationOf({ ...context, module: meaning.module, scope: [] }, value, depth + 1);
    }
    case 'variable':
    case 'function':
    case 'module':
      return NOTHING;
  }
}

function instanceOf(symbols: Symbols, meaning: Meaning): string {
  // Protocols that only type checkers know.
  if (meaning.module.startsWith('_typeshed')) return NOTHING;
  const { module, path } = symbols.publicName(meaning);
  return module === 'builtins' ? path : `${module}.${path}`;
}

/** `T = TypeVar('T')`, `P = NewType('P', int)`: what is called, and the name it is bound to. */
function typeVariable(context: Context, name: string, call: Expr & { kind: 'Call' }, depth: number): string {
  const made =
    call.func.kind === 'Attribute' ? call.func.attr : call.func.kind === 'Name' ? call.func.id : '';
  const [, second, third] = call.args;
  if (made === 'NewType' && second !== undefined) return notationOf(context, second, depth + 1);
  if (made !== 'TypeVar') return NOTHING;
  const index = context.parameters.indexOf(name);
  if (index >= 0) return `parameter[${index}]`;
  const argument = context.func === undefined ? undefined : fromArgument(context, context.func, name);
  if (argument !== undefined) return argument;
  const bound = call.keywords.find(({ arg }) => arg === 'bound')?.value;
  // Constrained to a few types, as AnyStr is: the first stands for all.
  if (bound !== undefined) return notationOf(context, bound, depth + 1);
  return second !== undefined && third !== undefined ? notationOf(context, second, depth + 1) : NOTHING;
}

/** Which argument tells what a type variable of a function stands for. */
function fromArgument(context: Context, func: FunctionDef, name: string): string | undefined {
  const isName = (expr: Expr | undefined): boolean => expr?.kind === 'Name' && expr.id === name;
  for (const [index, { annotation }] of argumentsIn(context, func).entries()) {
    if (annotation === undefined) continue;
    if (isName(annotation)) return `argument[${index}]`;
    if (annotation.kind !== 'Subscript') continue;
    const args = argumentsOf(annotation.slice);
    const head = context.symbols.resolve(context.module, annotation.value, context.scope);
    const headName = head === undefined ? '' : nameOf(head);
    if (headName === 'typing.Callable' && isName(args.at(-1))) return `argument-result[${index}]`;
    const container = own(CONTAINERS, headName);
    if (container !== undefined && container !== 'dict' && isName(args[0]))
      return `argument-element[${index}]`;
  }
  return undefined;
}

/** Positional parameters as a caller counts them. */
function argumentsIn({ scope }: Context, { params, decorators }: FunctionDef): readonly Parameter[] {
  const isStatic = decorators.some(
    (decorator) => decorator.kind === 'Name' && decorator.id === 'staticmethod',
  );
  const positional = params.filter(({ form }) => form === 'positional' || form === 'positional-only');
  return scope.length > 0 && !isStatic ? positional.slice(1) : positional;
}

function subscripted(
  context: Context,
  head: Expr,
  args: readonly Expr[],
  inner: (expr: Expr) => string,
): string {
  const meaning = context.symbols.resolve(context.module, head, context.scope);
  if (meaning === undefined) return NOTHING;
  const name = nameOf(meaning);
  const [first, second] = args;
  if (first === undefined) return NOTHING;
  if (TRANSPARENT.has(name)) return inner(first);
  const container = own(CONTAINERS, name);
  if (container === 'dict')
    return second === undefined ? 'dict' : compose('dict', [inner(first), inner(second)]);
  if (container === 'awaitable') return compose('awaitable', [inner(args.at(-1) ?? first)]);
  if (container !== undefined) return compose(container, [inner(first)]);
  switch (name) {
    case 'typing.Optional':
      return inner(first);
    case 'typing.Union':
      return firstOf(args.map(inner));
    case 'typing.Literal':
      return literalType(first);
    case 'typing.Type':
    case 'builtins.type': {
      const of = inner(first);
      return /^[A-Za-z_][\w.]*$/.test(of) && of !== 'none' ? `class[${of}]` : NOTHING;
    }
    case 'builtins.tuple':
    case 'typing.Tuple':
      if (second?.kind === 'Constant' && second.type === 'ellipsis') return compose('list', [inner(first)]);
      return args.some((arg) => arg.kind === 'Starred') ? 'list' : `tuple[${args.map(inner).join(',')}]`;
    case 'typing.IO':
      return inner(first) === 'bytes' ? 'io.BufferedReader' : 'io.TextIOWrapper';
    case 'typing.TypeGuard':
    case 'typing.TypeIs':
      return 'bool';
    case 'typing.ItemsView':
      return `iterator[tuple[${args.map(inner).join(',')}]]`;
    default:
      break;
  }
  const plain = own(PLAIN, name);
  if (plain !== undefined) return plain;
  if (meaning.binding.kind === 'class') {
    const of = instanceOf(context.symbols, meaning);
    return of === NOTHING ? NOTHING : compose(of, args.map(inner));
  }
  return inner(head);
}

/** Without arguments where none of them is known. */
function compose(head: string, args: readonly string[]): string {
  return args.every((arg) => arg === NOTHING) ? head : `${head}[${args.join(',')}]`;
}

function literalType(expr: Expr): string {
  if (expr.kind !== 'Constant') return NOTHING;
  switch (expr.type) {
    case 'int':
    case 'str':
    case 'bytes':
    case 'bool':
    case 'none':
      return expr.type;
    default:
      return NOTHING;
  }
}
