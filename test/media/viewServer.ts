/**
 * Serves the simulation view to any browser, without VS Code: builds `media/src/main.ts` and puts a stubbed editor
 * around it. Used by the preview, by the tests that look at the view in Chromium, and by the benchmark.
 */
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { SimulationSubject } from '../../server/src/core/protocol';
import { STYLE_PATHS, webviewHtml } from '../../client/src/common/webviewHtml';
import { previewSubject } from './previewSubjects';
import { PREVIEW_THEMES } from './previewThemes';

export interface ViewServer {
  /**
   * Where the view is. `query` picks what it starts with: `theme` (light, dark, hc, hc-light), `scenario` (a name of
   * previewSubjects), `stale`, `beside` and `open` (comma-separated), `classes` (more classes for `body`).
   */
  address(query?: Readonly<Record<string, string>>): string;
  close(): Promise<void>;
}

/** Starts serving; port 0 takes any that is free. */
export async function startViewServer(port = 0): Promise<ViewServer> {
  const script = await bundle();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const { type, body } = respond(url, script);
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const at = server.address();
  const origin = `http://127.0.0.1:${typeof at === 'object' && at !== null ? String(at.port) : String(port)}`;
  return {
    address: (query = {}) => `${origin}/?${new URLSearchParams(query).toString()}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const asset = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const STYLES: readonly string[] = STYLE_PATHS.map((path) => `/${path.join('/')}`);

async function bundle(): Promise<string> {
  const built = await build({
    entryPoints: [asset('media/src/main.ts')],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  return built.outputFiles[0]?.text ?? '';
}

function respond(url: URL, script: string): { readonly type: string; readonly body: string } {
  if (url.pathname === '/main.js') return { type: 'text/javascript', body: script };
  if (STYLES.includes(url.pathname))
    return { type: 'text/css', body: readFileSync(asset(url.pathname.slice(1)), 'utf8') };
  if (url.pathname === '/theme.css')
    return { type: 'text/css', body: `:root { ${decodeURIComponent(url.search.slice(1))} }` };
  return { type: 'text/html; charset=utf-8', body: page(url.searchParams) };
}

function page(query: URLSearchParams): string {
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
    styleUris: STYLES,
    title: 'Gilscope preview',
    language: 'en',
  });
  return html
    .replace('<body>', `<body class="${theme?.bodyClass ?? ''} ${list('classes').join(' ')}">`)
    .replace(
      '<link',
      `<link rel="stylesheet" href="/theme.css?${encodeURIComponent(variables.join(''))}"><link`,
    )
    .replace(
      '<script',
      () => `<script nonce="preview">${editorStub(subject, saved, query.has('stale'))}</script><script`,
    );
}

/**
 * What VS Code gives a view: an interface to post to, state that survives a reload (here in the session's storage),
 * and the first message.
 */
function editorStub(subject: SimulationSubject, saved: unknown, stale: boolean): string {
  return `
    const kept = sessionStorage.getItem('state');
    let state = kept === null ? ${JSON.stringify(saved)} : JSON.parse(kept);
    window.posted = [];
    window.acquireVsCodeApi = () => ({
      getState: () => state,
      setState: (next) => { state = next; sessionStorage.setItem('state', JSON.stringify(next)); },
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
