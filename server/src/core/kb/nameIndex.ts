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

/** Rows that have something in common. A row begins with its name, in which braces stand for several. */
export interface RowGroup<Row> {
  readonly rows: readonly Row[];
}

/** What `make` turns a row, called by one of its names, into is the answer. Later rows win. */
export function createNameIndex<
  Row extends readonly [names: string, ...more: unknown[]],
  Group extends RowGroup<Row>,
  T extends object,
>(groups: readonly Group[], make: (name: string, row: Row, group: Group) => T): NameIndex<T> {
  type Entry = readonly [row: Row, group: Group];
  const unopened = rowsByPackage<Row, Group>(groups);
  const rowOf = new Map<string, Entry>();
  const owners = new Set<string>();
  const made = new Map<string, T>();

  function open(root: string): void {
    const sorted = unopened.get(root);
    if (!sorted) return;
    unopened.delete(root);
    for (const { group, rows } of sorted) {
      for (const row of rows) {
        const entry: Entry = [row, group];
        for (const name of expandBraces(row[0])) {
          rowOf.set(name, entry);
          owners.add(name.slice(0, Math.max(0, name.lastIndexOf('.'))));
        }
      }
    }
  }

  return {
    get(name) {
      const known = made.get(name);
      if (known) return known;
      open(packageOf(name));
      const entry = rowOf.get(name);
      if (entry === undefined) return undefined;
      const answer = make(name, ...entry);
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

/** Rows of one group, in one package. */
interface SortedRows<Row, Group> {
  readonly group: Group;
  readonly rows: Row[];
}

/** Looks at every row, when the program starts: tables have thousands, mostly with neighbours in the same package. */
function rowsByPackage<Row extends readonly [string, ...unknown[]], Group extends RowGroup<Row>>(
  groups: readonly Group[],
): Map<string, SortedRows<Row, Group>[]> {
  const sorted = new Map<string, SortedRows<Row, Group>[]>();
  for (const group of groups) {
    let prefix: string | undefined;
    let rows: Row[] = [];
    for (const row of group.rows) {
      if (prefix !== undefined && row[0].startsWith(prefix)) {
        rows.push(row);
        continue;
      }
      const roots = packagesOf(row[0]);
      for (const root of roots) {
        rows = [row];
        const known = sorted.get(root);
        if (known) known.push({ group, rows });
        else sorted.set(root, [{ group, rows }]);
      }
      prefix = roots.length === 1 ? `${roots[0] ?? ''}.` : undefined;
    }
  }
  return sorted;
}

/** The first part of a dotted name. */
export function packageOf(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}

/** Of a name with braces: more than one where they stand in front. */
function packagesOf(names: string): readonly string[] {
  const head = packageOf(names);
  return head.includes('{') ? [...new Set(expandBraces(names).map(packageOf))] : [head];
}
