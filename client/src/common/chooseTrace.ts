/** Files with a measured trace: lets people choose one, and reads it. */
import * as vscode from 'vscode';

/** Larger files would block the view for many seconds. */
const MAX_BYTES = 64 * 1024 * 1024;

export interface TraceFile {
  readonly name: string;
  readonly text: string;
}

/** Starts beside the source. Undefined where people changed their mind. */
export async function chooseTrace(source: vscode.Uri): Promise<vscode.Uri | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      defaultUri: vscode.Uri.joinPath(source, '..'),
      title: vscode.l10n.t('Import Measured Trace'),
      openLabel: vscode.l10n.t('Import'),
      filters: {
        [vscode.l10n.t('Traces')]: ['json', 'speedscope', 'trace'],
        [vscode.l10n.t('All files')]: ['*'],
      },
    })) ?? [];
  return file;
}

/** Rejects with a reason for people. */
export async function readTraceFile(file: vscode.Uri): Promise<TraceFile> {
  const name = file.path.split('/').at(-1) ?? file.path;
  const { size } = await vscode.workspace.fs.stat(file);
  if (size > MAX_BYTES)
    throw new Error(
      vscode.l10n.t('{0} is larger than {1} MB; record a shorter trace.', name, MAX_BYTES / 1024 / 1024),
    );
  return { name, text: new TextDecoder().decode(await vscode.workspace.fs.readFile(file)) };
}
