/** What the simulation of coroutines shows, from their source: timelines of letters, and the sentence above them. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Subject } from '../../server/src/core/gilscope';
import { DEFAULT_CONFIG } from '../../server/src/core/model/config';
import { createGilscope } from '../../server/src/core/service';
import { simulate } from '../../server/src/core/sim/engine';
import { timelineText } from '../../server/src/core/sim/text';
import { pythonParser } from '../support/parser';
import { trimmed } from '../support/trimmed';

const FUNCTIONS = `import asyncio, time
async def fetch():
    await asyncio.sleep(0.03)
    for i in range(200_000): i * i
    await asyncio.sleep(0.02)
async def block():
    await asyncio.sleep(0.01)
    time.sleep(0.06)
def crunch():
    for i in range(1_000_000): i * i
`;

/** `text` stands behind the functions; its first line is line 11. */
async function subjectAt(text: string, line: number): Promise<Subject> {
  const gilscope = createGilscope({ parser: await pythonParser(), host: { read: () => undefined } });
  const source = { path: 'a.py', text: FUNCTIONS + text, config: DEFAULT_CONFIG };
  const site = gilscope.analyze(source).sites.find(({ at }) => at.line === line);
  ok(site, `no site on line ${line}`);
  return gilscope.subject(source, site);
}

async function checkPicture(text: string, line: number, sentence: string, expected: string): Promise<void> {
  const subject = await subjectAt(text, line);
  equal(subject.sentence, sentence);
  const timeline = timelineText(simulate(subject.scenario, { spans: true }), 40);
  deepEqual(trimmed(timeline).split('\n'), trimmed(expected).split('\n'));
}

describe('the simulation of an event loop, from source', () => {
  it('shows how tasks share the loop, and a call that stops them all', () =>
    checkPicture(
      'async def main():\n    await asyncio.gather(*[fetch() for _ in range(2)],\n        block())\n',
      12,
      '`block` blocks the event loop for about 60 ms a call in `time.sleep` and awaits for about 10 ms: no other task runs while it blocks; 3 tasks take about 0.1 s, one after another 0.18 s, processes 77 ms.',
      `
      1 event loop  IIIIIIIIIIIIIIIIIIIIIIIIIIIHHHHHIIIIIIII
        · fetch 1   IIIIIIIIIIIILLLLLLLLLLLLLLLHHHIIIIIIII
        · fetch 2   IIIIIIIIIIIILLLLLLLLLLLLLLLLLLHHIIIIIIII
        · block     IIIIIIIIIIIIIIIIIIIIIIIIIIII
                    0                51.7 ms          103 ms
      `,
    ));

  it('runs threads beside the loop that hands work to them', () =>
    checkPicture(
      'async def main():\n    await asyncio.gather(fetch(), asyncio.to_thread(crunch))\n',
      12,
      '`fetch` computes on the event loop for about 6.6 ms a call and awaits for about 50 ms: no other task runs while it computes.',
      `
      GIL           222222222222222222222211111
      1 event loop  WWWIIIIIIIIIIIIIIIIIWWHHHHIIIIIIIIIIIIII
        · fetch     IIIIIIIIIIIIIIIIIIIILLHHHHIIIIIIIIIIIIII
        · crunch    WWWLLLLLLLLLLLLLLLLLLLL
      2 worker 1    HHHHHHHHHHHHHHHHHHHHHH..................
                    0                29.9 ms         59.8 ms
      `,
    ));

  it('starts and awaits tasks where the code does', () =>
    checkPicture(
      'async def main():\n    task = asyncio.create_task(fetch())\n    await asyncio.sleep(0.01)\n    await task\n    async with asyncio.TaskGroup() as group:\n        group.create_task(block())\n    await asyncio.to_thread(crunch)\n    await fetch()\nasyncio.run(main())\n',
      19,
      '`main` blocks the event loop for about 60 ms a call in `time.sleep` and awaits for about 0.12 s: no other task runs while it blocks.',
      `
      GIL           11   11   1 1          2222222     11
      1 event loop  IIIIIIHIIIIIIIIIIIIIIIIWIIIIIIIIIIIHIIII
        · main      IILLLLLLLLLLLLLLLLLLLLLWLLLLLLIIIIIHIIII
        · fetch     IIIIIIHIIII
        · block               IIIIIIIIIIIIII
      2 worker 1                           HHHHHHH..........
                    0                108 ms           217 ms
      `,
    ));

  it('does not follow every path of a recursion', async () => {
    const { scenario, sentence } = await subjectAt(
      'async def fib(n):\n    return n if n < 2 else await fib(n - 2) + await fib(n - 1)\nasync def main():\n    await asyncio.gather(*[fib(30) for _ in range(3)])\n',
      14,
    );
    match(
      sentence,
      /^`fib` computes on the event loop for about [\d.]+ s a call: no other task runs meanwhile/,
    );
    ok(JSON.stringify(scenario).length < 100_000);
  });

  it('predicts what it shows', async () => {
    const { site, scenario, modes } = await subjectAt(
      'async def main():\n    await asyncio.gather(fetch(), block(), asyncio.to_thread(crunch))\n',
      12,
    );
    const { prediction } = site;
    const wall = modes.map(({ title, executor }) => [title, simulate({ ...scenario, executor }).wallSeconds]);
    deepEqual(wall, [
      ['Event loop', prediction?.eventLoop],
      ['Threads', prediction?.threads],
      ['One after another', prediction?.sequential],
      ['Processes', prediction?.processes],
      ['Free-threaded', prediction?.freeThreaded],
    ]);
  });
});
