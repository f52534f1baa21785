/** What a simulation came to is asked for once, as long as there is room for it. */
import assert from 'node:assert/strict';
import { DEFAULT_CONFIG } from '../../server/src/core/model/config';
import type { Prediction } from '../../server/src/core/model/site';
import { predictEventLoop } from '../../server/src/core/predict/eventLoop';
import { createKeptRuns, type KeptRuns } from '../../server/src/core/predict/keptRuns';
import { analysed } from '../support/analysis';

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

/** Predicts the only site of a program whose tasks await for that long; gives the prediction and what had to be run. */
async function loopPrediction(
  kept: KeptRuns,
  delay: string,
  cores: number,
  tasks = '4',
): Promise<{ readonly prediction: Prediction | undefined; readonly ran: number }> {
  const config = { ...DEFAULT_CONFIG, cores };
  const text = `import asyncio


async def work():
    await asyncio.sleep(${delay})
    return sum(range(1000))


async def main():
    await asyncio.gather(*[work() for _ in range(${tasks})])


asyncio.run(main())
`;
  const { sites } = (await analysed(text, {}, config)).module;
  const site = sites.find(({ api }) => api === 'asyncio.gather');
  assert.ok(site);
  let ran = 0;
  const counting: KeptRuns = {
    secondsOf: (key, run) =>
      kept.secondsOf(key, () => {
        ran++;
        return run();
      }),
  };
  return { prediction: predictEventLoop(site, sites, config, counting), ran };
}

describe('kept runs', () => {
  it('are run once', () => check('abab', 'ab'));
  it('are run again where there was no room', () => check('abca', 'abca'));
  it('go when they are not asked for', () => check('abacab', 'abcb'));

  it('are those of event loops, too, while nothing that counts changes', async () => {
    const kept = createKeptRuns();
    const first = await loopPrediction(kept, '0.5', 4);
    assert.ok(first.prediction !== undefined && first.ran > 0);
    assert.deepEqual(await loopPrediction(kept, '0.5', 4), { ...first, ran: 0 });
    for (const [delay, cores, tasks] of [
      ['0.25', 4, '4'],
      ['0.5', 2, '4'],
      ['0.5', 4, '5'],
    ] as const) {
      const other = await loopPrediction(kept, delay, cores, tasks);
      assert.deepEqual(other, await loopPrediction(createKeptRuns(), delay, cores, tasks));
      assert.equal(other.ran, first.ran);
    }
  });

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
