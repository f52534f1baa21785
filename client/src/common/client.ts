/**
 * The language client: its options, start, stop and restart. Restarts are made one after another, and those asked for
 * while one waits are merged into it. A server that ends by itself is reported, with a way to start it again.
 */
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  RevealOutputChannelOn,
  State,
  type BaseLanguageClient,
  type ErrorHandler,
  type LanguageClientOptions,
  type Middleware,
} from 'vscode-languageclient';
import { COMMANDS, type InitializationOptions } from '../../../server/src/core/protocol';
import { reasonOf } from './log';

/** Makes a client that is not started yet; the desktop and the browser differ in how they reach the server. */
export type MakeClient = (options: LanguageClientOptions) => Promise<BaseLanguageClient>;

/** Python of every scheme: files, unsaved documents, and whatever virtual workspaces use. */
export const DOCUMENT_SELECTOR = [{ language: 'python' }];

/** Older versions shown beside an edited file, and cells of notebooks: neither is a module of its own. */
const LEFT_OUT_SCHEMES: ReadonlySet<string> = new Set(['git', 'gitfs', 'review', 'vscode-notebook-cell']);

export type ServerState = 'starting' | 'running' | 'stopped';

export interface ServerParts {
  readonly makeClient: MakeClient;
  readonly log: vscode.LogOutputChannel;
  readonly middleware: Middleware;
}

export class Server implements vscode.Disposable {
  readonly #parts: ServerParts;
  readonly #stateChanged = new vscode.EventEmitter<ServerState>();
  readonly onDidChangeState = this.#stateChanged.event;
  #state: ServerState = 'stopped';
  #client: BaseLanguageClient | undefined;
  /** The start or restart under way; every request waits for it. */
  #turn: Promise<void> = Promise.resolve();
  #restartWaits = false;
  #disposed = false;

  constructor(parts: ServerParts) {
    this.#parts = parts;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** Starts, or stops and starts. Resolves when the server runs or its start has failed and been reported. */
  restart(): Promise<void> {
    if (!this.#restartWaits) {
      this.#restartWaits = true;
      this.#turn = this.#turn.then(async () => {
        this.#restartWaits = false;
        await this.#stop();
        if (!this.#disposed) await this.#run();
      });
    }
    return this.#turn;
  }

  /** Waits for a start that is under way. Rejects with a reason for people where the server does not run. */
  async ready(): Promise<BaseLanguageClient> {
    await this.#turn;
    if (this.#client === undefined || this.#state !== 'running')
      throw new Error(vscode.l10n.t('The language server is not running. Run "Gilscope: Restart Server".'));
    return this.#client;
  }

  /** Sends one of our own requests. Rejects like `ready`. */
  async request<R>(method: string, params: unknown): Promise<R> {
    const client = await this.ready();
    return client.sendRequest<R>(method, params);
  }

  dispose(): void {
    this.#disposed = true;
    this.#turn = this.#turn.then(() => this.#stop());
    this.#stateChanged.dispose();
  }

  async #run(): Promise<void> {
    this.#become('starting');
    try {
      const client = await this.#parts.makeClient(this.#options());
      client.onDidChangeState(({ newState }) => {
        if (client !== this.#client) return;
        if (newState === State.Running) this.#become('running');
        if (newState === State.Stopped || newState === State.StartFailed) this.#become('stopped');
      });
      this.#client = client;
      await client.start();
    } catch (error) {
      this.#become('stopped');
      this.#parts.log.error(`The language server did not start: ${reasonOf(error)}`);
      this.#offerRestart(vscode.l10n.t('Gilscope could not start its language server: {0}', reasonOf(error)));
    }
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client === undefined) return;
    try {
      await client.dispose();
    } catch (error) {
      // A server that has already ended cannot be asked to end.
      this.#parts.log.debug(`Stopping the language server: ${reasonOf(error)}`);
    }
  }

  #become(state: ServerState): void {
    if (this.#disposed || this.#state === state) return;
    this.#state = state;
    this.#stateChanged.fire(state);
  }

  #options(): LanguageClientOptions {
    const initializationOptions: InitializationOptions = { commands: true };
    return {
      documentSelector: DOCUMENT_SELECTOR,
      diagnosticCollectionName: 'gilscope',
      outputChannel: this.#parts.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions,
      initializationFailedHandler: () => false,
      errorHandler: this.#errorHandler(),
      middleware: { provideDiagnostics, ...this.#parts.middleware },
      diagnosticPullOptions: { onChange: true, onFocus: true },
      markdown: { isTrusted: { enabledCommands: [COMMANDS.simulateSite] } },
    };
  }

  #errorHandler(): ErrorHandler {
    return {
      error: () => ({ action: ErrorAction.Continue }),
      closed: () => {
        this.#offerRestart(vscode.l10n.t('The Gilscope language server has stopped.'));
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  #offerRestart(message: string): void {
    const [restart, output] = [vscode.l10n.t('Restart Server'), vscode.l10n.t('Show Output')];
    void vscode.window.showErrorMessage(message, restart, output).then((choice) => {
      if (choice === restart) return this.restart();
      if (choice === output) this.#parts.log.show();
      return undefined;
    });
  }
}

const provideDiagnostics: NonNullable<Middleware['provideDiagnostics']> = (
  document,
  previousResultId,
  token,
  next,
) => {
  const uri = document instanceof vscode.Uri ? document : document.uri;
  return LEFT_OUT_SCHEMES.has(uri.scheme) ? undefined : next(document, previousResultId, token);
};
