/** Attribute look-up: modules, instances and their classes, library objects, builtin types. */
import type { TextRange } from '../base/text';
import { boundNames } from '../bind/boundNames';
import type { ClassDef, Expr, FunctionDef } from '../syntax/ast';
import { annotationValue } from './annotations';
import { callFunction } from './calls';
import { flatten } from './codeWalk';
import { libraryConstant } from './constants';
import { evaluate } from './expressions';
import { starLibraryName } from './imports';
import { classChain, createFrame, type Frame, type Machine } from './machine';
import { ensureInterpreted } from './modules';
import { Scope } from './scope';
import { typedValue } from './types';
import { widened } from './widening';
import {
  classNameOf,
  join,
  text,
  UNKNOWN,
  withBasis,
  type AttributeAssignment,
  type ClassValue,
  type InstanceValue,
  type ObjectValue,
  type Value,
} from './values';

export function getAttribute(
  machine: Machine,
  frame: Frame,
  object: Value,
  attr: string,
  at: TextRange,
): Value {
  switch (object.kind) {
    case 'module': {
      ensureInterpreted(machine, object.unit);
      const found = object.unit.scope.vars.get(attr);
      if (found !== undefined) return withBasis(found, 'constant');
      const submodule = machine.loader.load(object.unit, attr, 1);
      if (submodule !== undefined) return { kind: 'module', unit: submodule };
      return starLibraryName(machine, object.unit.scope.vars, attr) ?? UNKNOWN;
    }
    case 'library': {
      const name = `${object.name}.${attr}`;
      const constant = libraryConstant(name);
      if (constant !== undefined) return constant;
      const type = machine.kb.attributeType(name);
      if (type !== undefined && type.kind !== 'module' && type.kind !== 'class')
        return typedValue(machine, frame, type);
      if (name === 'typing.TYPE_CHECKING')
        return { kind: 'number', type: 'bool', range: { low: 0, mid: 0, high: 0 }, basis: 'literal' };
      return { kind: 'library', name };
    }
    case 'class':
      return (
        classAttribute(machine, object, attr, undefined) ??
        (attr === '__name__' ? text(object.name) : UNKNOWN)
      );
    case 'instance':
      return instanceAttribute(machine, frame, object, attr, at);
    case 'object': {
      if (object.of === 'super') return superAttribute(machine, object, attr);
      const own = object.attributes.get(attr);
      const type = machine.kb.attributeType(`${object.of}.${attr}`);
      // `Popen(stdout=PIPE)` does not make `stdout` the constant that was handed in.
      if (own !== undefined && (type === undefined || own.kind !== 'library')) return own;
      if (type !== undefined) return typedValue(machine, frame, type, object);
      return (
        madeUpAttribute(machine, frame, object, attr) ?? {
          kind: 'method',
          receiver: object,
          name: `${object.of}.${attr}`,
        }
      );
    }
    case 'number':
    case 'text':
    case 'collection':
      return { kind: 'method', receiver: object, name: `${classNameOf(object) ?? '?'}.${attr}` };
    case 'union': {
      const options = object.options.filter((option) => option.kind !== 'none');
      return options
        .map((option) => getAttribute(machine, frame, option, attr, at))
        .reduce(
          join,
          options.length === 0 ? UNKNOWN : getAttribute(machine, frame, options[0] ?? UNKNOWN, attr, at),
        );
    }
    case 'function':
      if (attr === '__name__' || attr === '__qualname__') return text(object.name);
      if (attr === '__wrapped__') return object;
      return UNKNOWN;
    case 'partial':
      return attr === 'func' ? object.func : UNKNOWN;
    case 'method':
    case 'none':
    case 'unknown':
      return { kind: 'method', receiver: object, name: `?.${attr}` };
  }
}

/** `client.shop`: what a class's `__getattr__` gives for any name that is not one of its own. */
function madeUpAttribute(
  machine: Machine,
  frame: Frame,
  object: ObjectValue,
  attr: string,
): Value | undefined {
  const type = machine.kb.returnType(`${object.of}.__getattr__`);
  if (type?.kind !== 'instance' || attr.startsWith('_')) return undefined;
  const name = `${object.of}.${attr}`;
  const isOwn = machine.kb.lookup(name) !== undefined || machine.kb.returnType(name) !== undefined;
  return isOwn || machine.kb.describes(name) ? undefined : typedValue(machine, frame, type, object);
}

/** `super().attr`: the look-up starts behind the class whose method is running. */
function superAttribute(machine: Machine, object: ObjectValue, attr: string): Value {
  const self = object.attributes.get('self');
  const owner = object.attributes.get('owner');
  if (self?.kind !== 'instance' || owner?.kind !== 'class') return UNKNOWN;
  const found = classAttribute(machine, self.cls, attr, self, owner);
  if (found !== undefined) return found;
  const library = classChain(self.cls).find((link) => 'library' in link);
  const name = library !== undefined && 'library' in library ? library.library : 'object';
  return { kind: 'method', receiver: self, name: `${name}.${attr}` };
}

/** Attribute of a class, bound to `self` where it is a method. */
export function classAttribute(
  machine: Machine,
  cls: ClassValue,
  attr: string,
  self: Value | undefined,
  after?: ClassValue,
): Value | undefined {
  const chain = classChain(cls);
  const start = after === undefined ? 0 : chain.indexOf(after) + 1;
  for (const link of chain.slice(start)) {
    if ('library' in link) {
      const name = `${link.library}.${attr}`;
      if (machine.kb.lookup(name) !== undefined || machine.kb.returnType(name) !== undefined) {
        return { kind: 'method', receiver: self ?? UNKNOWN, name };
      }
      continue;
    }
    const value = link.attributes.get(attr);
    if (value !== undefined) return bind(value, self, link);
  }
  return undefined;
}

function bind(value: Value, self: Value | undefined, cls: ClassValue): Value {
  if (value.kind !== 'function' || value.self !== undefined) return value;
  if (value.form === 'static') return value;
  if (value.form === 'class') return { ...value, self: cls };
  return self === undefined ? value : { ...value, self };
}

function instanceAttribute(
  machine: Machine,
  frame: Frame,
  object: InstanceValue,
  attr: string,
  at: TextRange,
): Value {
  const fromClass = classAttribute(machine, object.cls, attr, object);
  if (fromClass?.kind === 'function' && fromClass.form === 'property') {
    return callFunction(
      machine,
      frame,
      fromClass,
      { positional: [], keywords: new Map(), unknownRest: false },
      at,
      attr,
    );
  }
  const own = object.attributes.get(attr);
  if (own?.kind === 'none' && assignmentCount(object.cls, attr) > 1) {
    // Set to None until some other method knows better.
    const other = isOnlyNone(object.cls, attr) ? own : UNKNOWN;
    const later = join(own, assignedElsewhere(machine, object, attr) ?? other);
    object.attributes.set(attr, later);
    return later;
  }
  if (own !== undefined) {
    // Another method may have changed a plain value since; what kind of value it is stays.
    return assignmentCount(object.cls, attr) > 1 ? widened(own) : withBasis(own, 'constant');
  }
  if (fromClass !== undefined) return fromClass;
  if (attr === '__class__') return object.cls;
  const assigned = assignedElsewhere(machine, object, attr);
  if (assigned !== undefined) {
    object.attributes.set(attr, assigned);
    return assigned;
  }
  const inherited = libraryAttribute(machine, frame, object, attr);
  if (inherited !== undefined) return inherited;
  const library = classChain(object.cls).find((link) => 'library' in link);
  if (library !== undefined && 'library' in library) {
    return { kind: 'method', receiver: object, name: `${library.library}.${attr}` };
  }
  const getter = classAttribute(machine, object.cls, '__getattr__', object);
  return getter === undefined ? { kind: 'method', receiver: object, name: `?.${attr}` } : UNKNOWN;
}

/** What a library base says that an attribute of its instances holds: `rfile` of a request handler. */
function libraryAttribute(
  machine: Machine,
  frame: Frame,
  object: InstanceValue,
  attr: string,
): Value | undefined {
  for (const link of classChain(object.cls)) {
    const type = 'library' in link ? machine.kb.attributeType(`${link.library}.${attr}`) : undefined;
    if (type === undefined) continue;
    const value = typedValue(machine, frame, type, object);
    object.attributes.set(attr, value);
    return value;
  }
  return undefined;
}

/**
 * Finds the `self.name = value` statements of a class body for one name after the other. A method whose text has no place
 * where the name could be set is not looked into: most are never parsed.
 */
export function attributeAssignments(def: ClassDef): (attr: string) => readonly AttributeAssignment[] {
  const known = new Map<string, readonly AttributeAssignment[]>();
  const byMethod = new Map<FunctionDef, ReadonlyMap<string, readonly AttributeAssignment[]>>();
  const assignmentsOf = (method: FunctionDef): ReadonlyMap<string, readonly AttributeAssignment[]> => {
    const before = byMethod.get(method);
    if (before !== undefined) return before;
    const found = assignmentsIn(method);
    byMethod.set(method, found);
    return found;
  };
  return (attr) => {
    const before = known.get(attr);
    if (before !== undefined) return before;
    const found: AttributeAssignment[] = [];
    for (const member of def.body) {
      const self = member.kind === 'FunctionDef' ? member.params[0] : undefined;
      if (member.kind !== 'FunctionDef' || self === undefined) continue;
      if (mayBeSet(member.bodyText, self.name, attr)) found.push(...(assignmentsOf(member).get(attr) ?? []));
    }
    known.set(attr, found);
    return found;
  };
}

/** Whether the text has `self.attr` where a statement could set it; some places where none does are taken for such, too. */
function mayBeSet(body: string, self: string, attr: string): boolean {
  const place = `${self}.${attr}`;
  for (let at = body.indexOf(place); at >= 0; at = body.indexOf(place, at + place.length)) {
    const end = at + place.length;
    ASSIGNED.lastIndex = end;
    if (ASSIGNED.test(body)) return true;
    AMONG_TARGETS.lastIndex = end;
    if (AMONG_TARGETS.test(body) && isTarget(body.slice(lineStart(body, at), at), restOfLine(body, end)))
      return true;
  }
  return false;
}

/** The sign of an assignment, or what may hide one. */
const ASSIGNED = /\s*(?:=(?!=)|(?:\*\*|\/\/|<<|>>|[-+*/%&|^@])=|[\\#])/y;

/** What ends one of several targets, a target with an annotation, or the target of `with … as`. */
const AMONG_TARGETS = /\s*[,:)\]]/y;

/** By what stands around it on its line: `x, self.a = …`, `as self.a:`, `self.a: int`, or a line of nothing but targets. */
function isTarget(before: string, after: string): boolean {
  return (
    /(?:^\s*|[;:]\s*|\bas[\s([]+)$/.test(before) ||
    /(?:[^=!<>]=(?!=)|[\\#])/.test(after) ||
    /^[\w\s.,*()[\]]*$/.test(before + after)
  );
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at) + 1;
}

function restOfLine(text: string, from: number): string {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.slice(from) : text.slice(from, end);
}

function assignmentsIn(method: FunctionDef): ReadonlyMap<string, readonly AttributeAssignment[]> {
  const found = new Map<string, AttributeAssignment[]>();
  const self = method.params[0]?.name;
  if (self === undefined) return found;
  const note = (target: Expr, value: Expr | undefined, annotation: Expr | undefined): void => {
    if (target.kind === 'Tuple') for (const part of target.elts) note(part, undefined, undefined);
    if (target.kind !== 'Attribute' || target.value.kind !== 'Name' || target.value.id !== self) return;
    const list = found.get(target.attr) ?? [];
    list.push({ method, value, annotation });
    found.set(target.attr, list);
  };
  for (const { statement } of flatten(method.body)) {
    switch (statement.kind) {
      case 'Assign':
        for (const target of statement.targets) note(target, statement.value, statement.annotation);
        break;
      case 'AugAssign':
        note(statement.target, undefined, undefined);
        break;
      case 'With':
        for (const item of statement.items) {
          if (item.target !== undefined) note(item.target, item.context, undefined);
        }
        break;
      default:
        break;
    }
  }
  return found;
}

function assignmentCount(cls: ClassValue, attr: string): number {
  let count = 0;
  for (const link of classChain(cls)) {
    if ('library' in link) continue;
    count += link.assignments(attr).length;
  }
  return count;
}

/** Whether no method ever sets the attribute to anything else. */
function isOnlyNone(cls: ClassValue, attr: string): boolean {
  return classChain(cls).every(
    (link) =>
      'library' in link ||
      link
        .assignments(attr)
        .every(({ value }) => value === undefined || (value.kind === 'Constant' && value.type === 'none')),
  );
}

/** Value of an attribute that only some other method sets: its right side, with that method's parameters unknown. */
function assignedElsewhere(machine: Machine, object: InstanceValue, attr: string): Value | undefined {
  for (const link of classChain(object.cls)) {
    if ('library' in link) continue;
    for (const { method, value, annotation } of link.assignments(attr)) {
      const scope = new Scope('function', link.closure, boundNames(method));
      for (const param of method.params) {
        const stated = param.annotation;
        if (stated === undefined) scope.vars.set(param.name, UNKNOWN);
        else scope.vars.defer(param.name, () => annotationValue(machine, link.closure, stated));
      }
      const self = method.params[0];
      if (self !== undefined) scope.vars.set(self.name, object);
      if (annotation !== undefined) {
        const stated = annotationValue(machine, scope, annotation);
        if (stated.kind !== 'unknown') return stated;
      }
      if (value === undefined) continue;
      // Stops `self.a = self.b; self.b = self.a`.
      object.attributes.set(attr, UNKNOWN);
      const result = evaluate(
        machine,
        createFrame(link.unit, scope, `${link.name}.${method.name}`, undefined, 1),
        value,
      );
      object.attributes.delete(attr);
      if (result.kind !== 'none' && result.kind !== 'unknown') return widened(result);
    }
  }
  return undefined;
}
