/** How the table of `npm run bench` is judged, and compared with that of an earlier run. */
import assert from 'node:assert/strict';
import { comparison, isMet, median, quantile, ratioOf, type Report, type Row, rowText } from './row';

function row(name: string, value: number, unit = '×', goal = '≤ 1'): Row {
  return { name, value, unit, goal };
}

function report(...rows: readonly Row[]): Report {
  return { schema: 1, machine: {}, rows };
}

describe('rows of the bench', () => {
  it('meet their goals or say that they miss them', () => {
    const rows = [
      row('a', 0.5),
      row('b', 1.5),
      row('c', 6, 'million/s', '≥ 5'),
      row('d', 4, 'million/s', '≥ 5'),
    ];
    assert.deepEqual(rows.map(isMet), [true, false, true, false]);
    assert.equal(isMet(row('e', 1, 'ms', '')), undefined);
    assert.equal(
      rowText({ ...row('b', 1.5), from: { check: 300, parse: 200 } }),
      'b: 1.50 ×  MISSED (goal ≤ 1)  [check 300, parse 200]',
    );
  });

  it('regress where a ratio is worse by more than its noise, and only there', () => {
    const before = report(
      row('check / parse', 1),
      row('speed-up', 2, '×', '≥ 1'),
      row('keystroke', 10, 'ms'),
    );
    const compare = (...rows: readonly Row[]): readonly [boolean, readonly string[]] => {
      const { lines, regressed } = comparison(before, report(...rows));
      return [regressed, lines];
    };
    assert.deepEqual(compare(row('check / parse', 1.36)), [
      true,
      ['check / parse: 1.00 → 1.36 ×  REGRESSION'],
    ]);
    assert.deepEqual(compare(row('speed-up', 1.4, '×', '≥ 1')), [
      true,
      ['speed-up: 2.00 → 1.40 ×  REGRESSION'],
    ]);
    // Within the noise, better, new, or a time, which another machine has otherwise.
    assert.deepEqual(
      compare(
        row('check / parse', 1.34),
        row('speed-up', 4, '×', '≥ 1'),
        row('new', 9),
        row('keystroke', 99, 'ms'),
      ),
      [false, ['keystroke: 10.00 → 99.00 ms', 'check / parse: 1.00 → 1.34 ×', 'speed-up: 2.00 → 4.00 ×']],
    );
  });

  it('take their noise from the rounds, where these tell it', () => {
    const steady = (value: number, noise: number): Report => report({ ...row('a', value), noise });
    const regresses = (before: Report, after: Report): boolean => comparison(before, after).regressed;
    assert.equal(regresses(steady(1, 1.02), steady(1.2, 1.02)), true);
    // Rounds may agree by chance; in the other run they did not.
    assert.equal(regresses(steady(1, 1.02), steady(1.1, 1.02)), false);
    assert.equal(regresses(steady(1, 1.02), steady(1.2, 1.5)), false);
    assert.deepEqual(ratioOf([1, 2, 3, 4, 5], [1, 1, 1, 1, 1]), { value: 3, unit: '×', noise: 2 });
    assert.deepEqual(ratioOf([3], [1]), { value: 3, unit: '×' });
  });

  it('are medians', () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(quantile([5, 1, 4, 2, 3], 0.95), 5);
  });
});
