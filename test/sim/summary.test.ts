/** The Markdown summary of a simulation, with names that would be markup. */
import { deepEqual } from 'node:assert/strict';
import { simulate } from '../../server/src/core/sim/engine';
import { settingsText, summaryMarkdown, type SummarySubject } from '../../server/src/core/sim/summary';
import { scenarioFrom } from './notation';

const SCENARIO = scenarioFrom('threads\na: hold 20');

const SUBJECT: SummarySubject = {
  sentence: '`crunch` holds the GIL.',
  target: 'crunch',
  path: 'a.py',
  line: 3,
  pythonVersion: '3.13',
  assumptions: [],
};

/** The lines before the table, and those after it. */
function checkText(change: Partial<SummarySubject>, expected: readonly string[]): void {
  const outcome = { title: 'Threads', result: simulate(SCENARIO) };
  const text = summaryMarkdown({
    subject: { ...SUBJECT, ...change },
    settings: settingsText(SCENARIO.executor, { ...SCENARIO, workers: 0, tasks: 1 }),
    outcomes: [outcome],
    chosen: outcome,
  });
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('|'));
  deepEqual(lines, expected);
}

const SETTINGS = 'Python 3.13, 1 task, 2 cores, switch interval 5 ms, seed 1.';

describe('the Markdown summary of a simulation', () => {
  it('says what is simulated', () =>
    checkText({ assumptions: [{ sentence: 'Unknown loops run 100 times (a_b, 2*3).' }] }, [
      '**`crunch` holds the GIL.**',
      `Predicted by Gilscope, not measured: \`crunch\` at a.py:3, ${SETTINGS}`,
      'Assumed:',
      '- Unknown loops run 100 times (a\\_b, 2\\*3).',
    ]));

  it('keeps each name in its place', () => {
    const target = 'lambda: a | b\n\n  # <b>or</b> `c`';
    checkText(
      {
        sentence: `\`${target}\` holds the GIL & <img src=x> more.\n\n# No heading `,
        target,
        path: 'a\n*b*`.py',
        assumptions: [{ sentence: 'One line.\n- Two &amp; lines' }],
      },
      [
        '**`lambda: a | b # <b>or</b> `c`` holds the GIL \\& \\<img src=x\\> more. \\# No heading**',
        `Predicted by Gilscope, not measured: \`lambda: a | b # <b>or</b> 'c'\` at a \\*b\\*\\\`.py:3, ${SETTINGS}`,
        'Assumed:',
        '- One line. - Two \\&amp; lines',
      ],
    );
  });

  it('is no longer than people read', () =>
    checkText({ target: 'x'.repeat(5000) }, [
      '**`crunch` holds the GIL.**',
      `Predicted by Gilscope, not measured: \`${'x'.repeat(79)}…\` at a.py:3, ${SETTINGS}`,
    ]));
});
