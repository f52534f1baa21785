import assert from 'node:assert/strict';
import { createNonce, webviewHtml } from '../../client/src/common/webviewHtml';

const PAGE = {
  cspSource: 'https://*.vscode-cdn.net',
  nonce: 'abc123',
  scriptUri: 'https://file.vscode-cdn.net/dist/media/main.js',
  styleUris: ['https://file.vscode-cdn.net/media/timeline.css', 'https://file.vscode-cdn.net/media/page.css'],
  title: 'GIL: crunch',
  language: 'en',
};

function checkHtml(changes: Partial<typeof PAGE>, expectedLine: string): void {
  const lines = webviewHtml({ ...PAGE, ...changes })
    .split('\n')
    .map((line) => line.trim());
  assert.ok(lines.includes(expectedLine), `no line\n  ${expectedLine}\nin\n  ${lines.join('\n  ')}`);
}

describe('the page of the simulation view', () => {
  it('allows one script by nonce, styles of the extension, and nothing else', () => {
    checkHtml(
      {},
      '<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src https://*.vscode-cdn.net; ' +
        'script-src &#39;nonce-abc123&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;">',
    );
    checkHtml({}, '<script nonce="abc123" src="https://file.vscode-cdn.net/dist/media/main.js"></script>');
    checkHtml({}, '<link rel="stylesheet" href="https://file.vscode-cdn.net/media/timeline.css">');
    checkHtml({}, '<link rel="stylesheet" href="https://file.vscode-cdn.net/media/page.css">');
  });

  it('has no inline style and no inline script', () => {
    const html = webviewHtml(PAGE);
    assert.deepEqual(html.match(/<style|\sstyle=|\son\w+=|<script(?![^>]*src=)/g), null);
  });

  it('escapes text that comes from the workspace', () => {
    checkHtml({ title: '<img src=x> & "co"' }, '<title>&lt;img src=x&gt; &amp; &quot;co&quot;</title>');
    checkHtml({ language: 'de"><script>' }, '<html lang="de&quot;&gt;&lt;script&gt;">');
  });

  it('makes nonces of 128 bits that differ', () => {
    const first = createNonce();
    assert.match(first, /^[0-9a-f]{32}$/);
    assert.notEqual(first, createNonce());
  });
});
