/** Texts of the client can be translated: each goes through VS Code's l10n, and stands in the bundle for translators. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CLIENT = 'client/src';
const BUNDLE = 'l10n/bundle.l10n.json';

const SOURCES = readdirSync(CLIENT, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(join(CLIENT, path), 'utf8'));

/** What stands as the first argument of each call of `t`. */
function translated(source: string): readonly string[] {
  return [...source.matchAll(/\bt\(\s*('(?:[^'\\\n]|\\.)*'|[^'\s][^,)]*)/g)].map(([, text]) => text ?? '');
}

describe('l10n', () => {
  it('has each text of the client in the bundle, and nothing else', () => {
    const texts = SOURCES.flatMap(translated);
    assert.deepEqual(
      texts.filter((text) => !text.startsWith("'")),
      [],
      'only a text that stands in the code can be found by whoever translates',
    );
    const entries = [...new Set(texts.map((text) => text.slice(1, -1).replaceAll("\\'", "'")))].sort();
    const bundle = Object.fromEntries(entries.map((text) => [text, text]));
    // UPDATE=1 writes the file anew; the diff is the review.
    if (process.env['UPDATE'] === '1') writeFileSync(BUNDLE, `${JSON.stringify(bundle, undefined, 2)}\n`);
    assert.deepEqual(JSON.parse(readFileSync(BUNDLE, 'utf8')), bundle);
  });

  it('shows people no text of the client that is not translated', () => {
    const shown =
      /(?:\bshow(?:Information|Warning|Error)Message\(|\btell\(|setStatusBarMessage\(|\b(?:title|prompt|placeHolder|openLabel|item\.(?:text|detail)) ?[:=])\s*['"`]([^'"`\n]*)/g;
    // The name of the extension and what is put in are the same in every language.
    const hasWords = (text: string): boolean => /[a-z]{2}/.test(text.replaceAll(/\$\{[^}]*\}|Gilscope/g, ''));
    const untranslated = SOURCES.flatMap((source) =>
      [...source.matchAll(shown)].map(([, text]) => text ?? '').filter(hasWords),
    );
    assert.deepEqual(untranslated, []);
  });
});
