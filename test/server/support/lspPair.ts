/**
 * The language server and a client of it, connected by streams in memory: real messages, no process. What the server
 * sends by itself is kept, and can be waited for.
 */
import { PassThrough } from 'node:stream';
import { createConnection as createServerConnection } from 'vscode-languageserver';
import {
  createMessageConnection,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type Diagnostic,
  type InitializeResult,
  type MessageConnection,
  type PublishDiagnosticsParams,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import type { Gilscope, SourceHost } from '../../../server/src/core/gilscope';
import { nodeClock } from '../../../server/src/node/clock';
import { serve } from '../../../server/src/server';
import type { Clock, FileAccess } from '../../../server/src/workspace/host';
import type { CheckThreads } from './checkThreads';
import { createFakeGilscope } from './fakeGilscope';

/** Abilities of an up-to-date editor. */
export const MODERN: ClientCapabilities = {
  textDocument: {
    diagnostic: { dynamicRegistration: false },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: { disabledSupport: true, dataSupport: true },
  },
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
  },
};

export interface PairOptions {
  readonly capabilities?: ClientCapabilities;
  /** Uri → text of files on disk. */
  readonly files?: Readonly<Record<string, string>>;
  readonly folders?: readonly string[];
  readonly initializationOptions?: unknown;
  /** What `workspace/configuration` answers for the section `gilscope`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly clock?: Clock;
  readonly createGilscope?: (host: SourceHost) => Gilscope;
  /** Makes loading the parser fail. */
  readonly loadError?: string;
  /** Threads for checks of the workspace, over the files on disk; without them there are none. */
  readonly checkThreads?: (files: FileAccess) => Pick<CheckThreads, 'start'>;
}

export interface LspPair {
  readonly client: MessageConnection;
  readonly initialized: InitializeResult;
  /** Files on disk; change them and tell the server with `workspace/didChangeWatchedFiles`. */
  readonly files: Map<string, string>;
  /** What `workspace/configuration` answers from now on. */
  settings: Readonly<Record<string, unknown>>;
  /** Everything the server has sent by itself so far: method and parameters. */
  readonly received: readonly { readonly method: string; readonly params: unknown }[];
  open(uri: string, text: string, version?: number): Promise<void>;
  change(uri: string, version: number, changes: TextDocumentContentChangeEvent[]): Promise<void>;
  /** Waits until `find` gives something for one of the messages received. */
  until<T>(find: (method: string, params: unknown) => T | undefined): Promise<T>;
  close(): Promise<void>;
}

export const FOLDER = 'file:///project';

export async function connectPair(options: PairOptions = {}): Promise<LspPair> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const client = createMessageConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  );
  const files = new Map(Object.entries(options.files ?? {}));
  const connection = createServerConnection(
    () => createProtocolConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)),
    // A process would end here.
    { shutdownReceived: false, initialize: () => undefined, exit: () => undefined },
  );
  const { createGilscope = createFakeGilscope, loadError } = options;
  const disk: FileAccess = {
    read: (uri) => files.get(uri),
    look: () => () => true,
    list: (folder) => [...files.keys()].filter((uri) => uri.startsWith(`${folder}/`) && uri.endsWith('.py')),
  };
  const threads = options.checkThreads?.(disk);
  serve(connection, {
    version: '1.2.3',
    clock: options.clock ?? nodeClock,
    files: disk,
    ...(threads === undefined ? {} : { startCheckThread: threads.start }),
    load: () =>
      loadError === undefined ? Promise.resolve(createGilscope) : Promise.reject(new Error(loadError)),
  });

  const received: { method: string; params: unknown }[] = [];
  let wake: () => void = () => undefined;
  const note = (method: string, params: unknown): void => {
    received.push({ method, params });
    wake();
  };
  client.onNotification((method, params) => note(method, params));
  client.onRequest((method, params) => {
    note(method, params);
    if (method !== 'workspace/configuration') return null;
    return [pair.settings];
  });
  client.listen();

  const folders = options.folders ?? [FOLDER];
  const pair: LspPair = {
    client,
    files,
    received,
    settings: options.settings ?? {},
    initialized: { capabilities: {} },
    open: (uri, text, version = 1) =>
      client.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'python', version, text },
      }),
    change: (uri, version, contentChanges) =>
      client.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges }),
    async until(find) {
      for (let from = 0; ;) {
        for (; from < received.length; from++) {
          const message = received[from];
          const found = message === undefined ? undefined : find(message.method, message.params);
          if (found !== undefined) return found;
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    async close() {
      await client.sendRequest('shutdown');
      client.dispose();
      connection.dispose();
    },
  };
  const initialized = await client.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    capabilities: options.capabilities ?? MODERN,
    initializationOptions: options.initializationOptions,
    workspaceFolders: folders.map((uri) => ({ uri, name: uri })),
  });
  await client.sendNotification('initialized', {});
  return Object.assign(pair, { initialized });
}

/** Diagnostics as one line each, `line:column code severity message`, from 1 as people count. */
export function showDiagnostics(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(
    ({ range, code, severity, message }) =>
      `${range.start.line + 1}:${range.start.character + 1} ${String(code)} ${String(severity)} ${String(message)}`,
  );
}

/** The publication for a document at a version, for `until`. */
export function publication(
  uri: string,
  version?: number,
): (method: string, params: unknown) => PublishDiagnosticsParams | undefined {
  return (method, params) => {
    if (method !== 'textDocument/publishDiagnostics') return undefined;
    const published = params as PublishDiagnosticsParams;
    return published.uri === uri && published.version === version ? published : undefined;
  };
}
