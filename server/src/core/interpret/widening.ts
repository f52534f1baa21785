/**
 * Widening, as abstract interpretation calls it: one pass over the body of a loop stands for all rounds, so names that
 * the body assigns must not hold what only the first round sees.
 */
import { assignedNames } from '../bind/boundNames';
import { hull, type Estimate } from '../model/estimate';
import type { Trips } from '../model/profile';
import type { Expr, Stmt } from '../syntax/ast';
import { flatten, namesIn } from './codeWalk';
import type { Frame, Machine } from './machine';
import { quietly } from './quiet';
import { optionsOf, someNumber, type TextValue, type Value } from './values';

/** Forgets what names hold that the body assigns: a later round sees another value than the first. */
export function widenAssigned(machine: Machine, frame: Frame, body: readonly Stmt[], trips: Trips): void {
  const once = trips.count.high <= 1 && !flatten(body).some(({ statement }) => statement.kind === 'Break');
  if (once) return;
  const sized: { readonly name: string; readonly start: TextValue; readonly given: readonly Expr[] }[] = [];
  for (const name of assignedNames(body)) {
    const value = frame.scope.vars.get(name);
    if (value === undefined || frame.scope.globals.has(name) || frame.scope.nonlocals.has(name)) continue;
    if (value.kind === 'text') {
      const given = assignedValues(body, name);
      const lengths = given && lengthsOf(machine, frame, body, given);
      if (given !== undefined && lengths !== undefined) {
        if (value.length !== undefined && lengths.every((length) => isSame(length, value.length))) {
          frame.scope.vars.set(name, { ...value, text: undefined });
          continue;
        }
        sized.push({ name, start: value, given });
      }
    }
    frame.scope.vars.set(name, widened(value));
  }
  for (const { name, start, given } of sized) {
    const lengths = lengthsOf(machine, frame, body, given);
    if (lengths === undefined) continue;
    const later = lengths.reduce(hull);
    // The first round is one of many.
    const length = { ...hull(later, start.length ?? later), mid: later.mid };
    frame.scope.vars.set(name, { ...start, text: undefined, length, basis: 'unknown' });
  }
  widenAttributes(frame, body);
}

/** All that the body may assign to a name; undefined where a loop, an operator or a pattern gives it something else. */
function assignedValues(body: readonly Stmt[], name: string): readonly Expr[] | undefined {
  const given = flatten(body).flatMap(({ statement }) => {
    if (statement.kind === 'For' || statement.kind === 'AugAssign')
      return namesIn(statement.target).includes(name) ? [undefined] : [];
    if (statement.kind !== 'Assign' || !assignedNames([statement]).has(name)) return [];
    return [statement.targets.every((target) => target.kind === 'Name') ? statement.value : undefined];
  });
  const known = given.filter((expr) => expr !== undefined);
  return known.length > 0 && known.length === given.length ? known : undefined;
}

/**
 * How long the texts are that these expressions give here and now; undefined where one gives none, or one of unknown
 * length. Asked for again with widened names, the lengths are those of every later round:
 * `digest = sha256(digest).digest()` is as short whatever it starts from.
 */
function lengthsOf(
  machine: Machine,
  frame: Frame,
  body: readonly Stmt[],
  given: readonly Expr[],
): readonly Estimate[] | undefined {
  const made = bindHelpers(machine, frame, body, given);
  try {
    const lengths: Estimate[] = [];
    for (const expr of given) {
      const value = quietly(machine, frame, expr);
      if (value.kind !== 'text' || value.length === undefined) return undefined;
      lengths.push(value.length);
    }
    return lengths;
  } finally {
    for (const name of made) frame.scope.vars.delete(name);
  }
}

/**
 * Binds the names that these expressions mention and that nobody has bound before the loop, to what the body assigns
 * first: `hash` of `hash = md5(); hash.update(text); text = hash.hexdigest()`. Gives them, to be unbound again.
 */
function bindHelpers(
  machine: Machine,
  frame: Frame,
  body: readonly Stmt[],
  given: readonly Expr[],
): readonly string[] {
  const assigned = assignedNames(body);
  const missing = new Set(
    given.flatMap(namesIn).filter((name) => assigned.has(name) && !frame.scope.vars.has(name)),
  );
  const made: string[] = [];
  for (const { statement } of missing.size === 0 ? [] : flatten(body)) {
    if (statement.kind !== 'Assign' || statement.value === undefined) continue;
    const [target] = statement.targets;
    if (target?.kind !== 'Name' || !missing.delete(target.id)) continue;
    frame.scope.vars.set(target.id, quietly(machine, frame, statement.value));
    made.push(target.id);
  }
  return made;
}

function isSame(a: Estimate, b: Estimate | undefined): boolean {
  return a.low === b?.low && a.mid === b.mid && a.high === b.high;
}

/** `node.left = …` in a loop: the attribute of an object that is there before may hold something else in a later round. */
function widenAttributes(frame: Frame, body: readonly Stmt[]): void {
  for (const { statement } of flatten(body)) {
    if (statement.kind !== 'Assign') continue;
    for (const target of statement.targets) {
      if (target.kind !== 'Attribute' || target.value.kind !== 'Name') continue;
      const object = frame.scope.lookup(target.value.id) ?? { kind: 'unknown' };
      for (const option of optionsOf(object)) {
        const held = option.kind === 'instance' ? option.attributes.get(target.attr) : undefined;
        if (option.kind === 'instance' && held?.kind === 'none') option.attributes.delete(target.attr);
      }
    }
  }
}

export function widened(value: Value): Value {
  switch (value.kind) {
    case 'number':
      return someNumber(value.type);
    case 'text':
      return { ...value, text: undefined, length: undefined, basis: 'unknown' };
    case 'none':
      return { kind: 'unknown' };
    default:
      return value;
  }
}
