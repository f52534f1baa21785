/**
 * The last versions of files, for who types something and takes it back: what was said of the version before is then
 * known already. The newest of each file is kept; those before it while they are few and not long.
 */

export interface Versions<T> {
  /** The version that was kept or found last. */
  newest(path: string): T | undefined;
  /** A version with this text, if `isGood` says that it still counts; it is the newest from then on. */
  find(path: string, text: string, isGood: (version: T) => boolean): T | undefined;
  keep(path: string, version: T): void;
  /** Forgets all versions but the newest. */
  forgetOlder(path: string): void;
}

/** Versions of one file. */
const KEPT_VERSIONS = 8;
/** Characters of text of all versions but the newest; with tree and report some 20 bytes are kept for each. */
const KEPT_CHARACTERS = 1_000_000;

/** Keeps versions of at most so many files. */
export function createVersions<T extends { readonly text: string }>(mostFiles: number): Versions<T> {
  /** The newest version last, and the file that was looked at last. */
  const files = new Map<string, readonly T[]>();

  const makeRoom = (): void => {
    for (const path of files.keys()) {
      if (files.size <= mostFiles) break;
      files.delete(path);
    }
    let characters = 0;
    for (const [path, versions] of [...files].reverse()) {
      const kept = versions.slice(-KEPT_VERSIONS);
      const newest = kept.pop();
      const older: T[] = [];
      for (const version of kept.reverse()) {
        characters += version.text.length;
        if (characters > KEPT_CHARACTERS) break;
        older.unshift(version);
      }
      if (newest !== undefined && older.length + 1 < versions.length) files.set(path, [...older, newest]);
    }
  };
  const keep = (path: string, version: T): void => {
    const others = (files.get(path) ?? []).filter(({ text }) => text !== version.text);
    files.delete(path);
    files.set(path, [...others, version]);
    makeRoom();
  };

  return {
    keep,
    newest: (path) => files.get(path)?.at(-1),
    find(path, text, isGood) {
      const found = files.get(path)?.find((version) => version.text === text);
      if (found === undefined || !isGood(found)) return undefined;
      keep(path, found);
      return found;
    },
    forgetOlder(path) {
      const newest = files.get(path)?.at(-1);
      if (newest !== undefined) files.set(path, [newest]);
    },
  };
}
