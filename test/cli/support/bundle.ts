/** The command line as one file, built from the sources as they are. */
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(__dirname, '..', '..', '..');

/** Writes `cli.js` into `folder`, without the WebAssembly files that belong beside it; gives its path. */
export async function bundleCli(folder: string): Promise<string> {
  const outfile = join(folder, 'cli.js');
  await build({
    entryPoints: [join(ROOT, 'server/src/cli/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    loader: { '.md': 'text', '.py': 'text', '.txt': 'text' },
    alias: {
      'web-tree-sitter': join(dirname(require.resolve('web-tree-sitter')), 'web-tree-sitter.cjs'),
    },
    logLevel: 'error',
  });
  return outfile;
}
