/** What a simulation came to is asked for once, as long as there is room for it. */
import assert from 'node:assert/strict';
import { createKeptRuns } from '../../server/src/core/predict/keptRuns';

/** Asks for long keys, each of one letter, one after the other; says which of them had to be run. */
function check(letters: string, expected: string): void {
  const runs = createKeptRuns();
  let ran = '';
  for (const letter of letters) {
    const seconds = runs.secondsOf(letter.repeat(200_000), () => {
      ran += letter;
      return letter.charCodeAt(0);
    });
    assert.equal(seconds, letter.charCodeAt(0));
  }
  assert.equal(ran, expected);
}

describe('kept runs', () => {
  it('are run once', () => check('abab', 'ab'));
  it('are run again where there was no room', () => check('abca', 'abca'));
  it('go when they are not asked for', () => check('abacab', 'abcb'));

  it('may have taken too many events', () => {
    const runs = createKeptRuns();
    let count = 0;
    for (let round = 0; round < 2; round++) {
      assert.equal(
        runs.secondsOf('a', () => {
          count++;
          return undefined;
        }),
        undefined,
      );
    }
    assert.equal(count, 1);
  });
});
