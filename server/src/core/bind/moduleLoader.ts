/**
 * The module graph of a workspace, found by reading: relative imports from the importing file, absolute ones from each
 * folder above it and the customary source folders there. Standard library names are never looked for.
 */
import type { ModuleLoader, ModuleUnit } from '../interpret/machine';
import { NATIVE_SOURCES } from '../kb/native/nativeSource';
import { nativeStub } from '../kb/native/nativeStub';
import { STDLIB_MODULES } from './stdlibModules';

export interface ModuleFiles {
  read(path: string): string | undefined;
}

/** Modules of one analysis; beyond this many the rest are taken for libraries. */
const MODULE_LIMIT = 120;

/** Folders in which projects keep the packages that they import by absolute name, besides the project's own folder. */
const SOURCE_FOLDERS: readonly string[] = ['', 'src', 'lib', 'python'];

/** Where a module's source may be, by preference: a stub counts where there is no source. */
const MODULE_FILES: readonly string[] = ['.py', '__init__.py', '.pyi', '__init__.pyi'];
const PACKAGE_FILES: readonly string[] = ['__init__.py', '__init__.pyi'];

interface Found {
  readonly unit: ModuleUnit;
  readonly folder: string;
}

/** Makes the loader for one analysis. `create` parses a file; each is parsed once. */
export function createModuleLoader(
  files: ModuleFiles,
  create: (path: string, name: string, text: string) => ModuleUnit,
): ModuleLoader {
  const units = new Map<string, ModuleUnit | undefined>();
  /** By folder: where absolute imports from it look. */
  const roots = new Map<string, readonly string[]>();
  /** By folder and name: what an absolute import gives. Most names are those of libraries, which are looked for in vain. */
  const foundFrom = new Map<string, Found | undefined>();
  let loaded = 0;

  const open = (path: string, name: string): ModuleUnit | undefined => {
    if (units.has(path)) return units.get(path);
    const text = loaded < MODULE_LIMIT ? files.read(path) : undefined;
    const unit = text === undefined ? undefined : create(path, name, text);
    if (unit !== undefined) loaded++;
    units.set(path, unit);
    return unit;
  };

  const find = (folder: string, module: string): ModuleUnit | undefined => {
    const base = module === '' ? folder : joinPath(folder, module.replaceAll('.', '/'));
    for (const form of module === '' ? PACKAGE_FILES : MODULE_FILES) {
      const unit = open(form === '.py' || form === '.pyi' ? base + form : joinPath(base, form), module);
      if (unit !== undefined) return unit;
    }
    return undefined;
  };

  /** An extension module whose source lies beside the file that imports it. */
  const findNative = (folder: string, module: string): ModuleUnit | undefined => {
    const base = joinPath(folder, module.replaceAll('.', '/'));
    for (const ending of NATIVE_SOURCES) {
      const path = base + ending;
      if (units.has(path)) {
        const unit = units.get(path);
        if (unit !== undefined) return unit;
        continue;
      }
      const text = files.read(path);
      const unit = text === undefined ? undefined : create(path, module, nativeStub(path, text));
      units.set(path, unit);
      if (unit !== undefined) return unit;
    }
    return undefined;
  };

  /** Folders in which an absolute import from `folder` may find its module, nearest first. */
  const searchPath = (folder: string): readonly string[] => {
    const known = roots.get(folder);
    if (known !== undefined) return known;
    const path: string[] = [];
    for (let at: string | undefined = folder; at !== undefined; at = above(at)) {
      for (const name of SOURCE_FOLDERS) path.push(name === '' ? at : joinPath(at, name));
    }
    roots.set(folder, path);
    return path;
  };

  const absolute = (from: ModuleUnit, module: string): Found | undefined => {
    if (module === '' || STDLIB_MODULES.has(firstName(module))) return undefined;
    const start = parentOf(from.path);
    const key = `${start}:${module}`;
    if (!foundFrom.has(key)) foundFrom.set(key, search(start, module, undefined));
    const found = foundFrom.get(key);
    // A module does not import itself: what it names lies further up.
    return found?.unit === from ? search(start, module, from) : found;
  };

  const search = (start: string, module: string, except: ModuleUnit | undefined): Found | undefined => {
    for (const folder of searchPath(start)) {
      const unit = find(folder, module);
      if (unit !== undefined && unit !== except) return { unit, folder };
    }
    return undefined;
  };

  /** Packages that must be there, since a module of theirs is, get a unit even where they have no file of their own. */
  const openPackages = (folder: string, module: string): void => {
    const names = module.split('.');
    for (let depth = 1; depth < names.length; depth++) {
      const name = names.slice(0, depth).join('.');
      const path = joinPath(folder, `${names.slice(0, depth).join('/')}/__init__.py`);
      if (find(folder, name) !== undefined) continue;
      units.set(path, create(path, name, ''));
      // It was looked for in vain until now.
      foundFrom.clear();
    }
  };

  const besideOf = (from: ModuleUnit, module: string): ModuleUnit | undefined =>
    STDLIB_MODULES.has(firstName(module)) ? undefined : findNative(parentOf(from.path), module);

  return {
    load(from, module, level) {
      let folder = parentOf(from.path);
      if (level === 0) return absolute(from, module)?.unit ?? besideOf(from, module);
      for (let step = 1; step < level; step++) folder = parentOf(folder);
      return find(folder, module) ?? (module === '' ? undefined : findNative(folder, module));
    },
    loadTop(from, module) {
      const first = firstName(module);
      const top = absolute(from, first);
      if (top !== undefined || first === module) return top?.unit ?? besideOf(from, module);
      const inner = absolute(from, module);
      if (inner === undefined) return undefined;
      openPackages(inner.folder, module);
      return find(inner.folder, first);
    },
  };
}

function firstName(module: string): string {
  return module.split('.')[0] ?? module;
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : slash === 0 ? '/' : path.slice(0, slash);
}

/** The folder above, undefined at the top. */
function above(folder: string): string | undefined {
  return folder === '' || folder === '/' ? undefined : parentOf(folder);
}

function joinPath(folder: string, name: string): string {
  if (folder === '') return name;
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}
