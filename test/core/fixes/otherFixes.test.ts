import { checkBlocked, checkFix, checkNotes, checkOffered, CRUNCH } from './checkFix';

describe('fix pool-to-threads', () => {
  const NAP = `def nap(seconds):
    time.sleep(seconds)
    return seconds
`;
  const program = (top: string, pool: string, work = NAP): string => `${top}


${work}

def main():
    with ${pool} as pool:
        return list(pool.map(nap, [0.5] * 8))
`;
  const check = (before: [string, string], after: [string, string]): Promise<unknown> =>
    checkFix({ before: program(...before), fix: 'pool-to-threads', after: program(...after) });

  it('is offered before the comment', () =>
    checkOffered(
      {
        before: program(
          'import time\nfrom concurrent.futures import ProcessPoolExecutor',
          'ProcessPoolExecutor(8)',
        ),
      },
      ['pool-to-threads', 'suppress'],
    ));
  it('rewrites an executor', () =>
    check(
      [
        'import time\nfrom concurrent.futures import ProcessPoolExecutor',
        'ProcessPoolExecutor(max_workers=8)',
      ],
      ['import time\nfrom concurrent.futures import ThreadPoolExecutor', 'ThreadPoolExecutor(max_workers=8)'],
    ));
  it('drops what only processes know', () =>
    check(
      [
        'import time\nfrom concurrent.futures import ProcessPoolExecutor',
        'ProcessPoolExecutor(8, mp_context=None, max_tasks_per_child=10)',
      ],
      ['import time\nfrom concurrent.futures import ThreadPoolExecutor', 'ThreadPoolExecutor(8)'],
    ));
  it('rewrites a pool of multiprocessing', () =>
    check(
      ['import time\nfrom multiprocessing import Pool', 'Pool(8)'],
      ['import time\nfrom multiprocessing.pool import ThreadPool', 'ThreadPool(8)'],
    ));
  it('rewrites a pool named by its module', () =>
    check(
      ['import multiprocessing\nimport time', 'multiprocessing.Pool(8)'],
      ['import time\nfrom multiprocessing.pool import ThreadPool', 'ThreadPool(8)'],
    ));
  it('says what it checked', () =>
    checkNotes({
      before: program('import time\nfrom multiprocessing import Pool', 'Pool(8)'),
      fix: 'pool-to-threads',
      notes: [
        'Checked: neither `nap` nor what it calls in this file changes globals.',
        'Not checked: whether the libraries it calls are safe to use from several threads at once.',
      ],
    }));
  it('is blocked where a task changes a global', () =>
    checkBlocked({
      before: program(
        'import time\nfrom multiprocessing import Pool\n\ncount = 0',
        'Pool(8)',
        NAP.replace('    return', '    global count\n    count += 1\n    return'),
      ),
      fix: 'pool-to-threads',
      reason: '`nap` changes the global `count` (line 10); each process has its own, threads would share it.',
    }));
});

describe('fix suppress', () => {
  const program = (line: string): string => `import threading


${CRUNCH}

def main():
${line}
`;
  const check = (before: string, after: string): Promise<unknown> =>
    checkFix({ before: program(before), fix: 'suppress', after: program(after) });

  it('adds a comment', () =>
    check(
      '    threading.Thread(target=crunch, args=(20_000_000,)).start()',
      '    threading.Thread(target=crunch, args=(20_000_000,)).start()  # noqa: GIL101',
    ));
  it('adds to a comment', () =>
    check(
      '    threading.Thread(target=crunch, args=(20_000_000,)).start()  # why not',
      '    threading.Thread(target=crunch, args=(20_000_000,)).start()  # why not  # noqa: GIL101',
    ));
  it('joins codes of other tools', () =>
    check(
      '    threading.Thread(target=crunch, args=(20_000_000,)).start()  # noqa: E501,S101 (long)',
      '    threading.Thread(target=crunch, args=(20_000_000,)).start()  # noqa: E501,S101, GIL101 (long)',
    ));
  it('counts on the first line of several', () =>
    check(
      '    threading.Thread(\n        target=crunch,\n        args=(20_000_000,),\n    ).start()',
      '    threading.Thread(  # noqa: GIL101\n        target=crunch,\n        args=(20_000_000,),\n    ).start()',
    ));
  it('goes to the last line where the first is continued', () =>
    check(
      '    threading.Thread(name="a\\\nb", target=crunch,\n        args=(20_000_000,)).start()',
      '    threading.Thread(name="a\\\nb", target=crunch,\n        args=(20_000_000,)).start()  # noqa: GIL101',
    ));
  it('is all there is for a busy wait', () =>
    checkOffered(
      {
        before: `done = False


def wait():
    while not done:
        pass


def stop():
    global done
    done = True
`,
      },
      ['suppress'],
    ));
});
