/** The settings that the client reads itself; all others are read by the server. */
import * as vscode from 'vscode';
import { SECTION } from './settingNames';

/** Whether the language status item is shown. */
export function statusItemWanted(): boolean {
  return vscode.workspace.getConfiguration(SECTION).get('statusItem', true);
}
