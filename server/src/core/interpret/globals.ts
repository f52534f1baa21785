/** What a module's variable holds that starts as None and gets its value from a function with `global`. */
import { boundNames } from '../bind/boundNames';
import type { Expr, FunctionDef } from '../syntax/ast';
import { annotationValue } from './annotations';
import { flatten } from './codeWalk';
import { evaluate } from './expressions';
import { widened } from './widening';
import { createFrame, type Frame, type Machine } from './machine';
import { Scope } from './scope';
import { join, NONE, UNKNOWN, type FunctionValue, type Value } from './values';

/** None, or the first value that some function of the module gives the variable; UNKNOWN where none tells. */
export function globalSetLater(machine: Machine, { unit }: Frame, name: string): Value {
  const key = `${unit.path}:${name}`;
  const known = machine.laterGlobals.get(key);
  if (known !== undefined) return known;
  // Stops two variables that are set from each other.
  machine.laterGlobals.set(key, UNKNOWN);
  for (const func of machine.defined) {
    if (func.unit !== unit || func.def.kind !== 'FunctionDef') continue;
    for (const { def, value } of assignmentsIn(func.def, name)) {
      const found = valueIn(machine, func, def, value);
      if (found.kind === 'none' || found.kind === 'unknown') continue;
      const later = join(NONE, widened(found));
      machine.laterGlobals.set(key, later);
      return later;
    }
  }
  // Functions further down may still be to come.
  if (unit.state !== 'done') machine.laterGlobals.delete(key);
  return UNKNOWN;
}

interface GlobalAssignment {
  readonly def: FunctionDef;
  readonly value: Expr;
}

function assignmentsIn(def: FunctionDef, name: string): GlobalAssignment[] {
  if (!boundNames(def).globals.has(name)) return [];
  return flatten(def.body).flatMap(({ statement }) =>
    statement.kind === 'Assign' &&
    statement.value !== undefined &&
    statement.targets.some((target) => isName(target, name))
      ? [{ def, value: statement.value }]
      : [],
  );
}

function isName(expr: Expr, name: string): boolean {
  return expr.kind === 'Name' && expr.id === name;
}

/** The right side, with the function's parameters as annotated and its other names unknown. */
function valueIn(machine: Machine, func: FunctionValue, def: FunctionDef, value: Expr): Value {
  const scope = new Scope('function', func.closure, boundNames(def));
  for (const { name, annotation } of def.params) {
    if (annotation !== undefined)
      scope.vars.defer(name, () => annotationValue(machine, func.closure, annotation));
  }
  return evaluate(machine, createFrame(func.unit, scope, func.name, undefined, 1), value);
}
