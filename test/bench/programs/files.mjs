/** The Python files below a folder, for the programs that Gilscope is measured against. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Absolute paths, sorted. */
export function pythonFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
