// Lets tests import Markdown and Python as text, as the bundler does: `import page from './x.md'`. Preloaded by mocha and by
// `node --import tsx --import ./test/support/textModules.mjs`.
import { readFileSync } from 'node:fs';
import Module, { register } from 'node:module';

/** Modules that tsx compiles to CommonJS. */
for (const extension of ['.md', '.py', '.txt']) {
  Module._extensions[extension] = (module, filename) => {
    module.exports = { __esModule: true, default: readFileSync(filename, 'utf8') };
  };
}

/** Modules that stay ECMAScript modules. */
const hooks = `
import { readFile } from 'node:fs/promises';
export async function load(url, context, next) {
  if (!/\\.(md|py|txt)$/.test(new URL(url).pathname)) return next(url, context);
  const text = await readFile(new URL(url), 'utf8');
  return { format: 'module', shortCircuit: true, source: 'export default ' + JSON.stringify(text) };
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
