/** Look-up in an object literal by a name from outside: `constructor` and `toString` are no entries. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
