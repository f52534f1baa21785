/** Quick fixes as VS Code gets them, applied through its own edit. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CPU_POOL, CPU_POOL_FIXED, POOL_FINDING } from '../support/programs';
import { checkDiagnostics, openPython } from './gilscope';

describe('code actions', () => {
  it('offer the process pool and the suppression at the finding', async () => {
    const document = await openPython(CPU_POOL);
    await checkDiagnostics(document, POOL_FINDING);
    assert.deepEqual(
      (await actionsAt(document)).map(({ title }) => title),
      [
        'Use ProcessPoolExecutor (unsafe: arguments and results are pickled)',
        'Call one after another instead of in a pool (unsafe: the order of effects changes)',
        'Silence GIL102 on this line',
        'Simulate before and after: processes',
      ],
    );
  });

  it('rewrite the pool', async () => {
    const document = await openPython(CPU_POOL);
    await checkDiagnostics(document, POOL_FINDING);
    const action = (await actionsAt(document)).find(({ title }) => title.includes('ProcessPoolExecutor'));
    assert.ok(action?.edit, 'no such action');
    await vscode.workspace.applyEdit(action.edit);
    assert.equal(document.getText(), CPU_POOL_FIXED);
    await checkDiagnostics(document, '');
  });
});

/** Gilscope's quick fixes where it has drawn its first squiggle. */
async function actionsAt(document: vscode.TextDocument): Promise<readonly vscode.CodeAction[]> {
  const [diagnostic] = vscode.languages.getDiagnostics(document.uri);
  assert.ok(diagnostic, 'no diagnostic');
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    diagnostic.range,
    vscode.CodeActionKind.QuickFix.value,
  );
}
