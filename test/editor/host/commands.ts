/** The commands of the manifest, of the protocol and of the running extension are the same. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../../server/src/core/protocol';
import { gilscope } from './gilscope';

describe('commands', () => {
  it('are registered as the manifest lists them', async () => {
    const { packageJSON } = await gilscope();
    const listed: readonly { command: string }[] = packageJSON.contributes.commands;
    const registered = await vscode.commands.getCommands(true);
    assert.deepEqual(
      registered.filter((id) => id.startsWith('gilscope.')).sort(),
      Object.values(COMMANDS).sort(),
    );
    assert.deepEqual(listed.map(({ command }) => command).sort(), Object.values(COMMANDS).sort());
  });
});
