/** What the server says reaches VS Code's own lists, version by version. */
import * as vscode from 'vscode';
import { BOTH_POOLS, CPU_POOL, CPU_POOL_FIXED, POOL_FINDING } from '../support/programs';
import { checkDiagnostics, openPython } from './gilscope';

describe('diagnostics', () => {
  it('name place, severity, code and figures', async () => {
    await checkDiagnostics(await openPython(CPU_POOL), POOL_FINDING);
  });

  it('tell CPU-bound threads from threads that wait for the network', async () => {
    await checkDiagnostics(await openPython(BOTH_POOLS), POOL_FINDING);
  });

  it('follow edits, in both directions', async () => {
    const document = await openPython(CPU_POOL);
    await checkDiagnostics(document, POOL_FINDING);
    await replaceAll(document, CPU_POOL_FIXED);
    await checkDiagnostics(document, '');
    await replaceAll(document, CPU_POOL);
    await checkDiagnostics(document, POOL_FINDING);
  });

  it('come from a restarted server, too', async () => {
    const document = await openPython(CPU_POOL);
    await checkDiagnostics(document, POOL_FINDING);
    await vscode.commands.executeCommand('gilscope.restartServer');
    await replaceAll(document, `\n${CPU_POOL}`);
    await checkDiagnostics(document, POOL_FINDING.replace('13:20-13:50', '14:20-14:50'));
  });
});

async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const everything = new vscode.Range(0, 0, document.lineCount, 0);
  edit.replace(document.uri, everything, text);
  await vscode.workspace.applyEdit(edit);
}
