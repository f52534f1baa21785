import { strict as assert } from 'node:assert';
import { about } from '../../../server/src/core/rules/figures';
import { digits, duration } from '../../../server/src/core/base/duration';
import { exactly } from '../../../server/src/core/model/estimate';

describe('figures in messages', () => {
  it('have a unit that fits and at most two digits', () => {
    const shown = [
      3e-7, 9.96e-7, 4.2e-5, 0.00123, 0.0994, 0.0996, 0.3456, 0.996, 1.04, 9.96, 99.6, 119, 120, 5000, 9999,
    ]
      .map(duration)
      .join(' | ');
    assert.equal(
      shown,
      '300 ns | 1 µs | 42 µs | 1.2 ms | 99 ms | 0.1 s | 0.35 s | 1 s | 1 s | 10 s | 100 s | 120 s | 2 min | 83 min | 2.8 h',
    );
  });

  it('become ranges where the guess is wide', () => {
    const shown = [
      exactly(0.9),
      { low: 0.5, mid: 1, high: 2 },
      { low: 0.3, mid: 1, high: 3 },
      { low: 0.02, mid: 0.2, high: 2 },
    ].map(about);
    assert.deepEqual(shown, ['about 0.9 s', 'about 1 s', '0.3 to 3 s', '20 ms to 2 s']);
  });

  it('never show more than two significant digits', () => {
    assert.deepEqual([3.71, 12.3, 149, 1 / 3].map(digits), ['3.7', '12', '150', '0.33']);
  });
});
