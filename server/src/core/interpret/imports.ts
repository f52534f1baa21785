/**
 * Interprets import statements: modules of the workspace are analysed, everything else is a library by name. A name is
 * looked up when it is first read, so a module that no chain of calls reaches is never parsed.
 */
import { exactly } from '../model/estimate';
import type { Import, ImportFrom } from '../syntax/ast';
import { collection, spend, type Frame, type Machine, type ModuleUnit } from './machine';
import { libraryConstant } from './constants';
import { ensureInterpreted } from './modules';
import type { Bindings } from './bindings';
import { UNKNOWN, type LibraryValue, type Value } from './values';

/** Name under which a scope keeps the libraries of its star imports, as a tuple of library values. */
const STAR_IMPORTS = '*';

export function interpretImport(machine: Machine, frame: Frame, statement: Import): void {
  if (frame.scope.kind === 'function') spend(machine, frame, 'import-in-function', statement);
  const { unit } = frame;
  for (const { name, asname } of statement.names) {
    if (asname !== undefined) frame.scope.defer(asname, () => importedModule(machine, unit, name));
    // `import a.b` binds `a`; `a.b` is then an attribute of it.
    else frame.scope.defer(firstName(name), () => topPackage(machine, unit, name));
  }
}

/** The module that `importlib.import_module(name)` gives; relative names are seen from `from`. */
export function importedModule(machine: Machine, from: ModuleUnit, name: string): Value {
  const level = /^\.*/.exec(name)?.[0].length ?? 0;
  const unit = machine.loader.load(from, name.slice(level), level);
  if (unit !== undefined) return { kind: 'module', unit };
  return level > 0 ? UNKNOWN : libraryModule(machine, name);
}

function topPackage(machine: Machine, from: ModuleUnit, name: string): Value {
  const unit = machine.loader.loadTop(from, name);
  if (unit !== undefined) return { kind: 'module', unit };
  const first = firstName(name);
  return libraryModule(machine, first);
}

function libraryModule(machine: Machine, name: string): LibraryValue {
  return { kind: 'library', name: machine.kb.canonicalName(name) };
}

function firstName(module: string): string {
  return module.split('.')[0] ?? module;
}

export function interpretImportFrom(machine: Machine, frame: Frame, statement: ImportFrom): void {
  const { unit, scope } = frame;
  if (scope.kind === 'function') {
    spend(machine, frame, 'import-in-function', statement);
    spend(machine, frame, 'import-from-in-function', statement, statement.names.length);
  }
  for (const { name, asname } of statement.names) {
    if (name === '*') importStar(machine, frame, statement);
    else scope.defer(asname ?? name, () => importedName(machine, unit, statement, name));
  }
}

function importedName(
  machine: Machine,
  from: ModuleUnit,
  { module, level }: ImportFrom,
  name: string,
): Value {
  const unit = machine.loader.load(from, module, level);
  if (unit !== undefined) {
    ensureInterpreted(machine, unit);
    const found = unit.scope.vars.get(name);
    if (found !== undefined) return found;
    const submodule = machine.loader.load(unit, name, 1);
    if (submodule !== undefined) return { kind: 'module', unit: submodule };
    return starLibraryName(machine, unit.scope.vars, name) ?? UNKNOWN;
  }
  // `from . import x` may name a module beside this one even where the package itself has no file.
  const sibling = machine.loader.load(from, [module, name].filter(Boolean).join('.'), level);
  if (sibling !== undefined) return { kind: 'module', unit: sibling };
  if (level > 0) return UNKNOWN;
  const full = machine.kb.canonicalName(`${module}.${name}`);
  return libraryConstant(full) ?? { kind: 'library', name: full };
}

/** Binds what the module exports: `__all__` where it has one, else every name without a leading underscore. */
function importStar(machine: Machine, frame: Frame, { module, level }: ImportFrom): void {
  const unit = machine.loader.load(frame.unit, module, level);
  if (unit === undefined) {
    if (level === 0) addStarLibrary(machine, frame, libraryModule(machine, module));
    return;
  }
  ensureInterpreted(machine, unit);
  const { vars } = unit.scope;
  for (const name of exportedNames(vars)) {
    frame.scope.defer(name, () => vars.get(name) ?? submoduleOf(machine, unit, name));
  }
  for (const library of starLibraries(vars)) addStarLibrary(machine, frame, library);
}

function submoduleOf(machine: Machine, unit: ModuleUnit, name: string): Value {
  const submodule = machine.loader.load(unit, name, 1);
  return submodule === undefined ? UNKNOWN : { kind: 'module', unit: submodule };
}

function exportedNames(vars: Bindings): readonly string[] {
  const all = vars.get('__all__');
  const listed =
    all?.kind === 'collection'
      ? all.items?.flatMap((item) => (item.kind === 'text' && item.text !== undefined ? [item.text] : []))
      : undefined;
  return listed ?? [...vars.keys()].filter((name) => !name.startsWith('_') && name !== STAR_IMPORTS);
}

function starLibraries(vars: Bindings): readonly LibraryValue[] {
  const stars = vars.get(STAR_IMPORTS);
  const items = stars?.kind === 'collection' ? (stars.items ?? []) : [];
  return items.filter((item) => item.kind === 'library');
}

function addStarLibrary(machine: Machine, frame: Frame, library: LibraryValue): void {
  const { vars } = frame.scope.module;
  const items = [...starLibraries(vars), library];
  vars.set(STAR_IMPORTS, collection(machine, frame, 'tuple', { items, length: exactly(items.length) }));
}

/** A name that a star import of a library may have brought into a module: the first one that is known to have it. */
export function starLibraryName(machine: Machine, vars: Bindings, name: string): LibraryValue | undefined {
  for (const star of starLibraries(vars)) {
    const full = `${star.name}.${name}`;
    const exported =
      machine.spawnApis.call(full) !== undefined ||
      machine.spawnApis.executor(full) !== undefined ||
      machine.kb.lookup(full) !== undefined ||
      machine.kb.returnType(full) !== undefined;
    if (exported) return { kind: 'library', name: full };
  }
  return undefined;
}
