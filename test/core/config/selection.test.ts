import assert from 'node:assert/strict';
import { configForFile, mergeConfig } from '../../../server/src/core/config/merge';
import { globMatcherWithFolders, absoluteGlob } from '../../../server/src/core/config/globs';
import { parseConfig } from '../../../server/src/core/config/parse';
import { activeRules, severityOf } from '../../../server/src/core/config/selection';
import { type Config, DEFAULT_CONFIG } from '../../../server/src/core/model/config';

const RULES = [
  { code: 'GIL101', slug: 'cpu-bound-thread', status: 'stable', onByDefault: true, severity: 'warning' },
  { code: 'GIL102', slug: 'cpu-bound-thread-pool', status: 'stable', onByDefault: true, severity: 'warning' },
  { code: 'GIL105', slug: 'released-too-briefly', status: 'preview', onByDefault: true, severity: 'warning' },
  { code: 'GIL420', slug: 'daemon-writes', status: 'stable', onByDefault: false, severity: 'information' },
] as const;

/** Layers as files would give them, lowest first. */
function merged(layers: readonly Record<string, unknown>[]): Config {
  const parsed = layers.map((layer) =>
    parseConfig(layer, { kind: 'command-line' }, { folder: '/proj', rules: RULES }),
  );
  assert.deepEqual(
    parsed.flatMap((layer) => layer.problems),
    [],
  );
  return mergeConfig(DEFAULT_CONFIG, ...parsed.map((layer) => layer.config));
}

/** `expected`: the last digits of the codes that count. */
function checkActive(
  layers: readonly Record<string, unknown>[],
  expected: string,
  path = '/proj/a.py',
): void {
  const config = configForFile(merged(layers), path);
  assert.equal([...activeRules(config, RULES, 'a.py')].join(' '), expected);
}

describe('config: which rules count', () => {
  it('checks stable rules that are on by default', () => checkActive([], 'GIL101 GIL102'));

  it('lets the longer prefix win, and ignore a tie', () => {
    checkActive([{ ignore: ['GIL1'], select: ['GIL102'] }], 'GIL102');
    checkActive([{ ignore: ['GIL102'], select: ['GIL1'] }], 'GIL101');
    checkActive([{ ignore: ['GIL1'], select: ['GIL1'] }], '');
    checkActive([{ ignore: ['GIL'], select: ['ALL'] }], '');
    checkActive([{ ignore: ['ALL'], select: ['cpu-bound-thread'] }], 'GIL101');
    checkActive([{ ignore: ['cpu-bound-thread'] }], 'GIL102');
  });

  it('takes rules in preview with the switch or by name', () => {
    checkActive([{ preview: true }], 'GIL101 GIL102 GIL105');
    checkActive([{ 'extend-select': ['GIL105'] }], 'GIL101 GIL102 GIL105');
    checkActive([{ 'extend-select': ['GIL10'] }], 'GIL101 GIL102');
    checkActive([{ select: ['released-too-briefly'] }], 'GIL105');
  });

  it('takes rules that are off by default by name or with ALL', () => {
    checkActive([{ select: ['GIL4'] }], '');
    checkActive([{ select: ['GIL420'] }], 'GIL420');
    checkActive([{ select: ['ALL'] }], 'GIL101 GIL102 GIL420');
  });

  it('puts layers on top of each other', () => {
    checkActive([{ ignore: ['GIL101'] }, { 'extend-select': ['GIL420'] }], 'GIL102 GIL420');
    checkActive([{ ignore: ['GIL101'] }, { select: ['GIL1'] }], 'GIL101 GIL102');
    checkActive([{ ignore: ['GIL101'] }, { 'extend-select': ['GIL101'] }], 'GIL101 GIL102');
    checkActive([{ select: ['GIL101', 'GIL102'] }, { ignore: ['GIL1'] }], '');
  });

  it('obeys per-file-ignores for the path', () => {
    const layer = {
      'per-file-ignores': { 'tests/**': ['GIL'], '*_gen.py': ['GIL101'], '!src/**': ['GIL102'] },
    };
    checkActive([layer], '', '/proj/tests/deep/a.py');
    checkActive([layer], 'GIL102', '/proj/src/a_gen.py');
    checkActive([layer], 'GIL101', '/proj/other/a.py');
    checkActive([layer], 'GIL101 GIL102', '/proj/src/a.py');
  });
});

describe('config: layers', () => {
  it('merges tables and adds up exclude', () => {
    const config = merged([
      { exclude: ['a'], severity: { GIL101: 'hint', GIL102: 'error' }, calls: { f: 'cpu' } },
      { exclude: ['b'], severity: { GIL101: 'error' }, calls: { g: 'io' } },
    ]);
    assert.deepEqual(config.exclude, ['/proj/**/a', '/proj/**/b']);
    assert.deepEqual(config.severity, { GIL101: 'error', GIL102: 'error' });
    assert.deepEqual(config.calls, { f: { effect: 'cpu' }, g: { effect: 'io' } });
  });

  it('keeps the floor at one switch interval until it is stated', () => {
    assert.equal(merged([{ 'switch-interval': 0.02 }]).minHeldSeconds, 0.02);
    assert.equal(merged([{ 'min-held-seconds': 0.5 }, { 'switch-interval': 0.02 }]).minHeldSeconds, 0.5);
  });

  it('gives severities by code, name or prefix', () => {
    const config = merged([{ severity: { GIL1: 'hint', 'cpu-bound-thread': 'error' } }]);
    assert.deepEqual(
      RULES.map((rule) => severityOf(config, rule)),
      ['error', 'hint', 'hint', 'information'],
    );
  });
});

describe('config: globs', () => {
  const check = (glob: string, path: string, expected: boolean): void =>
    assert.equal(globMatcherWithFolders([absoluteGlob(glob, '/pr[oj]')])(path), expected, `${glob} ${path}`);

  it('matches names at any depth and paths from their folder', () => {
    check('build', '/pr[oj]/build', true);
    check('build', '/pr[oj]/a/build/b.py', true);
    check('build', '/elsewhere/build/b.py', false);
    check('build/', '/pr[oj]/a/build/b.py', true);
    check('./a/b.py', '/pr[oj]/a/b.py', true);
    check('a/b.py', '/pr[oj]/x/a/b.py', false);
    check('*_pb2.py', '/pr[oj]/x/y_pb2.py', true);
    check('a/**/*.py', '/pr[oj]/a/b.py', true);
    check('.hidden', '/pr[oj]/.hidden/x.py', true);
    check('/abs/*.py', '/abs/x.py', true);
    check('{a,b}.py', '/pr[oj]/b.py', true);
  });
});
