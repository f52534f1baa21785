/**
 * `npm run package`: builds for production and packs `gilscope-VERSION.vsix`, after comparing what would go into it with
 * the lists below. `--out FILE` packs under another name.
 */
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkNodeVersion, installPackages, root, TaskError } from './setup.mjs';
import { runTask, runTool } from './tools.mjs';

/** Everything that an installed extension needs to run. */
const REQUIRED = [
  'package.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'NOTICE.txt',
  'dist/client/node.js',
  'dist/client/browser.js',
  'dist/server/node.js',
  'dist/server/node.program.js',
  'dist/server/browser.js',
  'dist/media/main.js',
  'dist/cli.js',
  'dist/cli.program.js',
  'dist/web-tree-sitter.wasm',
  'dist/tree-sitter-python.wasm',
  'dist/resvg.wasm',
  'dist/Inter-Regular.woff2',
  'dist/Inter-SemiBold.woff2',
];

/** What may be in it besides. */
const ALLOWED = [
  /^package\.nls(\.[a-z-]+)?\.json$/,
  /^l10n\/bundle\.l10n(\.[a-z-]+)?\.json$/,
  /^dist\/.*\.LEGAL\.txt$/,
  /^media\/[^/]+\.(png|svg|css)$/,
  /^media\/walkthrough\/[^/]+\.(png|svg|md)$/,
  /^syntaxes\/[^/]+\.json$/,
];

await runTask(async () => {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  checkNodeVersion();
  await installPackages();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const out = resolve(
    process.env.INIT_CWD ?? process.cwd(),
    values.out ?? join(root, `gilscope-${version}.vsix`),
  );

  const build = await runTool('esbuild', ['--production']);
  if (build.code !== 0) throw new TaskError('The build failed.');
  checkContents(await listContents());
  const packed = await runTool(
    'vsce',
    [
      'package',
      '--no-dependencies',
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
      '--out',
      out,
    ],
    {
      quiet: true,
    },
  );
  if (packed.code !== 0) throw new TaskError(`vsce package failed:\n${packed.output}`);
  console.log(`Packed ${relative(process.cwd(), out)}`);
  return 0;
});

async function listContents() {
  const { code, output, stdout } = await runTool('vsce', ['ls', '--no-dependencies'], { quiet: true });
  if (code !== 0) throw new TaskError(`vsce ls failed:\n${output}`);
  return stdout.split(/\r?\n/).filter((line) => line !== '');
}

function checkContents(files) {
  const missing = REQUIRED.filter((file) => !files.includes(file));
  const unexpected = files.filter(
    (file) => !REQUIRED.includes(file) && !ALLOWED.some((pattern) => pattern.test(file)),
  );
  if (missing.length + unexpected.length === 0) return;
  throw new TaskError(
    [
      ...missing.map((file) => `Missing from the package: ${file}`),
      ...unexpected.map((file) => `Must not be in the package: ${file}`),
      'What goes in is decided by .vscodeignore, what should be by test/tasks/package.mjs.',
    ].join('\n'),
  );
}
