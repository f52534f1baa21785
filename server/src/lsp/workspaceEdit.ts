/** Edits of a fix as LSP wants them: with the version they were made for, so that an editor can refuse outdated ones. */
import type { AnnotatedTextEdit, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Edit } from '../core/model/finding';
import type { Analysis } from '../workspace/derived';
import type { Session } from './session';
import { toTextEdit } from './toLsp';

/** What a preview of an unsafe change says. */
export interface EditAnnotation {
  readonly label: string;
  readonly description: string;
}

/** Id of the one annotation an edit has. */
const ANNOTATION_ID = 'gilscope.unsafe';

export function toWorkspaceEdit(
  edits: readonly Edit[],
  annotation: EditAnnotation | undefined,
  analysis: Analysis,
  session: Session,
): WorkspaceEdit {
  const { abilities, documents } = session;
  const byUri = new Map<string, TextEdit[]>();
  for (const edit of edits) {
    const uri = analysis.project.toUri(edit.at.path);
    byUri.set(uri, [...(byUri.get(uri) ?? []), toTextEdit(edit)]);
  }
  if (!abilities.documentChanges) return { changes: Object.fromEntries(byUri) };
  const annotated = annotation !== undefined && abilities.changeAnnotations;
  const documentChanges = [...byUri].map(([uri, textEdits]): TextDocumentEdit => ({
    textDocument: { uri, version: documents.get(uri)?.version ?? null },
    edits: annotated
      ? textEdits.map((edit): AnnotatedTextEdit => ({ ...edit, annotationId: ANNOTATION_ID }))
      : textEdits,
  }));
  if (!annotated) return { documentChanges };
  const { label, description } = annotation;
  // No `needsConfirmation`: VS Code would show every edit unticked, to be ticked one by one. Who chose a fix that is
  // titled unsafe has confirmed it; the annotation shows where people ask for a preview.
  return { documentChanges, changeAnnotations: { [ANNOTATION_ID]: { label, description } } };
}
