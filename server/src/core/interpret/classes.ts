/** Instances: making them by calls, and the stand-in for `self` in methods that nobody in sight calls. */
import type { TextRange } from '../base/text';
import type { Expr } from '../syntax/ast';
import { annotationValue } from './annotations';
import { classAttribute } from './attributes';
import { callFunction, genericArguments, type CallArguments } from './calls';
import { classChain, createFrame, DEPTH_LIMIT, newId, spend, type Frame, type Machine } from './machine';
import { UNKNOWN, type ClassValue, type InstanceValue, type Value } from './values';

export function instantiate(
  machine: Machine,
  frame: Frame,
  cls: ClassValue,
  args: CallArguments,
  at: TextRange,
): InstanceValue {
  const instance = newInstance(machine, cls);
  const init = classAttribute(machine, cls, '__init__', instance);
  if (init?.kind === 'function') {
    spend(machine, frame, 'call-class', at);
    callFunction(machine, frame, init, args, at, cls.name, 'constructor');
  } else {
    const isDataclass = classChain(cls).some((link) => !('library' in link) && link.isDataclass);
    // The `__init__` that `dataclass` writes is one in Python.
    spend(machine, frame, isDataclass ? 'call-class' : 'call-class-plain', at);
    if (isDataclass) fillFields(machine, instance, args);
    else keepLibraryArguments(instance, args);
  }
  return instance;
}

function newInstance(machine: Machine, cls: ClassValue): InstanceValue {
  const instance: InstanceValue = { kind: 'instance', id: newId(machine), cls, attributes: new Map() };
  keepInstance(machine, instance);
  return instance;
}

function keepInstance(machine: Machine, instance: InstanceValue): void {
  const { def } = instance.cls;
  const known = machine.instances.get(def);
  if (known === undefined) machine.instances.set(def, [instance]);
  else known.push(instance);
}

/** Without an `__init__` of its own the class takes its base's arguments: `class Worker(Thread)` called with `target=`. */
function keepLibraryArguments(instance: InstanceValue, args: CallArguments): void {
  for (const [name, value] of args.keywords) instance.attributes.set(name, value);
}

/** Fields of a dataclass, from the arguments or their defaults. */
function fillFields(machine: Machine, instance: InstanceValue, args: CallArguments): void {
  let index = 0;
  for (const link of [...classChain(instance.cls)].reverse()) {
    if ('library' in link) continue;
    for (const statement of link.def.body) {
      const target = statement.kind === 'Assign' ? statement.targets[0] : undefined;
      if (statement.kind !== 'Assign' || target?.kind !== 'Name' || statement.annotation === undefined)
        continue;
      const given = args.positional[index++] ?? args.keywords.get(target.id);
      instance.attributes.set(
        target.id,
        given ?? defaultOfField(machine, link, target.id, statement.annotation),
      );
    }
  }
}

function defaultOfField(machine: Machine, cls: ClassValue, name: string, annotation: Expr): Value {
  const fallback = cls.attributes.get(name);
  return fallback === undefined || fallback.kind === 'unknown' || fallback.kind === 'none'
    ? annotationValue(machine, cls.closure, annotation)
    : fallback;
}

/** An instance that stands for any: the first one the code makes, or one made with unknown arguments. */
export function genericInstance(machine: Machine, cls: ClassValue): InstanceValue {
  return firstInstance(machine, cls) ?? madeWithUnknown(machine, newInstance(machine, cls));
}

/**
 * The same, but where the code has made none yet, the instance is made when somebody first reads its attributes: of most
 * parameters only the class matters.
 */
export function standIn(machine: Machine, cls: ClassValue): InstanceValue {
  const known = firstInstance(machine, cls) ?? machine.standIns.get(cls.def);
  if (known !== undefined) return known;
  const id = newId(machine);
  let made: InstanceValue['attributes'] | undefined;
  const instance: InstanceValue = {
    kind: 'instance',
    id,
    cls,
    get attributes() {
      if (made !== undefined) return made;
      // Where no call can be followed any more it is left to the next who asks.
      if (machine.stepsLeft <= 0 || machine.active.length >= DEPTH_LIMIT) return new Map();
      const before = firstInstance(machine, cls);
      made = before?.attributes ?? new Map();
      if (before === undefined) {
        keepInstance(machine, instance);
        madeWithUnknown(machine, instance);
      }
      return made;
    },
  };
  machine.standIns.set(cls.def, instance);
  return instance;
}

function firstInstance(machine: Machine, cls: ClassValue): InstanceValue | undefined {
  return machine.instances.get(cls.def)?.find((instance) => instance.cls.def === cls.def);
}

function madeWithUnknown(machine: Machine, instance: InstanceValue): InstanceValue {
  const { cls } = instance;
  const init = classAttribute(machine, cls, '__init__', instance);
  if (init?.kind === 'function') {
    const frame = createFrame(cls.unit, cls.closure, cls.name, undefined, 1);
    callFunction(
      machine,
      frame,
      init,
      genericArguments(machine, init),
      cls.def.nameRange,
      cls.name,
      'generic',
    );
  } else if (cls.isDataclass) {
    fillFields(machine, instance, { positional: [], keywords: new Map(), unknownRest: true });
  }
  for (const value of instance.attributes.values()) widenEmpty(value);
  return instance;
}

/** An empty container that outlives the code that made it has been filled by the time others look. */
export function widenEmpty(value: Value): void {
  if (value.kind === 'collection' && value.type !== 'tuple' && value.length?.high === 0) {
    value.length = undefined;
    value.basis = 'unknown';
    value.items = undefined;
    value.entries = undefined;
    value.element = UNKNOWN;
    value.mapped = UNKNOWN;
  }
}
