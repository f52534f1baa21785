/** The frame of a `describe` block that works in VS Code: a workspace, a window on it, and evidence of what failed. */
import { root } from '../../tasks/setup.mjs';
import { type Editor, startEditor } from './editor';
import { keepEvidenceOfFailures } from './evidence';
import type { ExtensionSource } from './vscodeServer';
import { makeWorkspace, type Workspace } from './workspace';

export interface UsedExtension {
  readonly extension: ExtensionSource;
  /** Removes what was made for it. */
  dispose(): void;
}

export interface UseEditorOptions {
  /** The extension of this checkout, as it is built, if absent. */
  readonly extension?: () => UsedExtension | Promise<UsedExtension>;
  /** As in ServerOptions. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface UsedEditor {
  readonly workspace: Workspace;
  readonly editor: Editor;
}

const linked = (): UsedExtension => ({
  extension: { kind: 'linked', folder: root },
  dispose: () => undefined,
});

/**
 * To be called in a `describe` block: before its tests VS Code starts on `files` (path in the workspace → text), between
 * them all editors are closed. `started` gets what the tests work with.
 */
export function useEditor(
  files: Readonly<Record<string, string>>,
  { extension = linked, settings = {} }: UseEditorOptions,
  started: (used: UsedEditor) => void,
): void {
  const disposals: (() => void | Promise<void>)[] = [];
  let editor: Editor | undefined;
  before(async function () {
    const workspace = makeWorkspace(files);
    disposals.unshift(() => workspace.dispose());
    const used = await extension();
    disposals.unshift(() => used.dispose());
    const window = await startEditor({ folder: workspace.folder, extension: used.extension, settings });
    disposals.unshift(() => window.dispose());
    editor = window;
    started({ workspace, editor: window });
  });
  after(async function () {
    for (const dispose of disposals) await dispose();
  });
  keepEvidenceOfFailures(() => editor);
  afterEach(() => editor?.closeEditors());
}
