/** Defines functions, lambdas and classes, and applies their decorators. */
import type { ClassDef, Expr, FunctionDef, Lambda } from '../syntax/ast';
import { attributeAssignments } from './attributes';
import { callValue } from './calls';
import { evaluate } from './expressions';
import { newId, spend, type Frame, type Machine } from './machine';
import { interpretBlock } from './statements';
import { noteSubclass } from './overrides';
import { Scope } from './scope';
import type { ClassValue, FunctionValue, Value } from './values';

export function defineFunction(machine: Machine, frame: Frame, def: FunctionDef): void {
  spend(machine, frame, 'function-creation', { start: def.start, end: def.bodyRange.start });
  const plain: FunctionValue = {
    kind: 'function',
    id: newId(machine),
    def,
    unit: frame.unit,
    closure: frame.scope,
    name: qualifiedName(frame, def.name),
    self: undefined,
    owner: undefined,
    defaults: defaultsOf(machine, frame, def),
    form: 'plain',
  };
  machine.defined.push(plain);
  let value: Value = plain;
  for (const decorator of [...def.decorators].reverse()) value = decorate(machine, frame, decorator, value);
  frame.scope.assign(def.name, value);
}

export function lambdaValue(machine: Machine, frame: Frame, def: Lambda): FunctionValue {
  return {
    kind: 'function',
    id: newId(machine),
    def,
    unit: frame.unit,
    closure: frame.scope,
    name: '<lambda>',
    self: undefined,
    owner: undefined,
    defaults: defaultsOf(machine, frame, def),
    form: 'plain',
  };
}

function qualifiedName(frame: Frame, name: string): string {
  if (frame.name === '<module>') return name;
  return frame.scope.kind === 'class' ? `${frame.name}.${name}` : `${frame.name}.<locals>.${name}`;
}

function defaultsOf(machine: Machine, frame: Frame, def: FunctionDef | Lambda): ReadonlyMap<string, Value> {
  const defaults = new Map<string, Value>();
  for (const param of def.params) {
    if (param.default !== undefined) defaults.set(param.name, evaluate(machine, frame, param.default));
  }
  return defaults;
}

/** A decorator of the analysed code is called; one of a library is known or taken to hand the function on. */
function decorate(machine: Machine, frame: Frame, decorator: Expr, value: Value): Value {
  if (decorator.kind === 'Attribute' && ['setter', 'deleter'].includes(decorator.attr)) {
    // Reading the property is what its getter does.
    const property = evaluate(machine, frame, decorator.value);
    if (property.kind === 'function' && property.form === 'property') return property;
  }
  const callee = evaluate(machine, frame, decorator);
  if (callee.kind === 'library' && value.kind === 'function') {
    switch (callee.name) {
      case 'staticmethod':
        return { ...value, form: 'static' };
      case 'classmethod':
        return { ...value, form: 'class' };
      case 'property':
      case 'functools.cached_property':
        return { ...value, form: 'property' };
      default:
        break;
    }
  }
  if (callee.kind === 'library' && compilesToNative(callee.name)) return callee;
  if (callee.kind === 'object' && callee.of === COMPILED) {
    return {
      kind: 'library',
      name: callee.attributes.get('nogil')?.kind === 'number' ? 'numba.njit.nogil' : 'numba.njit',
    };
  }
  if (callee.kind !== 'function' && callee.kind !== 'class' && callee.kind !== 'instance') return value;
  const result = callValue(
    machine,
    frame,
    callee,
    { positional: [value], keywords: new Map(), unknownRest: false },
    decorator,
  );
  const known =
    result.kind === 'function' ||
    result.kind === 'instance' ||
    result.kind === 'class' ||
    result.kind === 'partial';
  return known ? result : value;
}

/** Class under which a configured compiling decorator is kept: `@numba.njit(nogil=True)`. */
export const COMPILED = 'numba.njit()';

const COMPILERS: ReadonlySet<string> = new Set([
  'numba.njit',
  'numba.jit',
  'numba.vectorize',
  'numba.guvectorize',
  'numba.cfunc',
]);

export function compilesToNative(name: string): boolean {
  return COMPILERS.has(name);
}

export function defineClass(machine: Machine, frame: Frame, def: ClassDef): void {
  const bases = def.bases.map((base) => evaluate(machine, frame, base));
  spend(machine, frame, 'class-creation', { start: def.start, end: def.nameRange.end });
  const decorators = def.decorators.map((decorator) =>
    evaluate(machine, frame, decorator.kind === 'Call' ? decorator.func : decorator),
  );
  const scope = new Scope('class', frame.scope);
  const name = qualifiedName(frame, def.name);
  const cls: ClassValue = {
    kind: 'class',
    id: newId(machine),
    def,
    unit: frame.unit,
    closure: frame.scope,
    name,
    bases,
    attributes: scope.vars,
    isDataclass:
      decorators.some((value) => isDataclassDecorator(value)) || bases.some((base) => isRecord(base)),
    assignments: attributeAssignments(def),
  };
  const outer = { scope: frame.scope, name: frame.name };
  const definedBefore = machine.defined.length;
  frame.scope = scope;
  frame.name = name;
  interpretBlock(machine, frame, def.body);
  frame.scope = outer.scope;
  frame.name = outer.name;
  const methods = new Map<FunctionDef | Lambda, FunctionValue>();
  for (const [key, value] of scope.vars) {
    if (value.kind !== 'function' || value.owner !== undefined) continue;
    const method = { ...value, owner: cls };
    cls.attributes.set(key, method);
    methods.set(method.def, method);
  }
  // A decorator may have put another function in a method's place; the method is there all the same.
  for (const [index, func] of machine.defined.entries()) {
    if (index < definedBefore || func.closure !== scope) continue;
    machine.defined[index] = methods.get(func.def) ?? { ...func, owner: cls };
  }
  noteSubclass(machine, cls);
  frame.scope.assign(def.name, cls);
}

/** Classes whose subclasses take their annotated fields as arguments. */
const RECORDS: ReadonlySet<string> = new Set([
  'typing.NamedTuple',
  'typing_extensions.NamedTuple',
  'pydantic.BaseModel',
  'pydantic.main.BaseModel',
  'msgspec.Struct',
]);

function isRecord(base: Value): boolean {
  return base.kind === 'library' && RECORDS.has(base.name);
}

function isDataclassDecorator(value: Value): boolean {
  const name = value.kind === 'library' ? value.name : value.kind === 'object' ? value.of : '';
  return [
    'dataclasses.dataclass',
    'attr.s',
    'attr.attrs',
    'attr.define',
    'attrs.define',
    'attrs.frozen',
  ].includes(name);
}
