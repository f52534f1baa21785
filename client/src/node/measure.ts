/** Runs `gilscope measure` as a child process and reads what it measured. */
import { spawn, type ChildProcess } from 'node:child_process';
import * as vscode from 'vscode';
import type { Measurement } from '../../../server/src/core/model/measurement';
import type { Measurer, MeasureOrder } from '../common/measure';

/** `cliPath`: the bundled command line. Who calls `run` has asked the user. */
export function createMeasurer(cliPath: string): Measurer {
  return {
    standardPython: process.platform === 'win32' ? 'python' : 'python3',
    run: (order, token) => run(cliPath, order, token),
  };
}

function run(
  cliPath: string,
  { file, line, python, args, limitSeconds }: MeasureOrder,
  token: vscode.CancellationToken,
): Promise<Measurement | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(file) ?? vscode.Uri.joinPath(file, '..');
  const cwd = folder instanceof vscode.Uri ? folder.fsPath : folder.uri.fsPath;
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        ...[cliPath, 'measure', `${file.fsPath}:${line}`, '--yes', '--format', 'json'],
        ...['--python', python, '--timeout', String(limitSeconds)],
        ...(args === undefined ? [] : ['--args', args]),
      ],
      // The extension host's executable is VS Code itself; the variable makes it behave as Node.
      { cwd, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let output = '';
    let complaints = '';
    child.stdout.setEncoding('utf8').on('data', (data: string) => (output += data));
    child.stderr.setEncoding('utf8').on('data', (data: string) => (complaints += data));
    const cancelling = token.onCancellationRequested(() => stop(child));
    child.on('error', reject);
    child.on('close', () => {
      cancelling.dispose();
      if (token.isCancellationRequested) resolve(undefined);
      else if (output === '') reject(new Error(reasonIn(complaints)));
      else resolve(parse(output));
    });
  });
}

/** Ends the command line, which takes Python and all that it has started with it. */
function stop(child: ChildProcess): void {
  if (process.platform === 'win32' && child.pid !== undefined)
    spawn('taskkill', ['/PID', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
  else child.kill('SIGTERM');
}

/** Our own command line of the same version: its output needs no check. */
function parse(output: string): Measurement {
  return JSON.parse(output);
}

/** The command line says `gilscope: a.py: reason`. */
function reasonIn(complaints: string): string {
  const [first = ''] = complaints.trim().split('\n');
  return first.replace(/^gilscope: /, '') || vscode.l10n.t('Measuring ended without a result.');
}
