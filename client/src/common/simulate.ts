/** The two ways into the simulation: the site at the cursor, and one picked from a list. */
import * as vscode from 'vscode';
import type { ExecutorKind } from '../../../server/src/core/model/scenario';
import { COMMANDS, type SimulationSubject, type SiteSummary } from '../../../server/src/core/protocol';
import { activePythonEditor, openSource, projectPath } from './places';
import { documentPosition, type Requests } from './requests';
import { createSimulationPanels, type SimulationCallbacks, type SimulationPanels } from './simulationPanel';

/** A site and the document it is in. */
interface PlacedSite {
  readonly uri: string;
  readonly site: SiteSummary;
}

/** The panels of the simulation, told of edits and of the cursor. */
export function createSimulation(context: vscode.ExtensionContext, requests: Requests): SimulationPanels {
  const callbacks: SimulationCallbacks = {
    async requestSubject({ uri, siteKey, line, column }) {
      const textDocument = { uri };
      const byKey = await requests.scenario({ textDocument, site: siteKey });
      if (byKey.subject !== undefined) return byKey.subject;
      const position = { line: line - 1, character: column - 1 };
      return (await requests.scenario({ textDocument, position })).subject;
    },
    openSource,
    async requestFollowed(uri, line, column) {
      const textDocument = { uri };
      const position = { line: line - 1, character: column - 1 };
      const { subject, sites } = await requests.scenario({ textDocument, position });
      const [first] = sites;
      if (subject !== undefined || first === undefined) return subject;
      return (await requests.scenario({ textDocument, site: first.key })).subject;
    },
    async showFixes({ uri, line, column }) {
      const path = projectPath(vscode.Uri.parse(uri));
      await openSource({ uri, path, line, column });
      await vscode.commands.executeCommand('editor.action.quickFix');
    },
    async measure({ uri, siteKey }) {
      await vscode.commands.executeCommand(COMMANDS.measure, uri, siteKey);
    },
  };
  const panels = createSimulationPanels(context, callbacks);
  context.subscriptions.push(
    panels,
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.languageId === 'python' && contentChanges.length > 0)
        panels.markStale(document.uri.toString());
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
      const [selection] = selections;
      if (textEditor.document.languageId === 'python' && selection !== undefined)
        panels.cursor(projectPath(textEditor.document.uri), selection.active.line + 1);
    }),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (editor?.document.languageId !== 'python') return;
      const { line, character } = editor.selection.active;
      const turned = panels.turnedTo(editor.document.uri.toString(), line + 1, character + 1);
      // Rejects only without a server, which says so itself.
      void turned.then(undefined, () => undefined);
    }),
  );
  return panels;
}

/** Simulates the site at the cursor; without one lets people pick, first in the file, then in the workspace. */
export async function simulateAtCursor(requests: Requests, panels: SimulationPanels): Promise<void> {
  const editor = activePythonEditor();
  if (editor === undefined) return simulatePicked(requests, panels);
  const response = await requests.scenario(documentPosition(editor));
  if (response.subject !== undefined) return panels.show(response.subject);
  if (response.sites.length === 0) return simulatePicked(requests, panels);
  const uri = editor.document.uri.toString();
  await pickAndShow(
    response.sites.map((site) => ({ uri, site })),
    requests,
    panels,
  );
}

/** Simulates one site, named by a lens or a hover, with another mode drawn below it if one is named; where the text has moved on, lets people pick in its file. */
export async function simulateSite(
  uri: string,
  key: string,
  requests: Requests,
  panels: SimulationPanels,
  compare?: ExecutorKind,
): Promise<void> {
  const { subject, sites } = await requests.scenario({ textDocument: { uri }, site: key });
  if (subject !== undefined) panels.show(subject, compare);
  else
    await pickAndShow(
      sites.map((site) => ({ uri, site })),
      requests,
      panels,
    );
}

/** Lets people pick from all sites of the workspace. */
export async function simulatePicked(requests: Requests, panels: SimulationPanels): Promise<void> {
  const { sites } = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Window,
      title: vscode.l10n.t('Gilscope: looking for threads and processes'),
    },
    () => requests.sites({}),
  );
  await pickAndShow(
    sites.map(({ uri, ...site }) => ({ uri, site })),
    requests,
    panels,
  );
}

async function pickAndShow(
  sites: readonly PlacedSite[],
  requests: Requests,
  panels: SimulationPanels,
): Promise<void> {
  const subject = await pick(sites, requests);
  if (subject !== undefined) panels.show(subject);
}

async function pick(
  sites: readonly PlacedSite[],
  requests: Requests,
): Promise<SimulationSubject | undefined> {
  if (sites.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Gilscope found no place that starts threads, processes or other concurrent work.'),
    );
    return undefined;
  }
  const items = sites.map(({ uri, site }) => ({
    label: site.label,
    description: `${site.at.path}:${site.at.line}`,
    uri,
    site,
  }));
  const [only] = items;
  const chosen =
    items.length === 1
      ? only
      : await vscode.window.showQuickPick(items, {
          placeHolder: vscode.l10n.t('Which one should be simulated?'),
          matchOnDescription: true,
        });
  if (chosen === undefined) return undefined;
  const { subject } = await requests.scenario({ textDocument: { uri: chosen.uri }, site: chosen.site.key });
  if (subject === undefined)
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The code has changed meanwhile. Run the command again.'),
    );
  return subject;
}
