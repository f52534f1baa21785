/** Binds targets: names, attributes, subscripts and patterns of them. */
import type { Expr } from '../syntax/ast';
import { evaluate } from './expressions';
import { callDunder } from './operators';
import { spend, type Frame, type Machine } from './machine';
import type { Operation } from '../cost/operations';
import { countedWorkers } from './workerCounts';
import { exactly } from '../model/estimate';
import { grownLength } from './sizes';
import type { CollectionValue, Value } from './values';
import { join, UNKNOWN } from './values';

export function assignTo(machine: Machine, frame: Frame, target: Expr, value: Value): void {
  switch (target.kind) {
    case 'Name':
      spend(machine, frame, storeOperation(frame, target.id), target);
      frame.scope.assign(target.id, countedWorkers(target.id, value, machine.config.cores));
      return;
    case 'Tuple':
    case 'List':
      unpack(machine, frame, target.elts, value, target);
      return;
    case 'Starred':
      assignTo(machine, frame, target.value, value);
      return;
    case 'Attribute': {
      const object = evaluate(machine, frame, target.value);
      spend(machine, frame, 'store-attribute', target);
      setAttribute(object, target.attr, value, frame.branchDepth > 0);
      return;
    }
    case 'Subscript': {
      const container = evaluate(machine, frame, target.value);
      const index = evaluate(machine, frame, target.slice);
      if (callDunder(machine, frame, container, '__setitem__', [index, value], target) !== undefined) return;
      const isList = container.kind === 'collection' && container.type === 'list';
      const isDict = container.kind === 'collection' && container.type === 'dict';
      spend(
        machine,
        frame,
        target.slice.kind === 'Slice'
          ? 'store-slice'
          : isList
            ? 'store-subscript-list'
            : isDict
              ? 'store-subscript-dict'
              : 'store-subscript-other',
        target,
      );
      if (container.kind === 'collection') storeElement(frame, container, index, value);
      return;
    }
    default:
      // A broken or unusual target: there is nothing to bind.
      evaluate(machine, frame, target);
  }
}

/** Tuples up to this length are swapped on the stack instead of being built and taken apart. */
const SWAPPED = 3;

/** `a, b = b, a`: true where it was one, and has been done. */
export function assignPairwise(machine: Machine, frame: Frame, target: Expr, value: Expr): boolean {
  if (target.kind !== 'Tuple' || value.kind !== 'Tuple') return false;
  const isPlain = [...target.elts, ...value.elts].every((part) => part.kind !== 'Starred');
  if (!isPlain || target.elts.length !== value.elts.length || value.elts.length > SWAPPED) return false;
  const values = value.elts.map((part) => evaluate(machine, frame, part));
  for (const [index, part] of target.elts.entries()) {
    assignTo(machine, frame, part, values[index] ?? UNKNOWN);
  }
  return true;
}

function storeOperation(frame: Frame, name: string): Operation {
  if (frame.scope.globals.has(name)) return 'store-global';
  if (frame.scope.nonlocals.has(name)) return 'store-closure';
  return frame.scope.kind === 'function' ? 'store-local' : 'store-module-name';
}

export function setAttribute(object: Value, attr: string, value: Value, conditional: boolean): void {
  if (object.kind === 'union') {
    for (const option of object.options) setAttribute(option, attr, value, true);
    return;
  }
  if (object.kind !== 'instance' && object.kind !== 'object' && object.kind !== 'class') {
    if (object.kind === 'module') setModuleAttribute(object.unit.scope.vars, attr, value);
    return;
  }
  const before = object.attributes.get(attr);
  object.attributes.set(attr, before === undefined || !conditional ? value : join(before, value));
}

/** `state.running = False` from outside: whoever reads it may run before or after. */
function setModuleAttribute(vars: Map<string, Value>, attr: string, value: Value): void {
  const before = vars.get(attr);
  vars.set(attr, before === undefined ? value : join(before, value));
}

/** `container[index] = value`: a dict may grow, any container's elements may now be this one. */
function storeElement(frame: Frame, container: CollectionValue, index: Value, value: Value): void {
  if (container.type === 'dict') {
    if (
      container.entries !== undefined &&
      index.kind === 'text' &&
      index.text !== undefined &&
      frame.branchDepth === 0
    ) {
      container.entries.set(index.text, value);
    } else container.entries = undefined;
    const empty = container.length?.high === 0;
    container.element = empty ? index : join(container.element, index);
    container.mapped = empty ? value : join(container.mapped, value);
    if (frame.unknownLoops > 0) container.basis = 'unknown';
    container.length = grownLength(container, exactly(Math.max(1, frame.rounds / container.madeAt)));
    return;
  }
  container.items = undefined;
  container.element = join(container.element, value);
}

function unpack(machine: Machine, frame: Frame, targets: readonly Expr[], value: Value, at: Expr): void {
  spend(machine, frame, 'unpack', at);
  const starred = targets.findIndex((target) => target.kind === 'Starred');
  for (const [index, target] of targets.entries()) {
    const fromEnd = starred >= 0 && index > starred ? index - targets.length : index;
    assignTo(machine, frame, target, index === starred ? UNKNOWN : itemAt(value, fromEnd));
  }
}

/** The element at a position, from the end if negative. */
export function itemAt(value: Value, index: number): Value {
  if (value.kind === 'collection') {
    if (value.items !== undefined) return value.items.at(index) ?? value.element;
    return value.element;
  }
  if (value.kind === 'union') return value.options.map((option) => itemAt(option, index)).reduce(join);
  return UNKNOWN;
}

export function deleteTarget(machine: Machine, frame: Frame, target: Expr): void {
  switch (target.kind) {
    case 'Name':
      spend(machine, frame, 'delete-name', target);
      frame.scope.vars.delete(target.id);
      return;
    case 'Attribute':
      evaluate(machine, frame, target.value);
      spend(machine, frame, 'delete-attribute', target);
      return;
    case 'Subscript': {
      const container = evaluate(machine, frame, target.value);
      const index = evaluate(machine, frame, target.slice);
      if (callDunder(machine, frame, container, '__delitem__', [index], target) !== undefined) return;
      spend(machine, frame, 'delete-subscript', target);
      if (container.kind === 'collection') {
        container.items = undefined;
        container.entries = undefined;
        if (container.length !== undefined) container.length = { ...container.length, low: 0 };
      }
      return;
    }
    default:
      evaluate(machine, frame, target);
  }
}
