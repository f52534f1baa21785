/** Turns the knowledge base's light types into abstract values. */
import { own } from '../base/own';
import type { ValueType } from '../kb/types';
import { exactly } from '../model/estimate';
import { collection, newId, type Frame, type Machine } from './machine';
import { itemAt } from './assignment';
import { iterate } from './iteration';
import {
  NONE,
  someNumber,
  someText,
  UNKNOWN,
  type CollectionType,
  type ObjectValue,
  type Value,
} from './values';

/** What a call gives or an attribute holds. Types may depend on the receiver, the arguments, or the mode of `open`. */
export function typedValue(
  machine: Machine,
  frame: Frame,
  type: ValueType,
  receiver?: Value,
  args: readonly Value[] = [],
  mode?: string,
): Value {
  const nested = (inner: ValueType | undefined): Value =>
    inner === undefined ? UNKNOWN : typedValue(machine, frame, inner, receiver, args, mode);
  switch (type.kind) {
    case 'instance':
      return libraryInstance(machine, frame, type.of, type.args?.map(nested));
    case 'class':
    case 'module':
      return { kind: 'library', name: type.of };
    case 'str':
    case 'bytes':
      return someText(type.kind);
    case 'int':
    case 'float':
    case 'bool':
      return someNumber(type.kind);
    case 'none':
      return NONE;
    case 'list':
    case 'set':
    case 'iterator':
      return collection(machine, frame, type.kind, { element: nested(type.of) });
    case 'dict':
      return collection(machine, frame, 'dict', { element: nested(type.key), mapped: nested(type.value) });
    case 'tuple': {
      const items = type.items.map(nested);
      return collection(machine, frame, 'tuple', { items, length: exactly(items.length), basis: 'constant' });
    }
    case 'awaitable':
      return nested(type.of);
    case 'by-mode': {
      if (mode?.includes('b') !== true) return nested(type.text);
      return nested(/[wax]/.test(mode) ? type.write : type.read);
    }
    case 'of-receiver':
      return part(machine, frame, receiver ?? UNKNOWN, type.part);
    case 'parameter':
      return typeArgument(receiver ?? UNKNOWN, type.index);
    case 'of-argument': {
      const argument = args[type.index] ?? UNKNOWN;
      return type.part === 'result' ? UNKNOWN : part(machine, frame, argument, type.part);
    }
  }
}

function part(
  machine: Machine,
  frame: Frame,
  value: Value,
  which: 'self' | 'element' | 'key' | 'value',
): Value {
  if (which === 'self') return value;
  if (value.kind === 'collection' && which === 'value') return value.mapped;
  if (value.kind === 'collection' && value.type === 'tuple') return itemAt(value, 0);
  if (value.kind === 'object') return typeArgument(value, which === 'value' ? 1 : 0);
  return iterate(machine, frame, value).element;
}

/** Attributes under which an object keeps its type arguments. */
const TYPE_ARGUMENTS: readonly string[] = ['[0]', '[1]', '[2]'];

function typeArgument(value: Value, index: number): Value {
  if (value.kind === 'object') return value.attributes.get(TYPE_ARGUMENTS[index] ?? '') ?? UNKNOWN;
  if (value.kind !== 'collection') return UNKNOWN;
  return index === 0 ? value.element : index === 1 ? value.mapped : UNKNOWN;
}

/** What iterating over a library object gives: its `__iter__` says it, or its `__next__` where it is an iterator. */
export function iteratedType(machine: Machine, frame: Frame, object: ObjectValue): Value {
  const known = object.attributes.get('element');
  if (known !== undefined) return known;
  const made = machine.kb.returnType(`${object.of}.__iter__`);
  if (made?.kind === 'iterator' && made.of !== undefined) return typedValue(machine, frame, made.of, object);
  const next = machine.kb.returnType(`${object.of}.__next__`);
  return next === undefined ? typeArgument(object, 0) : typedValue(machine, frame, next, object);
}

/** Classes whose instances the analysis knows as containers. */
const CONTAINERS: Readonly<Record<string, CollectionType>> = {
  'collections.deque': 'deque',
  'collections.OrderedDict': 'dict',
  'collections.defaultdict': 'dict',
  'collections.Counter': 'dict',
};

/** An instance of a library class, with type arguments where they are known: `queue.Queue[Job]`. */
export function libraryInstance(
  machine: Machine,
  frame: Frame,
  of: string,
  args: readonly Value[] = [],
): Value {
  const type = own(CONTAINERS, of);
  if (type !== undefined)
    return collection(machine, frame, type, { element: args[0] ?? UNKNOWN, mapped: args[1] ?? UNKNOWN });
  const object = libraryObject(machine, of);
  for (const [index, value] of args.entries()) {
    const name = TYPE_ARGUMENTS[index];
    if (name !== undefined && value.kind !== 'unknown') object.attributes.set(name, value);
  }
  return object;
}

export function libraryObject(machine: Machine, of: string): ObjectValue {
  return { kind: 'object', id: newId(machine), of, attributes: new Map(), madeBy: undefined };
}
