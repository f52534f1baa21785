/** What the decorators of a function mean for pickling: another process looks a function up by its name. */
import type { Expr, FunctionDef } from '../syntax/ast';
import type { Hazards } from './hazards';
import type { IndexedModule } from './moduleIndex';
import { dottedName, meaningOf } from './names';
import { descendants } from './walk';

const CACHES: ReadonlySet<string> = new Set(['functools.cache', 'functools.lru_cache']);

export function decoratorHazards(ast: IndexedModule, name: string, def: FunctionDef): Hazards {
  const blocked: string[] = [];
  const notes: string[] = [];
  for (const decorator of def.decorators) {
    const expr = decorator.kind === 'Call' ? decorator.func : decorator;
    if (CACHES.has(dottedName(ast, expr) ?? '')) {
      notes.push(`\`${name}\` remembers its results; each process remembers its own.`);
      continue;
    }
    const replaced = replacement(ast, expr);
    if (replaced === 'other')
      notes.push(`Not checked: whether the decorators of \`${name}\` keep its name, which pickling needs.`);
    else if (replaced === 'nameless')
      blocked.push(
        `The decorator of \`${name}\` puts another function in its place, which cannot be pickled; give that one \`functools.wraps\`.`,
      );
  }
  return { blocked, notes };
}

/** What a decorator of this file puts in the place of a function: one that takes over its name, or one that does not. */
function replacement(ast: IndexedModule, decorator: Expr): 'named' | 'nameless' | 'other' {
  const meaning = decorator.kind === 'Name' ? meaningOf(ast, decorator.id, decorator) : undefined;
  if (meaning?.kind !== 'function') return 'other';
  const inner = [...descendants(meaning.def.body)].filter((node) => node.kind === 'FunctionDef');
  const returned = [...descendants(meaning.def.body)].flatMap((node) =>
    node.kind === 'Return' && node.value?.kind === 'Name' ? [node.value.id] : [],
  );
  const given = inner.find(({ name }) => returned.includes(name));
  if (given === undefined) return 'other';
  const wraps = given.decorators.some(
    (expr) => expr.kind === 'Call' && dottedName(ast, expr.func) === 'functools.wraps',
  );
  return wraps ? 'named' : 'nameless';
}
