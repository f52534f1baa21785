import { checkBlocked, checkFix, checkNotes, checkOffered, CRUNCH } from './checkFix';

/** A program with the imports, a body for `main`, and a main guard. */
function program(imports: string, body: string, work = CRUNCH): string {
  return `${imports}\n\n\n${work}\n\ndef main():\n${body}\n\nif __name__ == "__main__":\n    main()\n`;
}

describe('fix swap-pool', () => {
  const BODY = `    with POOL(max_workers=4) as pool:
        return list(pool.map(crunch, [20_000_000] * 4))
`;
  const swapped = (before: string, after: string, from: string, to: string): Promise<unknown> =>
    checkFix({
      before: program(before, BODY.replace('POOL', from)),
      fix: 'swap-pool',
      after: program(after, BODY.replace('POOL', to)),
    });

  it('is offered before the others', () =>
    checkOffered(
      {
        before: program(
          'from concurrent.futures import ThreadPoolExecutor',
          BODY.replace('POOL', 'ThreadPoolExecutor'),
        ),
      },
      ['swap-pool', 'run-sequentially', 'suppress'],
    ));

  describe('follows the imports of the file', () => {
    it('a name from the module', () =>
      swapped(
        'from concurrent.futures import ThreadPoolExecutor',
        'from concurrent.futures import ProcessPoolExecutor',
        'ThreadPoolExecutor',
        'ProcessPoolExecutor',
      ));
    it('beside other names, which stay', () =>
      swapped(
        'from concurrent.futures import Future, ThreadPoolExecutor, as_completed',
        'from concurrent.futures import Future, ProcessPoolExecutor, as_completed',
        'ThreadPoolExecutor',
        'ProcessPoolExecutor',
      ));
    it('over several lines with comments', () =>
      swapped(
        'from concurrent.futures import (\n    ThreadPoolExecutor,  # for speed\n    as_completed,\n)',
        'from concurrent.futures import (\n    ProcessPoolExecutor,  # for speed\n    as_completed,\n)',
        'ThreadPoolExecutor',
        'ProcessPoolExecutor',
      ));
    it('under another name', () =>
      swapped(
        'from concurrent.futures import ThreadPoolExecutor as Pool',
        'from concurrent.futures import ProcessPoolExecutor',
        'Pool',
        'ProcessPoolExecutor',
      ));
    it('the module itself', () =>
      swapped(
        'import concurrent.futures',
        'import concurrent.futures',
        'concurrent.futures.ThreadPoolExecutor',
        'concurrent.futures.ProcessPoolExecutor',
      ));
    it('the module under another name', () =>
      swapped(
        'import concurrent.futures as cf',
        'import concurrent.futures as cf',
        'cf.ThreadPoolExecutor',
        'cf.ProcessPoolExecutor',
      ));
    it('the module from its package', () =>
      swapped(
        'from concurrent import futures',
        'from concurrent import futures',
        'futures.ThreadPoolExecutor',
        'futures.ProcessPoolExecutor',
      ));
    it('a process pool that is imported already', () =>
      swapped(
        'from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor',
        'from concurrent.futures import ProcessPoolExecutor',
        'ThreadPoolExecutor',
        'ProcessPoolExecutor',
      ));
    it('inside a function', () =>
      checkFix({
        before: program(
          'import os',
          '    from concurrent.futures import ThreadPoolExecutor\n\n' +
            BODY.replace('POOL', 'ThreadPoolExecutor'),
        ),
        fix: 'swap-pool',
        after: program(
          'import os',
          '    from concurrent.futures import ProcessPoolExecutor\n\n' +
            BODY.replace('POOL', 'ProcessPoolExecutor'),
        ),
      }));
    it('keeping what other code still uses', () =>
      checkFix({
        before: program(
          'from concurrent.futures import ThreadPoolExecutor',
          BODY.replace('POOL', 'ThreadPoolExecutor') + '\n\ndef other():\n    return ThreadPoolExecutor()\n',
        ),
        fix: 'swap-pool',
        after: program(
          'from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor',
          BODY.replace('POOL', 'ProcessPoolExecutor') + '\n\ndef other():\n    return ThreadPoolExecutor()\n',
        ),
      }));
  });

  describe('knows the pools of multiprocessing', () => {
    const POOL_BODY = `    with POOL(4) as pool:
        return pool.map(crunch, [20_000_000] * 4)
`;
    const check = (before: string, after: string, from: string, to: string): Promise<unknown> =>
      checkFix({
        before: program(before, POOL_BODY.replace('POOL', from)),
        fix: 'swap-pool',
        after: program(after, POOL_BODY.replace('POOL', to)),
      });
    it('ThreadPool', () =>
      check(
        'from multiprocessing.pool import ThreadPool',
        'from multiprocessing import Pool',
        'ThreadPool',
        'Pool',
      ));
    it('ThreadPool by its module', () =>
      check(
        'import time\nimport multiprocessing.pool',
        'import time\nfrom multiprocessing import Pool',
        'multiprocessing.pool.ThreadPool',
        'Pool',
      ));
    it('the pool of dummy, which has the same name', () =>
      check('from multiprocessing.dummy import Pool', 'from multiprocessing import Pool', 'Pool', 'Pool'));
    it('the pool of dummy under another name', () =>
      check(
        'from multiprocessing.dummy import Pool as ThreadPool',
        'from multiprocessing import Pool',
        'ThreadPool',
        'Pool',
      ));
    it('but not where the name means something else', () =>
      checkBlocked({
        before: program(
          'from multiprocessing.pool import ThreadPool',
          POOL_BODY.replace('POOL', 'ThreadPool'),
          `class Pool:\n    pass\n\n\n${CRUNCH}`,
        ),
        fix: 'swap-pool',
        reason: 'The name `Pool` already means something else in this file.',
      }));
  });

  describe('keeps the arguments that count', () => {
    const check = (before: string, after: string): Promise<unknown> =>
      checkFix({
        before: program(
          'from concurrent.futures import ThreadPoolExecutor',
          `    with ThreadPoolExecutor(${before}) as pool:\n        return list(pool.map(crunch, [20_000_000] * 4))\n`,
        ),
        fix: 'swap-pool',
        after: program(
          'from concurrent.futures import ProcessPoolExecutor',
          `    with ProcessPoolExecutor(${after}) as pool:\n        return list(pool.map(crunch, [20_000_000] * 4))\n`,
        ),
      });
    it('none', () => check('', ''));
    it('and drops the name of the threads', () =>
      check('max_workers=4, thread_name_prefix="crunch"', 'max_workers=4'));
    it('also where it is given by position', () => check('4, "crunch"', '4'));
    it('initializer by position becomes a keyword', () =>
      check('4, "crunch", print, ()', '4, initializer=print, initargs=()'));
  });

  it('names the new class in the annotation', () =>
    checkFix({
      before: program(
        'from concurrent.futures import ThreadPoolExecutor',
        `    pool: ThreadPoolExecutor = ThreadPoolExecutor(4)
    results = list(pool.map(crunch, [20_000_000] * 4))
    pool.shutdown()
    return results
`,
      ),
      fix: 'swap-pool',
      after: program(
        'from concurrent.futures import ProcessPoolExecutor',
        `    pool: ProcessPoolExecutor = ProcessPoolExecutor(4)
    results = list(pool.map(crunch, [20_000_000] * 4))
    pool.shutdown()
    return results
`,
      ),
    }));

  it('keeps line endings of Windows', () =>
    checkFix({
      before: program(
        'from concurrent.futures import ThreadPoolExecutor',
        BODY.replace('POOL', 'ThreadPoolExecutor'),
      ).replaceAll('\n', '\r\n'),
      fix: 'swap-pool',
      after: program(
        'from concurrent.futures import ProcessPoolExecutor',
        BODY.replace('POOL', 'ProcessPoolExecutor'),
      ).replaceAll('\n', '\r\n'),
    }));

  describe('puts a main guard where one is missing', () => {
    const top = `from concurrent.futures import ThreadPoolExecutor


${CRUNCH}
`;
    it('around the code that starts the work', () =>
      checkFix({
        before: `${top}
print("start")
with ThreadPoolExecutor(4) as pool:
    # All at once.
    results = list(pool.map(crunch, [20_000_000] * 4))

print("""
done
""", results)
`,
        fix: 'swap-pool',
        after: `${top.replace('Thread', 'Process')}
if __name__ == "__main__":
    print("start")
    with ProcessPoolExecutor(4) as pool:
        # All at once.
        results = list(pool.map(crunch, [20_000_000] * 4))

    print("""
done
""", results)
`,
      }));
    it('around the call of the function that does', () =>
      checkFix({
        before: `${top}
def main():
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(crunch, [20_000_000] * 4))


main()
`,
        fix: 'swap-pool',
        after: `${top.replace('Thread', 'Process')}
def main():
    with ProcessPoolExecutor(4) as pool:
        return list(pool.map(crunch, [20_000_000] * 4))


if __name__ == "__main__":
    main()
`,
      }));
    it('but not across definitions', () =>
      checkBlocked({
        before: `${top}
with ThreadPoolExecutor(4) as pool:
    results = list(pool.map(crunch, [20_000_000] * 4))


def show():
    print("done")


show()
`,
        fix: 'swap-pool',
        reason:
          'Line 11 starts the work whenever the file is imported, and worker processes import it; put it under `if __name__ == "__main__":` first (line 15 stands in the way of doing so automatically).',
      }));
    it('nor around what functions read', () =>
      checkBlocked({
        before: `from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * scale
    return total


scale = 3
pool = ThreadPoolExecutor(4)
results = list(pool.map(crunch, [20_000_000] * 4))
scale = 4
`,
        fix: 'swap-pool',
        reason:
          'Line 13 starts the work whenever the file is imported, and worker processes import it; functions read `scale`, which is set there, so it cannot simply go under a main guard.',
      }));
    it('says so', () =>
      checkNotes({
        before: `${top}
with ThreadPoolExecutor(4) as pool:
    results = list(pool.map(crunch, [20_000_000] * 4))
`,
        fix: 'swap-pool',
        notes: [
          'Checked: neither `crunch` nor what it calls in this file changes globals or its arguments.',
          'The code that starts the work is put under a main guard.',
        ],
      }));
    it('needs none where only the pool is made on import', () =>
      checkFix({
        before: `from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(4)


${CRUNCH}

def run():
    return list(pool.map(crunch, [20_000_000] * 4))
`,
        fix: 'swap-pool',
        after: `from concurrent.futures import ProcessPoolExecutor

pool = ProcessPoolExecutor(4)


${CRUNCH}

def run():
    return list(pool.map(crunch, [20_000_000] * 4))
`,
      }));
  });

  describe('from Python 3.14 on', () => {
    it('interpreters are offered as well', () =>
      checkFix({
        before: program(
          'from concurrent.futures import ThreadPoolExecutor',
          BODY.replace('POOL', 'ThreadPoolExecutor'),
        ),
        config: { pythonVersion: { major: 3, minor: 14 } },
        fix: 'swap-pool-interpreters',
        after: program(
          'from concurrent.futures import InterpreterPoolExecutor',
          BODY.replace('POOL', 'InterpreterPoolExecutor'),
        ),
      }));
  });
});
