/** What a name stands for at a place in the file, as far as the text tells, and the dotted names of imported things. */
import type {
  ClassDef,
  Comprehension,
  Expr,
  FunctionDef,
  Import,
  ImportFrom,
  ModuleAst,
  Stmt,
} from '../syntax/ast';
import { boundNames, collectTarget } from '../bind/boundNames';
import type { TextRange } from '../base/text';
import { blocksOf, contains, descendants, type Node, pathTo } from './walk';

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
export function scopesAt(ast: ModuleAst, place: TextRange): (FunctionDef | ClassDef)[] {
  return pathTo(ast, place).filter((node) => node.kind === 'FunctionDef' || node.kind === 'ClassDef');
}

/** The innermost function whose body holds the place. */
export function functionAt(ast: ModuleAst, place: TextRange): FunctionDef | undefined {
  return scopesAt(ast, place)
    .filter((scope) => scope.kind === 'FunctionDef')
    .filter(({ bodyRange }) => contains(bodyRange, place))
    .at(-1);
}

/** The function, or the module, in which a name that is used at a place is bound; undefined for a builtin. */
export function ownerOf(ast: ModuleAst, name: string, place: TextRange): FunctionDef | ModuleAst | undefined {
  for (const def of scopesAt(ast, place).reverse()) {
    if (def.kind !== 'FunctionDef') continue;
    const { locals, globals } = boundNames(def);
    if (globals.has(name)) break;
    if (locals.has(name)) return def;
  }
  return bindings(ast.body, name).length > 0 ? ast : undefined;
}

/** What a name that is used at a place stands for. */
export function meaningOf(ast: ModuleAst, name: string, place: TextRange): Meaning {
  if (isInnerVariable(ast, name, place)) return { kind: 'variable', values: [undefined], level: 'local' };
  const owner = ownerOf(ast, name, place);
  if (owner === undefined) return { kind: 'builtin' };
  const level: Level = owner.kind === 'Module' ? 'module' : 'local';
  if (owner.kind === 'FunctionDef' && owner.params.some((param) => param.name === name))
    return { kind: 'parameter', of: owner };
  const found = bindings(owner.body, name);
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
function isInnerVariable(ast: ModuleAst, name: string, place: TextRange): boolean {
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
export function dottedName(ast: ModuleAst, expr: Expr): string | undefined {
  if (expr.kind === 'Attribute') {
    const base = dottedName(ast, expr.value);
    return base === undefined ? undefined : `${base}.${expr.attr}`;
  }
  if (expr.kind !== 'Name') return undefined;
  const meaning = meaningOf(ast, expr.id, expr);
  if (meaning.kind === 'builtin') return expr.id;
  return meaning.kind === 'import' ? meaning.dotted : undefined;
}

type Binding =
  | { readonly kind: 'function'; readonly def: FunctionDef }
  | { readonly kind: 'class'; readonly def: ClassDef }
  | {
      readonly kind: 'import';
      readonly dotted: string;
      readonly isModule: boolean;
      readonly statement: Import | ImportFrom;
    }
  | { readonly kind: 'value'; readonly value: Expr | undefined };

/** Every place in a block, and in the blocks below it, that binds the name in the block's own scope. */
function bindings(block: readonly Stmt[], name: string): Binding[] {
  return block.flatMap((statement): Binding[] => {
    if (statement.kind === 'FunctionDef')
      return statement.name === name ? [{ kind: 'function', def: statement }] : [];
    if (statement.kind === 'ClassDef')
      return statement.name === name ? [{ kind: 'class', def: statement }] : [];
    return [
      ...ownBindings(statement, name),
      ...blocksOf(statement).flatMap((inner) => bindings(inner, name)),
    ];
  });
}

function ownBindings(statement: Stmt, name: string): Binding[] {
  const bound = (target: Expr, value: Expr | undefined): Binding[] => {
    if (target.kind === 'Name') return target.id === name ? [{ kind: 'value', value }] : [];
    const names = new Set<string>();
    collectTarget(target, names);
    return names.has(name) ? [{ kind: 'value', value: undefined }] : [];
  };
  switch (statement.kind) {
    case 'Assign':
      return statement.value === undefined
        ? []
        : statement.targets.flatMap((target) => bound(target, statement.value));
    case 'AugAssign':
      return bound(statement.target, undefined);
    case 'For':
      return bound(statement.target, undefined);
    case 'With':
      return statement.items.flatMap((item) =>
        item.target === undefined ? [] : bound(item.target, item.context),
      );
    case 'Try':
      return statement.handlers.some((handler) => handler.name === name)
        ? [{ kind: 'value', value: undefined }]
        : [];
    case 'Match':
      return statement.cases.some((arm) => arm.captures.includes(name))
        ? [{ kind: 'value', value: undefined }]
        : [];
    case 'Import':
      return statement.names
        .filter((entry) => (entry.asname ?? entry.name.split('.')[0]) === name)
        .map((entry) => ({
          kind: 'import' as const,
          dotted: entry.asname === undefined ? name : entry.name,
          isModule: true,
          statement,
        }));
    case 'ImportFrom':
      return statement.names
        .filter((entry) => (entry.asname ?? entry.name) === name)
        .map((entry) => ({
          kind: 'import' as const,
          dotted: `${'.'.repeat(statement.level)}${statement.module}.${entry.name}`,
          isModule: false,
          statement,
        }));
    default:
      return [];
  }
}

/** Whether the name is bound anywhere in the file, at whatever level: then it is not free for a new meaning. */
export function isTaken(ast: ModuleAst, name: string): boolean {
  for (const node of descendants(ast.body)) {
    if (node.kind === 'Name' && node.id === name) return true;
    if ((node.kind === 'FunctionDef' || node.kind === 'ClassDef') && node.name === name) return true;
    if (node.kind === 'FunctionDef' && node.params.some((param) => param.name === name)) return true;
    if (node.kind === 'Import' || node.kind === 'ImportFrom')
      if (node.names.some((entry) => (entry.asname ?? entry.name.split('.')[0]) === name)) return true;
  }
  return false;
}

/** The first of the names that means nothing in the file yet; numbered if all do. */
export function freshName(ast: ModuleAst, ...names: readonly [string, ...string[]]): string {
  const free = names.find((name) => !isTaken(ast, name));
  if (free !== undefined) return free;
  for (let number = 2; ; number++) if (!isTaken(ast, `${names[0]}_${number}`)) return `${names[0]}_${number}`;
}
