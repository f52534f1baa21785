/** Answers `workspace/diagnostic`: every Python file of the workspace, with results as they come. */
import {
  DocumentDiagnosticReportKind,
  type WorkDoneProgressReporter,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { canonicalUri } from '../workspace/uris';
import { diagnosticsOf, type ResultIds } from './diagnostics';
import { cancelled } from './guard';
import type { Session } from './session';

export function registerWorkspacePull(session: Session, resultIds: ResultIds): void {
  const { connection, guard, inventory, projects, checks } = session;
  connection.languages.diagnostics.onWorkspace(
    guard.request(
      'workspace/diagnostic',
      { items: [] },
      async (params, token, clientProgress: WorkDoneProgressReporter, partial) => {
        const previous = new Map(
          params.previousResultIds.map(({ uri, value }) => [canonicalUri(uri), { uri, value }]),
        );
        const items: WorkspaceDocumentDiagnosticReport[] = [];
        const flush = (): void => {
          if (partial === undefined || items.length === 0) return;
          partial.report({ items: items.splice(0) });
        };
        // A client that shows no progress of its own for this request gets ours, while there is much to do.
        const progress =
          params.workDoneToken === undefined && previous.size === 0
            ? await connection.window.createWorkDoneProgress()
            : clientProgress;
        progress.begin('Checking Python files', 0, undefined, true);
        try {
          const uris = await inventory.all(token);
          await checks.each(uris, token, {
            visit(uri, file) {
              const diagnostics = diagnosticsOf(file && { report: file, project: projects.of(uri) }, session);
              const resultId = resultIds.idFor(uri, diagnostics);
              const version = file?.version ?? null;
              const before = previous.get(canonicalUri(uri));
              previous.delete(canonicalUri(uri));
              items.push(
                before?.value === resultId
                  ? { kind: DocumentDiagnosticReportKind.Unchanged, uri, version, resultId }
                  : { kind: DocumentDiagnosticReportKind.Full, uri, version, resultId, items: diagnostics },
              );
            },
            pause(done) {
              flush();
              progress.report(Math.floor((100 * done) / uris.length), `${done} of ${uris.length}`);
            },
          });
        } finally {
          progress.done();
        }
        if (token.isCancellationRequested) throw cancelled();
        // What the client still shows of files that are gone.
        for (const { uri } of previous.values())
          items.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [] });
        flush();
        return { items };
      },
    ),
  );
}
