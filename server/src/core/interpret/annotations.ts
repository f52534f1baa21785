/** Reads annotations: the value a name holds if its annotation tells the truth. No work is recorded. */
import { own } from '../base/own';
import type { Expr } from '../syntax/ast';
import { genericInstance } from './classes';
import { collection, createFrame, type Frame, type Machine } from './machine';
import type { Scope } from './scope';
import { libraryObject } from './types';
import { join, NONE, someNumber, someText, UNKNOWN, type CollectionType, type Value } from './values';

const COLLECTIONS: Readonly<Record<string, CollectionType>> = {
  list: 'list',
  List: 'list',
  Sequence: 'list',
  MutableSequence: 'list',
  Iterable: 'iterator',
  Iterator: 'iterator',
  Generator: 'iterator',
  Collection: 'list',
  tuple: 'tuple',
  Tuple: 'tuple',
  set: 'set',
  Set: 'set',
  frozenset: 'frozenset',
  FrozenSet: 'frozenset',
  dict: 'dict',
  Dict: 'dict',
  Mapping: 'dict',
  MutableMapping: 'dict',
  DefaultDict: 'dict',
  deque: 'deque',
};

export function annotationValue(machine: Machine, scope: Scope, annotation: Expr): Value {
  const unit = [...machine.active].reverse().find((frame) => frame.scope.module === scope.module)?.unit;
  const frame =
    unit === undefined ? machine.active.at(-1) : createFrame(unit, scope, '<annotation>', undefined, 1);
  return frame === undefined ? UNKNOWN : read(machine, frame, scope, annotation, 0);
}

function read(machine: Machine, frame: Frame, scope: Scope, annotation: Expr, depth: number): Value {
  if (depth > 6) return UNKNOWN;
  const inner = (expr: Expr): Value => read(machine, frame, scope, expr, depth + 1);
  switch (annotation.kind) {
    case 'Constant':
      if (annotation.type === 'none') return NONE;
      return typeof annotation.value === 'string'
        ? named(machine, frame, scope, annotation.value.split('.'))
        : UNKNOWN;
    case 'Name':
    case 'Attribute': {
      const path = dottedPath(annotation);
      return path === undefined ? UNKNOWN : named(machine, frame, scope, path);
    }
    case 'BinOp':
      return annotation.op === '|' ? union(inner(annotation.left), inner(annotation.right)) : UNKNOWN;
    case 'Subscript': {
      const path = dottedPath(annotation.value);
      const name = path?.at(-1) ?? '';
      const args = annotation.slice.kind === 'Tuple' ? annotation.slice.elts : [annotation.slice];
      const [first, second] = args;
      if (first === undefined) return UNKNOWN;
      if (name === 'Optional' || name === 'Final' || name === 'ClassVar' || name === 'Annotated')
        return inner(first);
      if (name === 'Union') return args.map(inner).reduce(union);
      if (name === 'Type' || name === 'type') return UNKNOWN;
      const type = own(COLLECTIONS, name);
      if (type === undefined) return path === undefined ? UNKNOWN : named(machine, frame, scope, path);
      if (type === 'tuple' && !(second?.kind === 'Constant' && second.type === 'ellipsis')) {
        const items = args.map(inner);
        const length = { low: items.length, mid: items.length, high: items.length };
        return collection(machine, frame, 'tuple', {
          items,
          length,
          element: items.reduce(join),
          basis: 'annotation',
        });
      }
      return collection(machine, frame, type, {
        element: inner(first),
        mapped: second === undefined ? UNKNOWN : inner(second),
      });
    }
    default:
      return UNKNOWN;
  }
}

/** `X | None` is an X for our purposes: nobody works on None. */
function union(a: Value, b: Value): Value {
  if (a.kind === 'none') return b;
  if (b.kind === 'none') return a;
  return join(a, b);
}

function dottedPath(expr: Expr): string[] | undefined {
  if (expr.kind === 'Name') return [expr.id];
  if (expr.kind !== 'Attribute') return undefined;
  const base = dottedPath(expr.value);
  return base === undefined ? undefined : [...base, expr.attr];
}

function named(machine: Machine, frame: Frame, scope: Scope, path: readonly string[]): Value {
  const [first, ...rest] = path;
  if (first === undefined) return UNKNOWN;
  let value: Value = scope.lookup(first) ?? { kind: 'library', name: first };
  for (const attr of rest) {
    if (value.kind === 'library') value = { kind: 'library', name: `${value.name}.${attr}` };
    else if (value.kind === 'module') value = value.unit.scope.vars.get(attr) ?? UNKNOWN;
    else if (value.kind === 'class') value = value.attributes.get(attr) ?? UNKNOWN;
    else return UNKNOWN;
  }
  if (value.kind === 'class') return genericInstance(machine, value);
  if (value.kind !== 'library') return UNKNOWN;
  return libraryType(machine, frame, value.name);
}

function libraryType(machine: Machine, frame: Frame, name: string): Value {
  switch (name) {
    case 'int':
    case 'float':
    case 'bool':
    case 'complex':
      return someNumber(name, undefined, 'annotation');
    case 'str':
    case 'bytes':
      return someText(name, undefined, 'annotation');
    default: {
      const last = name.slice(name.lastIndexOf('.') + 1);
      const type =
        name.startsWith('typing.') || name.startsWith('collections.') || !name.includes('.')
          ? own(COLLECTIONS, last)
          : undefined;
      if (type !== undefined) return collection(machine, frame, type);
      return name.startsWith('typing.') ? UNKNOWN : libraryObject(machine, name);
    }
  }
}
