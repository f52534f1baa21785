/** Turns the knowledge base's light types into abstract values. */
import type { ValueType } from '../kb/types';
import { exactly } from '../model/estimate';
import { collection, newId, type Frame, type Machine } from './machine';
import { itemAt } from './assignment';
import { iterate } from './iteration';
import { NONE, someNumber, someText, UNKNOWN, type ObjectValue, type Value } from './values';

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
      return libraryObject(machine, type.of);
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
  return iterate(machine, frame, value).element;
}

export function libraryObject(machine: Machine, of: string): ObjectValue {
  return { kind: 'object', id: newId(machine), of, attributes: new Map(), madeBy: undefined };
}
