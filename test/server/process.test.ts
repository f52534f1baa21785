/** The server as a program: bundled as it is shipped, started over each transport, and gone when its client is. */
import { strict as assert } from 'node:assert';
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
  type InitializeResult,
  type MessageConnection,
} from 'vscode-languageserver/node';
import { createPythonReader } from '../../server/src/cli/readFile';
import { standardLibraryFolder } from '../support/standardLibrary';
import { USER, WORK } from '../support/threadedProject';

/** Fills a folder with something to find and packages of the standard library; gives the Python files. */
function makeProject(into: string): readonly string[] {
  for (const name of ['concurrent', 'multiprocessing'])
    cpSync(join(standardLibraryFolder(), name), join(into, name), { recursive: true });
  writeFileSync(join(into, 'work.py'), WORK);
  writeFileSync(join(into, 'user.py'), USER);
  return readdirSync(into, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.py'))
    .map((name) => join(into, name));
}

const ROOT = join(__dirname, '..', '..');
const NODE = join(ROOT, 'server', 'src', 'node');
const BUNDLE: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  loader: { '.md': 'text', '.py': 'text', '.txt': 'text' },
  alias: { 'web-tree-sitter': join(dirname(require.resolve('web-tree-sitter')), 'web-tree-sitter.cjs') },
  logLevel: 'error',
};
const PARAMS = { processId: process.pid, rootUri: null, capabilities: {} };

describe('server process', function () {
  this.timeout(60_000);
  let folder = '';
  let module = '';
  let bare = '';
  let cli = '';
  const started: ChildProcess[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gilscope-server-'));
    module = join(folder, 'server', 'node.js');
    bare = join(folder, 'bare', 'server', 'node.js');
    cli = join(folder, 'server', 'cli.js');
    const commandLine = join(ROOT, 'server', 'src', 'cli');
    for (const [outfile, starter, program] of [
      [module, join(NODE, 'start.ts'), join(NODE, 'entry.ts')],
      [bare, join(NODE, 'start.ts'), join(NODE, 'entry.ts')],
      [cli, join(commandLine, 'start.ts'), join(commandLine, 'main.ts')],
    ] as const) {
      await build({ ...BUNDLE, entryPoints: [starter], outfile });
      await build({
        ...BUNDLE,
        entryPoints: [program],
        outfile: outfile.replace('.js', '.program.js'),
        banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
        footer: { js: '})' },
        supported: { 'dynamic-import': false },
      });
    }
    for (const file of ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-python/tree-sitter-python.wasm'])
      copyFileSync(require.resolve(file), join(folder, file.split('/').at(-1) ?? ''));
  });

  after(() => {
    for (const child of started) child.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(args: readonly string[], options: { file?: string; env?: NodeJS.ProcessEnv } = {}) {
    const { file = module, env = process.env } = options;
    const child = spawn(process.execPath, [file, ...args], { stdio: ['pipe', 'pipe', 'pipe'], env });
    started.push(child);
    return child;
  }

  async function exitCode(child: ChildProcess): Promise<number | null> {
    if (child.exitCode !== null) return child.exitCode;
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  }

  async function greet(connection: MessageConnection): Promise<string | undefined> {
    connection.listen();
    const { serverInfo } = await connection.sendRequest<InitializeResult>('initialize', PARAMS);
    return serverInfo?.name;
  }

  it('speaks over standard streams, and prints nothing else there', async () => {
    const noise = join(folder, 'noise.js');
    writeFileSync(noise, `setInterval(() => console.log('noise'), 1).unref();`);
    const env = { ...process.env, NODE_OPTIONS: `--require ${JSON.stringify(noise)}` };
    const child = start(['--stdio'], { env });
    let errors = '';
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.onError(([error]) => assert.fail(error));
    assert.equal(await greet(connection), 'gilscope');
    await connection.sendNotification('initialized', {});
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    assert.equal(await exitCode(child), 0);
    assert.match(errors, /^noise$/m);
  });

  it('keeps what was compiled, and starts from it', async () => {
    const env = {
      ...process.env,
      XDG_CACHE_HOME: join(folder, 'cache'),
      LOCALAPPDATA: join(folder, 'cache'),
    };
    const kept = (): readonly string[] =>
      readdirSync(join(folder, 'cache'), { recursive: true, encoding: 'utf8', withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => `${name} ${statSync(join(parentPath, name)).mtimeMs}`);
    const session = async (options: NodeJS.ProcessEnv = {}): Promise<void> => {
      const child = start(['--stdio'], { env: { ...env, ...options } });
      let errors = '';
      child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
      const connection = createMessageConnection(
        new StreamMessageReader(child.stdout),
        new StreamMessageWriter(child.stdin),
      );
      assert.equal(await greet(connection), 'gilscope');
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      assert.equal(await exitCode(child), 0);
      // V8 would name a flag that it does not know.
      assert.equal(errors, '');
    };
    mkdirSync(join(folder, 'cache'));
    await session({ NODE_DISABLE_COMPILE_CACHE: '1' });
    assert.deepEqual(kept(), []);
    await session();
    const [first, ...others] = kept();
    assert.match(first ?? '', /^[0-9a-f]{32}\.v8 /);
    assert.deepEqual(others, []);
    await session();
    assert.deepEqual(kept(), [first]);
  });

  it('ends with 1 where the client leaves without a word', async () => {
    const child = start(['--stdio']);
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    await greet(connection);
    child.stdin.end();
    assert.equal(await exitCode(child), 1);
  });

  it('speaks over the channel of a fork, and ends with it', async () => {
    const child = fork(module, ['--node-ipc'], { silent: true });
    started.push(child);
    const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    assert.equal(await greet(connection), 'gilscope');
    child.disconnect();
    assert.equal(await exitCode(child), 1);
  });

  it('speaks over a socket that the client listens on, and ends with it', async () => {
    // Where this fails, nothing may keep the tests waiting.
    const server = createServer().listen(0, '127.0.0.1').unref();
    await once(server, 'listening');
    const child = start([`--socket=${(server.address() as AddressInfo).port}`]);
    const [socket] = await once(server, 'connection');
    const connection = createMessageConnection(
      new StreamMessageReader(socket),
      new StreamMessageWriter(socket),
    );
    assert.equal(await greet(connection), 'gilscope');
    socket.destroy();
    server.close();
    assert.equal(await exitCode(child), 1);
  });

  /** Has the workspace checked, and `then` more asked. */
  async function checkWorkspace(
    project: string,
    child: ReturnType<typeof start>,
    then: (connection: MessageConnection) => Promise<void>,
  ): Promise<ReadonlyMap<string, unknown>> {
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const messages: unknown[] = [];
    connection.onNotification('window/logMessage', (message) => void messages.push(message));
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.listen();
    await connection.sendRequest<InitializeResult>('initialize', {
      ...PARAMS,
      capabilities: { textDocument: { diagnostic: {} } },
      workspaceFolders: [{ uri: pathToFileURL(project).href, name: 'project' }],
    });
    await connection.sendNotification('initialized', {});
    const { items } = await connection.sendRequest<{ items: { uri: string; items: unknown[] }[] }>(
      'workspace/diagnostic',
      { previousResultIds: [] },
    );
    await then(connection);
    // Neither a thread that has died nor a file that has failed.
    assert.deepEqual(messages, []);
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    assert.equal(await exitCode(child), 0);
    return new Map(items.map(({ uri, items: found }) => [uri, found]));
  }

  it('checks the workspace in a thread, with the findings that the editor shows', async () => {
    const project = join(folder, 'project');
    const files = makeProject(project);
    const shown = new Map<string, unknown>();
    const found = await checkWorkspace(project, start(['--stdio']), async (connection) => {
      for (const file of files) {
        const uri = pathToFileURL(file).href;
        const text = createPythonReader()(file);
        assert.ok('text' in text);
        const textDocument = { uri, languageId: 'python', version: 1, text: text.text };
        await connection.sendNotification('textDocument/didOpen', { textDocument });
        const { items } = await connection.sendRequest<{ items: unknown[] }>('textDocument/diagnostic', {
          textDocument: { uri },
        });
        shown.set(uri, items);
      }
    });
    const sorted = (map: ReadonlyMap<string, unknown>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
    assert.deepEqual(sorted(found), sorted(shown));
    const { length } = shown.get(pathToFileURL(join(project, 'user.py')).href) as unknown[];
    assert.equal(length, 1);
    // The command line has threads of its own, for checks of its own.
    const server = start(['server', '--stdio'], { file: cli });
    assert.deepEqual(await checkWorkspace(project, server, () => Promise.resolve()), found);
  });

  it('says in words why it cannot be reached', async () => {
    const child = start([]);
    let errors = '';
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    assert.equal(await exitCode(child), 2);
    assert.equal(
      errors,
      'gilscope: --node-ipc works only in a process that another Node process has forked\n',
    );
  });

  it('says which file is missing from an installation', async () => {
    const child = start(['--stdio'], { file: bare });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    await assert.rejects(
      greet(connection),
      /Gilscope could not start: web-tree-sitter\.wasm is missing from the installation/,
    );
  });
});
