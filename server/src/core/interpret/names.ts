/** Looks names up: scopes first, then what a star import may have brought, then builtins. */
import type { Operation } from '../cost/operations';
import { globalSetLater } from './globals';
import { starLibraryName } from './imports';
import type { Frame, Machine } from './machine';
import type { Scope } from './scope';
import { someNumber, text, UNKNOWN, withBasis, type Value } from './values';

export function lookupName(
  machine: Machine,
  frame: Frame,
  name: string,
): { value: Value; operation: Operation } {
  const owner = frame.scope.owner(name);
  if (owner === undefined) return { value: builtinName(machine, frame, name), operation: globalLoad(frame) };
  const found = owner.vars.get(name);
  const operation: Operation =
    owner === frame.scope
      ? owner.kind === 'function'
        ? 'load-local'
        : 'load-module-name'
      : owner.kind === 'function'
        ? 'load-closure'
        : globalLoad(frame);
  if (found === undefined) return { value: UNKNOWN, operation };
  return { value: asRead(machine, frame, owner, name, found), operation };
}

function globalLoad(frame: Frame): Operation {
  return frame.scope.kind === 'function' ? 'load-global' : 'load-module-name';
}

/** A constant read through its name; one that some function rebinds with `global` may hold anything of its type by now. */
function asRead(machine: Machine, frame: Frame, owner: Scope, name: string, value: Value): Value {
  const rebound = owner.kind === 'module' && owner !== frame.scope && frame.unit.ast.globalsWritten.has(name);
  if (rebound && owner === frame.unit.scope) {
    if (value.kind === 'number') return someNumber(value.type);
    if (value.kind === 'none') return globalSetLater(machine, frame, name);
  }
  return withBasis(value, 'constant');
}

function builtinName(machine: Machine, frame: Frame, name: string): Value {
  if (name === '__name__') return text(frame.unit.name);
  if (name === '__file__' || name === '__doc__') return UNKNOWN;
  return starLibraryName(machine, frame.scope.module.vars, name) ?? { kind: 'library', name };
}
