/**
 * Tells of many paths at once which of them lead nowhere: each folder is listed once, and what its listing lacks is not
 * there. Imports are looked for in hundreds of places, nearly all of them in vain.
 */
import { readdirSync } from 'node:fs';

/** Folders with more entries are not listed again: looking for a path itself takes less. */
const MOST_ENTRIES = 3000;

/** Names in lower case, because some file systems do not tell them apart; undefined where anything may be. */
type Names = ReadonlySet<string> | undefined;

const NOTHING: ReadonlySet<string> = new Set();

/** Gives a look at the folders as they are now; the answer of one look for a path is always the same. */
export function createFolderLook(): () => (path: string) => boolean {
  const large = new Set<string>();
  const list = (folder: string): Names => {
    try {
      const names = readdirSync(folder);
      if (names.length <= MOST_ENTRIES) return new Set(names.join('/').toLowerCase().split('/'));
      large.add(folder);
      return undefined;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      return code === 'ENOENT' || code === 'ENOTDIR' ? NOTHING : undefined;
    }
  };
  return () => {
    const listed = new Map<string, Names>();
    const namesIn = (folder: string): Names => {
      if (listed.has(folder)) return listed.get(folder);
      const { parent, name } = split(folder.slice(0, -1));
      const isAbsent = parent !== '' && listed.has(parent) && !mayHold(listed.get(parent), name);
      const names = isAbsent ? NOTHING : large.has(folder) ? undefined : list(folder);
      listed.set(folder, names);
      return names;
    };
    return (path) => {
      // The first two names of a network path are no folders that could be listed.
      if (path.startsWith('//')) return true;
      const { parent, name } = split(path);
      return mayHold(namesIn(parent), name);
    };
  };
}

/** The folder, with the slash at its end, and the name in it. */
function split(path: string): { readonly parent: string; readonly name: string } {
  const end = path.lastIndexOf('/') + 1;
  return { parent: path.slice(0, end), name: path.slice(end) };
}

/** Short names of Windows (`PROGRA~1`) and letters with several spellings may stand for others. */
const PLAIN_NAME = /^[\w.-]*$/;

function mayHold(names: Names, name: string): boolean {
  return names === undefined || !PLAIN_NAME.test(name) || names.has(name.toLowerCase());
}
