/** Hovers: what the core says of the place, with links to the simulation where the client has the command. */
import { MarkupKind } from 'vscode-languageserver';
import { COMMANDS } from '../core/protocol';
import { fromPosition } from './fromLsp';
import { commandUri } from './ruleLinks';
import type { Session } from './session';
import { siteAt } from './siteAt';
import { toRange } from './toLsp';

export function registerHover(session: Session): void {
  const { connection, guard, derived, abilities, options } = session;
  connection.onHover(
    guard.request('textDocument/hover', null, async ({ textDocument, position }) => {
      const analysis = await derived.open(textDocument.uri);
      if (analysis === undefined || !analysis.settings.editor.hover) return null;
      const { line, column } = fromPosition(position);
      // VS Code, the client with our commands, shows the diagnostics of a place and their evidence in the same hover.
      const beside = options.commands === true ? 'findings' : undefined;
      const hover = analysis.project.gilscope.hover(analysis.source, line, column, beside);
      if (hover === undefined) return null;
      const site = options.commands === true ? siteAt(analysis.report.sites, { line, column }) : undefined;
      const link =
        site === undefined
          ? ''
          : `\n\n[Simulate](${commandUri(COMMANDS.simulateSite, [analysis.uri, site.key])})`;
      const kind = abilities.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText;
      return { contents: { kind, value: hover.markdown + link }, range: toRange(hover.at) };
    }),
  );
}
