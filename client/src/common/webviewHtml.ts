/**
 * The HTML of the simulation view: a page that may load one script, by nonce, and one style sheet, and nothing else.
 * A pure string builder; all content is made by the script from data.
 */

export interface WebviewPage {
  /** `webview.cspSource`: where the view's own files come from. */
  readonly cspSource: string;
  readonly nonce: string;
  readonly scriptUri: string;
  readonly styleUris: readonly string[];
  readonly title: string;
  /** Language of the editor as in `vscode.env.language`. */
  readonly language: string;
}

/** Folders below the extension that the view may read; paths in segments. */
export const RESOURCE_ROOTS: readonly (readonly string[])[] = [['dist', 'media'], ['media']];
/** The view's script and style sheets, below the extension. */
export const SCRIPT_PATH: readonly string[] = ['dist', 'media', 'main.js'];
export const STYLE_PATHS: readonly (readonly string[])[] = [
  ['media', 'timeline.css'],
  ['media', 'page.css'],
  ['media', 'controls.css'],
];

/** Builds the page. Every value is escaped, so that none can leave its attribute. */
export function webviewHtml(page: WebviewPage): string {
  const policy = [
    `default-src 'none'`,
    `style-src ${page.cspSource}`,
    `script-src 'nonce-${page.nonce}'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(page.language)}">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeHtml(page.title)}</title>
${page.styleUris.map((uri) => `    <link rel="stylesheet" href="${escapeHtml(uri)}">`).join('\n')}
  </head>
  <body>
    <main id="app"><p class="loading">Loading the simulation…</p></main>
    <script nonce="${escapeHtml(page.nonce)}" src="${escapeHtml(page.scriptUri)}"></script>
  </body>
</html>
`;
}

/** A fresh nonce: 128 random bits in hexadecimal. */
export function createNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Escapes text for element content and for attributes in double quotes. */
export function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}
