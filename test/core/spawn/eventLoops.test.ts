/** Coroutines that are handed to an event loop: which calls are sites, with which tasks beside which, and what they come to. */
import { deepEqual } from 'node:assert/strict';
import type { Gilscope, Source } from '../../../server/src/core/gilscope';
import { DEFAULT_CONFIG } from '../../../server/src/core/model/config';
import { createGilscope } from '../../../server/src/core/service';
import { analysed, checkSites } from '../../support/analysis';
import { pythonParser } from '../../support/parser';

const COROUTINES = `import asyncio, time
async def fetch(n):
    await asyncio.sleep(1)
async def block():
    time.sleep(1)
`;

/** `text` stands behind two coroutine functions; its first line is line 6. */
const test = (title: string, text: string, expected: string): void => {
  it(title, () => checkSites(COROUTINES + text, expected));
};

/** Pairs of target and tasks of everything that runs beside the site on `line`. */
async function checkGroup(text: string, line: number, expected: readonly [string, number][]): Promise<void> {
  const { module } = await analysed(COROUTINES + text);
  const site = module.sites.find(({ at }) => at.line === line);
  const group = site?.group.map(({ site: key, tasks }) => [
    [...module.sites, ...(site.parts ?? [])].find((other) => other.key === key)?.target,
    tasks,
  ]);
  deepEqual(group, expected);
}

/** Verdict and confidence of the site on line 7, the tasks' mean seconds, and the chains of evidence. */
async function checkVerdict(text: string, expected: readonly unknown[]): Promise<void> {
  const { module } = await analysed(COROUTINES + text);
  const site = module.sites.find(({ at }) => at.line === 7);
  const evidence = site?.evidence.map(({ at, message }) => `${at.line}: ${message}`);
  deepEqual([site?.verdict, site?.confidence, site?.perTask.wait.mid, evidence], expected);
}

describe('spawn sites: event loops', () => {
  test(
    'a call is one site, whatever it is handed',
    'async def main(n):\n    await asyncio.gather(\n        fetch(1),\n        block(),\n    )\n    await asyncio.gather(fetch(1), fetch(2))\n    await asyncio.wait([fetch(1), block(), fetch(2)])\n    await asyncio.gather(block(), *[fetch(i) for i in range(5)])\n    await asyncio.gather(block(), *[fetch(i) for i in range(n)])\n    first, second = fetch(1), block()\n    await asyncio.gather(first, second)\n',
    `
    7 event-loop asyncio.gather fetch, block -> wait; 2 literal, parallel, same-file
    11 event-loop asyncio.gather fetch -> wait; 2 literal, parallel, same-file
    12 event-loop asyncio.wait fetch, block -> wait; 3 literal, parallel, same-file
    13 event-loop asyncio.gather block, fetch -> wait; 6 loop, parallel, same-file
    14 event-loop asyncio.gather block, fetch -> wait; 1001 unknown, parallel, same-file
    16 event-loop asyncio.gather fetch, block -> wait; 2 literal, parallel, same-file
    `,
  );
  test(
    'comprehensions, generators and lists that are spread',
    'async def main(ns):\n    await asyncio.gather(*[fetch(n) for n in range(5)])\n    await asyncio.gather(*(fetch(n) for n in range(6)))\n    todo = [fetch(n) for n in range(7)]\n    await asyncio.gather(*todo)\n    await asyncio.wait([fetch(n) for n in range(8)])\n    more = []\n    for n in ns:\n        more.append(fetch(n))\n    await asyncio.gather(*more)\n',
    `
    7 event-loop asyncio.gather fetch -> wait; 5 loop, parallel, same-file
    8 event-loop asyncio.gather fetch -> wait; 6 loop, parallel, same-file
    10 event-loop asyncio.gather fetch -> wait; 7 loop, parallel, same-file
    11 event-loop asyncio.wait fetch -> wait; 8 loop, parallel, same-file
    15 event-loop asyncio.gather fetch -> wait; 1000 unknown, parallel, same-file
    `,
  );
  test(
    'tasks by every name',
    'async def main(loop: asyncio.AbstractEventLoop):\n    asyncio.create_task(fetch(1))\n    asyncio.ensure_future(fetch(2))\n    loop.create_task(fetch(3))\n    async with asyncio.TaskGroup() as group:\n        group.create_task(fetch(4))\n    asyncio.run_coroutine_threadsafe(fetch(5), loop)\n',
    `
    7 event-loop asyncio.create_task fetch -> wait; 4 literal, parallel, same-file
    8 event-loop asyncio.ensure_future fetch -> wait; 4 literal, parallel, same-file
    9 event-loop asyncio.loop.create_task fetch -> wait; 4 literal, parallel, same-file
    11 event-loop asyncio.TaskGroup.create_task fetch -> wait; 1 literal, background, same-file
    12 event-loop asyncio.run_coroutine_threadsafe fetch -> wait; 4 literal, parallel, same-file
    `,
  );
  test(
    'loops that are run',
    'async def main():\n    await fetch(1)\nasyncio.run(main())\nasyncio.get_event_loop().run_until_complete(main())\nwith asyncio.Runner() as runner:\n    runner.run(main())\n',
    `
    8 event-loop asyncio.run main -> wait; 1 literal, background, same-file
    9 event-loop asyncio.loop.run_until_complete main -> wait; 1 literal, background, same-file
    11 event-loop asyncio.Runner.run main -> wait; 1 literal, background, same-file
    `,
  );
  test(
    'not: coroutines that are awaited on the spot, tasks that run already, functions of libraries',
    'async def main():\n    await fetch(1)\n    await asyncio.wait_for(fetch(1), 3)\n    await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))\n    asyncio.create_task(asyncio.sleep(1))\n',
    '',
  );
  test(
    'a thread that runs a loop does its work',
    'import threading\nthreading.Thread(target=asyncio.run, args=(block(),)).start()\n',
    '7 thread threading.Thread asyncio.run -> wait; 1 literal, background, library',
  );

  it('judges a call by all of its tasks', async () => {
    await checkVerdict(
      'async def main():\n    await asyncio.gather(fetch(1), *[block() for _ in range(3)])\n',
      [
        'wait',
        'high',
        1,
        ['3: `asyncio.sleep` waits with the GIL released', '5: `time.sleep` waits with the GIL released'],
      ],
    );
  });

  it('keeps the coroutines of a call where they are while somebody types', async () => {
    const parser = await pythonParser();
    const main = 'async def main():\n    first = fetch(1)\n    await asyncio.gather(first, block())\n';
    const open = (): Gilscope => createGilscope({ parser, host: { read: () => undefined } });
    const source = (text: string): Source => ({ path: 'a.py', text, config: DEFAULT_CONFIG });
    const typed = open();
    for (const above of ['', '# A comment\n', '# A comment\n\n']) {
      const edited = source(above + COROUTINES + main);
      deepEqual(typed.analyze(edited).sites, open().analyze(edited).sites);
    }
  });

  it('puts tasks of one function beside each other, those of a gather or a group apart', async () => {
    const text =
      'async def main():\n    asyncio.create_task(fetch(1))\n    asyncio.create_task(block())\n    await asyncio.gather(fetch(2), *[block() for _ in range(3)])\n';
    await checkGroup(text, 7, [
      ['fetch', 1],
      ['block', 1],
    ]);
    await checkGroup(text, 9, [
      ['fetch', 1],
      ['block', 3],
    ]);
  });
});
