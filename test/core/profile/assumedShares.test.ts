/** How much of a function's time grows with each number that had to be assumed. */
import { deepEqual, ok } from 'node:assert/strict';
import { assumedShares } from '../../../server/src/core/profile/assumedShares';
import { analysed } from '../../support/analysis';

/** Each assumption of function `f` as `id: held native io`: whether most of the Python code grows with it, and percent of the waiting. */
async function checkShares(text: string, expected: readonly string[]): Promise<void> {
  const analysis = await analysed(text);
  const func = analysis.functions.find(({ name }) => name === 'f');
  ok(func !== undefined);
  const profile = analysis.profileOf(func.def);
  ok(profile !== undefined);
  const told = [...assumedShares(profile)].map(
    ([id, { held, native, io }]) =>
      `${id}: ${held > 0.5 ? 'most' : 'some'} ${String(native)} ${String(Math.round(io * 100))}`,
  );
  deepEqual(told, expected);
}

describe('shares of assumptions', () => {
  it('are none where the code tells every number', () =>
    checkShares('def f():\n    for i in range(1000):\n        print(i)\n', []));

  it('are of the kinds of work within the loop', () =>
    checkShares(
      'import time\n\ndef f(rows):\n    time.sleep(1)\n    for row in rows:\n        time.sleep(0.01)\n',
      ['loop:a.py:5: most 0 91'],
    ));

  it('count nested loops to both', () =>
    checkShares(
      'import time\n\ndef f(rows):\n    for row in rows:\n        for cell in row:\n            time.sleep(1)\n',
      ['loop:a.py:4: most 0 100', 'loop:a.py:5: most 0 100'],
    ));

  it('follow calls', () =>
    checkShares(
      'import time\n\ndef g(row):\n    time.sleep(1)\n\ndef f(rows):\n    for row in rows:\n        g(row)\n',
      ['loop:a.py:7: most 0 100'],
    ));
});
