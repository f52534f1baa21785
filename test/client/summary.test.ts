/** The summary that people paste into a pull request. */
import { strict as assert } from 'node:assert';
import { summaryMarkdown } from '../../client/src/common/summary';
import type { SimulationSubject } from '../../server/src/core/protocol';

function subject(line: number, target: string, sentence: string): SimulationSubject {
  return {
    uri: 'file:///a.py',
    site: {
      key: `a.py:${line}`,
      at: { path: 'a.py', line, column: 1, endLine: line, endColumn: 9 },
      api: 'threading.Thread',
      target,
      verdict: 'cpu',
      confidence: 'high',
      label: `${target} in threading.Thread: cpu`,
    },
    scenario: {
      schema: 1,
      cores: 4,
      switchIntervalSeconds: 0.005,
      seed: 1,
      executor: { kind: 'threads' },
      tasks: [],
    },
    sentence,
    pythonVersion: '3.13',
    gil: 'auto',
    assumptions: [],
    modes: [],
  };
}

describe('summary', () => {
  it('has a row and a sentence for each site, and says that nothing was measured', () => {
    const subjects = [
      subject(7, 'crunch', '`crunch` holds the GIL.'),
      subject(9, 'lambda: a | b\n  or `c`', 'It waits.'),
    ];
    assert.equal(
      summaryMarkdown('pkg/a.py', subjects),
      [
        '### Gilscope: pkg/a.py',
        '',
        '| Line | Target | Started by | Verdict | Confidence |',
        '| ---: | --- | --- | --- | --- |',
        '| 7 | `crunch` | `threading.Thread` | cpu | high |',
        "| 9 | `lambda: a \\| b or 'c'` | `threading.Thread` | cpu | high |",
        '',
        '- Line 7: `crunch` holds the GIL.',
        '- Line 9: It waits.',
        '',
        'Predicted for Python 3.13, not measured.',
        '',
      ].join('\n'),
    );
  });
});
