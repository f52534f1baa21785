/**
 * What fixes look up again and again in one file: nodes by kind, names by spelling, what each scope binds, which
 * functions mention a name. Computed once a file, and each part only when it is asked for.
 */
import { boundNames, type BoundNames } from '../bind/boundNames';
import type { Expr, FunctionDef, ModuleAst } from '../syntax/ast';
import { bindingsIn, type Binding } from './bindings';
import { children, descendants, type Node } from './walk';

/** A syntax tree with its index. Made once for each version of a file. */
export interface IndexedModule extends ModuleAst {
  readonly index: ModuleIndex;
}

type NameNode = Extract<Expr, { kind: 'Name' }>;

export function indexModule(ast: ModuleAst): IndexedModule {
  return { ...ast, index: new ModuleIndex(ast) };
}

export class ModuleIndex {
  readonly #ast: ModuleAst;
  #byKind: ReadonlyMap<Node['kind'], readonly Node[]> | undefined;
  #byName: ReadonlyMap<string, readonly NameNode[]> | undefined;
  #taken: ReadonlySet<string> | undefined;
  #mentioning: ReadonlyMap<string, readonly FunctionDef[]> | undefined;
  readonly #bound = new Map<FunctionDef, BoundNames>();
  readonly #bindings = new Map<FunctionDef | 'module', ReadonlyMap<string, readonly Binding[]>>();

  constructor(ast: ModuleAst) {
    this.#ast = ast;
  }

  /** Every node of a kind, in the order of the text. */
  ofKind<Kind extends Node['kind']>(kind: Kind): readonly Extract<Node, { kind: Kind }>[] {
    this.#byKind ??= grouped(this.#ast);
    const nodes = this.#byKind.get(kind) ?? [];
    return nodes as readonly Extract<Node, { kind: Kind }>[];
  }

  /** Every place that reads or binds a variable of this name, in the order of the text; parameters aside. */
  named(name: string): readonly NameNode[] {
    this.#byName ??= groupBy(this.ofKind('Name'), (node) => [node.id]);
    return this.#byName.get(name) ?? [];
  }

  /** Whether the name is bound or used anywhere in the file, at whatever level. */
  isTaken(name: string): boolean {
    this.#taken ??= this.#takenNames();
    return this.#taken.has(name);
  }

  /** Names that a function's body binds. */
  boundNames(def: FunctionDef): BoundNames {
    const known = this.#bound.get(def) ?? boundNames(def);
    this.#bound.set(def, known);
    return known;
  }

  /** Every place that binds the name in the scope of a function, or of the module. */
  bindings(owner: FunctionDef | ModuleAst, name: string): readonly Binding[] {
    const key = owner.kind === 'Module' ? 'module' : owner;
    const known = this.#bindings.get(key) ?? bindingsIn(owner.body);
    this.#bindings.set(key, known);
    return known.get(name) ?? [];
  }

  /** Functions whose own code, nested functions and classes aside, has the name as a variable or attribute. */
  functionsMentioning(name: string): readonly FunctionDef[] {
    this.#mentioning ??= groupBy(this.ofKind('FunctionDef'), mentionedIn);
    return this.#mentioning.get(name) ?? [];
  }

  #takenNames(): ReadonlySet<string> {
    const taken = new Set(this.ofKind('Name').map(({ id }) => id));
    for (const { name, params } of this.ofKind('FunctionDef'))
      for (const bound of [name, ...params.map((param) => param.name)]) taken.add(bound);
    for (const { name } of this.ofKind('ClassDef')) taken.add(name);
    for (const { names } of [...this.ofKind('Import'), ...this.ofKind('ImportFrom')])
      for (const { name, asname } of names) taken.add(asname ?? name.split('.')[0] ?? name);
    return taken;
  }
}

/** Names and attributes in code that runs when the function is called. */
export function mentionedIn(def: FunctionDef): ReadonlySet<string> {
  return mentions(def.body);
}

/** Variables and attributes that the code names, nested functions and classes aside. */
export function mentions(nodes: Iterable<Node>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of descendants(nodes, ({ kind }) => kind !== 'FunctionDef' && kind !== 'ClassDef')) {
    if (node.kind === 'Name') names.add(node.id);
    if (node.kind === 'Attribute') names.add(node.attr);
  }
  return names;
}

/** By a stack of its own: generators nested as deep as the tree would take most of the time. */
function grouped(ast: ModuleAst): ReadonlyMap<Node['kind'], readonly Node[]> {
  const groups = new Map<Node['kind'], Node[]>();
  const waiting: Node[] = [...ast.body].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const group = groups.get(node.kind);
    if (group === undefined) groups.set(node.kind, [node]);
    else group.push(node);
    const inner = children(node);
    for (let index = inner.length - 1; index >= 0; index--) {
      const child = inner[index];
      if (child !== undefined) waiting.push(child);
    }
  }
  return groups;
}

function groupBy<T>(
  items: readonly T[],
  keysOf: (item: T) => Iterable<string>,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items)
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  return groups;
}
