/**
 * Shows the simulation view in any browser, without VS Code: builds `media/src/main.ts`, and serves it with a stubbed
 * editor around it. For looking at, and for screenshots; no test.
 *
 *   node --import tsx test/media/preview.mts [PORT]
 *   open http://127.0.0.1:PORT/?theme=light|dark|hc|hc-light&scenario=pool|threads|mixed|large
 *
 * `&stale`, `&beside=processes`, `&open=help,scalability` start in that state. Messages of the view go to the console.
 */
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { SimulationSubject } from '../../server/src/core/protocol';
import { webviewHtml } from '../../client/src/common/webviewHtml';
import { previewSubject } from './previewSubjects';
import { PREVIEW_THEMES } from './previewThemes';

const port = Number(process.argv[2] ?? 8123);
const asset = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What VS Code gives a view: an interface to post to, state that survives, and the first message. */
function editorStub(subject: SimulationSubject, saved: unknown, stale: boolean): string {
  return `
    let state = ${JSON.stringify(saved)};
    window.posted = [];
    window.acquireVsCodeApi = () => ({
      getState: () => state,
      setState: (next) => { state = next; window.savedState = next; },
      postMessage: (message) => {
        window.posted.push(message);
        console.log('posted', message.type);
        const answer = (data) => setTimeout(() => window.postMessage(data), 0);
        if (message.type === 'ready' || message.type === 'refresh') {
          answer({ type: 'subject', subject: ${JSON.stringify(subject)} });
          if (${String(stale)} && message.type === 'ready') answer({ type: 'stale' });
        } else if (message.type === 'copy') answer({ type: 'done', request: 'copy', message: 'Copied to the clipboard.' });
        else answer({ type: 'done', request: message.type });
      },
    });`;
}

async function page(query: URLSearchParams): Promise<string> {
  const theme = PREVIEW_THEMES[query.get('theme') ?? 'light'] ?? PREVIEW_THEMES.light;
  const subject = previewSubject(query.get('scenario') ?? 'pool');
  const list = (name: string): string[] => query.get(name)?.split(',') ?? [];
  const saved = {
    schema: 1,
    subject,
    changes: {},
    beside: list('beside'),
    hidden: [],
    open: query.has('open') ? list('open') : ['threads'],
  };
  const variables = Object.entries(theme?.variables ?? {}).map(
    ([name, value]) => `--vscode-${name}: ${value};`,
  );
  const html = webviewHtml({
    cspSource: "'self'",
    nonce: 'preview',
    scriptUri: '/main.js',
    styleUris: ['/timeline.css', '/page.css', '/controls.css'],
    title: 'Gilscope preview',
    language: 'en',
  });
  return html
    .replace('<body>', `<body class="${theme?.bodyClass ?? ''}">`)
    .replace(
      '<link',
      `<link rel="stylesheet" href="/theme.css?${encodeURIComponent(variables.join(''))}"><link`,
    )
    .replace(
      '<script',
      () => `<script nonce="preview">${editorStub(subject, saved, query.has('stale'))}</script><script`,
    );
}

async function respond(url: URL): Promise<{ readonly type: string; readonly body: string }> {
  switch (url.pathname) {
    case '/main.js': {
      const built = await build({
        entryPoints: [asset('media/src/main.ts')],
        bundle: true,
        format: 'iife',
        target: 'es2022',
        write: false,
        sourcemap: 'inline',
        logLevel: 'silent',
      });
      return { type: 'text/javascript', body: built.outputFiles[0]?.text ?? '' };
    }
    case '/timeline.css':
    case '/page.css':
    case '/controls.css':
      return { type: 'text/css', body: readFileSync(asset(`media${url.pathname}`), 'utf8') };
    case '/theme.css':
      return { type: 'text/css', body: `:root { ${decodeURIComponent(url.search.slice(1))} }` };
    default:
      return { type: 'text/html; charset=utf-8', body: await page(url.searchParams) };
  }
}

createServer((request, response) => {
  respond(new URL(request.url ?? '/', `http://127.0.0.1:${String(port)}`)).then(
    ({ type, body }) => response.writeHead(200, { 'content-type': type }).end(body),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
}).listen(port, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${String(port)}/?theme=light&scenario=pool\n`);
});
