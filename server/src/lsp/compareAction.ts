/** The code action beside a fix that shows what it would gain: the simulation, before and after on one time axis. */
import { CodeActionKind, type CodeAction, type Diagnostic } from 'vscode-languageserver';
import type { Finding, Fix } from '../core/model/finding';
import type { ExecutorKind } from '../core/model/scenario';
import { COMMANDS } from '../core/protocol';

/** What the site runs in after each rewrite, by `Fix.id`; rewrites that leave the mode as it is have nothing to compare. */
const MODES: Readonly<Record<string, { readonly mode: ExecutorKind; readonly name: string }>> = {
  'swap-pool': { mode: 'processes', name: 'processes' },
  'to-process-pool': { mode: 'processes', name: 'processes' },
  'swap-pool-interpreters': { mode: 'interpreters', name: 'interpreters' },
  'pool-to-threads': { mode: 'pool', name: 'a thread pool' },
  'run-sequentially': { mode: 'sequential', name: 'one after another' },
};

/**
 * For the first rewrite that is possible and changes how the site runs; undefined where there is none. Only for clients
 * that have the commands of the VS Code extension.
 */
export function compareAction(
  uri: string,
  finding: Finding,
  fixes: readonly Fix[],
  diagnostics: Diagnostic[],
): CodeAction | undefined {
  const after = fixes
    .filter((fix) => fix.blocked === undefined)
    .map((fix) => MODES[fix.id])
    .find((mode) => mode !== undefined);
  if (after === undefined || finding.site === undefined) return undefined;
  const title = `Simulate before and after: ${after.name}`;
  return {
    title,
    kind: CodeActionKind.QuickFix,
    command: { title, command: COMMANDS.simulateSite, arguments: [uri, finding.site, after.mode] },
    ...(diagnostics.length > 0 ? { diagnostics } : {}),
  };
}
