/**
 * A real VS Code, served to a browser on this machine: the process, its folders and its addresses. `npm start` and the
 * editor tests both start it here.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run, start, stopGroup } from '../../tasks/children.mjs';
import { makeTempFolder } from '../../tasks/tempFolder.mjs';

export interface ServerTools {
  /** The Node that VS Code's server is built for. */
  readonly node: string;
  /** `server-main.js` of VS Code. */
  readonly server: string;
}

/** Where the extension comes from. */
export type ExtensionSource =
  /** Its sources, linked into VS Code's folder of installed extensions: what `npm start` shows. */
  | { readonly kind: 'linked'; readonly folder: string }
  /** A packed extension, installed as a user would. */
  | { readonly kind: 'packed'; readonly vsix: string }
  /**
   * Its sources as in a debugging session, which is how one gets into the web extension host, and how a module's `run()`
   * gets called inside the host. VS Code hides its notifications then.
   */
  | { readonly kind: 'development'; readonly folder: string; readonly tests?: string };

export interface ServerOptions {
  readonly tools: ServerTools;
  /** User settings on top of the quiet ones below. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** 0 or absent: a free one. */
  readonly port?: number;
  readonly extension: ExtensionSource;
  /** For the server and the extension host below it. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface VsCodeServer {
  readonly port: number;
  /** The address of a workspace folder. It carries a token: whoever knows it can run code as the user. */
  address(folder: string): string;
  /** Everything printed so far. */
  output(): string;
  /** Resolves when the server has ended by itself. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** No telemetry, no welcome pages, no assistants: what is on the screen is the workspace and Gilscope. */
const QUIET_SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'chat.disableAIFeatures': true,
  'security.workspace.trust.enabled': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  // As on the desktop; in a browser VS Code would save by itself.
  'files.autoSave': 'off',
};

const READY_DEADLINE_MS = 60_000;

/** Starts the server on 127.0.0.1 and waits until it listens. Its data lives in a temporary folder that `stop` removes. */
export async function startServer(options: ServerOptions): Promise<VsCodeServer> {
  const { tools, extension } = options;
  const { path: data, remove } = makeTempFolder('editor');
  const extensions = join(data, 'extensions');
  const folders = ['--server-data-dir', data, '--extensions-dir', extensions];
  mkdirSync(join(data, 'data/User'), { recursive: true });
  mkdirSync(extensions);
  const settings = { ...QUIET_SETTINGS, ...options.settings };
  writeFileSync(join(data, 'data/User/settings.json'), JSON.stringify(settings, undefined, 2));
  if (extension.kind === 'linked') linkExtension(extension.folder, extensions);
  if (extension.kind === 'packed') {
    const install = [tools.server, ...folders, '--install-extension', extension.vsix];
    const { code, output } = await run(tools.node, install, { quiet: true });
    if (code !== 0) throw new Error(`VS Code did not install ${extension.vsix}:\n${output}`);
  }

  // The token keeps other users and web pages on this machine from running code through the server.
  const token = randomBytes(16).toString('hex');
  const child = start(
    tools.node,
    [
      ...[tools.server, ...folders, '--host', '127.0.0.1', '--port', String(options.port ?? 0)],
      ...['--connection-token', token, '--accept-server-license-terms', '--disable-telemetry'],
      // Only with it the workbench reads the payload of the address below.
      ...(extension.kind === 'development' ? ['--enable-smoke-test-driver'] : []),
    ],
    { stdio: 'pipe', ...(options.env === undefined ? {} : { env: options.env }) },
  );
  let output = '';
  const port = await new Promise<number>((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`VS Code did not start in time:\n${output}`)),
      READY_DEADLINE_MS,
    );
    const listen = (text: Buffer) => {
      output += text.toString();
      const ready = /Extension host agent listening on (\d+)/.exec(output);
      if (ready === null) return;
      clearTimeout(late);
      resolve(Number(ready[1]));
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('close', () => reject(new Error(`VS Code's server ended:\n${output}`)));
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));

  return {
    port,
    ended,
    output: () => output,
    address(folder) {
      const query = new URLSearchParams({ tkn: token, folder: pathToFileURL(folder).pathname });
      if (extension.kind === 'development') {
        const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${pathToFileURL(path).pathname}`;
        const payload = [['extensionDevelopmentPath', remote(extension.folder)]];
        if (extension.tests !== undefined) payload.push(['extensionTestsPath', remote(extension.tests)]);
        query.set('payload', JSON.stringify(payload));
      }
      return `http://127.0.0.1:${port}/?${query.toString()}`;
    },
    async stop() {
      stopGroup(child);
      await ended;
      remove();
    },
  };
}

/**
 * Enters the sources into VS Code's list of installed extensions. The link matters: uninstalling in the editor deletes
 * what the list points to, and that must not be the checkout.
 */
function linkExtension(folder: string, extensions: string): void {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const id = `${manifest.publisher}.${manifest.name}`;
  const name = `${id}-${manifest.version}`;
  symlinkSync(folder, join(extensions, name), 'junction');
  const entry = {
    identifier: { id },
    version: manifest.version,
    location: { $mid: 1, scheme: 'file', path: pathToFileURL(join(extensions, name)).pathname },
    relativeLocation: name,
    metadata: { source: 'vsix' },
  };
  writeFileSync(join(extensions, 'extensions.json'), JSON.stringify([entry]));
}
