/** Reads annotations: the value a name holds if its annotation tells the truth. No work is recorded. */
import { own } from '../base/own';
import { exactly } from '../model/estimate';
import type { Constant, Expr } from '../syntax/ast';
import { parseAnnotation } from './annotationText';
import { standIn } from './classes';
import { starLibraryName } from './imports';
import { collection, createFrame, type Frame, type Machine, type ModuleUnit } from './machine';
import { ensureInterpreted } from './modules';
import type { Scope } from './scope';
import { CALLABLE, NEW_TYPE, TYPE_VARIABLE } from './typing';
import { libraryInstance } from './types';
import {
  join,
  NONE,
  number,
  someNumber,
  someText,
  text,
  truth,
  UNKNOWN,
  type CollectionType,
  type Value,
} from './values';

const COLLECTIONS: Readonly<Record<string, CollectionType>> = {
  list: 'list',
  List: 'list',
  Sequence: 'list',
  MutableSequence: 'list',
  Iterable: 'iterator',
  Iterator: 'iterator',
  Generator: 'iterator',
  AsyncIterable: 'iterator',
  AsyncIterator: 'iterator',
  AsyncGenerator: 'iterator',
  KeysView: 'iterator',
  ValuesView: 'iterator',
  Collection: 'list',
  tuple: 'tuple',
  Tuple: 'tuple',
  set: 'set',
  Set: 'set',
  AbstractSet: 'set',
  MutableSet: 'set',
  frozenset: 'frozenset',
  FrozenSet: 'frozenset',
  dict: 'dict',
  Dict: 'dict',
  Mapping: 'dict',
  MutableMapping: 'dict',
  DefaultDict: 'dict',
  defaultdict: 'dict',
  OrderedDict: 'dict',
  Counter: 'dict',
  deque: 'deque',
  Deque: 'deque',
};

/** Modules whose names the tables here go by. */
const TYPING = /^(?:(?:typing|typing_extensions|collections|collections\.abc|builtins)\.)?\w+$/;

/** Wrappers that say nothing about the value. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'Final',
  'ClassVar',
  'Annotated',
  'InitVar',
  'Required',
  'NotRequired',
  'ReadOnly',
]);

/** Nested annotations deeper than this stay unknown. */
const DEEPEST = 6;

/** What an annotation is read in. */
interface Context {
  readonly machine: Machine;
  readonly frame: Frame;
  readonly scope: Scope;
  /** What `Self` stands for. */
  readonly self: Value;
  readonly depth: number;
}

/** `self`: what the annotation `Self` stands for. */
export function annotationValue(
  machine: Machine,
  scope: Scope,
  annotation: Expr,
  self: Value = UNKNOWN,
): Value {
  const unit = activeUnit(machine, scope.module);
  const frame =
    unit === undefined ? machine.active.at(-1) : createFrame(unit, scope, '<annotation>', undefined, 1);
  return frame === undefined ? UNKNOWN : read({ machine, frame, scope, self, depth: 0 }, annotation);
}

/** The unit of a module that is being interpreted. */
function activeUnit({ active }: Machine, module: Scope): ModuleUnit | undefined {
  for (let index = active.length - 1; index >= 0; index--) {
    const frame = active[index];
    if (frame?.scope.module === module) return frame.unit;
  }
  return undefined;
}

function read(context: Context, annotation: Expr): Value {
  if (context.depth > DEEPEST) return UNKNOWN;
  const inner = { ...context, depth: context.depth + 1 };
  switch (annotation.kind) {
    case 'Constant': {
      if (annotation.type === 'none') return NONE;
      if (typeof annotation.value !== 'string') return UNKNOWN;
      const parsed = parseAnnotation(annotation.value, annotation);
      return parsed === undefined ? UNKNOWN : read(inner, parsed);
    }
    case 'Name':
    case 'Attribute':
      return instanceOf(context, meaningOf(context, annotation), []);
    case 'BinOp':
      return annotation.op === '|'
        ? union(read(inner, annotation.left), read(inner, annotation.right))
        : UNKNOWN;
    case 'Subscript': {
      const { slice } = annotation;
      return instanceOf(
        context,
        meaningOf(context, annotation.value),
        slice.kind === 'Tuple' ? slice.elts : [slice],
      );
    }
    default:
      return UNKNOWN;
  }
}

/** `X | None`: for numbers and containers an X, since nobody works on None; for objects, which code asks about, both. */
function union(a: Value, b: Value): Value {
  if (a.kind === 'none') return optional(b);
  if (b.kind === 'none') return optional(a);
  return join(a, b);
}

function optional(value: Value): Value {
  const asked = value.kind === 'instance' || value.kind === 'object' || value.kind === 'text';
  return asked ? join(value, NONE) : value;
}

/** The class or special form that a name or attribute in an annotation stands for. */
function meaningOf(context: Context, expr: Expr): Value {
  const { machine, scope } = context;
  if (expr.kind === 'Name') {
    const found = scope.lookup(expr.id);
    if (found !== undefined) return found;
    const star = starLibraryName(machine, scope.module.vars, expr.id);
    return star ?? { kind: 'library', name: expr.id };
  }
  if (expr.kind !== 'Attribute') return UNKNOWN;
  const owner = meaningOf(context, expr.value);
  switch (owner.kind) {
    case 'library':
      return { kind: 'library', name: machine.kb.canonicalName(`${owner.name}.${expr.attr}`) };
    case 'module': {
      ensureInterpreted(machine, owner.unit);
      const found = owner.unit.scope.vars.get(expr.attr);
      if (found !== undefined) return found;
      const submodule = machine.loader.load(owner.unit, expr.attr, 1);
      return submodule === undefined ? UNKNOWN : { kind: 'module', unit: submodule };
    }
    case 'class':
      return owner.attributes.get(expr.attr) ?? UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** What a name holds whose annotation is `type[args]`. */
function instanceOf(context: Context, type: Value, args: readonly Expr[]): Value {
  const { machine } = context;
  switch (type.kind) {
    case 'class':
      return standIn(machine, type);
    case 'library':
      return TYPING.test(type.name)
        ? typingForm(context, type.name, args)
        : libraryType(context, type.name, args);
    case 'union':
      return type.options.map((option) => instanceOf(context, option, args)).reduce(union);
    case 'object': {
      // `T = TypeVar("T", bound=Job)` and `Id = NewType("Id", int)` speak of the class they are given.
      if (type.of !== TYPE_VARIABLE && type.of !== NEW_TYPE) return UNKNOWN;
      const given = type.attributes.get('bound') ?? type.attributes.get('1');
      return given === undefined ? UNKNOWN : instanceOf(context, given, []);
    }
    default:
      return UNKNOWN;
  }
}

/** Builtin types, and the forms that `typing` and `collections` add. */
function typingForm(context: Context, name: string, args: readonly Expr[]): Value {
  const { machine, frame } = context;
  const nested = { ...context, depth: context.depth + 1 };
  const inner = (expr: Expr | undefined): Value => (expr === undefined ? UNKNOWN : read(nested, expr));
  const form = name.slice(name.lastIndexOf('.') + 1);
  const [first, second] = args;
  if (TRANSPARENT.has(form)) return inner(first);
  const container = own(COLLECTIONS, form);
  if (container === 'tuple' && first !== undefined && !isEllipsis(second)) {
    const items = args.map(inner);
    return collection(machine, frame, 'tuple', {
      items,
      length: exactly(items.length),
      element: items.reduce(join),
      basis: 'annotation',
    });
  }
  if (container !== undefined)
    return collection(machine, frame, container, { element: inner(first), mapped: inner(second) });
  switch (form) {
    case 'int':
    case 'float':
    case 'bool':
    case 'complex':
      return someNumber(form, undefined, 'annotation');
    case 'str':
    case 'bytes':
      return someText(form, undefined, 'annotation');
    case 'Text':
    case 'LiteralString':
      return someText('str', undefined, 'annotation');
    case 'None':
      return NONE;
    case 'Optional':
      return optional(inner(first));
    case 'Union':
      return args.length === 0 ? UNKNOWN : args.map(inner).reduce(union);
    case 'Literal':
      return args.length === 0 ? UNKNOWN : args.map(literalValue).reduce(union);
    case 'Type':
    case 'type':
      return first === undefined ? UNKNOWN : classNamed(nested, first);
    case 'Self':
      return context.self;
    case 'Callable':
      return libraryInstance(machine, frame, CALLABLE, [inner(second)]);
    case 'Awaitable':
    case 'Coroutine':
      return inner(args.at(-1));
    case 'ContextManager':
    case 'AsyncContextManager':
      return libraryInstance(machine, frame, 'contextlib.AbstractContextManager', [inner(first)]);
    case 'IO':
    case 'TextIO':
      return libraryInstance(machine, frame, 'io.TextIOWrapper');
    case 'BinaryIO':
      return libraryInstance(machine, frame, 'io.BufferedReader');
    default:
      return name.startsWith('typing') ? UNKNOWN : libraryType(context, name, args);
  }
}

function isEllipsis(expr: Expr | undefined): boolean {
  return expr?.kind === 'Constant' && expr.type === 'ellipsis';
}

function literalValue(expr: Expr): Value {
  if (expr.kind !== 'Constant') return UNKNOWN;
  const { type, value }: Constant = expr;
  if (type === 'none') return NONE;
  switch (typeof value) {
    case 'number':
      return number(value, 'int', 'annotation');
    case 'string':
      return text(value, 'annotation');
    case 'boolean':
      return truth(value);
    default:
      return UNKNOWN;
  }
}

/** `type[Job]` is the class itself. */
function classNamed(context: Context, expr: Expr): Value {
  if (expr.kind === 'Constant' && typeof expr.value === 'string') {
    const parsed = parseAnnotation(expr.value, expr);
    return parsed === undefined ? UNKNOWN : classNamed(context, parsed);
  }
  const type = meaningOf(context, expr);
  return type.kind === 'class' || (type.kind === 'library' && !TYPING.test(type.name)) ? type : UNKNOWN;
}

/** An object of a library class; a bare name that is nobody's stays unknown: it may be bound later. */
function libraryType(context: Context, name: string, args: readonly Expr[]): Value {
  const { machine, frame } = context;
  if (name === 'object' || (!name.includes('.') && machine.kb.returnType(name)?.kind !== 'instance'))
    return UNKNOWN;
  const nested = { ...context, depth: context.depth + 1 };
  return libraryInstance(
    machine,
    frame,
    name,
    args.map((arg) => read(nested, arg)),
  );
}
