// Checks every Python file below a folder with the ASYNC rules of ruff's WebAssembly build.
// Usage: node ruff.mjs FOLDER PATH-OF-THE-PACKAGE
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pythonFiles } from './files.mjs';

const [folder, module] = process.argv.slice(2);
const { PositionEncoding, Workspace } = createRequire(import.meta.url)(module);
const workspace = new Workspace({ lint: { select: ['ASYNC'] } }, PositionEncoding.Utf16);
let findings = 0;
for (const file of pythonFiles(folder)) {
  try {
    findings += workspace.check(readFileSync(file, 'utf8')).length;
  } catch {
    // A file that it cannot read in this encoding or version of Python.
  }
}
console.log(findings);
