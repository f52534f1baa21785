/** A language server as a process of its own, driven as an editor drives it, with the time until it answers. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import {
  CancellationTokenSource,
  createMessageConnection,
  type MessageConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { Keystroke } from './typist';

export interface WorkspaceCheck {
  /** Resolves with the answer, also where that is a cancellation. */
  readonly ended: Promise<void>;
  cancel(): void;
}

export class LanguageServer {
  readonly #child: ChildProcess;
  readonly #connection: MessageConnection;
  /** Rejects when the process ends before it was stopped. */
  readonly #ended: Promise<never>;
  readonly #waiting = new Map<string, () => void>();
  readonly #versions = new Map<string, number>();

  private constructor(child: ChildProcess, connection: MessageConnection) {
    this.#child = child;
    this.#connection = connection;
    this.#ended = new Promise((_, reject) => {
      child.once('exit', (code) => reject(new Error(`the language server has ended with ${String(code)}`)));
    });
    this.#ended.catch(() => undefined);
    connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri, version }: PublishDiagnosticsParams) => {
        // Servers publish more than once; only what belongs to the newest version answers.
        if (version === undefined || version === this.#versions.get(uri)) this.#waiting.get(uri)?.();
      },
    );
    connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) =>
      items.map(() => null),
    );
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.listen();
  }

  /** `args` for Node; the server speaks over standard streams. With a `folder` diagnostics are asked for, not sent. */
  static async start(
    args: readonly string[],
    folder?: string,
    env: NodeJS.ProcessEnv = {},
  ): Promise<LanguageServer> {
    const child = spawn(process.execPath, [...args, '--stdio'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, ...env },
    });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const server = new LanguageServer(child, connection);
    const initialized = connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      ...(folder === undefined ? {} : { workspaceFolders: [{ uri: folder, name: 'bench' }] }),
      capabilities: {
        textDocument: {
          publishDiagnostics: { versionSupport: true },
          ...(folder === undefined ? {} : { diagnostic: {} }),
        },
        workspace: { configuration: true },
      },
    });
    await Promise.race([initialized, server.#ended]);
    await connection.sendNotification('initialized', {});
    return server;
  }

  /** Milliseconds until the document's diagnostics are there. */
  open(uri: string, text: string): Promise<number> {
    return this.#timed(uri, 1, () =>
      this.#connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'python', version: 1, text },
      }),
    );
  }

  /**
   * Sends a keystroke; milliseconds until the diagnostics of that version are there, or until those of another open
   * document are published anew.
   */
  type(uri: string, { start, end, text }: Keystroke, awaited = uri): Promise<number> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    return this.#timed(awaited, this.#versions.get(awaited) ?? 1, () =>
      this.#connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range: { start, end }, text }],
      }),
    );
  }

  /** Opens a document without waiting for anything. */
  show(uri: string, text: string): Promise<void> {
    this.#versions.set(uri, 1);
    return this.#connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'python', version: 1, text },
    });
  }

  /** Sends a keystroke and asks for the document's diagnostics; milliseconds until they are there. */
  async typeAndAsk(uri: string, { start, end, text }: Keystroke): Promise<number> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    const before = performance.now();
    await this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range: { start, end }, text }],
    });
    const answered = this.#connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
    await Promise.race([answered, this.#ended]);
    return performance.now() - before;
  }

  /** Asks for the diagnostics of the whole workspace, as they come, which is how editors ask. */
  checkWorkspace(): WorkspaceCheck {
    const source = new CancellationTokenSource();
    const ended = this.#connection
      .sendRequest(
        'workspace/diagnostic',
        { previousResultIds: [], partialResultToken: 'check' },
        source.token,
      )
      .then(() => undefined)
      .catch(() => undefined);
    return { ended, cancel: () => source.cancel() };
  }

  /** Resident memory in MB; undefined where the system does not tell. */
  memoryMb(): number | undefined {
    try {
      const status = readFileSync(`/proc/${String(this.#child.pid)}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
    } catch {
      return undefined;
    }
  }

  /** Ends it as editors do. */
  async end(): Promise<void> {
    const gone = once(this.#child, 'exit');
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
    await gone;
    this.#connection.dispose();
  }

  /** Ends it at once. */
  stop(): void {
    this.#connection.dispose();
    this.#child.kill();
  }

  async #timed(uri: string, version: number, send: () => Promise<void>): Promise<number> {
    this.#versions.set(uri, version);
    const answered = new Promise<void>((resolve) => this.#waiting.set(uri, resolve));
    const start = performance.now();
    await send();
    await Promise.race([answered, this.#ended]);
    return performance.now() - start;
  }
}
