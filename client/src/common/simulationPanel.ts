/**
 * Owns the panels of the simulation view: one for each source file, made beside the editor, reused, revived after a
 * reload, disposed with the extension. Works on the desktop and in the browser: no Node, no file paths.
 */
import * as vscode from 'vscode';
import type { Measurement } from '../../../server/src/core/model/measurement';
import type { ExecutorKind } from '../../../server/src/core/model/scenario';
import type { SimulationSubject, ToWebview, ViewCommand } from '../../../server/src/core/protocol';
import { chooseTrace, readTraceFile } from './chooseTrace';
import { createPanelBridge, parseRevivedState } from './panelBridge';
import type { RevivedState } from './panelBridge';
import { createNonce, RESOURCE_ROOTS, SCRIPT_PATH, STYLE_PATHS, webviewHtml } from './webviewHtml';

/** View type of the panels; `onWebviewPanel:gilscope.simulation` activates the extension for a revived one. */
export const SIMULATION_VIEW_TYPE = 'gilscope.simulation';

/** What the panels need from the rest of the extension. */
export interface SimulationCallbacks {
  /** Asks the server anew for a site, by key or, where the text has moved on, by place. Undefined where it is gone. */
  requestSubject(site: RevivedState): Promise<SimulationSubject | undefined>;
  /** Shows a place in an editor. `path` is as in `Location.path`; `uri` is the document the simulation is about. */
  openSource(place: SourcePlace): Promise<void>;
  /** The subject to show for another file: the site at the place, else the file's first. Undefined without any. */
  requestFollowed(uri: string, line: number, column: number): Promise<SimulationSubject | undefined>;
  /** Runs the site's target under a real Python, after asking. */
  measure(site: RevivedState): Promise<void>;
  /** Goes to the site's call and offers what can be changed there. */
  showFixes(site: RevivedState): Promise<void>;
}

export interface SourcePlace {
  readonly uri: string;
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1, UTF-16 units. */
  readonly column: number;
}

export interface SimulationPanels extends vscode.Disposable {
  /** Shows a subject beside the editor, in the panel its file already has, if one; with `compare` drawn below it. */
  show(subject: SimulationSubject, compare?: ExecutorKind): void;
  /** The text of a document has changed since its panel was filled. */
  markStale(uri: string): void;
  /** The cursor stands on a line (from 1) of a file: spans of that line light up. */
  cursor(path: string, line: number): void;
  /** People have turned to a Python file: a view that follows goes along. Lines and columns from 1. */
  turnedTo(uri: string, line: number, column: number): Promise<void>;
  /** Shows what a real Python took for the subject, in a panel that is made where there is none. */
  showMeasured(subject: SimulationSubject, measurement: Measurement): void;
  /** Hands a command to the panel used last; false where there is none. */
  run(command: ViewCommand): boolean;
}

interface Entry {
  readonly panel: vscode.WebviewPanel;
  site: RevivedState;
  subject: SimulationSubject | undefined;
  /** Of `subject`; sent to a view that is not ready yet, or starts anew. */
  measurement: Measurement | undefined;
  stale: boolean;
  /** A file with a measured trace; read again by a view that starts anew. */
  trace: vscode.Uri | undefined;
  follows: boolean;
  /** A mode to draw below the subject as soon as the view is ready. */
  compare: ExecutorKind | undefined;
  /** Number of requests for a subject so far: an answer counts only while its number is the last. */
  requests: number;
}

/** Registers the serializer and keeps the panels. Dispose it with the extension. */
export function createSimulationPanels(
  context: vscode.ExtensionContext,
  callbacks: SimulationCallbacks,
): SimulationPanels {
  const entries = new Map<string, Entry>();
  let latest: Entry | undefined;
  /** Moves to a file that views have asked for and that are under way. */
  let ownMoves = 0;
  const roots = RESOURCE_ROOTS.map((segments) => vscode.Uri.joinPath(context.extensionUri, ...segments));

  function assetUri(webview: vscode.Webview, path: readonly string[]): string {
    return webview.asWebviewUri(vscode.Uri.joinPath(context.extensionUri, ...path)).toString();
  }

  function post(entry: Entry, message: ToWebview): void {
    // Rejects only where the panel is being disposed: nobody is left to read it.
    void entry.panel.webview.postMessage(message).then(undefined, () => undefined);
  }

  function adopt(
    panel: vscode.WebviewPanel,
    site: RevivedState,
    subject: SimulationSubject | undefined,
  ): Entry {
    const entry: Entry = {
      ...{ panel, site, subject, stale: false, requests: 0 },
      measurement: undefined,
      trace: undefined,
      follows: false,
      compare: undefined,
    };
    entries.set(site.uri, entry);
    latest = entry;
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: roots };
    panel.iconPath = vscode.Uri.joinPath(context.extensionUri, 'media', 'icon.png');
    const bridge = createPanelBridge((message) => post(entry, message), {
      async requestSubject(fresh) {
        if (!fresh && entry.subject !== undefined) return entry.subject;
        const number = ++entry.requests;
        // From here on: an edit while the server works makes the answer stale again.
        entry.stale = false;
        const subject = await callbacks.requestSubject(entry.site);
        // Overtaken by a later request or by show(): the bridge drops this answer, and so do we.
        if (number !== entry.requests) return subject;
        entry.subject = subject;
        if (subject !== undefined) entry.site = siteOf(subject);
        return subject;
      },
      openSource: (path, line, column) =>
        byItself(() => callbacks.openSource({ uri: entry.site.uri, path, line, column })),
      saveFile: (fileName, content) => saveFile(entry.site.uri, fileName, content),
      copy: async (text) => vscode.env.clipboard.writeText(text),
      measure: () => callbacks.measure(entry.site),
      async readTrace() {
        const file = await chooseTrace(vscode.Uri.parse(entry.site.uri));
        if (file === undefined) return undefined;
        const trace = await readTraceFile(file);
        await keepTrace(entry, file);
        return trace;
      },
      removeTrace: () => keepTrace(entry, undefined),
      follow(follow) {
        entry.follows = follow;
        return Promise.resolve();
      },
      showFixes: () => byItself(() => callbacks.showFixes(entry.site)),
    });
    webview.onDidReceiveMessage(async (message) => {
      await bridge.receive(message);
      // A view that was hidden starts anew and has to be told again; so has one whose subject was overtaken by an edit.
      if (entry.stale && isAnswered(message)) post(entry, { type: 'stale' });
      if (entry.compare !== undefined && isAnswered(message)) {
        post(entry, { type: 'compare', mode: entry.compare });
        entry.compare = undefined;
      }
      if (entry.measurement !== undefined && isAnswered(message))
        post(entry, { type: 'measured', measurement: entry.measurement });
      if (entry.trace !== undefined && isReady(message)) await postTrace(entry, entry.trace);
    });
    panel.onDidChangeViewState(() => {
      if (panel.active) latest = entry;
    });
    panel.onDidDispose(() => {
      if (entries.get(entry.site.uri) === entry) entries.delete(entry.site.uri);
      if (latest === entry) latest = [...entries.values()].at(-1);
    });
    webview.html = webviewHtml({
      cspSource: webview.cspSource,
      nonce: createNonce(),
      scriptUri: assetUri(webview, SCRIPT_PATH),
      styleUris: STYLE_PATHS.map((path) => assetUri(webview, path)),
      title: panel.title,
      language: vscode.env.language,
    });
    return entry;
  }

  /** Shows another subject in a panel, or the same anew. */
  function turnTo(entry: Entry, subject: SimulationSubject): void {
    if (entry.site.siteKey !== subject.site.key) {
      entry.measurement = undefined;
      void keepTrace(entry, undefined);
    }
    entries.delete(entry.site.uri);
    entry.subject = subject;
    entry.site = siteOf(subject);
    entries.set(entry.site.uri, entry);
    entry.stale = false;
    entry.requests++;
    entry.panel.title = titleOf(subject);
    post(entry, { type: 'subject', subject });
  }

  /** Remembers the file of the measured trace, also over a reload of the window. */
  async function keepTrace(entry: Entry, file: vscode.Uri | undefined): Promise<void> {
    entry.trace = file;
    await context.workspaceState.update(traceKey(entry.site.uri), file?.toString());
  }

  async function postTrace(entry: Entry, file: vscode.Uri): Promise<void> {
    try {
      post(entry, { type: 'trace', ...(await readTraceFile(file)), again: true });
    } catch {
      const name = file.path.split('/').at(-1) ?? '';
      const message = vscode.l10n.t('The measured trace {0} can no longer be read.', name);
      post(entry, { type: 'error', request: 'import-trace', message });
      await keepTrace(entry, undefined);
    }
  }

  /** While the view itself leads to a file, nobody has turned to it. */
  async function byItself(move: () => Promise<void>): Promise<void> {
    ownMoves++;
    try {
      await move();
    } finally {
      ownMoves--;
    }
  }

  const serializer = vscode.window.registerWebviewPanelSerializer(SIMULATION_VIEW_TYPE, {
    async deserializeWebviewPanel(panel, state: unknown) {
      const site = parseRevivedState(state);
      // Nothing tells what it showed, or another panel has taken its place: an empty tab would only puzzle.
      if (site === undefined || entries.has(site.uri)) panel.dispose();
      else {
        const entry = adopt(panel, site, undefined);
        const trace = context.workspaceState.get<string>(traceKey(site.uri));
        entry.trace = trace === undefined ? undefined : vscode.Uri.parse(trace);
      }
      return Promise.resolve();
    },
  });

  const panels: SimulationPanels = {
    show(subject, compare) {
      const existing = entries.get(subject.uri);
      if (existing !== undefined) {
        turnTo(existing, subject);
        existing.panel.reveal(undefined, true);
        latest = existing;
        if (compare !== undefined) post(existing, { type: 'compare', mode: compare });
        return;
      }
      const panel = vscode.window.createWebviewPanel(
        SIMULATION_VIEW_TYPE,
        titleOf(subject),
        { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
        { enableScripts: true, enableFindWidget: true, localResourceRoots: roots },
      );
      const entry = adopt(panel, siteOf(subject), subject);
      entry.compare = compare;
      void keepTrace(entry, undefined);
    },
    async turnedTo(uri, line, column) {
      const entry = latest;
      if (entry?.follows !== true || ownMoves > 0 || entries.has(uri)) return;
      const number = ++entry.requests;
      const subject = await callbacks.requestFollowed(uri, line, column);
      // The file starts nothing, or something else was asked for meanwhile.
      if (subject === undefined || number !== entry.requests || entries.has(uri)) return;
      turnTo(entry, subject);
    },
    showMeasured(subject, measurement) {
      panels.show(subject);
      const entry = entries.get(subject.uri);
      if (entry === undefined) return;
      entry.measurement = measurement;
      post(entry, { type: 'measured', measurement });
    },
    markStale(uri) {
      const entry = entries.get(uri);
      if (entry === undefined || entry.stale) return;
      entry.stale = true;
      post(entry, { type: 'stale' });
    },
    cursor(path, line) {
      for (const entry of entries.values()) {
        if (entry.panel.visible) post(entry, { type: 'cursor', path, line });
      }
    },
    run(command) {
      if (latest === undefined) return false;
      latest.panel.reveal(undefined, true);
      post(latest, { type: 'run', command });
      return true;
    },
    dispose() {
      serializer.dispose();
      for (const entry of [...entries.values()]) entry.panel.dispose();
    },
  };
  return panels;
}

function titleOf(subject: SimulationSubject): string {
  return `GIL: ${subject.site.target}`;
}

function siteOf(subject: SimulationSubject): RevivedState {
  const { line, column } = subject.site.at;
  return { uri: subject.uri, siteKey: subject.site.key, line, column };
}

function isReady(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready';
}

/** Where the file of a trace is remembered. */
function traceKey(uri: string): string {
  return `gilscope.trace ${uri}`;
}

/** Whether the view has just been sent a subject. */
function isAnswered(message: unknown): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    (message.type === 'ready' || message.type === 'refresh')
  );
}

/** Asks where to write, starting in the folder of the source, and writes. */
async function saveFile(
  sourceUri: string,
  fileName: string,
  content: Uint8Array,
): Promise<string | undefined> {
  const beside = vscode.Uri.joinPath(vscode.Uri.parse(sourceUri), '..', fileName);
  const target = await vscode.window.showSaveDialog({
    defaultUri: beside,
    title: vscode.l10n.t('Save Simulation'),
  });
  if (target === undefined) return undefined;
  await vscode.workspace.fs.writeFile(target, content);
  return target.path.split('/').at(-1) ?? fileName;
}
