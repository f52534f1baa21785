/** A copy of the built extension that can only run in the web extension host: the manifest names no Node entry point. */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTempFolder } from '../../tasks/tempFolder.mjs';

/** What an installed extension consists of besides its manifest. */
const PARTS = ['dist', 'l10n', 'media', 'syntaxes', 'package.nls.json'];

export interface WebExtension {
  readonly folder: string;
  dispose(): void;
}

export function makeWebExtension(extension: string): WebExtension {
  const { path: folder, remove } = makeTempFolder('web');
  for (const part of PARTS) {
    if (existsSync(join(extension, part)))
      cpSync(join(extension, part), join(folder, part), { recursive: true });
  }
  const manifest: Record<string, unknown> = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8'));
  delete manifest.main;
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return { folder, dispose: remove };
}
