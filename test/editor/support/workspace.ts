/** Temporary workspace folders with the files a test names. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeTempFolder } from '../../tasks/tempFolder.mjs';

export interface Workspace {
  readonly folder: string;
  path(file: string): string;
  read(file: string): string;
  dispose(): void;
}

/** Writes `files` (path inside the folder → text) into a new folder. */
export function makeWorkspace(files: Readonly<Record<string, string>>): Workspace {
  const { path: folder, remove } = makeTempFolder('workspace');
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return {
    folder,
    path: (file) => join(folder, file),
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    dispose: remove,
  };
}
