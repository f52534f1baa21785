/** Code lenses: above each spawn site its verdict and what each way of running it would gain. */
import { hasGil } from '../core/config/pythonVersion';
import { COMMANDS } from '../core/protocol';
import type { Session } from './session';
import { lensTitle } from './siteText';
import { toRange } from './toLsp';

export function registerCodeLens(session: Session): void {
  const { connection, guard, derived, options } = session;
  connection.onCodeLens(
    guard.request('textDocument/codeLens', [], async ({ textDocument }, token) => {
      await derived.settled(textDocument.uri, token);
      const analysis = await derived.open(textDocument.uri);
      if (analysis === undefined || !analysis.settings.editor.codeLens) return [];
      return analysis.report.sites.map((site) => ({
        range: toRange(site.at),
        command: {
          title: lensTitle(site, hasGil(analysis.settings.config)),
          // Without a command id a lens is plain text, in every client.
          command: options.commands === true ? COMMANDS.simulateSite : '',
          arguments: [analysis.uri, site.key],
        },
      }));
    }),
  );
}
