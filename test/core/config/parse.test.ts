import assert from 'node:assert/strict';
import { parseConfig, parseConfigFile } from '../../../server/src/core/config/parse';
import { formatPythonVersion, lowestPython } from '../../../server/src/core/config/pythonVersion';

const RULES = [
  { code: 'GIL101', slug: 'cpu-bound-thread' },
  { code: 'GIL102', slug: 'cpu-bound-thread-pool' },
  { code: 'GIL412', slug: 'busy-wait' },
];

/** Reads a file and compares what it says, one line a setting, then one line a problem. */
function checkFile(path: string, text: string, expected: string): void {
  const parsed = parseConfigFile(path, text, { folder: '/proj', rules: RULES });
  const lines = [
    ...(parsed.present ? [] : ['no settings']),
    ...(parsed.requiresPython === undefined
      ? []
      : [`requires ${formatPythonVersion(parsed.requiresPython)}`]),
    ...Object.entries(parsed.config).map(([key, value]) => `${key} = ${JSON.stringify(value)}`),
    ...parsed.problems.map((problem) => `${problem.path}:${problem.line ?? '-'}: ${problem.message}`),
  ];
  assert.equal(lines.join('\n'), expected.trim().replace(/\n +/g, '\n'));
}

function checkEditor(settings: unknown, expected: unknown): void {
  const { config, problems } = parseConfig(settings, { kind: 'editor', path: 'settings' }, { rules: RULES });
  assert.deepEqual({ config, problems }, expected);
}

describe('config: files', () => {
  it('reads every key', () => {
    checkFile(
      '/proj/gilscope.toml',
      `select = ["GIL1", "busy-wait"]
extend-select = ["ALL"]
ignore = ["GIL101"]
exclude = ["vendored", "gen/*.py", "/abs/x"]
min-confidence = "medium"
python-version = "3.14t"
gil = "auto"
switch-interval = 0.01
cores = 8
min-held-seconds = 0
unknown-loop-count = 50
preview = true
per-file-ignores = { "tests/*" = ["GIL412"], "*_test.py" = ["GIL"] }
[severity]
GIL102 = "error"
busy-wait = "hint"
[calls]
"pkg.crunch" = "cpu"
pkg.fetch = { effect = "io", seconds = 0.2 }
`,
      `select = ["GIL1","GIL412"]
       extendSelect = ["ALL"]
       ignore = ["GIL101"]
       exclude = ["/proj/**/vendored","/proj/gen/*.py","/abs/x"]
       minConfidence = "medium"
       pythonVersion = {"major":3,"minor":14,"freeThreaded":true}
       gil = "auto"
       switchIntervalSeconds = 0.01
       cores = 8
       minHeldSeconds = 0
       unknownLoopCount = 50
       preview = true
       perFileIgnores = {"/proj/tests/*":["GIL412"],"/proj/**/*_test.py":["GIL"]}
       severity = {"GIL102":"error","GIL412":"hint"}
       calls = {"pkg.crunch":{"effect":"cpu"},"pkg.fetch":{"effect":"io","seconds":0.2}}`,
    );
  });

  it('reads the table of a pyproject.toml and requires-python beside it', () => {
    checkFile(
      '/proj/pyproject.toml',
      `[project]
name = "x"
requires-python = ">=3.10,<4"
[tool.ruff]
select = ["E"]
[tool.gilscope]
cores = 2
[tool.gilscope.severity]
GIL101 = "hint"
`,
      `requires 3.10
       cores = 2
       severity = {"GIL101":"hint"}`,
    );
  });

  it('finds no settings where there is no table', () => {
    checkFile(
      '/proj/pyproject.toml',
      '[project]\nrequires-python = "==3.12.*"\n',
      'no settings\nrequires 3.12',
    );
    checkFile('/proj/pyproject.toml', '', 'no settings');
  });

  it('leaves a broken pyproject.toml of others alone, but not ours', () => {
    checkFile('/proj/pyproject.toml', '[project\n', 'no settings');
    checkFile(
      '/proj/pyproject.toml',
      '[tool.gilscope]\ncores = 2\nselect = [\n',
      '/proj/pyproject.toml:4: not valid TOML: invalid value (column 1)',
    );
    checkFile(
      '/proj/gilscope.toml',
      'cores = 1\ncores = 2\n',
      '/proj/gilscope.toml:2: not valid TOML: trying to redefine an already defined table or value (column 1)',
    );
  });

  it('reports each bad value at its line and keeps the rest', () => {
    checkFile(
      '/proj/pyproject.toml',
      `[build-system]
requires = [
  "select", # not ours
]
doc = """
[tool.gilscope]
selct = 1
"""

[tool.gilscope]
selct = ["GIL"]
select = ["GIL102", "GIL999", 7, "cpu-bound-thred"]
python-version = 3.13
cores = 0
"min-confidence" = "sure"
preview = "yes"
switch-interval = nan
exclude = "tests"
ignore = ["GIL412"]

[tool.gilscope.severity]
GIL101 = "warn"
GIL102 = "error"
GIL55 = "hint"

[tool.gilscope.calls]
"a.b" = "gpu"
"c.d" = { seconds = 1 }
"e.f" = { effect = "io", second = 1 }
"g.h" = { effect = "io", seconds = -1 }

[tool.gilscope.per-file-ignores]
"tests/*" = "GIL101"
"" = ["GIL101"]
`,
      `select = ["GIL102"]
       ignore = ["GIL412"]
       severity = {"GIL102":"error"}
       calls = {"e.f":{"effect":"io"},"g.h":{"effect":"io"}}
       perFileIgnores = {}
       /proj/pyproject.toml:11: unknown key "selct"; did you mean "select"?
       /proj/pyproject.toml:12: select: expected a list of strings, found the number 7
       /proj/pyproject.toml:12: select: unknown rule "GIL999"
       /proj/pyproject.toml:12: select: unknown rule "cpu-bound-thred"; did you mean "cpu-bound-thread"?
       /proj/pyproject.toml:13: python-version: expected a string such as "3.13" (in quotes), found the number 3.13
       /proj/pyproject.toml:14: cores: expected a whole number of at least 1, found the number 0
       /proj/pyproject.toml:15: min-confidence: expected "high", "medium" or "low", found "sure"
       /proj/pyproject.toml:16: preview: expected true or false, found "yes"
       /proj/pyproject.toml:17: switch-interval: expected a number above 0, found the number NaN
       /proj/pyproject.toml:18: exclude: expected a list of strings, found "tests"
       /proj/pyproject.toml:22: severity.GIL101: expected "error", "warning", "information" or "hint", found "warn"
       /proj/pyproject.toml:24: severity.GIL55: unknown rule "GIL55"
       /proj/pyproject.toml:27: calls."a.b": expected "cpu", "native", "io" or "wait", found "gpu"
       /proj/pyproject.toml:28: calls."c.d".effect: expected "cpu", "native", "io" or "wait", found nothing
       /proj/pyproject.toml:29: calls."e.f".second: unknown key "second"; known are "effect" and "seconds"
       /proj/pyproject.toml:30: calls."g.h".seconds: expected a number of at least 0, found the number -1
       /proj/pyproject.toml:33: per-file-ignores."tests/*": expected a list of strings, found "GIL101"
       /proj/pyproject.toml:34: per-file-ignores."": the pattern "" cannot be used: it is empty`,
    );
  });

  it('finds lines behind every form of key and value', () => {
    checkFile(
      '/proj/gilscope.toml',
      `\uFEFF# comment with = and [table]
'x1' = '''
x2 = 1
'''
select = [ # [
  "]", 'a#b',
  ]
x3.y = { a = "}", b = [1,
2] }
"x\\u0034" = 1
[x5]
z = 2020-01-01
[[x6]]
[[x6]]
cores = 1
`,
      `select = []
       /proj/gilscope.toml:2: unknown key "x1"
       /proj/gilscope.toml:5: select: unknown rule "]"
       /proj/gilscope.toml:5: select: unknown rule "a#b"
       /proj/gilscope.toml:8: unknown key "x3"
       /proj/gilscope.toml:10: unknown key "x4"
       /proj/gilscope.toml:11: unknown key "x5"
       /proj/gilscope.toml:13: unknown key "x6"`,
    );
  });

  it('says what is wrong with a Python version', () => {
    const path = '/proj/gilscope.toml';
    const line = (found: string, problem: string): void =>
      checkFile(path, `python-version = ${found}`, `${path}:1: python-version: ${problem}`);
    line('"2.7"', 'expected a Python version such as "3.13" or "3.14t", found "2.7"');
    line('"3.12t"', 'Python 3.12 has no free-threaded build; "3.13t" is the first');
    line('2020-01-01', 'expected a string such as "3.13" (in quotes), found a date or time');
  });

  it('reports a table that is not one', () => {
    checkFile(
      '/proj/pyproject.toml',
      '[tool]\ngilscope = 3\n',
      '/proj/pyproject.toml:2: expected a table of settings, found the number 3',
    );
  });
});

describe('config: editor settings', () => {
  it('takes camel case, leaves the editor its own keys, and skips what is not set', () => {
    checkEditor(
      { extendSelect: ['GIL1'], minHeldSeconds: 0.1, codeLens: true, select: null, gil: 'of' },
      {
        config: { extendSelect: ['GIL1'], minHeldSeconds: 0.1 },
        problems: [{ path: 'settings', message: 'gilscope.gil: expected "auto", "on" or "off", found "of"' }],
      },
    );
  });

  it('reports settings of the wrong shape', () => {
    checkEditor('GIL', {
      config: {},
      problems: [{ path: 'settings', message: 'expected a table of settings, found "GIL"' }],
    });
  });
});

describe('config: requires-python', () => {
  const check = (specifier: string, expected: string): void => {
    const version = lowestPython(specifier);
    assert.equal(version === undefined ? 'unknown' : formatPythonVersion(version), expected, specifier);
  };

  it('takes the lowest version that is let in', () => {
    check('>=3.8', '3.8');
    check('>= 3.9.2, < 4', '3.9');
    check('~=3.10', '3.10');
    check('~=3.10.2', '3.10');
    check('==3.12.*', '3.12');
    check('==3.11.4', '3.11');
    check('>3.8', '3.9');
    check('>3.8.1', '3.8');
    check('>=3', '3.0');
    check('>=2.7,!=3.0.*,!=3.1.*', '3.2');
    check('>=3.13.0rc1', '3.13');
  });

  it('knows nothing without a lower bound', () => {
    check('<4', 'unknown');
    check('', 'unknown');
    check('python3', 'unknown');
    check('>=4', 'unknown');
  });
});
