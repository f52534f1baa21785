// Builds every bundle: client (node, browser), server (node, browser worker), webview, command line.
// `--production` minifies; `--watch` rebuilds. WebAssembly and fonts are copied beside the bundles.
import { context, build } from 'esbuild';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const require = createRequire(import.meta.url);

/** web-tree-sitter's ESM entry needs import.meta.url, which a CommonJS bundle does not have; its .cjs entry does not. */
const treeSitterCjs = join(dirname(require.resolve('web-tree-sitter')), 'web-tree-sitter.cjs');

const shared = {
  bundle: true,
  format: 'cjs',
  target: 'es2022',
  sourcemap: production ? false : 'linked',
  minify: production,
  legalComments: production ? 'linked' : 'none',
  logLevel: 'warning',
  metafile: true,
  loader: { '.md': 'text', '.py': 'text', '.txt': 'text' },
  alias: { 'web-tree-sitter': treeSitterCjs },
};
const node = { ...shared, platform: 'node', target: 'node20.19' };
/**
 * A program that its starter runs (server/src/node/runProgram.ts): an expression, so that it can be compiled with a code
 * cache. Modules compiled that way cannot load others with `import()`; Node's own go by `require` as well.
 */
const program = {
  ...node,
  banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
  footer: { js: '})' },
  supported: { 'dynamic-import': false },
};
const browser = { ...shared, platform: 'browser', external: ['fs/promises', 'module'] };

export const bundles = [
  { ...node, entryPoints: ['client/src/node/main.ts'], outfile: 'dist/client/node.js', external: ['vscode'] },
  {
    ...browser,
    entryPoints: ['client/src/browser/main.ts'],
    outfile: 'dist/client/browser.js',
    external: ['vscode'],
  },
  { ...node, entryPoints: ['server/src/node/start.ts'], outfile: 'dist/server/node.js' },
  { ...program, entryPoints: ['server/src/node/entry.ts'], outfile: 'dist/server/node.program.js' },
  {
    ...browser,
    entryPoints: ['server/src/browser/main.ts'],
    outfile: 'dist/server/browser.js',
    format: 'iife',
  },
  { ...browser, entryPoints: ['media/src/main.ts'], outfile: 'dist/media/main.js', format: 'iife' },
  {
    ...node,
    entryPoints: ['server/src/cli/start.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
  { ...program, entryPoints: ['server/src/cli/main.ts'], outfile: 'dist/cli.program.js' },
];

if (!watch) rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
for (const [from, to] of [
  ['web-tree-sitter/web-tree-sitter.wasm', 'web-tree-sitter.wasm'],
  ['tree-sitter-python/tree-sitter-python.wasm', 'tree-sitter-python.wasm'],
  ['@resvg/resvg-wasm/index_bg.wasm', 'resvg.wasm'],
  ['inter-ui/web/Inter-Regular.woff2', 'Inter-Regular.woff2'],
  ['inter-ui/web/Inter-SemiBold.woff2', 'Inter-SemiBold.woff2'],
]) {
  copyFileSync(require.resolve(from), `dist/${to}`);
}

if (watch) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  await Promise.all(bundles.map((options) => build(options)));
}
