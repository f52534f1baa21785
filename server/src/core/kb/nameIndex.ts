/**
 * Rows of a table by dotted name. Making the index only sorts rows by package; the names of a package's rows are
 * expanded, and the answers made, when they are first asked for, so that start-up pays for nothing it does not need.
 */
import { expandBraces } from './braces';

export interface NameIndex<T> {
  get(name: string): T | undefined;
  /** True where there are rows below the name: it is a module or class of the table. */
  isOwner(name: string): boolean;
  /** Every name, wildcards included under their own spelling (`math.*`). */
  names(): Iterable<string>;
}

/** `rows` are pairs of a name (braces stand for several) and what `make` turns into an answer. Later rows win. */
export function createNameIndex<Row, T extends object>(
  rows: Iterable<readonly [names: string, row: Row]>,
  make: (name: string, row: Row) => T,
): NameIndex<T> {
  const unopened = new Map<string, (readonly [string, Row])[]>();
  for (const entry of rows) {
    for (const root of packagesOf(entry[0])) {
      const sorted = unopened.get(root);
      if (sorted) sorted.push(entry);
      else unopened.set(root, [entry]);
    }
  }
  const rowOf = new Map<string, Row>();
  const owners = new Set<string>();
  const made = new Map<string, T>();

  function open(root: string): void {
    const entries = unopened.get(root);
    if (!entries) return;
    unopened.delete(root);
    for (const [names, row] of entries) {
      for (const name of expandBraces(names)) {
        rowOf.set(name, row);
        owners.add(name.slice(0, Math.max(0, name.lastIndexOf('.'))));
      }
    }
  }

  return {
    get(name) {
      const known = made.get(name);
      if (known) return known;
      open(packageOf(name));
      const row = rowOf.get(name);
      if (row === undefined) return undefined;
      const answer = make(name, row);
      made.set(name, answer);
      return answer;
    },
    isOwner(name) {
      open(packageOf(name));
      return owners.has(name);
    },
    names() {
      for (const root of [...unopened.keys()]) open(root);
      return rowOf.keys();
    },
  };
}

/** The first part of a dotted name. */
function packageOf(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}

/** Of a name with braces: more than one where they stand in front. */
function packagesOf(names: string): Iterable<string> {
  const head = packageOf(names);
  return head.includes('{') ? new Set(expandBraces(names).map(packageOf)) : [head];
}
