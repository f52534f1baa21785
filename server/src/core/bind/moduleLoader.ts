/**
 * Finds the source of imported modules among the files the host gives: relative imports from the importing file,
 * absolute ones from each folder above it. Standard library names are never looked for.
 */
import type { ModuleLoader, ModuleUnit } from '../interpret/machine';
import { STDLIB_MODULES } from './stdlibModules';

export interface ModuleFiles {
  read(path: string): string | undefined;
}

/** Modules of one analysis; beyond this many the rest are taken for libraries. */
const MODULE_LIMIT = 60;

/** Makes the loader for one analysis. `create` parses a file; each is parsed once. */
export function createModuleLoader(
  files: ModuleFiles,
  create: (path: string, name: string, text: string) => ModuleUnit,
): ModuleLoader {
  const units = new Map<string, ModuleUnit | undefined>();
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
    const base = joinPath(folder, module.split('.').join('/'));
    if (module === '') return open(joinPath(folder, '__init__.py'), module);
    return open(`${base}.py`, module) ?? open(`${base}/__init__.py`, module);
  };
  return {
    load(from, module, level) {
      if (level > 0) {
        let folder = parentOf(from.path);
        for (let step = 1; step < level; step++) folder = parentOf(folder);
        return find(folder, module);
      }
      const first = module.split('.')[0] ?? module;
      if (module === '' || STDLIB_MODULES.has(first)) return undefined;
      for (
        let folder: string | undefined = parentOf(from.path);
        folder !== undefined;
        folder = above(folder)
      ) {
        const unit = find(folder, module) ?? find(joinPath(folder, 'src'), module);
        if (unit !== undefined && unit !== from) return unit;
      }
      return undefined;
    },
  };
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
