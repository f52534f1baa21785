import assert from 'node:assert/strict';
import { parseSuppressions } from '../../../server/src/core/config/suppressions';

const RULES = [
  { code: 'GIL101', slug: 'cpu-bound-thread' },
  { code: 'GIL102', slug: 'cpu-bound-thread-pool' },
  { code: 'GIL412', slug: 'busy-wait' },
];

/** Comments on lines 1, 2, … → for each rule the lines it is silent on (1 to 3), then effects and problems. */
function check(comments: readonly string[], expected: string): void {
  const parsed = parseSuppressions(
    comments.map((text, index) => ({ line: index + 1, text })),
    RULES,
  );
  const silent = RULES.map(({ code, slug }) => {
    const lines = [1, 2, 3].filter((line) => parsed.isSuppressed(code, slug, line, line));
    return lines.length === 0 ? '' : `${code}: ${lines.join(' ')}`;
  }).filter((line) => line !== '');
  const lines = [
    ...silent,
    ...(parsed.ignoresFile ? ['whole file'] : []),
    ...[...parsed.statedEffects].map(([line, effect]) => `line ${line} is ${effect}`),
    ...parsed.problems.map((problem) => `line ${problem.line}: ${problem.message}`),
  ];
  assert.equal(lines.join('\n'), expected);
}

describe('suppression comments', () => {
  it('reads noqa as flake8 and Ruff do', () => {
    check(['# noqa'], 'GIL101: 1\nGIL102: 1\nGIL412: 1');
    check(['#NOQA'], 'GIL101: 1\nGIL102: 1\nGIL412: 1');
    check(
      ['# noqa: GIL102', '# noqa:E501,GIL101 GIL412 because', '# noqa : gil102'],
      'GIL101: 2\nGIL102: 1 3\nGIL412: 2',
    );
    check(['# type: ignore # noqa: GIL102'], 'GIL102: 1');
    check(['# noqa: E501', '# noqa: some prose', '# noqable'], '');
    check(['# noqa: GIL999'], 'line 1: unknown rule "GIL999"');
  });

  it('reads gilscope: ignore with codes, prefixes and names', () => {
    check(['# gilscope: ignore'], 'GIL101: 1\nGIL102: 1\nGIL412: 1');
    check(
      ['# gilscope: ignore[GIL102, busy-wait]', '#gilscope:ignore [GIL1]'],
      'GIL101: 2\nGIL102: 1 2\nGIL412: 1',
    );
    check(
      ['# gilscope: ignore[GIL102, busy-wiat]'],
      'GIL102: 1\nline 1: unknown rule "busy-wiat"; did you mean "busy-wait"?',
    );
  });

  it('silences whole files', () => {
    check(['# gilscope: ignore-file[GIL412]'], 'GIL412: 1 2 3');
    check(['', '# gilscope: ignore-file'], 'GIL101: 1 2 3\nGIL102: 1 2 3\nGIL412: 1 2 3\nwhole file');
    check(['# gilscope: off'], 'GIL101: 1 2 3\nGIL102: 1 2 3\nGIL412: 1 2 3\nwhole file');
  });

  it('counts on the first and the last line of a range', () => {
    const parsed = parseSuppressions([{ line: 5, text: '# noqa' }]);
    const on = (start: number, end: number): boolean => parsed.isSuppressed('GIL101', 'x', start, end);
    assert.deepEqual([on(5, 9), on(2, 5), on(4, 6), on(6, 9)], [true, true, false, false]);
  });

  it('reads stated effects', () => {
    check(
      ['# gilscope: cpu', '# gilscope: native # gilscope: ignore[GIL101]', '# gilscope: wait, mostly'],
      'GIL101: 2\nline 1 is cpu\nline 2 is native\nline 3: unknown comment "gilscope: wait,"; did you mean "wait"?',
    );
  });

  it('reports what it does not understand', () => {
    check(
      [
        '# gilscope: igmore[GIL101]',
        '# gilscope: ignore[GIL101',
        '# gilscope: ignore[ ]',
        '# gilscope: ',
        '# see gilscope docs',
      ],
      'line 1: unknown comment "gilscope: igmore"; did you mean "ignore"?\n' +
        'line 2: "gilscope: ignore[GIL101" lacks a "]"\n' +
        'line 3: "gilscope: ignore[]" names no rule\n' +
        'line 4: unknown comment "gilscope: "',
    );
  });
});
