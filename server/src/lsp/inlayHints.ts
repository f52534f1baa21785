/** Inlay hints: behind each spawn site what most of one task's time goes to. */
import { InlayHintKind, MarkupKind } from 'vscode-languageserver';
import { hasGil } from '../core/config/pythonVersion';
import { touches } from './fromLsp';
import type { Session } from './session';
import { inlayLabel } from './siteText';
import { toRange } from './toLsp';

export function registerInlayHints(session: Session): void {
  const { connection, guard, derived } = session;
  connection.languages.inlayHint.on(
    guard.request('textDocument/inlayHint', [], async ({ textDocument, range }, token) => {
      await derived.settled(textDocument.uri, token);
      const analysis = await derived.open(textDocument.uri);
      if (analysis === undefined || !analysis.settings.editor.inlayHints) return [];
      return analysis.report.sites.flatMap((site) => {
        const label = inlayLabel(site, hasGil(analysis.settings.config));
        if (label === undefined || !touches(site.at, range)) return [];
        return [
          {
            position: toRange(site.at).end,
            label,
            kind: InlayHintKind.Type,
            paddingLeft: true,
            tooltip: {
              kind: MarkupKind.Markdown,
              value: `One task of \`${site.target}\`: predicted, not measured; ${site.confidence} confidence.`,
            },
          },
        ];
      });
    }),
  );
}
