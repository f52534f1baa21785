/** What a name stands for at a place in the file, as far as the text tells, and the dotted names of imported things. */
import { collectTarget } from '../bind/boundNames';
import type { TextRange } from '../base/text';
import type { ClassDef, Comprehension, Expr, FunctionDef, Import, ImportFrom } from '../syntax/ast';
import type { IndexedModule } from './moduleIndex';
import { contains, type Node, pathTo } from './walk';

/** Where a name is bound. `local`: in a function or lambda. */
export type Level = 'module' | 'class' | 'local';

export type Meaning =
  | { readonly kind: 'function'; readonly def: FunctionDef; readonly level: Level }
  | { readonly kind: 'class'; readonly def: ClassDef; readonly level: Level }
  /** `dotted` is what it is called where it comes from. */
  | {
      readonly kind: 'import';
      readonly dotted: string;
      readonly isModule: boolean;
      readonly statement: Import | ImportFrom;
      readonly level: Level;
    }
  | { readonly kind: 'parameter'; readonly of: FunctionDef }
  /** `values` are the expressions assigned; `undefined` among them for what a loop or an unpacking gives. */
  | { readonly kind: 'variable'; readonly values: readonly (Expr | undefined)[]; readonly level: Level }
  | { readonly kind: 'builtin' };

/** Functions and classes around a place, outermost first. */
export function scopesAt(ast: IndexedModule, place: TextRange): (FunctionDef | ClassDef)[] {
  return pathTo(ast, place).filter((node) => node.kind === 'FunctionDef' || node.kind === 'ClassDef');
}

/** The innermost function whose body holds the place. */
export function functionAt(ast: IndexedModule, place: TextRange): FunctionDef | undefined {
  return scopesAt(ast, place)
    .filter((scope) => scope.kind === 'FunctionDef')
    .filter(({ bodyRange }) => contains(bodyRange, place))
    .at(-1);
}

/** The function, or the module, in which a name that is used at a place is bound; undefined for a builtin. */
export function ownerOf(
  ast: IndexedModule,
  name: string,
  place: TextRange,
): FunctionDef | IndexedModule | undefined {
  for (const def of scopesAt(ast, place).reverse()) {
    if (def.kind !== 'FunctionDef') continue;
    const { locals, globals } = ast.index.boundNames(def);
    if (globals.has(name)) break;
    if (locals.has(name)) return def;
  }
  return ast.index.bindings(ast, name).length > 0 ? ast : undefined;
}

/** Whether the node belongs to the code that a function runs, or to the module. */
export function isInBody(owner: FunctionDef | IndexedModule, node: TextRange): boolean {
  return owner.kind === 'Module' || contains(owner.bodyRange, node);
}

/** What a name that is used at a place stands for. */
export function meaningOf(ast: IndexedModule, name: string, place: TextRange): Meaning {
  if (isInnerVariable(ast, name, place)) return { kind: 'variable', values: [undefined], level: 'local' };
  const owner = ownerOf(ast, name, place);
  if (owner === undefined) return { kind: 'builtin' };
  const level: Level = owner.kind === 'Module' ? 'module' : 'local';
  if (owner.kind === 'FunctionDef' && owner.params.some((param) => param.name === name))
    return { kind: 'parameter', of: owner };
  const found = ast.index.bindings(owner, name);
  const imported = found.find((binding) => binding.kind === 'import');
  if (imported !== undefined) return { ...imported, level };
  const only = found.length === 1 ? found[0] : undefined;
  if (only !== undefined && only.kind !== 'value') return { ...only, level };
  return {
    kind: 'variable',
    values: found.map((binding) => (binding.kind === 'value' ? binding.value : undefined)),
    level,
  };
}

/** Whether a comprehension or lambda around the place binds the name. */
function isInnerVariable(ast: IndexedModule, name: string, place: TextRange): boolean {
  return pathTo(ast, place).some((node) => {
    if (node.kind === 'Lambda') return node.params.some((param) => param.name === name);
    if (!isComprehension(node)) return false;
    const names = new Set<string>();
    for (const { target } of node.generators) collectTarget(target, names);
    return names.has(name);
  });
}

function isComprehension(node: Node): node is Comprehension {
  return 'generators' in node;
}

/**
 * The dotted name of an expression that starts at an import or a builtin: `concurrent.futures.ThreadPoolExecutor`,
 * `open`. Undefined for anything else.
 */
export function dottedName(ast: IndexedModule, expr: Expr): string | undefined {
  if (expr.kind === 'Attribute') {
    const base = dottedName(ast, expr.value);
    return base === undefined ? undefined : `${base}.${expr.attr}`;
  }
  if (expr.kind !== 'Name') return undefined;
  const meaning = meaningOf(ast, expr.id, expr);
  if (meaning.kind === 'builtin') return expr.id;
  return meaning.kind === 'import' ? meaning.dotted : undefined;
}

/** The first of the names that means nothing in the file yet; numbered if all do. */
export function freshName(ast: IndexedModule, ...names: readonly [string, ...string[]]): string {
  const free = names.find((name) => !ast.index.isTaken(name));
  if (free !== undefined) return free;
  for (let number = 2; ; number++)
    if (!ast.index.isTaken(`${names[0]}_${number}`)) return `${names[0]}_${number}`;
}
