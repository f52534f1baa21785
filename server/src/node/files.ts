/** Files of the machine for the language server in a Node process. */
import { statSync, type Stats } from 'node:fs';
import { URI } from 'vscode-uri';
import { findPythonFiles } from '../cli/files';
import { createPythonReader, type PythonReader, readTextFile } from '../cli/readFile';
import type { FileAccess } from '../workspace/host';
import { createFolderLook } from './folders';

/** Texts kept: the modules that open files import, over and over, while someone types. */
const MOST_TEXTS = 256;

interface KnownText {
  readonly modifiedMs: number;
  readonly bytes: number;
  readonly text: string | undefined;
}

export function createFileAccess(): FileAccess {
  const texts = new Map<string, KnownText>();
  const readPythonFile = createPythonReader();
  return {
    look: createFolderLook(),
    read(uri) {
      const path = pathOf(uri);
      const stat = path === undefined ? undefined : fileStat(path);
      if (path === undefined || stat === undefined) return undefined;
      const known = texts.get(path);
      const unchanged = known?.modifiedMs === stat.mtimeMs && known.bytes === stat.size;
      const text = unchanged ? known.text : readText(path, readPythonFile);
      texts.delete(path);
      texts.set(path, { modifiedMs: stat.mtimeMs, bytes: stat.size, text });
      const [oldest] = texts.keys();
      if (texts.size > MOST_TEXTS && oldest !== undefined) texts.delete(oldest);
      return text;
    },
    list(folderUri) {
      const folder = pathOf(folderUri);
      if (folder === undefined) return [];
      // What settings exclude is left out later, by the settings of each file.
      const options = { cwd: folder, isExcluded: () => false, report: () => undefined };
      return findPythonFiles([folder], options).map((path) => URI.file(path).toString());
    },
  };
}

/** Path of a `file:` URI; other schemes are not on this machine. */
function pathOf(uri: string): string | undefined {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? parsed.fsPath : undefined;
}

/** Undefined for anything but a file that can be reached. */
function fileStat(path: string): Stats | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() === true ? stat : undefined;
  } catch {
    // No permission, a loop of links, a name too long: for analysis there is no such file.
    return undefined;
  }
}

function readText(path: string, readPythonFile: PythonReader): string | undefined {
  const content = path.endsWith('.toml') ? readTextFile(path) : readPythonFile(path);
  return 'text' in content ? content.text : undefined;
}
