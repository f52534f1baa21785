/** From LSP to the core: places, what the client can do, and what a diagnostic brings back. */
import type {
  ClientCapabilities,
  Diagnostic,
  InitializeParams,
  Position,
  Range,
} from 'vscode-languageserver';
import { isTable } from '../core/config/describe';
import type { Location } from '../core/base/text';
import type { InitializationOptions } from '../core/protocol';

/** A place as the core counts: from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export function fromPosition(position: Position): Place {
  return { line: position.line + 1, column: position.character + 1 };
}

/** Whether a place in the core's terms and a range of LSP share a point; touching counts. */
export function touches(at: Location, range: Range): boolean {
  const start = fromPosition(range.start);
  const end = fromPosition(range.end);
  return (
    before(start, { line: at.endLine, column: at.endColumn }) &&
    before({ line: at.line, column: at.column }, end)
  );
}

function before(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.column <= b.column);
}

/** What of the client's abilities makes a difference to us. */
export interface ClientAbilities {
  readonly pullDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly refreshCodeLenses: boolean;
  readonly refreshInlayHints: boolean;
  readonly askConfiguration: boolean;
  readonly registerConfiguration: boolean;
  readonly registerWatchers: boolean;
  readonly workspaceFolders: boolean;
  readonly markdownHover: boolean;
  readonly documentChanges: boolean;
  readonly changeAnnotations: boolean;
  readonly disabledActions: boolean;
}

export function readAbilities(capabilities: ClientCapabilities): ClientAbilities {
  const { textDocument, workspace } = capabilities;
  const edit = workspace?.workspaceEdit;
  return {
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshCodeLenses: workspace?.codeLens?.refreshSupport === true,
    refreshInlayHints: workspace?.inlayHint?.refreshSupport === true,
    askConfiguration: workspace?.configuration === true,
    registerConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registerWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    markdownHover: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    documentChanges: edit?.documentChanges === true,
    changeAnnotations: edit?.documentChanges === true && edit.changeAnnotationSupport !== undefined,
    disabledActions: textDocument?.codeAction?.disabledSupport === true,
  };
}

/** URIs of the workspace folders; older clients name one root instead. */
export function readFolders(params: InitializeParams): readonly string[] {
  const folders = params.workspaceFolders?.map((folder) => folder.uri);
  if (folders !== undefined) return folders;
  const { rootUri } = params;
  return rootUri === null ? [] : [rootUri];
}

export function readInitializationOptions(raw: unknown): InitializationOptions {
  if (!isTable(raw)) return {};
  return { commands: raw['commands'] === true, settings: raw['settings'] };
}

/** The id a diagnostic of ours carries; undefined where a client has dropped it. */
export function findingIdOf(diagnostic: Diagnostic): string | undefined {
  const data: unknown = diagnostic.data;
  return isTable(data) && typeof data['finding'] === 'string' ? data['finding'] : undefined;
}
