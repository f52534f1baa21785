/**
 * The language server, put together: takes a connection and what the machine offers, and registers every feature. Knows
 * neither Node nor a browser; the entry points in node/ and browser/ hand those in.
 */
import {
  MessageType,
  ResponseError,
  ShowMessageNotification,
  TextDocumentSyncKind,
  type Connection,
  type InitializeError,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import type { Gilscope, SourceHost } from './core/gilscope';
import type { Problem } from './core/model/finding';
import type { InitializationOptions } from './core/protocol';
import { CODE_ACTION_KINDS, registerCodeActions } from './lsp/codeActions';
import { registerCodeLens } from './lsp/codeLens';
import { createEditorConfiguration, refreshClient, registerChanges } from './lsp/configuration';
import { registerCustomRequests } from './lsp/custom';
import { createPublisher, problemDiagnostics, registerPull, ResultIds } from './lsp/diagnostics';
import { readAbilities, readFolders, readInitializationOptions } from './lsp/fromLsp';
import { createGuard } from './lsp/guard';
import { registerHover } from './lsp/hover';
import { registerInlayHints } from './lsp/inlayHints';
import type { Session } from './lsp/session';
import { registerTextSync } from './lsp/textSync';
import { registerWorkspacePull } from './lsp/workspaceDiagnostics';
import type { FromCheckThread, ToCheckThread } from './workspace/checkMessages';
import { Checks } from './workspace/checks';
import { CheckThread } from './workspace/checkThread';
import { Derived } from './workspace/derived';
import { Documents } from './workspace/documents';
import type { Clock, FileAccess, Log, StartThread } from './workspace/host';
import { Inventory } from './workspace/inventory';
import { Projects } from './workspace/projects';
import { Schedule } from './workspace/schedule';
import { Settings } from './workspace/settings';

/** What differs between a Node process, a browser worker and a test. */
export interface ServerHost {
  readonly version: string;
  readonly files: FileAccess;
  readonly clock: Clock;
  /** Loads the parser; the result makes a core for one project. Rejects with a reason that people can read. */
  load(): Promise<(host: SourceHost) => Gilscope>;
  /** Starts a thread that checks the workspace (`serveChecks`); absent where there are no threads. */
  readonly startCheckThread?: StartThread<ToCheckThread, FromCheckThread>;
}

/** Serves one connection until it ends. */
export function serve(connection: Connection, host: ServerHost): void {
  connection.onInitialize(async (params) => {
    const options = readInitializationOptions(params.initializationOptions);
    try {
      const session = createSession(connection, host, params, options, await host.load());
      return initializeResult(session, host.version);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return new ResponseError<InitializeError>(-32603, `Gilscope could not start: ${reason}`, {
        retry: false,
      });
    }
  });
  connection.listen();
}

function createSession(
  connection: Connection,
  host: ServerHost,
  params: InitializeParams,
  options: InitializationOptions,
  createGilscope: (host: SourceHost) => Gilscope,
): Session {
  const log: Log = connection.console;
  const { clock, files, startCheckThread: start } = host;
  const guard = createGuard(log, (message) => show(connection, MessageType.Error, message));
  const abilities = readAbilities(params.capabilities);
  const documents = new Documents();
  const projects = new Projects({ create: createGilscope, documents, files, clock });
  projects.setFolders(readFolders(params));
  const configuration = createEditorConfiguration(connection, abilities, options, log);
  const settings = new Settings({
    fetch: (uri) => configuration.fetch(uri),
    read: (uri) => projects.textOf(uri),
    rootOf: (uri) => projects.of(uri).root,
    rules: projects.rules,
    report: (problems) => reportSettings(problems, connection),
    mark(uri, problems) {
      void connection.sendDiagnostics({ uri, diagnostics: problemDiagnostics(problems) });
    },
  });
  const schedule = new Schedule(clock);
  const derived = new Derived({ documents, projects, settings, schedule });
  const thread =
    start === undefined
      ? undefined
      : new CheckThread({ start, documents, projects, revision: () => derived.revision, clock, log });
  const inventory = new Inventory({
    ...{ documents, projects, files, thread },
    watched: abilities.registerWatchers,
  });
  const checks = new Checks({ thread, documents, settings, derived, schedule, clock, log });
  const session: Session = {
    ...{ connection, guard, log, clock, abilities, options },
    ...{ documents, projects, inventory, settings, derived, schedule, checks },
  };
  registerFeatures(session, configuration);
  return session;
}

function registerFeatures(
  session: Session,
  configuration: ReturnType<typeof createEditorConfiguration>,
): void {
  const resultIds = new ResultIds();
  const publisher = session.abilities.pullDiagnostics ? undefined : createPublisher(session);
  registerTextSync(session, publisher);
  registerPull(session, resultIds);
  registerWorkspacePull(session, resultIds);
  registerCodeActions(session);
  registerHover(session);
  registerCodeLens(session);
  registerInlayHints(session);
  registerCustomRequests(session);
  registerChanges(session, configuration, () => {
    publisher?.refresh();
    refreshClient(session);
  });
  session.connection.onShutdown(() => {
    session.schedule.dispose();
    session.checks.dispose();
  });
}

function initializeResult({ abilities }: Session, version: string): InitializeResult {
  return {
    serverInfo: { name: 'gilscope', version },
    capabilities: {
      // UTF-16 is what JavaScript strings, the parser and every LSP client have in common.
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      ...(abilities.pullDiagnostics
        ? {
            diagnosticProvider: {
              identifier: 'gilscope',
              interFileDependencies: true,
              workspaceDiagnostics: true,
              workDoneProgress: true,
            },
          }
        : {}),
      codeActionProvider: { codeActionKinds: [...CODE_ACTION_KINDS] },
      hoverProvider: true,
      codeLensProvider: {},
      inlayHintProvider: true,
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

/** One message for what is wrong in one place, with every problem in the log. */
function reportSettings(problems: readonly Problem[], connection: Connection): void {
  const texts = problems.map(({ path, line, message }) =>
    line === undefined ? `${path}: ${message}` : `${path}:${line}: ${message}`,
  );
  for (const text of texts) connection.console.warn(text);
  const [first, ...others] = texts;
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` (and ${others.length} more in the log)`;
  show(connection, MessageType.Warning, `Gilscope: ${first}${more}`);
}

/** A message that asks nothing, so that no answer has to be waited for. */
function show(connection: Connection, type: MessageType, message: string): void {
  void connection.sendNotification(ShowMessageNotification.type, { type, message });
}
