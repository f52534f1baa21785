/** Which calls of a target the text of a file gives away, and what is said where it does not. */
import assert from 'node:assert/strict';
import { DEFAULT_CONFIG } from '../../../server/src/core/model/config';
import { gilscopeWith } from '../../support/gilscope';
import { trimmed } from '../../support/trimmed';

const HEAD = `
import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing.pool import ThreadPool

def crunch(n=1, *more, **options):
    return sum(i * i for i in range(n))
`;

/** `text` stands behind HEAD; its only site, or the one on the line with `# here`, gets this plan. */
async function check(text: string, expected: string, head = HEAD): Promise<void> {
  const whole = `${trimmed(head)}\n\n${trimmed(text)}\n`;
  const gilscope = await gilscopeWith();
  const source = { path: 'a.py', text: whole, config: DEFAULT_CONFIG };
  const { sites } = gilscope.analyze(source);
  const marked = whole.split('\n').findIndex((line) => line.includes('# here')) + 1;
  const site = marked === 0 ? sites[0] : sites.find(({ at }) => at.line === marked);
  assert.ok(site, 'no site');
  const plan = gilscope.measurePlan(source, site);
  const said = plan.kind === 'ready' ? plan.calls : `${plan.kind}: ${plan.reason}`;
  assert.equal(said, expected);
}

describe('calls to measure', () => {
  it('are those of a thread', async () => {
    await check(
      'def main():\n    threading.Thread(target=crunch, args=(3_000_000, "x"), kwargs={"a": [1, -2]}).start()',
      `[(tuple(((3_000_000), ("x"), )), dict({("a"): [(1), (- (2))]}))]`,
    );
    await check('def main():\n    threading.Thread(None, crunch).start()', '[(tuple(()), dict({}))]');
    await check('def main():\n    threading.Timer(1, crunch, [7]).start()', '[(tuple([(7)]), dict({}))]');
  });

  it('are those of a pool', async () => {
    await check(
      'def main():\n    with ThreadPoolExecutor() as pool:\n        pool.submit(crunch, 10 ** 6, key=None)',
      `[((((10) ** (6)), ), {'key': (None)})]`,
    );
    await check(
      'def main():\n    with ThreadPoolExecutor() as pool:\n        list(pool.map(crunch, [3_000_000] * 4, range(4)))',
      '((_items, {}) for _items in zip(*(([(3_000_000)] * (4)), range((4)), )))',
    );
    await check(
      'def main():\n    with ThreadPool(4) as pool:\n        pool.map(crunch, (1, 2))',
      '((_items, {}) for _items in zip(*(((1), (2), ), )))',
    );
    await check(
      'def main():\n    with ThreadPool(4) as pool:\n        pool.starmap(crunch, [(1, 2)])',
      '((tuple(_items), {}) for _items in [((1), (2), )])',
    );
    await check(
      'def main():\n    with ThreadPool(4) as pool:\n        pool.apply_async(crunch, (5,), {"a": 1})',
      '[(tuple(((5), )), dict({("a"): (1)}))]',
    );
    await check('async def main():\n    await asyncio.to_thread(crunch, 9)', '[(((9), ), {})]');
    await check(
      'async def main():\n    await asyncio.get_running_loop().run_in_executor(None, crunch, 9)',
      '[(((9), ), {})]',
    );
  });

  it('follow loops around the site', async () => {
    await check(
      'def main():\n    for n in range(4):\n        threading.Thread(target=crunch, args=(n, 2)).start()',
      '((tuple((n, (2), )), dict({})) for n in range((4)))',
    );
    await check(
      'def main():\n    with ThreadPoolExecutor() as pool:\n        [pool.submit(crunch, n * k) for k in (1, 2) for n in range(k)]',
      '((((n * k), ), {}) for k in ((1), (2), ) for n in range(k))',
    );
    await check(
      'def main():\n    for _ in range(4):\n        threading.Thread(target=crunch, args=(5,)).start()',
      '[(tuple(((5), )), dict({}))]',
    );
  });

  it('follow constants', async () => {
    await check(
      'N = 10_000\nSIZES = [N, 2 * N]\ndef main():\n    print(SIZES)\n    with ThreadPoolExecutor() as pool:\n        list(pool.map(crunch, SIZES))',
      '((_items, {}) for _items in zip(*([((10_000)), ((2) * ((10_000)))], )))'.replaceAll(
        '((10_000))',
        '(10_000)',
      ),
    );
    await check(
      'def main():\n    n = 5\n    threading.Thread(target=crunch, args=(n,)).start()',
      '[(tuple(((5), )), dict({}))]',
    );
  });
});

describe('what is not literal is named', () => {
  const needed = (what: string, line: number): string =>
    `arguments-needed: The value of \`${what}\` on line ${line} is only known when the program runs.`;

  it('as an argument', async () => {
    await check('def main(n):\n    threading.Thread(target=crunch, args=(n,)).start()', needed('n', 10));
    await check(
      'def main():\n    with ThreadPoolExecutor() as pool:\n        list(pool.map(crunch, open("x")))',
      needed('open("x")', 11),
    );
  });

  it('as a variable that changes', async () => {
    await check(
      'def main():\n    n = 1\n    n = n + 1\n    threading.Thread(target=crunch, args=(n,)).start()',
      needed('n', 12),
    );
    await check(
      'def main():\n    jobs = []\n    jobs.append(5)\n    with ThreadPoolExecutor() as pool:\n        list(pool.map(crunch, jobs))',
      needed('jobs', 13),
    );
    await check(
      'def main():\n    for n in range(4):\n        n = n * 2\n        threading.Thread(target=crunch, args=(n,)).start()',
      needed('n', 12),
    );
    await check(
      'def main():\n    with ThreadPoolExecutor() as pool:\n        [pool.submit(crunch, n) for n in range(9) if n % 2]',
      needed('n', 11),
    );
    await check(
      'N = 1\ndef more():\n    global N\n    N += 1\ndef main():\n    threading.Thread(target=crunch, args=(N,)).start()',
      needed('N', 14),
    );
  });
});

describe('what cannot run on its own is refused', () => {
  it('because nobody can import it', async () => {
    await check(
      'def main():\n    threading.Thread(target=lambda: crunch(5)).start()',
      'impossible: `lambda: crunch(5)` has no name in its module; only named functions can be measured.',
    );
    await check(
      'def main():\n    threading.Thread(target=partial(crunch, 5)).start()',
      'impossible: `partial(crunch, 5)` has no name in its module; only named functions can be measured.',
    );
    await check(
      'def main():\n    def inner():\n        crunch(5)\n    threading.Thread(target=inner).start()',
      'impossible: `main.<locals>.inner` cannot be imported; only functions at module level can be measured.',
    );
    await check(
      'class Job:\n    def work(self):\n        crunch(5)\n    def main(self):\n        threading.Thread(target=self.work).start()',
      'impossible: `self.work` belongs to an object, which only the program itself can make.',
    );
  });

  it('because it is not there', () =>
    check(
      'from elsewhere import far\ndef main():\n    threading.Thread(target=far).start()',
      'impossible: The code of `far` was not found among your files, so there is nothing to run.',
    ));

  it("because it is somebody else's", () =>
    check(
      'import time\ndef main():\n    threading.Thread(target=time.sleep, args=(1,)).start()',
      'impossible: The code of `time.sleep` was not found among your files, so there is nothing to run.',
    ));

  it('because importing the file would start the work', () =>
    check(
      'threading.Thread(target=crunch, args=(5,)).start()',
      'impossible: The code from line 9 on starts the work whenever the file is imported; put it under `if __name__ == "__main__":` first.',
    ));

  it('unless a main guard keeps it', () =>
    check(
      'if __name__ == "__main__":\n    threading.Thread(target=crunch, args=(5,)).start()',
      '[(tuple(((5), )), dict({}))]',
    ));
});
