/** Reads files with a reason in words where that fails. */
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { once } from '../core/base/once';
import { type Decoded, decodePython } from './decode';

/** Above this a Python file is data, not code; analysing it would only cost time and memory. */
const MAX_BYTES = 5_000_000;

/** Reads and decodes a Python file. Never throws. */
export type PythonReader = (path: string) => Decoded;

/** Most files fit; where one does not, the buffer grows for it alone. */
const BUFFER_BYTES = 128 * 1024;

/** Each of thousands of files is read into the same buffer: a new one for each costs more than reading. */
export function createPythonReader(): PythonReader {
  const buffer = once(() => Buffer.allocUnsafeSlow(BUFFER_BYTES));
  return (path) => {
    try {
      const bytes = readInto(buffer(), path);
      if (bytes !== undefined) return decodePython(bytes);
      const { size } = statSync(path);
      return { problem: `is larger than ${MAX_BYTES / 1e6} MB (${(size / 1e6).toFixed(1)} MB)` };
    } catch (error) {
      // Node gives such names with a character in the place of the byte, under which there is no file.
      if (path.includes('\uFFFD')) return { problem: 'its name is not valid UTF-8' };
      return { problem: reasonOf(error) };
    }
  };
}

/** What is in a file, in `buffer` where it fits; undefined where it is too large. Throws where it cannot be read. */
function readInto(buffer: Buffer, path: string): Buffer | undefined {
  const descriptor = openSync(path, 'r');
  try {
    let bytes = buffer;
    let length = 0;
    for (;;) {
      const read = readSync(descriptor, bytes, length, bytes.length - length, null);
      length += read;
      if (length > MAX_BYTES) return undefined;
      if (read === 0) return bytes.subarray(0, length);
      if (length < bytes.length) continue;
      const larger = Buffer.allocUnsafeSlow(bytes.length * 4);
      bytes.copy(larger);
      bytes = larger;
    }
  } finally {
    closeSync(descriptor);
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
