/** Read-only documents that the server writes: work profiles and rule pages. Each knows from its URI what it shows. */
import * as vscode from 'vscode';
import { RULE_DOCUMENT_SCHEME } from '../../../server/src/core/protocol';
import { reasonOf } from './log';
import { activePythonEditor } from './places';
import { documentPosition, type Requests } from './requests';

const PROFILE_SCHEME = 'gilscope-profile';

export interface VirtualDocuments extends vscode.Disposable {
  /** The work profile of the function at the cursor. */
  showProfile(): Promise<void>;
  /** The page of a rule; without a code lets people pick one. */
  showRule(code: string | undefined): Promise<void>;
}

export function createVirtualDocuments(requests: Requests): VirtualDocuments {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const profiles = vscode.workspace.registerTextDocumentContentProvider(PROFILE_SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => textOr(() => profileText(uri, requests)),
  });
  const rules = vscode.workspace.registerTextDocumentContentProvider(RULE_DOCUMENT_SCHEME, {
    provideTextDocumentContent: (uri) => textOr(() => ruleText(uri, requests)),
  });
  return {
    async showProfile() {
      const editor = activePythonEditor();
      const place = editor === undefined ? undefined : documentPosition(editor);
      const profile = place === undefined ? null : await requests.profile(place);
      if (place === undefined || profile === null) {
        void vscode.window.showInformationMessage(
          vscode.l10n.t('Place the cursor in a Python function first.'),
        );
        return;
      }
      const uri = vscode.Uri.from({
        scheme: PROFILE_SCHEME,
        path: `/${profile.name}.gilscope-profile`,
        query: JSON.stringify(place),
      });
      // A document that is open already shows the profile as it was.
      changed.fire(uri);
      await vscode.window.showTextDocument(uri, {
        viewColumn: vscode.ViewColumn.Beside,
        preserveFocus: true,
        preview: true,
      });
    },
    async showRule(code) {
      const chosen = code ?? (await pickRule(requests));
      if (chosen === undefined) return;
      const uri = vscode.Uri.from({ scheme: RULE_DOCUMENT_SCHEME, path: `/${chosen}.md` });
      // With the editor that the manifest names for these documents: rendered, where Markdown support is on.
      await vscode.commands.executeCommand('vscode.open', uri);
    },
    dispose() {
      profiles.dispose();
      rules.dispose();
      changed.dispose();
    },
  };
}

async function profileText(uri: vscode.Uri, requests: Requests): Promise<string> {
  // The query is our own, written by showProfile; the server checks it like any parameters.
  const profile = await requests.profile(JSON.parse(uri.query));
  return profile?.text ?? `${vscode.l10n.t('There is no function at this place any more.')}\n`;
}

async function ruleText(uri: vscode.Uri, requests: Requests): Promise<string> {
  const code = uri.path.replace(/^\//, '').replace(/\.md$/, '');
  const [rule] = (await requests.explain({ code })).rules;
  return (
    rule?.page ??
    `${vscode.l10n.t('There is no rule {0}. The command "Explain Rule…" lists all of them.', code)}\n`
  );
}

/** A document cannot fail: it says what went wrong. */
async function textOr(load: () => Promise<string>): Promise<string> {
  try {
    return await load();
  } catch (error) {
    return `${reasonOf(error)}\n`;
  }
}

async function pickRule(requests: Requests): Promise<string | undefined> {
  const { rules } = await requests.explain({});
  const chosen = await vscode.window.showQuickPick(
    rules.map(({ code, title }) => ({ label: code, description: title })),
    { placeHolder: vscode.l10n.t('Which rule should be explained?'), matchOnDescription: true },
  );
  return chosen?.label;
}
