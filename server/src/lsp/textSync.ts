/** Keeps the documents as the editor has them, and says what has to be looked at again. */
import type { Publisher } from './diagnostics';
import type { Session } from './session';
import { canonicalUri } from '../workspace/uris';

/** `publisher` is there where diagnostics are pushed. */
export function registerTextSync(session: Session, publisher: Publisher | undefined): void {
  const { connection, documents, projects, derived, schedule, log } = session;

  connection.onDidOpenTextDocument(({ textDocument }) => {
    const { uri, languageId, version, text } = textDocument;
    documents.open({ uri, languageId, version, text });
    projects.documentChanged(uri);
    derived.invalidate();
    publisher?.edited(uri);
  });

  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    const { uri, version } = textDocument;
    if (!documents.change(uri, version, contentChanges)) {
      log.warn(`a change of ${uri} was left out: the document is not open`);
      return;
    }
    schedule.touch(canonicalUri(uri));
    projects.documentChanged(uri);
    derived.invalidate();
    publisher?.edited(uri);
  });

  connection.onDidCloseTextDocument(({ textDocument }) => {
    documents.close(textDocument.uri);
    derived.release(textDocument.uri);
    projects.documentChanged(textDocument.uri);
    schedule.forget(canonicalUri(textDocument.uri));
    derived.invalidate();
    publisher?.closed(textDocument.uri);
  });
}
