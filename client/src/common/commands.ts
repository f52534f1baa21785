/** The commands: id → handler, one table. What fails is told to the user and logged. */
import * as vscode from 'vscode';
import type { ExecutorKind } from '../../../server/src/core/model/scenario';
import { COMMANDS, type SimulationSubject } from '../../../server/src/core/protocol';
import type { Server } from './client';
import { reasonOf } from './log';
import { measureTarget, type Measurer } from './measure';
import { activePythonEditor, projectPath } from './places';
import type { Requests } from './requests';
import { selectPython } from './selectPython';
import { simulateAtCursor, simulatePicked, simulateSite } from './simulate';
import type { SimulationPanels } from './simulationPanel';
import { summaryMarkdown } from './summary';
import type { VirtualDocuments } from './virtualDocuments';
import type { WorkspaceCheck } from './workspaceCheck';

const EXECUTOR_KINDS: readonly ExecutorKind[] = [
  'threads',
  'sequential',
  'pool',
  'processes',
  'interpreters',
  'free-threaded',
  'event-loop',
];

/** Kind of the code action that applies all safe fixes. */
const FIX_ALL_KIND = 'source.fixAll.gilscope';

export interface CommandParts {
  readonly server: Server;
  readonly requests: Requests;
  readonly panels: SimulationPanels;
  readonly documents: VirtualDocuments;
  readonly check: WorkspaceCheck;
  readonly log: vscode.LogOutputChannel;
  /** Undefined where no process can be started: in the browser. */
  readonly measurer: Measurer | undefined;
}

export function registerCommands(parts: CommandParts): vscode.Disposable {
  const { server, requests, panels, documents, log } = parts;
  const handlers: Record<keyof typeof COMMANDS, (...args: unknown[]) => Promise<void>> = {
    simulate: () => simulateAtCursor(requests, panels),
    simulateSite: (uri, key, compare) =>
      typeof uri === 'string' && typeof key === 'string'
        ? simulateSite(
            uri,
            key,
            requests,
            panels,
            EXECUTOR_KINDS.find((kind) => kind === compare),
          )
        : simulatePicked(requests, panels),
    checkWorkspace: () => checkWorkspace(parts),
    fixAll: fixAll,
    explainRule: (code) => documents.showRule(typeof code === 'string' ? code : undefined),
    showWorkProfile: () => documents.showProfile(),
    measure: (uri, key) => measureTarget(parts, uri, key),
    copySummary: () => copySummary(parts),
    selectPython: () => selectPython(requests),
    restartServer: () => server.restart(),
    showOutput: async () => log.show(),
  };
  const registered = Object.entries(handlers).map(([name, handle]) =>
    vscode.commands.registerCommand(COMMANDS[name as keyof typeof COMMANDS], async (...args: unknown[]) => {
      try {
        await handle(...args);
      } catch (error) {
        log.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        void vscode.window.showErrorMessage(`Gilscope: ${reasonOf(error)}`);
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

async function checkWorkspace({ server, check }: CommandParts): Promise<void> {
  await server.ready();
  const { files, filesWithFindings, findings } = await check.run();
  const { t } = vscode.l10n;
  const showProblems = t('Show Problems');
  const checked = files === 1 ? t('1 Python file') : t('{0} Python files', files);
  const count = findings === 1 ? t('1 finding') : t('{0} findings', findings);
  const where = filesWithFindings === 1 ? t('1 file') : t('{0} files', filesWithFindings);
  const message =
    findings === 0
      ? t('Gilscope checked {0}: no findings.', checked)
      : t('Gilscope checked {0}: {1} in {2}.', checked, count, where);
  const choice = await vscode.window.showInformationMessage(message, ...(findings > 0 ? [showProblems] : []));
  if (choice === showProblems) await vscode.commands.executeCommand('workbench.actions.view.problems');
}

async function fixAll(): Promise<void> {
  if (activePythonEditor() === undefined) return tell(vscode.l10n.t('Open a Python file first.'));
  await vscode.commands.executeCommand('editor.action.sourceAction', { kind: FIX_ALL_KIND, apply: 'first' });
}

/** Of the file in the editor; with the simulation in front, of what it shows. */
async function copySummary({ requests, panels }: CommandParts): Promise<void> {
  const editor = activePythonEditor();
  if (editor === undefined) {
    if (!panels.run('copy-summary')) return tell(vscode.l10n.t('Open a Python file or a simulation first.'));
    return;
  }
  const textDocument = { uri: editor.document.uri.toString() };
  const { sites } = await requests.scenario({ textDocument });
  const subjects: SimulationSubject[] = [];
  for (const { key } of sites) {
    const { subject } = await requests.scenario({ textDocument, site: key });
    if (subject !== undefined) subjects.push(subject);
  }
  if (subjects.length === 0) return tell(vscode.l10n.t('This file starts no concurrent work.'));
  await vscode.env.clipboard.writeText(summaryMarkdown(projectPath(editor.document.uri), subjects));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Gilscope: copied the summary to the clipboard'), 4000);
}

function tell(message: string): void {
  void vscode.window.showInformationMessage(message);
}
