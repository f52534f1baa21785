/** The running extension and what it says of a document. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export async function gilscope(): Promise<vscode.Extension<unknown>> {
  const extension = vscode.extensions.getExtension('gilscope.gilscope');
  assert.ok(extension, 'the extension is not installed');
  await extension.activate();
  return extension;
}

export async function openPython(text: string): Promise<vscode.TextDocument> {
  await gilscope();
  const document = await vscode.workspace.openTextDocument({ language: 'python', content: text });
  await vscode.window.showTextDocument(document);
  return document;
}

/**
 * Waits until the diagnostics of the document, as text, are the expected ones. Estimated seconds differ with the cost
 * table, so they are written `N s` on both sides.
 */
export async function checkDiagnostics(document: vscode.TextDocument, expected: string): Promise<void> {
  await expectEventually(vscode.languages.onDidChangeDiagnostics, () => diagnosticsText(document), expected);
}

/** One line each: `13:20-13:51 warning GIL102 message`, places counted from 1. */
function diagnosticsText(document: vscode.TextDocument): string {
  return vscode.languages
    .getDiagnostics(document.uri)
    .map(({ range: { start, end }, severity, source, code, message }) => {
      const place = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
      const id = typeof code === 'object' ? code.value : code;
      const text = message.replaceAll(/[\d.]+ (m?s)/g, 'N s');
      return `${place} ${vscode.DiagnosticSeverity[severity].toLowerCase()} ${source} ${id} ${text}`;
    })
    .join('\n');
}

const DEADLINE_MS = 20_000;

/** Compares after each event until the text is the expected one; shows the difference when the deadline passes. */
async function expectEventually(
  event: vscode.Event<unknown>,
  actual: () => string,
  expected: string,
): Promise<void> {
  await new Promise<void>((resolve) => {
    const look = () => {
      if (actual() !== expected) return;
      clearTimeout(deadline);
      subscription.dispose();
      resolve();
    };
    const subscription = event(look);
    const deadline = setTimeout(() => {
      subscription.dispose();
      resolve();
    }, DEADLINE_MS);
    look();
  });
  assert.equal(actual(), expected);
}
