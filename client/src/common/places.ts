/** From a document to the path its project knows it by, and back. The server goes by the same rule. */
import * as vscode from 'vscode';
import type { SourcePlace } from './simulationPanel';

/** The path in the project: relative to the workspace folder, absolute outside all of them. */
export function projectPath(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri, false).replaceAll('\\', '/');
}

/** The document behind a path that the server has given for something in `source`. */
export function documentAt(path: string, source: vscode.Uri): vscode.Uri {
  const isAbsolute = path.startsWith('/') || /^[A-Za-z]:\//.test(path);
  const folder = vscode.workspace.getWorkspaceFolder(source);
  if (!isAbsolute && folder !== undefined) return vscode.Uri.joinPath(folder.uri, path);
  return source.scheme === 'file' ? vscode.Uri.file(path) : source.with({ path });
}

/** Shows a place in an editor: the one that has the document already, else the first column. */
export async function openSource({ uri, path, line, column }: SourcePlace): Promise<void> {
  const target = documentAt(path, vscode.Uri.parse(uri));
  const shown = vscode.window.visibleTextEditors.find(
    (editor) => editor.document.uri.toString() === target.toString(),
  );
  const position = new vscode.Position(line - 1, column - 1);
  await vscode.window.showTextDocument(target, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    selection: new vscode.Range(position, position),
  });
}

/** The editor people are in, if it shows Python. */
export function activePythonEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.languageId === 'python' ? editor : undefined;
}
