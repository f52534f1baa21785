/**
 * Abstract values: what the interpreter knows of a Python object. Numbers are ranges, containers have a length and one
 * value that stands for every element, and anything that the code does not tell is `unknown`.
 */
import type { TextRange } from '../base/text';
import { hull, type Estimate } from '../model/estimate';
import type { Basis, Segment } from '../model/profile';
import type { ClassDef, Expr, FunctionDef, Lambda } from '../syntax/ast';
import type { ModuleUnit } from './machine';
import type { Scope } from './scope';

export type NumberType = 'int' | 'float' | 'bool' | 'complex';

export type CollectionType =
  | 'list'
  | 'tuple'
  | 'set'
  | 'frozenset'
  | 'dict'
  | 'dict_items'
  | 'deque'
  | 'bytearray'
  | 'array'
  | 'range'
  | 'enumerate'
  | 'zip'
  | 'iterator';

export interface UnknownValue {
  readonly kind: 'unknown';
}
export interface NoneValue {
  readonly kind: 'none';
}
/** `range` undefined: some number. A constant has `low === high`. */
export interface NumberValue {
  readonly kind: 'number';
  readonly type: NumberType;
  readonly range: Estimate | undefined;
  readonly basis: Basis;
  /** Of an integer beyond machine words: how long it is. Then `range` may be undefined, being too large for a double. */
  readonly bits?: Estimate;
}
export interface TextValue {
  readonly kind: 'text';
  readonly type: 'str' | 'bytes';
  /** The text itself, where it is short and known. */
  readonly text: string | undefined;
  readonly length: Estimate | undefined;
  readonly basis: Basis;
}
/** Work that is done only when the values of a generator or a lazy iterator are consumed. */
export interface LazyWork {
  /** Segments of draining the whole iterator once. */
  readonly segments: readonly Segment[];
}
/** Containers and iterators. Mutable: `append` in a loop is seen by whoever holds the same object. */
export interface CollectionValue {
  readonly kind: 'collection';
  readonly type: CollectionType;
  readonly id: number;
  /** Undefined: not known. */
  length: Estimate | undefined;
  basis: Basis;
  /** Stands for every element; of a dict, for every key. */
  element: Value;
  /** Of a dict: stands for every value. */
  mapped: Value;
  /** The elements one by one, where they were written out. Dropped when the container is changed. */
  items: readonly Value[] | undefined;
  /** Of a dict written out: values by string key. */
  entries: Map<string, Value> | undefined;
  readonly lazy: LazyWork | undefined;
  /** `itertools.count`, `iter(f, sentinel)` and the like never end by themselves. */
  readonly infinite: boolean;
  /** Rounds of the loops around the place where it was made: what `append` in an inner loop is divided by. */
  readonly madeAt: number;
}
export interface FunctionValue {
  readonly kind: 'function';
  readonly id: number;
  readonly def: FunctionDef | Lambda;
  readonly unit: ModuleUnit;
  /** Scope in which it was defined. */
  readonly closure: Scope;
  /** `outer.<locals>.inner`, `Renderer.draw`, `<lambda>`. */
  readonly name: string;
  /** Bound first argument, of methods. */
  readonly self: Value | undefined;
  /** Class whose body holds the definition: where `super()` starts. */
  readonly owner: ClassValue | undefined;
  readonly defaults: ReadonlyMap<string, Value>;
  readonly form: 'plain' | 'static' | 'class' | 'property';
}
export interface ClassValue {
  readonly kind: 'class';
  readonly id: number;
  readonly def: ClassDef;
  readonly unit: ModuleUnit;
  readonly closure: Scope;
  readonly name: string;
  readonly bases: readonly Value[];
  /** Class attributes and methods. */
  readonly attributes: Map<string, Value>;
  readonly isDataclass: boolean;
  /** The `self.name = …` statements of its methods that set an attribute, in their order. */
  readonly assignments: (attr: string) => readonly AttributeAssignment[];
}
/** One `self.name = value` in a method. */
export interface AttributeAssignment {
  readonly method: FunctionDef;
  /** Undefined where the value is not a plain right side: `self.n += 1`, unpacking. */
  readonly value: Expr | undefined;
  readonly annotation: Expr | undefined;
}
/** Object of a class in the analysed code. */
export interface InstanceValue {
  readonly kind: 'instance';
  readonly id: number;
  readonly cls: ClassValue;
  readonly attributes: Map<string, Value>;
}
/** A module, class or function of a library, by absolute dotted name. */
export interface LibraryValue {
  readonly kind: 'library';
  readonly name: string;
}
/** Object of a library class. */
export interface ObjectValue {
  readonly kind: 'object';
  readonly id: number;
  /** `queue.Queue`, `concurrent.futures.ThreadPoolExecutor`. */
  readonly of: string;
  /** What the analysis keeps of it: constructor arguments by name, items put into a queue. */
  readonly attributes: Map<string, Value>;
  /** Where it was made, if by a call in the analysed code. */
  readonly madeBy: { readonly unit: ModuleUnit; readonly range: TextRange } | undefined;
}
/** A method of a value that is not from the analysed code. `name` is dotted, with `?` for a receiver not known. */
export interface MethodValue {
  readonly kind: 'method';
  readonly receiver: Value;
  readonly name: string;
}
export interface PartialValue {
  readonly kind: 'partial';
  readonly func: Value;
  readonly args: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
}
/** A module whose source is analysed too. */
export interface ModuleValue {
  readonly kind: 'module';
  readonly unit: ModuleUnit;
}
/** One of a few, where branches meet. */
export interface UnionValue {
  readonly kind: 'union';
  readonly options: readonly Value[];
}

export type Value =
  | UnknownValue
  | NoneValue
  | NumberValue
  | TextValue
  | CollectionValue
  | FunctionValue
  | ClassValue
  | InstanceValue
  | LibraryValue
  | ObjectValue
  | MethodValue
  | PartialValue
  | ModuleValue
  | UnionValue;

export const UNKNOWN: UnknownValue = { kind: 'unknown' };
export const NONE: NoneValue = { kind: 'none' };

export function number(value: number, type: NumberType = 'int', basis: Basis = 'literal'): NumberValue {
  return { kind: 'number', type, range: { low: value, mid: value, high: value }, basis };
}

export function someNumber(type: NumberType, range?: Estimate, basis: Basis = 'unknown'): NumberValue {
  return { kind: 'number', type, range, basis };
}

export function text(value: string, basis: Basis = 'literal'): TextValue {
  const length = value.length;
  return {
    kind: 'text',
    type: 'str',
    text: value,
    length: { low: length, mid: length, high: length },
    basis,
  };
}

export function someText(type: 'str' | 'bytes', length?: Estimate, basis: Basis = 'unknown'): TextValue {
  return { kind: 'text', type, text: undefined, length, basis };
}

export function truth(value: boolean): NumberValue {
  return number(value ? 1 : 0, 'bool');
}

/** The number, where it is exactly known. */
export function constantOf(value: Value): number | undefined {
  if (value.kind !== 'number' || value.range === undefined) return undefined;
  return value.range.low === value.range.high ? value.range.mid : undefined;
}

/** True, false, or undefined where the code does not tell. */
export function truthOf(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'none':
      return false;
    case 'number':
      if (value.range === undefined) return undefined;
      if (value.range.low === 0 && value.range.high === 0) return false;
      return value.range.low > 0 ? true : undefined;
    case 'text':
      if (value.text !== undefined) return value.text.length > 0;
      return value.length !== undefined && value.length.low > 0 ? true : undefined;
    case 'collection':
      if (value.length === undefined || value.lazy !== undefined) return undefined;
      if (value.length.high === 0) return false;
      return value.length.low > 0 ? true : undefined;
    case 'function':
    case 'class':
    case 'module':
    case 'partial':
      return true;
    case 'union': {
      const first = value.options[0];
      const known = first === undefined ? undefined : truthOf(first);
      return value.options.every((option) => truthOf(option) === known) ? known : undefined;
    }
    case 'unknown':
    case 'instance':
    case 'library':
    case 'object':
    case 'method':
      return undefined;
  }
}

/** Most alternatives a union keeps; more say nothing. */
const UNION_LIMIT = 4;

/** What a name may be where two paths meet. */
export function join(a: Value, b: Value): Value {
  if (a === b) return a;
  // What is bound to a known object on one path is taken for it on all: code uses it as one.
  if (a.kind === 'unknown') return isObject(b) ? b : UNKNOWN;
  if (b.kind === 'unknown') return isObject(a) ? a : UNKNOWN;
  if (a.kind === 'number' && b.kind === 'number') {
    const range =
      a.range === undefined || b.range === undefined
        ? undefined
        : {
            low: Math.min(a.range.low, b.range.low),
            mid: (a.range.mid + b.range.mid) / 2,
            high: Math.max(a.range.high, b.range.high),
          };
    const bits = a.bits === undefined || b.bits === undefined ? (a.bits ?? b.bits) : hull(a.bits, b.bits);
    return {
      kind: 'number',
      type: a.type === b.type ? a.type : 'float',
      range,
      basis: weaker(a.basis, b.basis),
      ...(bits && { bits }),
    };
  }
  if (a.kind === 'text' && b.kind === 'text' && a.type === b.type) {
    if (a.text !== undefined && a.text === b.text) return a;
    const length =
      a.length === undefined || b.length === undefined
        ? undefined
        : {
            low: Math.min(a.length.low, b.length.low),
            mid: (a.length.mid + b.length.mid) / 2,
            high: Math.max(a.length.high, b.length.high),
          };
    return { kind: 'text', type: a.type, text: undefined, length, basis: weaker(a.basis, b.basis) };
  }
  if (a.kind === 'library' && b.kind === 'library' && a.name === b.name) return a;
  if (sameKey(a, b)) return a;
  const options: Value[] = [];
  for (const option of [...optionsOf(a), ...optionsOf(b)]) {
    if (!options.some((seen) => seen === option || sameKey(seen, option))) options.push(option);
  }
  return options.length > UNION_LIMIT ? condensed(options) : { kind: 'union', options };
}

/** More alternatives than a union keeps: rows of a table, objects of one class. One stands for all of its kind. */
function condensed(options: readonly Value[]): Value {
  const kinds: Value[] = [];
  for (const option of options) {
    const index = kinds.findIndex((kind) => isAlike(kind, option));
    const alike = kinds[index];
    if (alike === undefined) kinds.push(option);
    else if (alike.kind === 'collection' && option.kind === 'collection') {
      kinds[index] = mergedContainers(alike, option);
    }
  }
  const [only] = kinds;
  if (only !== undefined && kinds.length === 1) return only;
  return kinds.length > UNION_LIMIT ? UNKNOWN : { kind: 'union', options: kinds };
}

function isAlike(a: Value, b: Value): boolean {
  if (a.kind === 'instance' && b.kind === 'instance') return a.cls === b.cls;
  if (a.kind !== 'collection' || b.kind !== 'collection') return false;
  return a.type === b.type && a.lazy === undefined && b.lazy === undefined;
}

function mergedContainers(a: CollectionValue, b: CollectionValue): CollectionValue {
  const others = b.items;
  return {
    ...a,
    length: a.length === undefined || b.length === undefined ? undefined : hull(a.length, b.length),
    basis: weaker(a.basis, b.basis),
    element: join(a.element, b.element),
    mapped: join(a.mapped, b.mapped),
    items:
      a.items?.length === others?.length
        ? a.items?.map((item, index) => join(item, others?.[index] ?? UNKNOWN))
        : undefined,
    entries: mergedEntries(a.entries, b.entries),
  };
}

function mergedEntries(
  a: CollectionValue['entries'],
  b: CollectionValue['entries'],
): CollectionValue['entries'] {
  if (a === undefined || b === undefined) return undefined;
  const shared = [...a].filter(([key]) => b.has(key));
  return new Map(shared.map(([key, value]) => [key, join(value, b.get(key) ?? UNKNOWN)]));
}

function isObject(value: Value): boolean {
  switch (value.kind) {
    case 'object':
    case 'instance':
    case 'function':
    case 'class':
    case 'library':
    case 'module':
    case 'partial':
      return true;
    case 'union':
      return value.options.some(isObject);
    default:
      return false;
  }
}

function sameKey(a: Value, b: Value): boolean {
  return a.kind === b.kind && a.kind !== 'collection' && valueKey(a) === valueKey(b);
}

/** The alternatives of a union, the value itself otherwise. */
export function optionsOf(value: Value): readonly Value[] {
  return value.kind === 'union' ? value.options : [value];
}

const BASIS_ORDER: readonly Basis[] = [
  'literal',
  'constant',
  'argument',
  'default',
  'annotation',
  'measured',
  'assumed',
  'unknown',
];

/** The less certain of two bases. */
export function weaker(a: Basis, b: Basis): Basis {
  return BASIS_ORDER.indexOf(a) >= BASIS_ORDER.indexOf(b) ? a : b;
}

/** The same value, one step further from the literal: read from a name or passed as an argument. */
export function withBasis(value: Value, basis: Basis): Value {
  if (value.kind === 'number' || value.kind === 'text') {
    const next = weaker(value.basis, basis);
    return next === value.basis ? value : { ...value, basis: next };
  }
  return value;
}

/** Text that is equal for values that behave alike: the key under which a call's result is kept. */
export function valueKey(value: Value, depth = 0): string {
  switch (value.kind) {
    case 'unknown':
      return '?';
    case 'none':
      return 'N';
    case 'number':
      return value.range === undefined
        ? `n${value.type}${value.bits?.mid ?? ''}`
        : `n${value.range.low},${value.range.mid},${value.range.high}`;
    case 'text':
      return value.text !== undefined
        ? `s${JSON.stringify(value.text)}`
        : `s${value.type}#${value.length?.mid ?? '?'}`;
    case 'collection':
      if (value.lazy !== undefined) return `c${value.id}`;
      return `${value.type}#${value.length?.mid ?? '?'}<${depth > 2 ? '' : valueKey(value.element, depth + 1)},${depth > 2 ? '' : valueKey(value.mapped, depth + 1)}>`;
    case 'function':
      return `f${value.id}`;
    case 'class':
      return `k${value.id}`;
    case 'instance':
      return `o${value.id}`;
    case 'object':
      // One that the code did not make, and of which nothing is known but its class, is like any other.
      return value.attributes.size === 0 && value.madeBy === undefined ? `O${value.of}` : `o${value.id}`;
    case 'library':
      return `l${value.name}`;
    case 'method':
      return `m${value.name}(${depth > 2 ? '' : valueKey(value.receiver, depth + 1)})`;
    case 'partial':
      return `p${depth > 2 ? '' : valueKey(value.func, depth + 1)}(${value.args.map((arg) => valueKey(arg, depth + 1)).join()})`;
    case 'module':
      return `M${value.unit.path}`;
    case 'union':
      return value.options.map((option) => valueKey(option, depth + 1)).join('|');
  }
}

/** Name of the builtin or library class of a value, for method look-up; undefined where there is none. */
export function classNameOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'number':
      return value.type;
    case 'text':
      return value.type;
    case 'collection':
      switch (value.type) {
        case 'dict_items':
          return 'dict_items';
        case 'deque':
          return 'collections.deque';
        case 'array':
          return 'array.array';
        case 'iterator':
        case 'enumerate':
        case 'zip':
          return 'iterator';
        case 'list':
        case 'tuple':
        case 'set':
        case 'frozenset':
        case 'dict':
        case 'bytearray':
        case 'range':
          return value.type;
      }
      break;
    case 'object':
      return value.of;
    case 'none':
    case 'unknown':
    case 'function':
    case 'class':
    case 'instance':
    case 'library':
    case 'method':
    case 'partial':
    case 'module':
    case 'union':
      return undefined;
  }
  return undefined;
}
