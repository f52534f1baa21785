/** Answers what a library call returns, what an attribute is, and which bases a class has, from the type tables. */
import { lazily, remembered } from './lazily';
import { packageOf } from './nameIndex';
import { isClassName } from './names';
import type { Names } from './names';
import { parseType } from './typeNotation';
import type { Typeshed } from './typeshed';
import type { ValueType } from './types';

/** Owner (a module or class; empty for builtins) → members, several in one key parted by spaces → type notation. */
export type MemberTypes = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface TypeTable {
  /** Class → its direct bases, parted by commas; empty for a class worth naming that has none. */
  readonly bases: Readonly<Record<string, string>>;
  readonly returns: MemberTypes;
  readonly attributes: MemberTypes;
}

export interface Types {
  returnType(name: string): ValueType | undefined;
  attributeType(name: string): ValueType | undefined;
  baseClasses(name: string): readonly string[];
  /** The class itself and all its bases in the order of method lookup (breadth first, each once). */
  lineage(name: string): readonly string[];
  /** Whether our own tables say what a call of `name` returns, or it makes an instance: a call that is cheap. */
  describes(name: string): boolean;
}

/**
 * What our own tables say counts before typeshed, class by class. `hasFacts` tells of more classes: a capitalised name
 * that has facts below it makes an instance when called.
 */
export function createTypes(
  tables: readonly TypeTable[],
  typeshed: Typeshed,
  names: Names,
  hasFacts: (name: string) => boolean,
): Types {
  const bases = lazily(() => baseIndex(tables));
  const returns = lazily(() => memberIndex(tables.map((table) => table.returns)));
  const attributes = lazily(() => memberIndex(tables.map((table) => table.attributes)));

  /** typeshed names things where they are defined; facts go by where they are documented. */
  const documented = (notation: string | undefined): string | undefined =>
    notation?.replace(/\w+(?:\.\w+)+/g, (name) => names.canonical(name));

  const baseClasses = (name: string): readonly string[] =>
    bases().get(name) ?? typeshed.bases(name)?.map((base) => names.canonical(base)) ?? [];

  const lineage = remembered((name): readonly string[] => {
    const line = [name];
    for (const current of line) {
      for (const base of baseClasses(current)) if (!line.includes(base)) line.push(base);
    }
    return line;
  });

  function member(
    name: string,
    table: (name: string) => string | undefined,
    further: (name: string) => string | undefined,
  ): ValueType | undefined {
    const of = (full: string): string | undefined => table(full) ?? documented(further(full));
    const direct = of(name);
    if (direct !== undefined) return parseType(direct);
    const dot = name.lastIndexOf('.');
    if (dot < 0) return undefined;
    const [, ...ancestors] = lineage(name.slice(0, dot));
    for (const owner of ancestors) {
      const inherited = of(`${owner}${name.slice(dot)}`);
      if (inherited !== undefined) return parseType(inherited);
    }
    return undefined;
  }

  const isClass = (name: string): boolean =>
    bases().has(name) || (isClassName(name) && hasFacts(name)) || typeshed.bases(name) !== undefined;

  return {
    returnType: remembered((spelling) => {
      const name = names.canonical(spelling);
      const recorded = member(name, returns(), (full) => typeshed.returnType(full));
      return recorded ?? (isClass(name) ? { kind: 'instance', of: name } : undefined);
    }),
    attributeType: remembered((spelling) =>
      member(names.canonical(spelling), attributes(), (full) => typeshed.attributeType(full)),
    ),
    baseClasses: (spelling) => baseClasses(names.canonical(spelling)),
    lineage,
    describes: remembered((spelling) => {
      const name = names.canonical(spelling);
      return isClass(name) || member(name, returns(), () => undefined) !== undefined;
    }),
  };
}

function baseIndex(tables: readonly TypeTable[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    tables
      .flatMap((table) => Object.entries(table.bases))
      .map(([name, list]) => [name, list === '' ? [] : list.split(', ')]),
  );
}

/** Notations by full name; those of a package are sorted when somebody first asks about it. */
function memberIndex(tables: readonly MemberTypes[]): (name: string) => string | undefined {
  const unopened = new Map<string, (readonly [owner: string, types: Readonly<Record<string, string>>])[]>();
  for (const entry of tables.flatMap((table) => Object.entries(table))) {
    const root = packageOf(entry[0]);
    const sorted = unopened.get(root);
    if (sorted) sorted.push(entry);
    else unopened.set(root, [entry]);
  }
  const index = new Map<string, string>();

  function open(root: string): void {
    const sorted = unopened.get(root);
    if (!sorted) return;
    unopened.delete(root);
    for (const [owner, types] of sorted) {
      for (const [list, notation] of Object.entries(types)) {
        for (const name of list.split(' ')) index.set(owner === '' ? name : `${owner}.${name}`, notation);
      }
    }
  }

  return (name) => {
    // Builtins have no owner.
    open(name.includes('.') ? packageOf(name) : '');
    return index.get(name);
  };
}
