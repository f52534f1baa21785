import assert from 'node:assert/strict';
import * as vscode from 'vscode';
describe('commands', () => {
  it('are registered', async () => {
    assert.ok((await vscode.commands.getCommands(true)).includes('workbench.action.files.save'));
  });
  it('fails', async () => { assert.equal(1, 2); });
});
