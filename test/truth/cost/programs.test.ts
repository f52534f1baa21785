import assert from 'node:assert/strict';
import { pythonParser } from '../../support/parser';
import { comparePrograms, describeComparisons, shareWithin } from './compare';

describe('truth: predicted time of whole functions', function () {
  this.timeout(300_000);

  it('is near what a real Python takes', async () => {
    const comparisons = await comparePrograms(await pythonParser(), {
      python: 'python3',
      isWanted: () => true,
      onProgress: () => {},
    });
    const table = describeComparisons(comparisons);
    assert.ok(shareWithin(comparisons, 2) >= 0.8, `too few within a factor of 2:\n${table}`);
    assert.ok(shareWithin(comparisons, 4) >= 0.95, `too few within a factor of 4:\n${table}`);
  });
});
