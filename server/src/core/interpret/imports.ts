/** Interprets import statements: modules of the workspace are analysed, everything else is a library by name. */
import { exactly } from '../model/estimate';
import type { Import, ImportFrom } from '../syntax/ast';
import { collection, spend, type Frame, type Machine } from './machine';
import { ensureInterpreted } from './modules';
import { STAR_IMPORTS } from './names';
import type { Value } from './values';

export function interpretImport(machine: Machine, frame: Frame, statement: Import): void {
  if (frame.scope.kind === 'function') spend(machine, frame, 'import-in-function', statement);
  for (const { name, asname } of statement.names) {
    if (asname !== undefined) {
      frame.scope.assign(asname, moduleValue(machine, frame, name, 0));
      continue;
    }
    // `import a.b` binds `a`; `a.b` is then an attribute of it.
    const first = name.split('.')[0] ?? name;
    frame.scope.assign(first, moduleValue(machine, frame, first, 0));
  }
}

export function interpretImportFrom(machine: Machine, frame: Frame, statement: ImportFrom): void {
  if (frame.scope.kind === 'function') {
    spend(machine, frame, 'import-in-function', statement);
    spend(machine, frame, 'import-from-in-function', statement, statement.names.length);
  }
  const unit = machine.loader.load(frame.unit, statement.module, statement.level);
  if (unit !== undefined) ensureInterpreted(machine, unit);
  for (const { name, asname } of statement.names) {
    if (name === '*') {
      if (unit !== undefined) importStar(frame, unit.scope.vars);
      else addStarLibrary(machine, frame, statement.module);
      continue;
    }
    const bound = asname ?? name;
    if (unit === undefined) {
      frame.scope.assign(bound, libraryName(machine, frame, statement, name));
      continue;
    }
    const found = unit.scope.vars.get(name);
    const submodule = found === undefined ? machine.loader.load(unit, name, 1) : undefined;
    frame.scope.assign(
      bound,
      found ?? (submodule === undefined ? { kind: 'unknown' } : { kind: 'module', unit: submodule }),
    );
  }
}

function libraryName(machine: Machine, frame: Frame, statement: ImportFrom, name: string): Value {
  // `from . import x` may name a module beside this one even where the package itself has no file.
  const sibling =
    statement.level > 0 || statement.module === ''
      ? machine.loader.load(frame.unit, [statement.module, name].filter(Boolean).join('.'), statement.level)
      : machine.loader.load(frame.unit, `${statement.module}.${name}`, 0);
  if (sibling !== undefined) return { kind: 'module', unit: sibling };
  if (statement.level > 0) return { kind: 'unknown' };
  return { kind: 'library', name: machine.kb.canonicalName(`${statement.module}.${name}`) };
}

function moduleValue(machine: Machine, frame: Frame, name: string, level: number): Value {
  const unit = machine.loader.load(frame.unit, name, level);
  return unit === undefined ? { kind: 'library', name } : { kind: 'module', unit };
}

function importStar(frame: Frame, names: ReadonlyMap<string, Value>): void {
  for (const [name, value] of names) if (!name.startsWith('_')) frame.scope.assign(name, value);
}

function addStarLibrary(machine: Machine, frame: Frame, module: string): void {
  const vars = frame.scope.module.vars;
  const before = vars.get(STAR_IMPORTS);
  const items = [
    ...(before?.kind === 'collection' ? (before.items ?? []) : []),
    { kind: 'library', name: module } as const,
  ];
  vars.set(STAR_IMPORTS, collection(machine, frame, 'tuple', { items, length: exactly(items.length) }));
}
