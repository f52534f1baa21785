/** The extension, put together. The entry points of desktop and browser hand in what differs. */
import type * as vscode from 'vscode';
import { Server, type MakeClient } from './client';
import { registerCommands } from './commands';
import { createLog } from './log';
import type { Measurer } from './measure';
import { createRequests } from './requests';
import { createSimulation } from './simulate';
import { createStatus } from './status';
import { createVirtualDocuments } from './virtualDocuments';
import { WorkspaceCheck } from './workspaceCheck';

export interface Platform {
  readonly makeClient: MakeClient;
  /** Undefined where no process can be started. */
  readonly measurer: Measurer | undefined;
}

/** Resolves when the server runs, or when its failure to start has been reported. */
export async function activateExtension(context: vscode.ExtensionContext, platform: Platform): Promise<void> {
  const log = createLog();
  const check = new WorkspaceCheck();
  const server = new Server({
    makeClient: platform.makeClient,
    log,
    middleware: { provideWorkspaceDiagnostics: check.middleware },
  });
  const requests = createRequests(server);
  const panels = createSimulation(context, requests);
  const documents = createVirtualDocuments(requests);
  const { measurer } = platform;
  context.subscriptions.push(
    log,
    check,
    server,
    documents,
    // A new server has told the client nothing yet.
    server.onDidChangeState(() => check.outdate()),
    registerCommands({ server, requests, panels, documents, check, log, measurer }),
    createStatus(server, requests),
  );
  await server.restart();
}
