/** Which statements of a scope bind which names, and to what. */
import { collectTarget } from '../bind/boundNames';
import type { ClassDef, Expr, FunctionDef, Import, ImportFrom, Stmt } from '../syntax/ast';
import { blocksOf } from './walk';

export type Binding =
  | { readonly kind: 'function'; readonly def: FunctionDef }
  | { readonly kind: 'class'; readonly def: ClassDef }
  | {
      readonly kind: 'import';
      readonly dotted: string;
      readonly isModule: boolean;
      readonly statement: Import | ImportFrom;
    }
  | { readonly kind: 'value'; readonly value: Expr | undefined };

/** Every binding in a block, and in the blocks below it, in the block's own scope, by name. */
export function bindingsIn(block: readonly Stmt[]): ReadonlyMap<string, readonly Binding[]> {
  const found = new Map<string, Binding[]>();
  collect(block, (name, binding) => {
    const others = found.get(name);
    if (others === undefined) found.set(name, [binding]);
    else others.push(binding);
  });
  return found;
}

type Add = (name: string, binding: Binding) => void;

function collect(block: readonly Stmt[], add: Add): void {
  for (const statement of block) {
    if (statement.kind === 'FunctionDef') add(statement.name, { kind: 'function', def: statement });
    else if (statement.kind === 'ClassDef') add(statement.name, { kind: 'class', def: statement });
    else {
      collectOwn(statement, add);
      for (const inner of blocksOf(statement)) collect(inner, add);
    }
  }
}

function collectOwn(statement: Stmt, add: Add): void {
  const some = (name: string): void => add(name, { kind: 'value', value: undefined });
  const bind = (target: Expr, value: Expr | undefined): void => {
    if (target.kind === 'Name') return add(target.id, { kind: 'value', value });
    const names = new Set<string>();
    collectTarget(target, names);
    names.forEach(some);
  };
  switch (statement.kind) {
    case 'Assign':
      if (statement.value !== undefined)
        for (const target of statement.targets) bind(target, statement.value);
      break;
    case 'AugAssign':
    case 'For':
      bind(statement.target, undefined);
      break;
    case 'With':
      for (const { target, context } of statement.items) if (target !== undefined) bind(target, context);
      break;
    case 'Try':
      for (const name of new Set(statement.handlers.map((handler) => handler.name)))
        if (name !== undefined) some(name);
      break;
    case 'Match':
      new Set(statement.cases.flatMap((arm) => arm.captures)).forEach(some);
      break;
    case 'Import':
      for (const { name, asname } of statement.names) {
        const bound = asname ?? name.split('.')[0] ?? name;
        add(bound, {
          kind: 'import',
          dotted: asname === undefined ? bound : name,
          isModule: true,
          statement,
        });
      }
      break;
    case 'ImportFrom':
      for (const { name, asname } of statement.names) {
        const dotted = `${'.'.repeat(statement.level)}${statement.module}.${name}`;
        add(asname ?? name, { kind: 'import', dotted, isModule: false, statement });
      }
      break;
    default:
      break;
  }
}
