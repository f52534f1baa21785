/** The hover as an editor shows it, and what it leaves out where findings are shown beside it. */
import assert from 'node:assert/strict';
import { createGilscope } from '../../../server/src/core/service';
import { DEFAULT_CONFIG, type Config } from '../../../server/src/core/model/config';
import { pythonParser } from '../../support/parser';
import { trimmed } from '../../support/trimmed';

const POOL = `from concurrent.futures import ThreadPoolExecutor
import time

def crunch(n):
    total = 0
    for i in range(n):
        total += i * i
    return total

with ThreadPoolExecutor(max_workers=4) as pool:
    pool.map(crunch, [3_000_000] * 4)
    pool.map(time.sleep, [1, 1])
`;

/** Figures are estimates of the cost table, so only their form is compared: `T s`. */
async function check(
  place: { readonly line: number; readonly column: number },
  expected: string,
  options: { readonly config?: Partial<Config>; readonly beside?: 'findings' } = {},
): Promise<void> {
  const gilscope = createGilscope({ parser: await pythonParser(), host: { read: () => undefined } });
  const source = { path: 'a.py', text: POOL, config: { ...DEFAULT_CONFIG, ...options.config } };
  const hover = gilscope.hover(source, place.line, place.column, options.beside);
  const shown = (hover?.markdown ?? 'none').replaceAll(/\d+(\.\d+)? (m?s)\b/g, 'T $2');
  assert.equal(trimmed(shown), trimmed(expected));
}

const MAP = { line: 11, column: 10 };

describe('hover', () => {
  it('says what the target does, what each way takes, and how that is known', () =>
    check(
      MAP,
      `
      **Gilscope: cpu** (high confidence), predicted, not measured

      \`crunch\` holds the GIL for about T s a call; 4 threads take about T s, one after another T s, processes T s.

      one after another **T s** · threads **T s** · processes **T s** · threads without a GIL **T s**

      - line 6: loop of about 3,000,000 rounds
      - line 6: Python code holds the GIL here
      `,
    ));

  it('leaves out what a finding beside it says', () =>
    check(
      MAP,
      `
      **Gilscope: cpu** (high confidence), predicted, not measured

      one after another **T s** · threads **T s** · processes **T s** · threads without a GIL **T s**
      `,
      { beside: 'findings' },
    ));

  it('says everything beside findings where none is about the site', () =>
    check(
      { line: 12, column: 10 },
      `
      **Gilscope: wait** (high confidence), predicted, not measured

      \`time.sleep\` mostly waits with the GIL released: it hardly disturbs other threads.

      one after another **T s** · threads **T s** · processes **T s** · threads without a GIL **T s**

      - line 12: \`time.sleep\` waits with the GIL released
      `,
      { beside: 'findings' },
    ));

  it('compares what the target Python has', async () => {
    await check(
      MAP,
      `
      **Gilscope: cpu** (high confidence), predicted, not measured

      one after another **T s** · threads **T s** · processes **T s** · interpreters **T s** · threads without a GIL **T s**
      `,
      { beside: 'findings', config: { pythonVersion: { major: 3, minor: 14 } } },
    );
    await check(
      MAP,
      `
      **Gilscope: cpu** (high confidence), predicted, not measured

      \`crunch\` computes for about T s a call; 4 threads without a GIL take about T s, one after another T s.

      one after another **T s** · threads **T s** · processes **T s** · interpreters **T s**

      - line 6: loop of about 3,000,000 rounds
      - line 6: Python code computes here
      `,
      { beside: 'findings', config: { pythonVersion: { major: 3, minor: 14, freeThreaded: true } } },
    );
  });

  it('sums up a function on its name', () =>
    check(
      { line: 4, column: 6 },
      `
      **Gilscope: work profile of** \`crunch\`, predicted, not measured

      held T s (T ms to T s)
      `,
    ));

  it('has nothing to say of other code', () => check({ line: 2, column: 3 }, 'none'));
});
