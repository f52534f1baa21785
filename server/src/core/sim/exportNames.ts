/** Names in exports. They come from outside: some are empty, some endless. */

/** A name that shows; some readers leave out what has none. */
export function named(name: string): string {
  return name.trim() === '' ? '(no name)' : name;
}

/** No more letters than `letters`. */
export function shortName(name: string, letters: number): string {
  // Letters outside the basic plane take two units: no text is longer in letters than in units.
  if (name.length <= letters) return named(name);
  const all = [...name];
  return named(all.length <= letters ? name : `${all.slice(0, letters - 1).join('')}…`);
}
