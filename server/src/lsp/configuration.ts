/** Settings and files that change: asks the client for settings, watches files, and has everything looked at anew. */
import {
  CodeLensRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type Connection,
} from 'vscode-languageserver';
import { isTable } from '../core/config/describe';
import type { InitializationOptions } from '../core/protocol';
import { CONFIG_FILE_NAMES } from '../workspace/configFiles';
import type { Log } from '../workspace/host';
import type { ClientAbilities } from './fromLsp';
import type { Session } from './session';

/** Section of the editor's settings that is ours. */
const SECTION = 'gilscope';

/** The editor's settings as it gives them: asked for where the client can be asked, else as it has sent them. */
export interface EditorConfiguration {
  fetch(uri: string): Promise<unknown>;
  /** Takes the payload of `workspace/didChangeConfiguration`. */
  pushed(settings: unknown): void;
}

export function createEditorConfiguration(
  connection: Connection,
  abilities: ClientAbilities,
  options: InitializationOptions,
  log: Log,
): EditorConfiguration {
  let last: unknown = options.settings;
  return {
    async fetch(uri) {
      if (!abilities.askConfiguration) return last;
      try {
        const section: unknown = await connection.workspace.getConfiguration({
          scopeUri: uri,
          section: SECTION,
        });
        return section ?? last;
      } catch (error) {
        log.warn(`the editor did not give its settings for ${uri}: ${String(error)}`);
        return last;
      }
    },
    pushed(settings) {
      if (!isTable(settings)) return;
      // Some clients send the whole tree, some only our part of it.
      last = settings[SECTION] ?? settings;
    },
  };
}

/** Registers for changes of settings, files and folders. `refresh` tells the client to ask anew. */
export function registerChanges(
  session: Session,
  configuration: EditorConfiguration,
  refresh: () => void,
): void {
  const { connection, guard, abilities, derived, settings, inventory, projects } = session;

  const settingsChanged = (): void => {
    settings.invalidate();
    derived.invalidate();
    refresh();
  };

  connection.onDidChangeConfiguration(
    guard.task('workspace/didChangeConfiguration', ({ settings: pushed }: { settings: unknown }) => {
      configuration.pushed(pushed);
      settingsChanged();
    }),
  );

  connection.onDidChangeWatchedFiles(
    guard.task('workspace/didChangeWatchedFiles', ({ changes }) => {
      if (changes.some(({ type }) => type !== FileChangeType.Changed)) inventory.invalidate();
      if (changes.some(({ uri }) => CONFIG_FILE_NAMES.some((name) => uri.endsWith(`/${name}`))))
        settings.invalidate();
      projects.filesChanged();
      derived.invalidate();
      refresh();
    }),
  );

  connection.onInitialized(
    guard.task('initialized', async () => {
      if (abilities.registerConfiguration)
        await connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
      if (abilities.registerWatchers)
        await connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: ['*.{py,pyi,pyw}', ...CONFIG_FILE_NAMES].map((name) => ({ globPattern: `**/${name}` })),
        });
      if (abilities.workspaceFolders)
        connection.workspace.onDidChangeWorkspaceFolders(
          guard.task('workspace/didChangeWorkspaceFolders', async () => {
            const folders = await connection.workspace.getWorkspaceFolders();
            projects.setFolders((folders ?? []).map((folder) => folder.uri));
            inventory.invalidate();
            settingsChanged();
          }),
        );
    }),
  );
}

/** Asks the client to ask again for what it shows, as far as it can be asked. */
export function refreshClient({ connection, guard, abilities }: Session): void {
  guard.task('refresh', async () => {
    await Promise.all([
      abilities.refreshDiagnostics && abilities.pullDiagnostics
        ? connection.languages.diagnostics.refresh()
        : undefined,
      abilities.refreshCodeLenses ? connection.sendRequest(CodeLensRefreshRequest.type) : undefined,
      abilities.refreshInlayHints ? connection.languages.inlayHint.refresh() : undefined,
    ]);
  })();
}
