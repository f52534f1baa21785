/** Diagnostics of open documents: pulled where the client can pull, else pushed after each pause in typing. */
import {
  DocumentDiagnosticReportKind,
  type Diagnostic,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { Problem } from '../core/model/finding';
import type { Analysis } from '../workspace/derived';
import { canonicalUri } from '../workspace/uris';
import { cancelled } from './guard';
import { ruleLink } from './ruleLinks';
import type { Session } from './session';
import { toDiagnostic, toProblemDiagnostic } from './toLsp';

/** What was found in a document. */
interface Found {
  readonly project: Analysis['project'];
  readonly report: Pick<Analysis['report'], 'findings' | 'problems'>;
}

/** The diagnostics of a document; none where there is nothing to say of it. */
export function diagnosticsOf(found: Found | undefined, session: Session): Diagnostic[] {
  if (found === undefined) return [];
  const { report, project } = found;
  const findings = report.findings.map((finding) =>
    toDiagnostic(
      finding,
      (path) => project.toUri(path),
      ({ code }) => ruleLink(code, project.gilscope.rules, session.options),
    ),
  );
  return [...findings, ...problemDiagnostics(report.problems)];
}

/** Of the problems those that are ours to mark: what does not parse is marked by the editor's Python support. */
export function problemDiagnostics(problems: readonly Problem[]): Diagnostic[] {
  return problems.flatMap(({ at, message }) => (at === undefined ? [] : [toProblemDiagnostic(at, message)]));
}

/** Gives equal results equal ids, so that a client that has a result already need not be sent it again. */
export class ResultIds {
  readonly #last = new Map<string, { readonly id: string; readonly content: string }>();
  #count = 0;

  idFor(uri: string, diagnostics: readonly Diagnostic[]): string {
    const key = canonicalUri(uri);
    const content = JSON.stringify(diagnostics);
    const last = this.#last.get(key);
    if (last?.content === content) return last.id;
    const id = String(++this.#count);
    this.#last.set(key, { id, content });
    return id;
  }
}

/** Answers `textDocument/diagnostic`. */
export function registerPull(session: Session, resultIds: ResultIds): void {
  const { connection, guard, derived } = session;
  connection.languages.diagnostics.on(
    guard.request(
      'textDocument/diagnostic',
      { kind: DocumentDiagnosticReportKind.Full, items: [] },
      async (params: DocumentDiagnosticParams, token): Promise<DocumentDiagnosticReport> => {
        const { uri } = params.textDocument;
        await derived.settled(uri, token);
        if (token.isCancellationRequested) throw cancelled();
        const items = diagnosticsOf(await derived.open(uri), session);
        const resultId = resultIds.idFor(uri, items);
        return resultId === params.previousResultId
          ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
          : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
      },
    ),
  );
}

export interface Publisher {
  /** A document was opened or edited: publishes its diagnostics, and those of the others, which may depend on it. */
  edited(uri: string): void;
  closed(uri: string): void;
  /** Files or settings have changed: publishes everything anew. */
  refresh(): void;
}

/** Sends `textDocument/publishDiagnostics` to a client that cannot pull. */
export function createPublisher(session: Session): Publisher {
  const { connection, guard, documents, derived, schedule } = session;

  /** By canonical URI. Every edit asks for all open documents, most of which it does not concern. */
  const published = new Map<string, Pick<Analysis, 'version' | 'report'>>();

  const publish = guard.task('textDocument/publishDiagnostics', async (uri: string) => {
    const analysis = await derived.open(uri);
    const document = documents.get(uri);
    // Outdated or closed meanwhile: the edit that did it has asked for a publication of its own.
    if (document === undefined || (analysis !== undefined && analysis.version !== document.version)) return;
    const key = canonicalUri(uri);
    const last = published.get(key);
    if (analysis !== undefined && last?.report === analysis.report && last.version === analysis.version)
      return;
    if (analysis === undefined) published.delete(key);
    else published.set(key, { version: analysis.version, report: analysis.report });
    await connection.sendDiagnostics({
      uri: document.uri,
      version: document.version,
      diagnostics: diagnosticsOf(analysis, session),
    });
  });

  const publishKnown = guard.task('textDocument/publishDiagnostics', async (uri: string) => {
    if (await derived.isKnown(uri)) publish(uri);
    else schedule.run(canonicalUri(uri), () => publish(uri));
  });

  const schedulePublication = (uri: string): void =>
    schedule.soon(canonicalUri(uri), () => publishKnown(uri));
  const publishAll = (): void => {
    for (const document of documents.all()) schedulePublication(document.uri);
  };

  return {
    edited(uri) {
      // What is being looked at comes first.
      schedulePublication(uri);
      for (const document of documents.all()) if (document.uri !== uri) schedulePublication(document.uri);
    },
    closed(uri) {
      published.delete(canonicalUri(uri));
      guard.task('textDocument/publishDiagnostics', () =>
        connection.sendDiagnostics({ uri, diagnostics: [] }),
      )();
      publishAll();
    },
    refresh() {
      published.clear();
      publishAll();
    },
  };
}
