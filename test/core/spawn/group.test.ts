/** What a site's prediction says is what its scenario shows, also where several sites share a pool. */
import { ok } from 'node:assert/strict';
import { DEFAULT_CONFIG } from '../../../server/src/core/model/config';
import { simulate } from '../../../server/src/core/sim/engine';
import { gilscopeWith } from '../../support/gilscope';

/** The first site's predicted wall time under its own executor agrees with its scenario, within 5 %. */
async function checkAgrees(text: string): Promise<void> {
  const gilscope = await gilscopeWith();
  const source = { path: 'a.py', text, config: { ...DEFAULT_CONFIG, cores: 2 } };
  for (const site of gilscope.analyze(source).sites) {
    const { wallSeconds } = simulate(gilscope.subject(source, site).scenario);
    const ratio = (site.prediction?.threads ?? NaN) / wallSeconds;
    ok(Math.abs(ratio - 1) <= 0.05, `${site.key}: predicted / shown = ${ratio}`);
  }
}

const WORK = 'def work(n):\n    for i in range(n): pass\ndef more(n):\n    for i in range(3 * n): pass\n';

describe('sites of one group', () => {
  it('agree with their scenario where one pool maps several times', () =>
    checkAgrees(
      `${WORK}from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(4) as pool:
    list(pool.map(work, [2_000_000] * 8))
    list(pool.map(more, [2_000_000] * 8))
    list(pool.map(work, [2_000_000] * 8))
`,
    ));

  it('agree where threads of one function have targets of their own', () =>
    checkAgrees(
      `${WORK}import threading
first = threading.Thread(target=work, args=(4_000_000,))
second = threading.Thread(target=more, args=(4_000_000,))
first.start(); second.start()
`,
    ));
});
