/** The manifest says what the code does: commands, settings, colours, files. A difference in either direction fails. */
import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../package.json';
import { CLIENT_SETTINGS } from '../../client/src/common/settingNames';
import { checkText } from '../../server/src/cli/format/checkText';
import { camelCase } from '../../server/src/core/config/parse';
import { SETTINGS } from '../../server/src/core/config/settings';
import { DEFAULT_CONFIG, type Config } from '../../server/src/core/model/config';
import type { Finding } from '../../server/src/core/model/finding';
import { COMMANDS } from '../../server/src/core/protocol';
import { DEFAULT_EDITOR_SETTINGS } from '../../server/src/workspace/settings';

const ROOT = join(__dirname, '..', '..');
const texts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(ROOT, 'package.nls.json'), 'utf8'),
);
const { contributes } = manifest;
const properties: Readonly<Record<string, Readonly<Record<string, unknown>>>> =
  contributes.configuration.properties;

/** The text behind a `%key%` of the manifest. */
function text(reference: unknown): string {
  const key = /^%(.+)%$/.exec(String(reference))?.[1];
  const found = Object.entries(texts).find(([candidate]) => candidate === key);
  assert.ok(found !== undefined, `package.nls.json has no text for ${String(reference)}`);
  return found[1];
}

/** Every string in a value of any depth. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(strings);
}

/** A property's schema as the core knows it: without the null that means "not set", and without the editor's words. */
function coreSchema(property: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const editorWords = ['default', 'markdownDescription', 'description', 'enumDescriptions', 'scope', 'order'];
  const entries = Object.entries(property)
    .filter(([key]) => !editorWords.includes(key))
    .map(([key, value]) => [key, key === 'type' || key === 'enum' ? withoutNull(value) : value]);
  const schema = Object.fromEntries(entries);
  // A list of words is a type of its own.
  if ('enum' in schema) delete schema.type;
  return schema;
}

function withoutNull(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const rest = value.filter((item) => item !== null && item !== 'null');
  return rest.length === 1 && typeof rest[0] === 'string' && value.includes('null') ? rest[0] : rest;
}

describe('manifest: commands', () => {
  it('has a title in the category Gilscope for every command that is registered, and no other', () => {
    assert.deepEqual(
      contributes.commands.map(({ command, title, category }) => [command, `${category}: ${text(title)}`]),
      [
        [COMMANDS.simulate, 'Gilscope: Simulate GIL'],
        [COMMANDS.simulateSite, 'Gilscope: Simulate GIL for Workspace Site…'],
        [COMMANDS.checkWorkspace, 'Gilscope: Check Workspace'],
        [COMMANDS.fixAll, 'Gilscope: Fix All'],
        [COMMANDS.explainRule, 'Gilscope: Explain Rule…'],
        [COMMANDS.showWorkProfile, 'Gilscope: Show Work Profile'],
        [COMMANDS.measure, 'Gilscope: Measure With Real Python'],
        [COMMANDS.copySummary, 'Gilscope: Copy Summary as Markdown'],
        [COMMANDS.selectPython, 'Gilscope: Select Target Python…'],
        [COMMANDS.restartServer, 'Gilscope: Restart Server'],
        [COMMANDS.showOutput, 'Gilscope: Show Output'],
      ],
    );
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).sort(),
      Object.values<string>(COMMANDS).sort(),
    );
  });

  it('names only known commands in menus and walkthroughs', () => {
    const known = new Set<string>(Object.values(COMMANDS));
    const inMenus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    const linked = Object.values(texts).flatMap((value) =>
      [...value.matchAll(/\(command:([^)]+)\)/g)].map((match) => match[1] ?? ''),
    );
    const events = contributes.walkthroughs
      .flatMap(({ steps }) => steps.flatMap(({ completionEvents }) => completionEvents))
      .flatMap((event) => (event.startsWith('onCommand:') ? [event.slice('onCommand:'.length)] : []));
    assert.deepEqual(
      [...inMenus, ...linked, ...events].filter((command) => !known.has(command)),
      [],
    );
  });
});

describe('manifest: settings', () => {
  it('has every setting that code reads, and no other', () => {
    assert.deepEqual(
      Object.keys(properties).sort(),
      [
        ...SETTINGS.map(({ key }) => camelCase(key)),
        ...Object.keys(DEFAULT_EDITOR_SETTINGS),
        ...CLIENT_SETTINGS,
      ]
        .map((name) => `gilscope.${name}`)
        .sort(),
    );
  });

  it('accepts what the parser of settings accepts', () => {
    for (const { key, schema } of SETTINGS) {
      const property = properties[`gilscope.${camelCase(key)}`];
      assert.ok(property !== undefined, key);
      assert.deepEqual(coreSchema(property), schema, key);
      assert.equal(property['default'], null, `${key}: unset, so that a configuration file counts`);
    }
  });

  it('has the defaults of the code', () => {
    for (const [name, value] of Object.entries(DEFAULT_EDITOR_SETTINGS))
      assert.equal(properties[`gilscope.${name}`]?.['default'], value, name);
  });

  it('says which default counts where a setting is not set', () => {
    const defaults: readonly (readonly [string, keyof Config])[] = [
      ['minConfidence', 'minConfidence'],
      ['gil', 'gil'],
      ['switchInterval', 'switchIntervalSeconds'],
      ['cores', 'cores'],
      ['unknownLoopCount', 'unknownLoopCount'],
      ['preview', 'preview'],
    ];
    for (const [name, key] of defaults) {
      const description = text(properties[`gilscope.${name}`]?.['markdownDescription']);
      assert.match(description, new RegExp(`Not set, \`${String(DEFAULT_CONFIG[key])}\` counts\\.$`), name);
    }
    const { major, minor } = DEFAULT_CONFIG.pythonVersion;
    const python = text(properties['gilscope.pythonVersion']?.['markdownDescription']);
    assert.match(python, new RegExp(`else \`${major}\\.${minor}\`\\.$`));
    const select = text(properties['gilscope.select']?.['markdownDescription']);
    assert.ok(select.includes(`\`${JSON.stringify(DEFAULT_CONFIG.select)}\` counts`));
  });

  it('has a scope and an order for every setting', () => {
    for (const [index, [name, property]] of Object.entries(properties).entries()) {
      assert.ok(['resource', 'window'].includes(String(property['scope'])), name);
      assert.equal(property['order'], index, name);
    }
  });
});

describe('manifest: texts and files', () => {
  it('has a text for every reference, and a reference for every text', () => {
    const references = strings(manifest)
      .flatMap((value) => /^%(.+)%$/.exec(value)?.[1] ?? [])
      .sort();
    assert.deepEqual([...new Set(references)], Object.keys(texts).sort());
  });

  it('names only files that are there', () => {
    const files = [
      manifest.icon,
      ...contributes.grammars.map(({ path }) => path),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg)),
    ];
    assert.deepEqual(
      files.filter((file) => !existsSync(join(ROOT, file))),
      [],
    );
  });

  it('has a problem matcher that reads what `gilscope check` prints', () => {
    const at = { path: 'src/a b.py', line: 3, column: 5, endLine: 3, endColumn: 9 };
    const finding: Finding = {
      ...{ code: 'GIL101', rule: 'cpu-bound-thread', severity: 'warning', confidence: 'high', at },
      message: '`crunch` holds the GIL: 1:2: GIL102',
      evidence: [{ at, message: 'GIL101 is no part of this line' }],
      ...{ prediction: undefined, site: undefined },
    };
    const result = { files: 1, errors: [], failed: false, fixed: 0 };
    const printed = checkText(
      { ...result, findings: [{ finding, fixes: [], lineText: '' }] },
      { color: false, quiet: false },
    );
    const [{ pattern }] = contributes.problemMatchers as [(typeof contributes.problemMatchers)[number]];
    const { file, line, column, code, message } = pattern;
    const read = printed.split('\n').flatMap((text) => {
      const parts = new RegExp(pattern.regexp).exec(text);
      return parts === null ? [] : [[file, line, column, code, message].map((group) => parts[group])];
    });
    assert.deepEqual(read, [['src/a b.py', '3', '5', 'GIL101', '`crunch` holds the GIL: 1:2: GIL102']]);
  });

  it('contributes the colours that the simulation view uses', () => {
    const css = readFileSync(join(ROOT, 'media', 'timeline.css'), 'utf8');
    const used = new Map<string, string[]>();
    for (const [, name = '', fallback = ''] of css.matchAll(/var\(--vscode-gilscope-(\w+), (#\w+)\)/g))
      used.set(`gilscope.${name}`, [...(used.get(`gilscope.${name}`) ?? []), fallback]);
    // The style sheet's own values, for light and for dark, are those of a theme that says nothing.
    assert.deepEqual(
      [...used].map(([id, [light, dark]]) => ({ id, light, dark })),
      contributes.colors.map(({ id, defaults: { light, dark } }) => ({ id, light, dark })),
    );
  });
});
