/** Reads parts of parsed JSON of which nothing is known yet. */

export type Table = Readonly<Record<string, unknown>>;

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The list under a key; undefined where there is none. */
export function listIn(table: unknown, key: string): readonly unknown[] | undefined {
  const value = isTable(table) ? table[key] : undefined;
  return Array.isArray(value) ? value : undefined;
}

export function textIn(table: unknown, key: string): string | undefined {
  const value = isTable(table) ? table[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** A finite number under a key. */
export function numberIn(table: unknown, key: string): number | undefined {
  return numberOf(isTable(table) ? table[key] : undefined);
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Index into a list; undefined for anything else. */
export function indexOf(value: unknown, list: readonly unknown[]): number | undefined {
  const index = numberOf(value);
  return index !== undefined && Number.isInteger(index) && index >= 0 && index < list.length
    ? index
    : undefined;
}
