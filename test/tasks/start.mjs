/**
 * `npm start`: shows Gilscope at work. Installs what is missing, builds, prints what it says about a folder, and serves a
 * real VS Code on it in the browser until Ctrl+C.
 */
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkNodeVersion, installEditorTools, installPackages, root, TaskError } from './setup.mjs';
import { runTask, runTool } from './tools.mjs';

const USAGE = `Usage: npm start -- [PATH] [--no-editor] [--port N]

  PATH         a folder or file with Python code (default: the examples)
  --no-editor  only print the findings
  --port N     serve the editor on this port (default: a free one)`;

/** What \`gilscope check\` exits with when it could not do its work; 0 and 1 tell whether there are findings. */
const CHECK_FAILED = 2;

await runTask(async () => {
  const options = readArguments(process.argv.slice(2));
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  checkNodeVersion();
  await installPackages();
  console.log('Building …');
  const build = await runTool('esbuild', []);
  if (build.code !== 0) throw new TaskError('The build failed.');

  console.log(`\nWhat Gilscope says about ${options.path}:\n`);
  const check = await runTool('gilscope', ['check', options.path]);
  if (check.code >= CHECK_FAILED) throw new TaskError(`gilscope check failed with exit code ${check.code}.`);
  if (!options.editor) return 0;

  const tools = await installEditorTools();
  // TypeScript can be loaded only now that the packages are there.
  const { tsImport } = await import('tsx/esm/api');
  const { startServer } = await tsImport('../editor/support/vscodeServer.ts', import.meta.url);
  const server = await startServer({
    tools,
    port: options.port,
    extension: { kind: 'linked', folder: root },
  });
  const folder = statSync(options.path).isDirectory() ? options.path : dirname(options.path);
  console.log(`\nVS Code with Gilscope is at\n\n  ${server.address(folder)}\n\nCtrl+C ends it.`);
  process.removeAllListeners('SIGINT');
  let interrupted = false;
  process.once('SIGINT', () => {
    interrupted = true;
    void server.stop();
  });
  await server.ended;
  if (interrupted) return 0;
  throw new TaskError(`VS Code's server ended by itself:\n${server.output()}`);
});

function readArguments(args) {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'no-editor': { type: 'boolean', default: false },
        port: { type: 'string', default: '0' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new TaskError(`${error.message}\n\n${USAGE}`);
  }
  const { values, positionals } = parsed;
  if (positionals.length > 1) throw new TaskError(`One PATH at most.\n\n${USAGE}`);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new TaskError(`--port takes a number from 0 to 65535, not ${values.port}.`);
  // npm runs scripts in the project's root and hands on where the user was.
  const path =
    positionals.length === 0
      ? join(root, 'examples')
      : resolve(process.env.INIT_CWD ?? process.cwd(), positionals[0]);
  if (!existsSync(path)) throw new TaskError(`There is no ${path}.`);
  return { path, port, editor: !values['no-editor'], help: values.help };
}
