/** Objects of classes of the file: which class an expression gives an object of, as far as the text tells. */
import type { ClassDef, Expr } from '../syntax/ast';
import type { IndexedModule } from './moduleIndex';
import { dottedName, isInBody, meaningOf, ownerOf, scopesAt, type Level } from './names';
import { descendants, pathTo } from './walk';

export interface Owner {
  readonly def: ClassDef;
  readonly level: Level;
}

/** Names of names of names end somewhere. */
const MOST_STEPS = 8;

/** The class that the expression is an object of: `self`, a call of the class, a variable or loop variable of either. */
export function classOfObject(ast: IndexedModule, expr: Expr, steps = 0): Owner | undefined {
  if (steps > MOST_STEPS) return undefined;
  if (expr.kind === 'Call') {
    if (expr.func.kind !== 'Name') return undefined;
    const made = meaningOf(ast, expr.func.id, expr);
    return made.kind === 'class' ? { def: made.def, level: made.level } : undefined;
  }
  if (expr.kind !== 'Name') return undefined;
  const source = loopSource(ast, expr);
  if (source !== undefined) return classOfElement(ast, source, steps + 1);
  const meaning = meaningOf(ast, expr.id, expr);
  if (meaning.kind === 'parameter') {
    if (meaning.of.params[0]?.name !== expr.id) return undefined;
    const scopes = scopesAt(ast, meaning.of);
    const def = scopes.at(-2);
    return def?.kind === 'ClassDef' ? { def, level: scopes.length === 2 ? 'module' : 'local' } : undefined;
  }
  if (meaning.kind !== 'variable' || meaning.values.length !== 1) return undefined;
  const [value] = meaning.values;
  return value === undefined ? undefined : classOfObject(ast, value, steps + 1);
}

/** The class that the elements of an iterable are objects of. */
function classOfElement(ast: IndexedModule, iterable: Expr, steps: number): Owner | undefined {
  if (steps > MOST_STEPS) return undefined;
  switch (iterable.kind) {
    case 'List':
    case 'Tuple':
    case 'Set': {
      const [first] = iterable.elts;
      return first === undefined ? undefined : classOfObject(ast, first, steps + 1);
    }
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      return iterable.elt === undefined ? undefined : classOfObject(ast, iterable.elt, steps + 1);
    case 'Name': {
      const meaning = meaningOf(ast, iterable.id, iterable);
      if (meaning.kind !== 'variable') return undefined;
      const values = meaning.values.filter((value) => value !== undefined);
      return (
        values.map((value) => classOfElement(ast, value, steps + 1)).find((owner) => owner !== undefined) ??
        classOfAppended(ast, iterable, steps)
      );
    }
    default:
      return undefined;
  }
}

/** `jobs.append(Job())` */
function classOfAppended(
  ast: IndexedModule,
  list: Expr & { readonly kind: 'Name' },
  steps: number,
): Owner | undefined {
  const owner = ownerOf(ast, list.id, list) ?? ast;
  for (const { func, args } of ast.index.ofKind('Call')) {
    const [added] = args;
    if (func.kind !== 'Attribute' || func.attr !== 'append' || added === undefined) continue;
    if (func.value.kind !== 'Name' || func.value.id !== list.id || !isInBody(owner, func)) continue;
    return classOfObject(ast, added, steps + 1);
  }
  return undefined;
}

/** What the loop or comprehension around a name takes it from. */
export function loopSource(ast: IndexedModule, name: Expr & { readonly kind: 'Name' }): Expr | undefined {
  for (const node of pathTo(ast, name).reverse()) {
    const loops = 'generators' in node ? node.generators : node.kind === 'For' ? [node] : [];
    for (const { target, iter } of loops) {
      const binds = [...descendants([target])].some((part) => part.kind === 'Name' && part.id === name.id);
      if (!binds) continue;
      const isEnumerate = iter.kind === 'Call' && dottedName(ast, iter.func) === 'enumerate';
      return isEnumerate ? iter.args[0] : iter;
    }
  }
  return undefined;
}
