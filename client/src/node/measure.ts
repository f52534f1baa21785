/** Runs `gilscope measure` as a task, so that its output stands in a terminal and people can end it. */
import * as vscode from 'vscode';
import type { Measure } from '../common/commands';

/** `cliPath`: the bundled command line. Who calls the result has asked the user. */
export function createMeasure(cliPath: string): Measure {
  return async (file, line, args) => {
    const folder = vscode.workspace.getWorkspaceFolder(file);
    const execution = new vscode.ProcessExecution(
      process.execPath,
      [cliPath, 'measure', `${file.fsPath}:${line}`, '--args', args, '--yes'],
      {
        // The extension host's executable is VS Code itself; this makes it behave as Node.
        env: { ELECTRON_RUN_AS_NODE: '1' },
        ...(folder === undefined ? {} : { cwd: folder.uri.fsPath }),
      },
    );
    const task = new vscode.Task(
      { type: 'gilscope.measure' },
      folder ?? vscode.TaskScope.Workspace,
      'measure',
      'Gilscope',
      execution,
    );
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true };
    await vscode.tasks.executeTask(task);
  };
}
