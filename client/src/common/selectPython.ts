/** Lets people choose the Python that Gilscope predicts for, and keeps it in the settings of the workspace. */
import * as vscode from 'vscode';
import { activePythonEditor } from './places';
import type { Requests } from './requests';
import { SECTION } from './settingNames';

/** The name of the setting that is written. */
const SETTING = 'pythonVersion';
/** Versions that differ in the GIL, in their pools or in what bytecode costs. Others can be written in the settings. */
const VERSIONS = ['3.15', '3.14', '3.13', '3.12', '3.11', '3.10'];
const FREE_THREADED = ['3.15t', '3.14t', '3.13t'];

interface Choice extends vscode.QuickPickItem {
  /** Undefined: what the project says. */
  readonly version?: string;
}

export async function selectPython(requests: Requests): Promise<void> {
  const document = activePythonEditor()?.document;
  if (document === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a Python file first.'));
    return;
  }
  const settings = await requests.settings({ textDocument: { uri: document.uri.toString() } });
  const configuration = vscode.workspace.getConfiguration(SECTION, document);
  const fileWins = configuration.get('configurationPreference', 'filesystemFirst') === 'filesystemFirst';
  const chosen = await vscode.window.showQuickPick(choices(settings?.pythonVersion), {
    title: vscode.l10n.t('Target Python'),
    placeHolder:
      settings?.configFile !== undefined && fileWins
        ? vscode.l10n.t(
            'A python-version in {0} counts before this.',
            vscode.workspace.asRelativePath(settings.configFile),
          )
        : vscode.l10n.t('Which Python should Gilscope predict for?'),
    matchOnDescription: true,
  });
  if (chosen === undefined) return;
  await configuration.update(SETTING, chosen.version, targetOf(document.uri));
}

function choices(current: string | undefined): readonly Choice[] {
  const choice = (version: string, description: string): Choice => ({
    label: `Python ${version}`,
    description: [description, ...(version === current ? [vscode.l10n.t('current')] : [])]
      .filter(Boolean)
      .join(', '),
    version,
  });
  return [
    {
      label: vscode.l10n.t('As the Project Says'),
      description: vscode.l10n.t('`requires-python` of pyproject.toml, else the default'),
    },
    ...VERSIONS.map((version) => choice(version, '')),
    ...FREE_THREADED.map((version) => choice(version, vscode.l10n.t('free-threaded: no GIL'))),
  ];
}

/** The folder where there are several, else the workspace; the user's settings for a file outside of both. */
function targetOf(uri: vscode.Uri): vscode.ConfigurationTarget {
  if (vscode.workspace.getWorkspaceFolder(uri) === undefined) return vscode.ConfigurationTarget.Global;
  return (vscode.workspace.workspaceFolders?.length ?? 0) > 1
    ? vscode.ConfigurationTarget.WorkspaceFolder
    : vscode.ConfigurationTarget.Workspace;
}
