/** What runs where a method only says "to be overridden": the same method of the subclasses in sight. */
import type { Expr, FunctionDef, Lambda } from '../syntax/ast';
import { genericInstance } from './classes';
import type { Machine } from './machine';
import type { ClassValue, FunctionValue } from './values';

/** More subclasses than these are a sample; which of them runs, nobody can tell. */
const MOST_OVERRIDES = 4;

/** A body that only says "to be overridden": what really runs is some subclass's. */
export function isAbstract(def: FunctionDef | Lambda): boolean {
  if (def.kind === 'Lambda' || def.decorators.some((decorator) => nameOf(decorator).endsWith('overload')))
    return false;
  if (def.decorators.some((decorator) => nameOf(decorator).endsWith('abstractmethod'))) return true;
  const [only, second] = def.body.filter((part) => part.kind !== 'Expr' || part.value.kind !== 'Constant');
  if (only?.kind !== 'Raise' || second !== undefined) return false;
  const raised = only.exc?.kind === 'Call' ? only.exc.func : only.exc;
  return raised !== undefined && nameOf(raised).endsWith('NotImplementedError');
}

function nameOf(expr: Expr): string {
  if (expr.kind === 'Name') return expr.id;
  return expr.kind === 'Attribute' ? expr.attr : '';
}

/** Lets `overridesOf` find `cls` by its bases. */
export function noteSubclass(machine: Machine, cls: ClassValue): void {
  for (const base of cls.bases) {
    if (base.kind !== 'class') continue;
    const known = machine.subclasses.get(base.def) ?? [];
    machine.subclasses.set(base.def, [...known.filter((other) => other.def !== cls.def), cls]);
  }
}

/** The methods that override the abstract `func`, bound to instances of their classes; in the order of the code. */
export function overridesOf(machine: Machine, func: FunctionValue): readonly FunctionValue[] {
  if (func.self?.kind !== 'instance') return [];
  const found: FunctionValue[] = [];
  const seen = new Set<ClassValue['def']>();
  const visit = (cls: ClassValue): void => {
    for (const subclass of machine.subclasses.get(cls.def) ?? []) {
      if (seen.has(subclass.def) || found.length >= MOST_OVERRIDES) continue;
      seen.add(subclass.def);
      const method = subclass.attributes.get(shortName(func.name));
      if (method?.kind === 'function' && method.form === func.form && !isAbstract(method.def))
        found.push({ ...method, self: genericInstance(machine, subclass) });
      else visit(subclass);
    }
  };
  visit(func.self.cls);
  return found;
}

function shortName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
