/**
 * Writes the table that `kb/typeshed.ts` reads: modules in order of name, for each what it takes from others, its
 * functions and its classes. Names that share a type share a line.
 */
import type { ClassDef } from '../../../server/src/core/syntax/ast';
import { classMembers, membersIn, type Members } from './members';
import { notationOf, type Context } from './notation';
import type { Stubs } from './stubs';
import { createSymbols, type Symbols } from './symbols';

/** Bases that say nothing about what a class can do. */
const EMPTY_BASES: ReadonlySet<string> = new Set([
  '?',
  'object',
  'typing.Generic',
  'typing.Protocol',
  'abc.ABC',
]);

/** The sections of every module for which `includes` holds. */
export function printTable(stubs: Stubs, includes: (module: string) => boolean): string {
  const symbols = createSymbols(stubs);
  const sections = new Map<string, Line[]>();
  const section = (module: string): Line[] => {
    const lines = sections.get(module) ?? [];
    sections.set(module, lines);
    return lines;
  };
  for (const module of stubs.names) {
    if (!includes(module)) continue;
    const lines = [...reexports(symbols, stubs, module), ...functions(symbols, stubs, module)];
    section(module).push(...lines.map((text) => ({ text, owner: undefined })));
  }
  for (const module of stubs.names) {
    if (!includes(module)) continue;
    for (const [name, binding] of stubs.get(module)?.bindings ?? []) {
      if (binding.kind !== 'class') continue;
      const known = symbols.publicName({ module, path: name });
      const owner = `${known.module}.${known.path}`;
      const lines = classLines(symbols, module, known.module, [binding.def]);
      section(known.module).push(...lines.map((text) => ({ text, owner })));
    }
  }
  return [...withoutUnused(sections)]
    .filter(([, lines]) => lines.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([module, lines]) => [`=${module}`, ...lines.map(({ text }) => shortened(text, module))])
    .join('\n');
}

interface Line {
  readonly text: string;
  /** The class it is about. */
  readonly owner: string | undefined;
}

/** Private classes, protocols mostly, count only where some other type names them. */
function withoutUnused(sections: ReadonlyMap<string, readonly Line[]>): Map<string, readonly Line[]> {
  const isPrivate = (owner: string): boolean => owner.slice(owner.lastIndexOf('.') + 1).startsWith('_');
  const namesIn = new Map(
    [...sections.values()].flat().map((line) => [line, line.text.match(/[A-Za-z_][\w.]*\.[\w.]+/g) ?? []]),
  );
  let left = new Map(sections);
  for (let before = -1; before !== count(left);) {
    before = count(left);
    const used = new Set<string>();
    for (const line of [...left.values()].flat()) {
      for (const name of namesIn.get(line) ?? []) if (name !== line.owner) used.add(name);
    }
    left = new Map(
      [...left].map(([module, lines]) => [
        module,
        lines.filter(({ owner }) => owner === undefined || !isPrivate(owner) || used.has(owner)),
      ]),
    );
  }
  return left;
}

function count(sections: ReadonlyMap<string, readonly Line[]>): number {
  return [...sections.values()].reduce((sum, lines) => sum + lines.length, 0);
}

/** Own names start with a dot: `.Popen` in `subprocess`. */
function shortened(line: string, module: string): string {
  return line.replace(new RegExp(`(?<![\\w.])${module.replaceAll('.', '\\.')}\\.(?=[A-Za-z_])`, 'g'), '.');
}

/** `*m` for everything of a module; `@m a b` for some of its names, `@m a:b` under another name. */
function reexports(symbols: Symbols, stubs: Stubs, module: string): string[] {
  const stub = stubs.get(module);
  if (stub === undefined) return [];
  const byModule = new Map<string, string[]>();
  const add = (from: string, entry: string): void => {
    const names = byModule.get(from) ?? [];
    names.push(entry);
    byModule.set(from, names);
  };
  const exported = symbols.exportsOf(module);
  for (const [name, binding] of stub.bindings) {
    if (binding.kind === 'class') {
      const known = symbols.publicName({ module, path: name });
      if (known.module !== module) add(known.module, name);
      continue;
    }
    const isAlias = binding.kind === 'alias';
    if ((binding.kind !== 'import' && !isAlias) || !exported.has(name)) continue;
    const meaning = isAlias ? symbols.resolve(module, binding.value) : symbols.lookUp(module, name);
    if (meaning?.binding.kind !== 'class' && meaning?.binding.kind !== 'function') continue;
    const known = meaning.binding.kind === 'class' ? symbols.publicName(meaning) : meaning;
    if (known.module === 'builtins' || known.module.startsWith('typing') || known.module === '_typeshed')
      continue;
    if (known.module !== module || known.path !== name)
      add(known.module, known.path === name ? name : `${name}:${known.path}`);
  }
  return [
    ...stub.stars.map((star) => `*${star}`),
    ...[...byModule].map(([from, names]) => `@${from} ${names.join(' ')}`),
  ];
}

function functions(symbols: Symbols, stubs: Stubs, module: string): string[] {
  const context: Context = { symbols, module, scope: [], parameters: [], func: undefined, self: '?' };
  return memberLines(membersIn(context, stubs.get(module)?.bindings ?? new Map(), true));
}

function classLines(
  symbols: Symbols,
  module: string,
  knownModule: string,
  scope: readonly ClassDef[],
): string[] {
  const def = scope.at(-1);
  if (def === undefined) return [];
  const path = scope.map(({ name }) => name).join('.');
  const context: Context = {
    symbols,
    module,
    scope: scope.slice(0, -1),
    parameters: [],
    func: undefined,
    self: '?',
  };
  const bases = def.bases
    .map((base) => baseName(context, base.kind === 'Subscript' ? base.value : base))
    .filter((base) => !EMPTY_BASES.has(base));
  const members = classMembers(symbols, module, scope);
  const nested = [...symbols.members(def)].flatMap(([, binding]) =>
    binding.kind === 'class' ? classLines(symbols, module, knownModule, [...scope, binding.def]) : [],
  );
  return [['.' + path, ...bases].join(' '), ...memberLines(members), ...nested];
}

/** A base by its own name: `dict` is `dict` here, not the notation for "some mapping". */
function baseName(context: Context, head: Parameters<typeof notationOf>[1]): string {
  const meaning = context.symbols.resolve(context.module, head, context.scope);
  if (meaning?.binding.kind !== 'class') return notationOf(context, head);
  const { module, path } = context.symbols.publicName(meaning);
  return module === 'builtins' ? path : `${module}.${path}`;
}

/** `(type names…` for what calls return, `:type names…` for attributes. */
function memberLines({ returns, attributes }: Members): string[] {
  return [...linesOf('(', returns), ...linesOf(':', attributes)];
}

function linesOf(sign: string, types: ReadonlyMap<string, string>): string[] {
  const byType = new Map<string, string[]>();
  for (const [name, type] of types) {
    const names = byType.get(type) ?? [];
    names.push(name);
    byType.set(type, names);
  }
  return [...byType].map(([type, names]) => `${sign}${type} ${names.join(' ')}`);
}
