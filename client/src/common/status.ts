/** The language status item of Python files: is the server there, and which Python does Gilscope predict for. */
import * as vscode from 'vscode';
import { COMMANDS } from '../../../server/src/core/protocol';
import { DOCUMENT_SELECTOR, type Server } from './client';
import { statusItemWanted } from './config';
import { activePythonEditor } from './places';
import type { Requests } from './requests';
import { SECTION } from './settingNames';

export function createStatus(server: Server, requests: Requests): vscode.Disposable {
  let item: vscode.LanguageStatusItem | undefined;
  /** Number of updates so far: an answer counts only while its number is the last. */
  let updates = 0;

  async function update(): Promise<void> {
    const number = ++updates;
    if (!statusItemWanted()) {
      item?.dispose();
      item = undefined;
      return;
    }
    item ??= createItem();
    showState(item, server);
    const editor = activePythonEditor();
    if (server.state !== 'running' || editor === undefined) return;
    const settings = await requests.settings({ textDocument: { uri: editor.document.uri.toString() } });
    if (number !== updates || settings === null || item === undefined) return;
    const version = settings.pythonVersion;
    const python = settings.hasGil ? `Python ${version}` : vscode.l10n.t('Python {0}, no GIL', version);
    item.text = settings.checked ? python : vscode.l10n.t('This file is not checked');
    item.detail =
      settings.configFile === undefined
        ? vscode.l10n.t('Gilscope predicts for this Python.')
        : vscode.l10n.t('Gilscope predicts for this Python. Settings: {0}', settings.configFile);
  }

  // What goes wrong here is already shown by the item itself: the server does not run.
  const refresh = (): void => void update().catch(() => undefined);
  refresh();
  const listeners = [
    server.onDidChangeState(refresh),
    vscode.window.onDidChangeActiveTextEditor(refresh),
    vscode.workspace.onDidSaveTextDocument(refresh),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SECTION)) refresh();
    }),
  ];
  return {
    dispose() {
      updates++;
      for (const listener of listeners) listener.dispose();
      item?.dispose();
    },
  };
}

/** What helps most: with a server that runs, changing what it says. */
function commandIn(state: Server['state']): vscode.Command {
  switch (state) {
    case 'starting':
      return { title: vscode.l10n.t('Show Output'), command: COMMANDS.showOutput };
    case 'running':
      return { title: vscode.l10n.t('Select Target Python'), command: COMMANDS.selectPython };
    case 'stopped':
      return { title: vscode.l10n.t('Restart Server'), command: COMMANDS.restartServer };
  }
}

function createItem(): vscode.LanguageStatusItem {
  const item = vscode.languages.createLanguageStatusItem('gilscope.status', DOCUMENT_SELECTOR);
  item.name = 'Gilscope';
  return item;
}

function showState(item: vscode.LanguageStatusItem, server: Server): void {
  item.busy = server.state === 'starting';
  item.severity =
    server.state === 'stopped'
      ? vscode.LanguageStatusSeverity.Error
      : vscode.LanguageStatusSeverity.Information;
  item.command = commandIn(server.state);
  if (server.state === 'running') return;
  item.text =
    server.state === 'starting'
      ? vscode.l10n.t('Gilscope is starting')
      : vscode.l10n.t('Gilscope has stopped');
  item.detail = '';
}
