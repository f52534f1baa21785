/** Values that are worked out when they are first asked for. */

/** Gives what `make` gives, and calls it at most once. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Gives what `make` gives for a text, and does not call it twice for the same one in a row. */
export function keptForLast<T>(make: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly made: T } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, made: make(text) };
    return last.made;
  };
}
