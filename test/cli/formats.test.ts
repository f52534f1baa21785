import assert from 'node:assert/strict';
import { unifiedDiff } from '../../server/src/cli/unifiedDiff';
import { version } from '../../package.json';
import { checkCli, unindented } from './support/runCli';

const FILES = {
  'pkg/a,b:%.py': 'def crunch():\n    pass\n\n\nspawn(crunch)\n',
  'b.py': 'spawn(unsafe)\n((\n',
};

describe('check: formats', () => {
  it('json', () =>
    checkCli(
      FILES,
      ['check', '--format', 'json'],
      `
      exit 1
      {
        "version": 1,
        "findings": [
          {
            "code": "GIL101",
            "rule": "cpu-bound-thread",
            "message": "unsafe holds the GIL for about 0.9 s a call",
            "severity": "warning",
            "confidence": "high",
            "path": "b.py",
            "line": 1,
            "column": 1,
            "endLine": 1,
            "endColumn": 14,
            "evidence": [],
            "prediction": {
              "sequential": 3.6,
              "threads": 3.6,
              "processes": 1
            },
            "fixes": [
              {
                "title": "Run unsafe here (unsafe: order)",
                "applicability": "unsafe",
                "edits": [
                  {
                    "path": "b.py",
                    "line": 1,
                    "column": 1,
                    "endLine": 1,
                    "endColumn": 14,
                    "newText": "unsafe(\\n)"
                  }
                ]
              }
            ]
          },
          {
            "code": "GIL101",
            "rule": "cpu-bound-thread",
            "message": "crunch holds the GIL for about 0.9 s a call",
            "severity": "warning",
            "confidence": "high",
            "path": "pkg/a,b:%.py",
            "line": 5,
            "column": 1,
            "endLine": 5,
            "endColumn": 14,
            "evidence": [
              {
                "path": "pkg/a,b:%.py",
                "line": 1,
                "column": 1,
                "message": "crunch computes"
              }
            ],
            "prediction": {
              "sequential": 3.6,
              "threads": 3.6,
              "processes": 1
            },
            "fixes": []
          }
        ],
        "files": 2,
        "errors": [
          {
            "path": "b.py",
            "message": "syntax error",
            "line": 2
          }
        ]
      }
      ! gilscope: b.py:2: syntax error
      `,
    ));

  it('json with --statistics', () =>
    checkCli(
      { 'a.py': 'spawn(x)' },
      ['check', '--format', 'json', '--statistics'],
      `
      exit 1
      {
        "version": 1,
        "statistics": [
          {
            "code": "GIL101",
            "rule": "cpu-bound-thread",
            "count": 1
          }
        ],
        "files": 1,
        "errors": []
      }
      `,
    ));

  it('github', () =>
    checkCli(
      FILES,
      ['check', '--format', 'github'],
      `
      exit 1
      ::warning title=Gilscope (GIL101),file=b.py,line=1,col=1,endColumn=14,endLine=1::b.py:1:1: GIL101 unsafe holds the GIL for about 0.9 s a call
      ::warning title=Gilscope (GIL101),file=pkg/a%2Cb%3A%25.py,line=5,col=1,endColumn=14,endLine=5::pkg/a,b:%25.py:5:1: GIL101 crunch holds the GIL for about 0.9 s a call%0Apkg/a,b:%25.py:1:1: crunch computes
      ! gilscope: b.py:2: syntax error
      `,
    ));

  it('junit', () =>
    checkCli(
      { ...FILES, '<&"\u0001.py': 'spawn(pool)' },
      ['check', '--format', 'junit'],
      `
      exit 1
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="gilscope" tests="4" failures="3" errors="1">
        <testsuite name="&lt;&amp;&quot;\\x01.py" tests="1" failures="1" errors="0">
          <testcase name="GIL102 cpu-bound-thread-pool" classname="&lt;&amp;&quot;\\x01.py" file="&lt;&amp;&quot;\\x01.py" line="1"><failure message="pool holds the GIL for about 0.9 s a call" type="warning">&lt;&amp;&quot;\\x01.py:1:1: GIL102 pool holds the GIL for about 0.9 s a call</failure></testcase>
        </testsuite>
        <testsuite name="b.py" tests="2" failures="1" errors="1">
          <testcase name="GIL101 cpu-bound-thread" classname="b.py" file="b.py" line="1"><failure message="unsafe holds the GIL for about 0.9 s a call" type="warning">b.py:1:1: GIL101 unsafe holds the GIL for about 0.9 s a call</failure></testcase>
          <testcase name="error" classname="b.py" file="b.py" line="2"><error message="syntax error"/></testcase>
        </testsuite>
        <testsuite name="pkg/a,b:%.py" tests="1" failures="1" errors="0">
          <testcase name="GIL101 cpu-bound-thread" classname="pkg/a,b:%.py" file="pkg/a,b:%.py" line="5"><failure message="crunch holds the GIL for about 0.9 s a call" type="warning">pkg/a,b:%.py:5:1: GIL101 crunch holds the GIL for about 0.9 s a call&#10;pkg/a,b:%.py:1:1: crunch computes</failure></testcase>
        </testsuite>
      </testsuites>
      ! gilscope: b.py:2: syntax error
      `,
    ));

  it('junit without findings', () =>
    checkCli(
      { 'a.py': '' },
      ['check', '--format', 'junit'],
      `
      exit 0
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="gilscope" tests="1" failures="0" errors="0">
        <testsuite name="gilscope" tests="1" failures="0" errors="0">
          <testcase name="no findings" classname="gilscope"/>
        </testsuite>
      </testsuites>
      `,
    ));

  it('sarif', () =>
    checkCli(
      {
        'sub folder/a.py': 'def crunch():\n    pass\nspawn(crunch)\nspawn(crunch)\n',
        'b.py': 'spawn(unsafe)\n((\n',
      },
      ['check', '--format', 'sarif'],
      `
      exit 1
      ${JSON.stringify(SARIF, undefined, 2).replaceAll('\n', '\n      ')}
      ! gilscope: b.py:2: syntax error
      `,
    ));
});

const MESSAGE = 'crunch holds the GIL for about 0.9 s a call';
const PREDICTION = { sequential: 3.6, threads: 3.6, processes: 1 };
const A = { uri: 'sub%20folder/a.py', uriBaseId: '%SRCROOT%' };
const B = { uri: 'b.py', uriBaseId: '%SRCROOT%' };

function crunchAt(line: number, fingerprint: string): unknown {
  const physicalLocation = {
    artifactLocation: A,
    region: { startLine: line, startColumn: 1, endLine: line, endColumn: 14 },
  };
  const definition = {
    artifactLocation: A,
    region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 4 },
  };
  return {
    ruleId: 'GIL101',
    ruleIndex: 0,
    level: 'warning',
    message: { text: MESSAGE },
    locations: [{ physicalLocation }],
    codeFlows: [
      {
        threadFlows: [
          {
            locations: [
              { location: { physicalLocation, message: { text: MESSAGE } } },
              { location: { physicalLocation: definition, message: { text: 'crunch computes' } } },
            ],
          },
        ],
      },
    ],
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    properties: { confidence: 'high', prediction: PREDICTION },
  };
}

const PAGES = 'https://github.com/gilscope/gilscope/blob/main/server/src/core/rules/';
const UNSAFE_REGION = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 14 };
const SARIF = {
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: {
          name: 'Gilscope',
          semanticVersion: version,
          informationUri: PAGES,
          rules: [
            {
              id: 'GIL101',
              name: 'cpu-bound-thread',
              shortDescription: { text: 'CPU-bound work in a thread' },
              fullDescription: { text: 'CPU-bound work in a thread' },
              help: {
                text: '# GIL101: cpu-bound-thread\n\nCPU-bound work in a thread.\n',
                markdown: '# GIL101: cpu-bound-thread\n\nCPU-bound work in a thread.\n',
              },
              helpUri: `${PAGES}cpu-bound-thread.md`,
              defaultConfiguration: { level: 'warning' },
              properties: { tags: ['performance', 'concurrency'] },
            },
          ],
        },
      },
      columnKind: 'utf16CodeUnits',
      results: [
        {
          ruleId: 'GIL101',
          ruleIndex: 0,
          level: 'warning',
          message: { text: 'unsafe holds the GIL for about 0.9 s a call' },
          locations: [{ physicalLocation: { artifactLocation: B, region: UNSAFE_REGION } }],
          partialFingerprints: { primaryLocationLineHash: 'cfbdb422c64b8868:1' },
          fixes: [
            {
              description: { text: 'Run unsafe here (unsafe: order)' },
              artifactChanges: [
                {
                  artifactLocation: B,
                  replacements: [{ deletedRegion: UNSAFE_REGION, insertedContent: { text: 'unsafe(\n)' } }],
                },
              ],
            },
          ],
          properties: { confidence: 'high', prediction: PREDICTION },
        },
        crunchAt(3, 'e6e529de7342ad54:1'),
        crunchAt(4, 'e6e529de7342ad54:2'),
      ],
      invocations: [
        {
          executionSuccessful: true,
          toolExecutionNotifications: [
            {
              level: 'warning',
              message: { text: 'syntax error' },
              locations: [{ physicalLocation: { artifactLocation: B, region: { startLine: 2 } } }],
            },
          ],
        },
      ],
    },
  ],
};

describe('unified diff', () => {
  const check = (before: string, after: string, expected: string): void =>
    assert.equal(
      unifiedDiff('a.py', before, after),
      expected === '' ? '' : `--- a.py\n+++ a.py\n${unindented(expected)}\n`,
    );

  it('is nothing for equal texts', () => check('a\nb\n', 'a\nb\n', ''));

  it('joins changes that are near and parts those that are far', () =>
    check(
      '1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n',
      '1\ntwo\n3\n4\n5\n6\n7\n8\nnine\n10\n11\n12\n13\n14\n15\n16\n17\n18\n20\n',
      `
      @@ -1,12 +1,12 @@
       1
      -2
      +two
       3
       4
       5
       6
       7
       8
      -9
      +nine
       10
       11
       12
      @@ -16,5 +16,4 @@
       16
       17
       18
      -19
       20
      `,
    ));

  it('knows files without a last line break, and empty ones', () => {
    check('a\nb', 'a\nb\n', '@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b');
    check('', 'a\n', '@@ -0,0 +1 @@\n+a');
    check('a\n', '', '@@ -1 +0,0 @@\n-a');
    check('a\r\n', 'a\n', '@@ -1 +1 @@\n-a\r\n+a');
  });
});
