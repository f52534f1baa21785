/** The extension on the desktop: the server runs in a Node process of its own. */
import type * as vscode from 'vscode';
import { LanguageClient, TransportKind, type NodeModule } from 'vscode-languageclient/node';
import { activateExtension } from '../common/extension';
import { createMeasurer } from './measure';

export function activate(context: vscode.ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server/node.js');
  const run: NodeModule = { module, transport: TransportKind.ipc };
  const debug: NodeModule = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  return activateExtension(context, {
    makeClient: (options) =>
      Promise.resolve(new LanguageClient('gilscope', 'Gilscope', { run, debug }, options)),
    measurer: createMeasurer(context.asAbsolutePath('dist/cli.js')),
  });
}
