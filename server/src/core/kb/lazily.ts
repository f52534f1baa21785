/** Work put off until its result is first needed. */

/** Makes the value at the first call and keeps it. */
export function lazily<T extends object>(make: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= make());
}
