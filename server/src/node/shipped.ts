/** Finds files that are shipped beside the bundles and are no code: WebAssembly, fonts. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Beside the bundle (dist/cli.js) or one folder above it (dist/server/node.js); run from source, where npm has put `source`.
 * Throws where the file is in neither place.
 */
export function shippedFile(name: string, source: string): string {
  const shipped = [__dirname, dirname(__dirname)]
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
  if (shipped !== undefined) return shipped;
  try {
    return createRequire(__filename).resolve(source);
  } catch {
    throw new Error(`${name} is missing from the installation`);
  }
}
