/** Lets people choose a file with a measured trace, and reads it. */
import * as vscode from 'vscode';

/** Larger files would block the view for many seconds. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Starts beside the source. Rejects with a reason for people; undefined where they changed their mind. */
export async function chooseTrace(
  source: vscode.Uri,
): Promise<{ readonly name: string; readonly text: string } | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      defaultUri: vscode.Uri.joinPath(source, '..'),
      title: 'Import Measured Trace',
      openLabel: 'Import',
      filters: { Traces: ['json', 'speedscope', 'trace'], 'All files': ['*'] },
    })) ?? [];
  if (file === undefined) return undefined;
  const name = file.path.split('/').at(-1) ?? file.path;
  const { size } = await vscode.workspace.fs.stat(file);
  if (size > MAX_BYTES)
    throw new Error(`${name} is larger than ${MAX_BYTES / 1024 / 1024} MB; record a shorter trace.`);
  return { name, text: new TextDecoder().decode(await vscode.workspace.fs.readFile(file)) };
}
