/** Values that are worked out when they are first asked for. */

/** Gives what `make` gives, and calls it at most once. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
