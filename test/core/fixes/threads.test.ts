import { checkBlocked, checkFix, checkNotes, checkOffered, CRUNCH } from './checkFix';

function program(imports: string, body: string, work = CRUNCH): string {
  return `${imports}${work}\n\ndef main():\n${body}\n\nif __name__ == "__main__":\n    main()\n`;
}
const THREADING = 'import threading\n\n\n';
const POOL = 'from concurrent.futures import ProcessPoolExecutor\n\n\n';

const LIST = `    threads = [threading.Thread(target=crunch, args=(20_000_000,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
`;

describe('fix threads-to-pool', () => {
  const check = (before: string, after: string): Promise<unknown> =>
    checkFix({ before: program(THREADING, before), fix: 'threads-to-pool', after: program(POOL, after) });
  const blocks = (before: string, reason: string, work = CRUNCH): Promise<void> =>
    checkBlocked({ before: program(THREADING, before, work), fix: 'threads-to-pool', reason });

  it('is offered before the others', () =>
    checkOffered({ before: program(THREADING, LIST) }, ['threads-to-pool', 'run-sequentially', 'suppress']));

  it('rewrites a list comprehension', () =>
    check(
      LIST,
      `    with ProcessPoolExecutor() as pool:
        futures = [pool.submit(crunch, 20_000_000) for _ in range(4)]
        for future in futures:
            future.result()
`,
    ));

  it('keeps conditions, loops over tuples, and statements between', () =>
    check(
      `    threads = [threading.Thread(target=crunch, args=(n,)) for n in (20_000_000, 30_000_000, 40_000_000) if n > 0]

    print("ready")
    for thread in threads:
        thread.start()
    print("started")
    [thread.join() for thread in threads]
    print("done")
`,
      `    print("ready")
    with ProcessPoolExecutor() as pool:
        futures = [pool.submit(crunch, n) for n in (20_000_000, 30_000_000, 40_000_000) if n > 0]
        print("started")
        for future in futures:
            future.result()
    print("done")
`,
    ));

  it('rewrites a list that is written out', () =>
    check(
      `    threads = [
        threading.Thread(target=crunch, args=(20_000_000,)),
        threading.Thread(target=crunch, kwargs={"n": 30_000_000}, name="second", daemon=True),
    ]
    for t in threads: t.start()
    for t in threads: t.join()
`,
      `    with ProcessPoolExecutor() as pool:
        futures = [pool.submit(crunch, 20_000_000), pool.submit(crunch, n=30_000_000)]
        for future in futures:
            future.result()
`,
    ));

  it('rewrites a loop that makes, starts and appends', () =>
    check(
      `    threads = []
    for i in range(4):
        t = threading.Thread(target=crunch, args=(i + 20_000_000,))
        t.daemon = True
        t.start()
        threads.append(t)
    for t in threads:
        t.join()
`,
      `    with ProcessPoolExecutor() as pool:
        futures = [pool.submit(crunch, i + 20_000_000) for i in range(4)]
        for future in futures:
            future.result()
`,
    ));

  it('rewrites a loop that appends and one that starts', () =>
    check(
      `    threads = []
    for i in range(4):
        threads.append(threading.Thread(target=crunch, args=(20_000_000,)))
    for t in threads:
        t.start()
    for t in threads:
        t.join()
`,
      `    with ProcessPoolExecutor() as pool:
        futures = [pool.submit(crunch, 20_000_000) for i in range(4)]
        for future in futures:
            future.result()
`,
    ));

  it('rewrites threads with a name each', () =>
    check(
      `    first = threading.Thread(target=crunch, args=(20_000_000,))
    second = threading.Thread(target=crunch, args=(30_000_000,))
    first.start()
    second.start()
    print("started")
    first.join()
    second.join()
`,
      `    with ProcessPoolExecutor() as pool:
        future_1 = pool.submit(crunch, 20_000_000)
        future_2 = pool.submit(crunch, 30_000_000)
        print("started")
        future_1.result()
        future_2.result()
`,
    ));

  it('takes names that are free', () =>
    check(
      `    pool = futures = future = None
${LIST}`,
      `    pool = futures = future = None
    with ProcessPoolExecutor() as executor:
        pending = [executor.submit(crunch, 20_000_000) for _ in range(4)]
        for future_2 in pending:
            future_2.result()
`,
    ));

  it('leaves threading where it is still used, and finds its place among the imports', () =>
    checkFix({
      before: program(
        'from __future__ import annotations\n\nimport os\nimport threading\nfrom pathlib import Path\n\nimport numpy\n\n\n',
        `${LIST}    print(threading.active_count())\n`,
      ),
      fix: 'threads-to-pool',
      after: program(
        'from __future__ import annotations\n\nimport os\nimport threading\nfrom concurrent.futures import ProcessPoolExecutor\nfrom pathlib import Path\n\nimport numpy\n\n\n',
        `    with ProcessPoolExecutor() as pool:
        futures = [pool.submit(crunch, 20_000_000) for _ in range(4)]
        for future in futures:
            future.result()
    print(threading.active_count())
`,
      ),
    }));

  it('drops a single name of a longer import', () =>
    checkFix({
      before: program(
        'from threading import Event, Thread\n\n\n',
        LIST.replace('threading.', '') + '    return Event()\n',
      ),
      fix: 'threads-to-pool',
      after: program(
        'from concurrent.futures import ProcessPoolExecutor\nfrom threading import Event\n\n\n',
        `    with ProcessPoolExecutor() as pool:
        futures = [pool.submit(crunch, 20_000_000) for _ in range(4)]
        for future in futures:
            future.result()
    return Event()
`,
      ),
    }));

  it('puts a main guard around code at the top level', () =>
    checkFix({
      before: `${THREADING}${CRUNCH}

${LIST.replace(/^ {4}/gm, '')}print("""
done
""")
`,
      fix: 'threads-to-pool',
      after: `${POOL}${CRUNCH}

if __name__ == "__main__":
    with ProcessPoolExecutor() as pool:
        futures = [pool.submit(crunch, 20_000_000) for _ in range(4)]
        for future in futures:
            future.result()
    print("""
done
""")
`,
    }));

  it('says what it checked', () =>
    checkNotes({
      before: program(THREADING, LIST),
      fix: 'threads-to-pool',
      notes: [
        'Checked: neither `crunch` nor what it calls in this file changes globals or its arguments.',
        'An exception in a task now reaches the code that waits for it; a thread only prints it.',
      ],
    }));

  describe('is blocked', () => {
    const shared = `results = [0] * 4


def crunch(n, index):
    total = 0
    for i in range(n):
        total += i * i
    results[index] = total
`;
    it('where results go through a shared list', () =>
      blocks(
        LIST.replace('args=(20_000_000,)) for _', 'args=(20_000_000, i)) for i'),
        '`crunch` changes the global `results` (line 11); each process would change its own copy.',
        shared,
      ));
    it('where the threads are used elsewhere', () =>
      blocks(`${LIST}    print(len(threads))\n`, '`threads` is also used on line 17.'));
    it('where an argument changes before the start', () =>
      blocks(
        `    size = 20_000_000
    threads = [threading.Thread(target=crunch, args=(size,)) for _ in range(4)]
    size = 0
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
`,
        '`size` changes between the making and the start of the threads.',
      ));
    it('where nobody joins', () =>
      blocks(
        `    threads = [threading.Thread(target=crunch, args=(20_000_000,)) for _ in range(4)]
    for thread in threads:
        thread.start()
`,
        'The threads are not made, started and joined in one block in a way that can be rewritten.',
      ));
    it('where joining may give up', () =>
      blocks(
        LIST.replace('join()', 'join(5)'),
        'The threads are not made, started and joined in one block in a way that can be rewritten.',
      ));
    it('where the loop does more', () =>
      blocks(
        `    threads = []
    for i in range(4):
        print("starting", i)
        t = threading.Thread(target=crunch, args=(20_000_000,))
        t.start()
        threads.append(t)
    for t in threads:
        t.join()
`,
        'The loop that makes the threads does other things as well.',
      ));
    it('where arguments are not written out', () =>
      blocks(
        LIST.replace('(20_000_000,)', 'tuple([20_000_000])'),
        'Target and arguments of the thread are not written out.',
      ));
    it('where the thread is a class of its own', () =>
      blocks(
        LIST.replace('threading.Thread(target=crunch, args=(20_000_000,))', 'Cruncher()'),
        'The thread is made by `Cruncher`, not by `threading.Thread` itself.',
        `class Cruncher(threading.Thread):
    def run(self):
        total = 0
        for i in range(20_000_000):
            total += i * i
`,
      ));
  });
});

describe('fix run-sequentially for threads', () => {
  const check = (before: string, after: string): Promise<unknown> =>
    checkFix({ before: program(THREADING, before), fix: 'run-sequentially', after: program('', after) });

  it('calls in a loop', () =>
    check(
      LIST,
      `    for _ in range(4):
        crunch(20_000_000)
`,
    ));
  it('keeps the condition', () =>
    check(
      LIST.replace('(20_000_000,)) for _ in range(4)', '(n,)) for n in [20_000_000] * 4 if n > 0'),
      `    for n in [20_000_000] * 4:
        if n > 0:
            crunch(n)
`,
    ));
  it('writes out a list that is written out', () =>
    check(
      `    threads = [threading.Thread(target=crunch, args=(20_000_000,)), threading.Thread(target=lambda: crunch(30_000_000))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
`,
      `    crunch(20_000_000)
    (lambda: crunch(30_000_000))()
`,
    ));
  it('calls where threads with a name were started', () =>
    check(
      `    first = threading.Thread(target=crunch, args=(20_000_000,))
    second = threading.Thread(target=crunch, args=(30_000_000,))
    first.start()
    second.start()
    print("waiting")
    first.join()
    second.join()
    print("done")
`,
      `    crunch(20_000_000)
    crunch(30_000_000)
    print("waiting")
    print("done")
`,
    ));
  it('is possible where results go through a shared list', () =>
    checkFix({
      before: program(
        THREADING,
        LIST.replace('args=(20_000_000,)) for _', 'args=(20_000_000, i)) for i'),
        `results = [0] * 4\n\n\n${CRUNCH.replace('(n)', '(n, index)').replace('return total', 'results[index] = total')}`,
      ),
      fix: 'run-sequentially',
      after: program(
        '',
        '    for i in range(4):\n        crunch(20_000_000, i)\n',
        `results = [0] * 4\n\n\n${CRUNCH.replace('(n)', '(n, index)').replace('return total', 'results[index] = total')}`,
      ),
    }));
  it('is blocked where tasks may wait for each other', () =>
    checkBlocked({
      before: program(
        'import threading\n\nbarrier = threading.Barrier(4)\n\n\n',
        LIST,
        CRUNCH.replace('    return', '    barrier.wait()\n    return'),
      ),
      fix: 'run-sequentially',
      reason: '`crunch` uses `barrier` (line 10), through which it may wait for another task.',
    }));
  it('is not offered for work without end', () =>
    checkOffered(
      { before: program(THREADING, LIST, CRUNCH.replace('for i in range(n)', 'i = n\n    while True')) },
      ['threads-to-pool', 'suppress'],
    ));
});

describe('a single thread beside other work', () => {
  it('is left as it is', () =>
    checkOffered(
      {
        before: program(
          THREADING,
          `    worker = threading.Thread(target=crunch, args=(20_000_000,))
    worker.start()
    print(input())
    worker.join()
`,
        ),
      },
      ['suppress'],
    ));
});
