/** Reads files with a reason in words where that fails. */
import { readFileSync, statSync } from 'node:fs';
import { type Decoded, decodePython } from './decode';

/** Above this a Python file is data, not code; analysing it would only cost time and memory. */
const MAX_BYTES = 5_000_000;

/** Reads and decodes a Python file. Never throws. */
export function readPythonFile(path: string): Decoded {
  try {
    const { size } = statSync(path);
    if (size > MAX_BYTES)
      return { problem: `is larger than ${MAX_BYTES / 1e6} MB (${(size / 1e6).toFixed(1)} MB)` };
    return decodePython(readFileSync(path));
  } catch (error) {
    // Node gives such names with a character in the place of the byte, under which there is no file.
    if (path.includes('\uFFFD')) return { problem: 'its name is not valid UTF-8' };
    return { problem: reasonOf(error) };
  }
}

/** Reads a UTF-8 file such as a configuration. Never throws. */
export function readTextFile(path: string): { readonly text: string } | { readonly problem: string } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    return { problem: error instanceof TypeError ? 'is not valid UTF-8' : reasonOf(error) };
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'is a folder',
  ENOTDIR: 'no such file or folder',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'no space left',
  EROFS: 'the file system is read-only',
};

/** Why the file system refused, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
