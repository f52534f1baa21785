/** Answers `workspace/diagnostic`: every Python file of the workspace, in time slices, with results as they come. */
import {
  DocumentDiagnosticReportKind,
  type CancellationToken,
  type WorkDoneProgressReporter,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { canonicalUri } from '../workspace/uris';
import { diagnosticsOf, type ResultIds } from './diagnostics';
import { cancelled } from './guard';
import type { Session } from './session';

/** Work between two looks at waiting messages: short enough that typing never feels it. */
const SLICE_MS = 5;

export function registerWorkspacePull(session: Session, resultIds: ResultIds): void {
  const { connection, guard, inventory, derived } = session;
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
          const pause = (done: number, total: number): void => {
            flush();
            progress.report(Math.floor((100 * done) / total), `${done} of ${total}`);
          };
          await forEachFile(session, inventory.all(), token, pause, async (uri) => {
            const analysis = await derived.anywhere(uri);
            const diagnostics = diagnosticsOf(analysis, session);
            const resultId = resultIds.idFor(uri, diagnostics);
            const version = analysis?.version ?? null;
            const before = previous.get(canonicalUri(uri));
            previous.delete(canonicalUri(uri));
            items.push(
              before?.value === resultId
                ? { kind: DocumentDiagnosticReportKind.Unchanged, uri, version, resultId }
                : { kind: DocumentDiagnosticReportKind.Full, uri, version, resultId, items: diagnostics },
            );
          });
        } finally {
          progress.done();
        }
        // What the client still shows of files that are gone.
        for (const { uri } of previous.values())
          items.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [] });
        flush();
        return { items };
      },
    ),
  );
}

/**
 * Calls `visit` for each file, letting messages through between slices; `pause` is called there. Throws where the client
 * has cancelled.
 */
export async function forEachFile(
  session: Session,
  uris: readonly string[],
  token: CancellationToken,
  pause: ((done: number, total: number) => void) | undefined,
  visit: (uri: string) => Promise<void>,
): Promise<void> {
  const { clock, schedule } = session;
  let sliceEnd = clock.now() + SLICE_MS;
  for (const [index, uri] of uris.entries()) {
    await visit(uri);
    if (clock.now() < sliceEnd) continue;
    pause?.(index + 1, uris.length);
    await schedule.breathe(token);
    await schedule.idle(token);
    if (token.isCancellationRequested) throw cancelled();
    sliceEnd = clock.now() + SLICE_MS;
  }
}
