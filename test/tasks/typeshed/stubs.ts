/** Reads stub files: which modules typeshed has, and what each binds at its top level. */
import { lowerModule } from '../../../server/src/core/syntax/lowerStatements';
import type { PythonParser } from '../../../server/src/core/syntax/parser';
import { parseWithRecovery } from '../../../server/src/core/syntax/recovery';
import type { ClassDef, Expr, FunctionDef, ModuleAst, Stmt } from '../../../server/src/core/syntax/ast';
import { conditionOf } from './conditions';

/** What a stub binds a name to. */
export type Binding =
  | { readonly kind: 'class'; readonly def: ClassDef }
  /** More than one where it is overloaded. */
  | { readonly kind: 'function'; readonly defs: readonly FunctionDef[] }
  | { readonly kind: 'variable'; readonly annotation: Expr }
  | { readonly kind: 'alias'; readonly value: Expr }
  /** `name` undefined: the module itself. */
  | {
      readonly kind: 'import';
      readonly module: string;
      readonly name: string | undefined;
      readonly isPublic: boolean;
    };

export type Bindings = ReadonlyMap<string, Binding>;

export interface Stub {
  readonly name: string;
  readonly isPackage: boolean;
  readonly bindings: Bindings;
  /** Modules of which it imports everything. */
  readonly stars: readonly string[];
  /** Names of `__all__`; undefined without one. */
  readonly exported: ReadonlySet<string> | undefined;
}

export interface Stubs {
  /** Every module, in order of name. */
  readonly names: readonly string[];
  get(name: string): Stub | undefined;
  /** What a class body binds. */
  members(def: ClassDef): Bindings;
}

/** A stub's text, read when it is first needed. */
export interface StubFile {
  readonly isPackage: boolean;
  read(): string;
}

/** `files` are the stub files by the name of their module. */
export function readStubs(parser: PythonParser, files: ReadonlyMap<string, StubFile>): Stubs {
  const stubs = new Map<string, Stub>();
  const members = new Map<ClassDef, Bindings>();
  return {
    members(def) {
      const bindings = members.get(def) ?? membersOf(def);
      members.set(def, bindings);
      return bindings;
    },
    names: [...files.keys()].sort(),
    get(name) {
      const known = stubs.get(name);
      const file = files.get(name);
      if (known !== undefined || file === undefined) return known;
      const { table, firstError } = parseWithRecovery(parser.parse, file.read());
      const stub = stubOf(name, file.isPackage, lowerModule(table, firstError));
      stubs.set(name, stub);
      return stub;
    },
  };
}

function stubOf(name: string, isPackage: boolean, ast: ModuleAst): Stub {
  const stars: string[] = [];
  const exported = new Set<string>();
  let hasAll = false;
  const packageName = isPackage ? name : name.slice(0, Math.max(0, name.lastIndexOf('.')));
  const bindings = bindingsOf(ast.body, {
    packageName,
    onStar: (module) => stars.push(module),
    onAll: (value) => {
      hasAll = true;
      if (value.kind !== 'List' && value.kind !== 'Tuple') return;
      for (const item of value.elts) {
        if (item.kind === 'Constant' && typeof item.value === 'string') exported.add(item.value);
      }
    },
  });
  return { name, isPackage, bindings, stars, exported: hasAll ? exported : undefined };
}

interface Surroundings {
  /** What relative imports start from. */
  readonly packageName: string;
  onStar(module: string): void;
  onAll(value: Expr): void;
}

/** Members of a class body, by the same rules as a module's. */
function membersOf(def: ClassDef): Bindings {
  return bindingsOf(def.body, { packageName: '', onStar: () => {}, onAll: () => {} });
}

/** Bindings by name. Where branches for other platforms and versions bind a name too, the branch that holds wins. */
function bindingsOf(statements: readonly Stmt[], around: Surroundings): Bindings {
  const found = new Map<string, { readonly binding: Binding; readonly doubt: number }>();
  const bind = (name: string, binding: Binding, doubt: number): void => {
    const before = found.get(name);
    if (before !== undefined && before.doubt < doubt) return;
    const overloads =
      binding.kind === 'function' && before?.binding.kind === 'function' && before.doubt === doubt
        ? { kind: 'function' as const, defs: [...before.binding.defs, ...binding.defs] }
        : binding;
    found.set(name, { binding: overloads, doubt });
  };
  const visit = (body: readonly Stmt[], doubt: number): void => {
    for (const statement of body) {
      switch (statement.kind) {
        case 'If': {
          const holds = conditionOf(statement.test);
          visit(statement.body, holds === false ? doubt + 1 : doubt);
          visit(statement.orelse, holds === true ? doubt + 1 : doubt);
          break;
        }
        case 'Try':
          visit(statement.body, doubt);
          break;
        case 'ClassDef':
          bind(statement.name, { kind: 'class', def: statement }, doubt);
          break;
        case 'FunctionDef':
          bind(statement.name, { kind: 'function', defs: [statement] }, doubt);
          break;
        case 'Assign': {
          const [target] = statement.targets;
          if (target?.kind !== 'Name') break;
          const { annotation, value } = statement;
          if (target.id === '__all__' && value !== undefined) around.onAll(value);
          else if (annotation !== undefined && !isTypeAlias(annotation))
            bind(target.id, { kind: 'variable', annotation }, doubt);
          else if (value !== undefined) bind(target.id, { kind: 'alias', value }, doubt);
          break;
        }
        case 'AugAssign':
          if (statement.target.kind === 'Name' && statement.target.id === '__all__')
            around.onAll(statement.value);
          break;
        case 'Import':
          for (const { name, asname } of statement.names) {
            const module = asname === undefined ? (name.split('.')[0] ?? name) : name;
            const local = asname ?? module;
            bind(local, { kind: 'import', module, name: undefined, isPublic: asname === name }, doubt);
          }
          break;
        case 'ImportFrom': {
          const module = absoluteName(around.packageName, statement.module, statement.level);
          for (const { name, asname } of statement.names) {
            if (name === '*') around.onStar(module);
            else bind(asname ?? name, { kind: 'import', module, name, isPublic: asname === name }, doubt);
          }
          break;
        }
        default:
          break;
      }
    }
  };
  visit(statements, 0);
  return new Map([...found].map(([name, { binding }]) => [name, binding]));
}

function isTypeAlias(annotation: Expr): boolean {
  const name =
    annotation.kind === 'Attribute' ? annotation.attr : annotation.kind === 'Name' ? annotation.id : '';
  return name === 'TypeAlias';
}

function absoluteName(packageName: string, module: string, level: number): string {
  if (level === 0) return module;
  const parents = packageName.split('.');
  const base = parents.slice(0, parents.length - (level - 1));
  return [...base, module].filter(Boolean).join('.');
}
