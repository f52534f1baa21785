/** Finds what names in stubs mean, across imports, and under which public name people know it. */
import type { ClassDef, Expr } from '../../../server/src/core/syntax/ast';
import type { Binding, Bindings, Stub, Stubs } from './stubs';

/** What a name means and where that stands. */
export interface Meaning {
  readonly module: string;
  /** Within the module: `Popen`, `Outer.Inner`; empty for the module itself. */
  readonly path: string;
  readonly binding: Exclude<Binding, { readonly kind: 'import' }> | { readonly kind: 'module' };
}

const LONGEST_CHAIN = 12;

export interface Symbols {
  /** What a name of a module is; imports are followed to where it is defined. */
  lookUp(module: string, name: string): Meaning | undefined;
  /** What `a.b.C` in an annotation of that module is. */
  resolve(module: string, expr: Expr, scope?: readonly ClassDef[]): Meaning | undefined;
  /** What a class body binds. */
  members(def: ClassDef): Bindings;
  /** Names that the module gives to those who import it. */
  exportsOf(module: string): ReadonlySet<string>;
  /** `json.decoder.JSONDecoder` is known as `json.JSONDecoder`. */
  publicName(symbol: { readonly module: string; readonly path: string }): { module: string; path: string };
}

export function createSymbols(stubs: Stubs): Symbols {
  const exportsByModule = new Map<string, ReadonlySet<string>>();
  const publicNames = new Map<string, string>();

  const moduleNamed = (module: string): Meaning | undefined =>
    stubs.get(module) === undefined ? undefined : { module, path: '', binding: { kind: 'module' } };

  function lookUp(module: string, name: string, depth = 0): Meaning | undefined {
    const stub = stubs.get(module);
    if (stub === undefined || depth > LONGEST_CHAIN) return undefined;
    const binding = stub.bindings.get(name);
    if (binding === undefined) {
      for (const star of stub.stars) {
        const found = exportsOf(star).has(name) ? lookUp(star, name, depth + 1) : undefined;
        if (found !== undefined) return found;
      }
      return moduleNamed(`${module}.${name}`);
    }
    if (binding.kind !== 'import') return { module, path: name, binding };
    if (binding.name === undefined) return moduleNamed(binding.module);
    if (binding.module === module && binding.name === name) {
      return moduleNamed(`${module}.${name}`);
    }
    return lookUp(binding.module, binding.name, depth + 1);
  }

  function member(symbol: Meaning, name: string): Meaning | undefined {
    if (symbol.binding.kind === 'module') return lookUp(symbol.module, name);
    if (symbol.binding.kind !== 'class') return undefined;
    const binding = stubs.members(symbol.binding.def).get(name);
    if (binding === undefined || binding.kind === 'import') return undefined;
    return { module: symbol.module, path: `${symbol.path}.${name}`, binding };
  }

  function resolve(module: string, expr: Expr, scope: readonly ClassDef[] = []): Meaning | undefined {
    if (expr.kind === 'Attribute') {
      const owner = resolve(module, expr.value, scope);
      return owner === undefined ? undefined : member(owner, expr.attr);
    }
    if (expr.kind !== 'Name') return undefined;
    for (let depth = scope.length; depth > 0; depth--) {
      const cls = scope[depth - 1];
      const binding = cls === undefined ? undefined : stubs.members(cls).get(expr.id);
      if (binding === undefined || binding.kind === 'import' || binding.kind === 'function') continue;
      const path = [...scope.slice(0, depth).map((outer) => outer.name), expr.id].join('.');
      return { module, path, binding };
    }
    return lookUp(module, expr.id) ?? (module === 'builtins' ? undefined : lookUp('builtins', expr.id));
  }

  function exportsOf(module: string): ReadonlySet<string> {
    const known = exportsByModule.get(module);
    if (known !== undefined) return known;
    const stub = stubs.get(module);
    // Set first: two modules that import everything from each other end here.
    const names = new Set<string>();
    exportsByModule.set(module, names);
    if (stub === undefined) return names;
    for (const name of ownExports(stub)) names.add(name);
    for (const star of stub.stars) for (const name of exportsOf(star)) names.add(name);
    return names;
  }

  function publicName({ module, path }: { readonly module: string; readonly path: string }): {
    module: string;
    path: string;
  } {
    const [first = '', ...rest] = path.split('.');
    const key = `${module} ${first}`;
    let found = publicNames.get(key);
    if (found === undefined) {
      found = candidates(module).find((candidate) => {
        if (!exportsOf(candidate).has(first)) return false;
        const meaning = lookUp(candidate, first);
        return meaning?.module === module && meaning.path === first;
      });
      found ??= module;
      publicNames.set(key, found);
    }
    return { module: found, path: [first, ...rest].join('.') };
  }

  return { lookUp, resolve, exportsOf, publicName, members: (def) => stubs.members(def) };
}

/** `asyncio.events` is known as `asyncio`; `_io` as `io`. Shortest first. */
function candidates(module: string): string[] {
  const parts = module.split('.');
  const above = parts.map((_, index) => parts.slice(0, index + 1).join('.'));
  const last = parts.at(-1) ?? '';
  const plain = last.startsWith('_') ? [[...parts.slice(0, -1), last.replace(/^_+/, '')].join('.')] : [];
  return [...above.slice(0, -1), ...plain];
}

function ownExports(stub: Stub): string[] {
  return [...stub.bindings].flatMap(([name, binding]) => {
    if (stub.exported !== undefined && stub.exported.has(name)) return [name];
    if (name.startsWith('_')) return [];
    return binding.kind !== 'import' || binding.isPublic ? [name] : [];
  });
}
