/** Temporary folders that do not outlive the process, however it ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Makes a new folder.
 *
 * @param {string} purpose part of its name
 * @param {string} [parent] the system's folder for such things if absent
 * @returns {{ path: string, remove(): void }}
 */
export function makeTempFolder(purpose, parent = tmpdir()) {
  const path = mkdtempSync(join(parent, `gilscope-${purpose}-`));
  const remove = () => {
    process.off('exit', remove);
    // A server that is on its way out may still write.
    rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', remove);
  return { path, remove };
}
