import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_EXCLUDE } from '../../../server/src/core/config/globs';
import { camelCase } from '../../../server/src/core/config/parse';
import { formatPythonVersion } from '../../../server/src/core/config/pythonVersion';
import { configSchema } from '../../../server/src/core/config/schema';
import { SETTINGS } from '../../../server/src/core/config/settings';
import { DEFAULT_CONFIG } from '../../../server/src/core/model/config';

const DOCS = join(__dirname, '../../../docs');
const page = readFileSync(join(DOCS, 'configuration.md'), 'utf8');

/** Fields whose name in the file is another word than in the program. */
const FIELDS: Readonly<Record<string, string>> = { 'switch-interval': 'switchIntervalSeconds' };

function defaultOf(key: string): string {
  if (key === 'python-version') return JSON.stringify(formatPythonVersion(DEFAULT_CONFIG.pythonVersion));
  const value = new Map(Object.entries(DEFAULT_CONFIG)).get(FIELDS[key] ?? camelCase(key));
  assert.notEqual(value, undefined, `no default for ${key}`);
  return JSON.stringify(value);
}

describe('config: documentation', () => {
  it('lists every key with its default and meaning', () => {
    const table = /\| key +\| default[^]*?\n\n/.exec(page)?.[0] ?? '';
    const rows = SETTINGS.map(({ key, summary }) => `| \`${key}\` | \`${defaultOf(key)}\` | ${summary} |`);
    const shown = table
      .trimEnd()
      .split('\n')
      .slice(2)
      .map((row) => row.replace(/ +/g, ' '));
    assert.deepEqual(shown, rows);
  });

  it('lists the folders that are left out', () => {
    const list = /folders named\n\n([^]*?)\.\n\n/.exec(page)?.[1] ?? '';
    assert.deepEqual(
      list.split(/,\s+/),
      DEFAULT_EXCLUDE.map((name) => `\`${name}\``),
    );
  });

  // UPDATE=1 writes the file anew; the diff is the review.
  it('has the schema of the settings beside it', () => {
    const path = join(DOCS, 'gilscope.schema.json');
    if (process.env['UPDATE'] === '1') writeFileSync(path, JSON.stringify(configSchema()));
    assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), configSchema());
  });
});
