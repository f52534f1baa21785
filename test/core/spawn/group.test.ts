/** What a site's prediction says is what its scenario shows, also where several sites share a pool. */
import { deepEqual, ok } from 'node:assert/strict';
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

/** The sites of `text`: line, role, workers, and the lines of those whose tasks run beside theirs. */
async function checkGroups(text: string, expected: readonly string[]): Promise<void> {
  const gilscope = await gilscopeWith();
  const { sites } = gilscope.analyze({ path: 'a.py', text, config: DEFAULT_CONFIG });
  const lineOf = (key: string): string => String(sites.find((site) => site.key === key)?.at.line);
  deepEqual(
    sites.map(({ at, role, workers, group }) => {
      const lines = group.map(({ site, tasks }) => `${lineOf(site)}×${tasks}`);
      return `${at.line} ${role}, workers ${workers.count}: ${lines.join(' ')}`;
    }),
    expected,
  );
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

  it('end where they are waited for', () =>
    checkGroups(
      `${WORK}from threading import Thread
threads = [Thread(target=work, args=(4_000_000,)) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
a = Thread(target=more, args=(4_000_000,))
b = Thread(target=work, args=(4_000_000,))
a.start(); b.start()
a.join(); b.join()
c = Thread(target=more, args=(4_000_000,))
c.start()
c.join()
`,
      [
        '6 parallel, workers 4: 6×4',
        '11 parallel, workers 2: 11×1 12×1',
        '12 parallel, workers 2: 11×1 12×1',
        '15 background, workers 1: 15×1',
      ],
    ));

  it('go on where nobody is sure to wait', () =>
    checkGroups(
      `${WORK}import sys; from threading import Thread
def main(wait):
    a = Thread(target=more, args=(4_000_000,))
    a.start()
    a.join(timeout=1)
    b = Thread(target=work, args=(4_000_000,))
    b.start()
    if wait:
        b.join()
    c = Thread(target=work, args=(4_000_000,))
    c.start()
main(len(sys.argv) > 1)
`,
      [
        '7 parallel, workers 3: 7×1 10×1 14×1',
        '10 parallel, workers 3: 7×1 10×1 14×1',
        '14 parallel, workers 3: 7×1 10×1 14×1',
      ],
    ));

  it('have one thread at a time where each round waits for its own', () =>
    checkGroups(
      `${WORK}from threading import Thread
for i in range(4):
    t = Thread(target=work, args=(4_000_000,))
    t.start()
    t.join()
`,
      ['7 background, workers 1: 7×1'],
    ));

  it('are those of one pool, and of one call', () =>
    checkGroups(
      `${WORK}from concurrent.futures import ThreadPoolExecutor
from multiprocessing.pool import ThreadPool
def batch():
    futures = []
    with ThreadPoolExecutor(3) as pool:
        for i in range(5):
            futures.append(pool.submit(work, 4_000_000))
def turns(pool):
    for i in range(4):
        pool.submit(work, 4_000_000).result()
    return pool.submit(work, 4_000_000).result()
for day in range(100):
    batch()
    with ThreadPool(2) as p:
        p.map(work, [4_000_000] * 8)
turns(ThreadPoolExecutor(4))
`,
      [
        '11 parallel, workers 3: 11×5',
        '14 background, workers 4: 14×1',
        '15 background, workers 4: 15×1',
        '19 parallel, workers 2: 19×8',
      ],
    ));

  it('are those that compute, where a thread beside them waits outside', () =>
    checkGroups(
      `${WORK}import urllib.request
from threading import Thread
def fetch():
    for i in range(100):
        urllib.request.urlopen("http://example.org").read()
Thread(target=fetch).start()
for i in range(4):
    Thread(target=work, args=(4_000_000,)).start()
`,
      ['10 parallel, workers 5: 10×1 12×4', '12 parallel, workers 4: 12×4'],
    ));
});
