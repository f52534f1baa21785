import { checkBlocked, checkFix, checkNotes, CRUNCH } from './checkFix';

const TOP = 'from concurrent.futures import ThreadPoolExecutor';
const LOOP = `    total = 0
    for i in range(n):
        total += i * i
`;

/** `submit` in a pool under a main guard; `work` defines what is submitted. */
function program(work: string, call: string, setUp = ''): string {
  return `${TOP}\n${work}

def main():
${setUp}    with ThreadPoolExecutor(4) as pool:
        futures = [pool.${call} for _ in range(4)]
    return [future.result() for future in futures]


if __name__ == "__main__":
    main()
`;
}

const blocks = (before: string, reason: string): Promise<void> =>
  checkBlocked({ before, fix: 'swap-pool', reason });
const allows = (before: string): Promise<unknown> =>
  checkFix({ before, fix: 'swap-pool', after: before.replaceAll('ThreadPool', 'ProcessPool') });

describe('hazards of moving work to a process', () => {
  describe('the function', () => {
    it('may be defined at module level', () =>
      allows(program(`\n\n${CRUNCH}`, 'submit(crunch, 20_000_000)')));
    it('must not be a lambda', () =>
      blocks(
        program(`\n\n${CRUNCH}`, 'submit(lambda: crunch(20_000_000))'),
        'A lambda cannot be pickled; define a function at module level instead.',
      ));
    it('must not be a lambda with a name', () =>
      blocks(
        program(`\n\n${CRUNCH}`, 'submit(job)', '    job = lambda: crunch(20_000_000)\n'),
        '`job` is a lambda, which cannot be pickled; use `def` at module level.',
      ));
    it('must not be defined inside another', () =>
      blocks(
        program(
          '',
          'submit(inner, 20_000_000)',
          `    def inner(n):\n    ${LOOP.trimEnd().replaceAll('\n', '\n    ')}\n        return total\n\n`,
        ),
        '`inner` is defined inside a function and cannot be pickled; move it to module level.',
      ));
    it('may be a partial of one at module level', () =>
      allows(program(`from functools import partial\n\n\n${CRUNCH}`, 'submit(partial(crunch, 20_000_000))')));
    it('must not be a partial of a lambda', () =>
      blocks(
        program(
          `from functools import partial\n\n\n${CRUNCH}`,
          'submit(partial(lambda n: crunch(n), 20_000_000))',
        ),
        'A lambda cannot be pickled; define a function at module level instead.',
      ));
    it('must not be a generator', () =>
      blocks(
        program(
          `\n\ndef crunch(n):\n${LOOP}    return total\n\n\ndef many(n):\n    found = crunch(n)\n    return (found for _ in range(n))\n`,
          'submit(many, 20_000_000)',
        ),
        '`many` returns a generator (line 13), which cannot be pickled.',
      ));
    it('is not followed into other files', () =>
      checkNotes({
        before: program('', 'submit(sum, range(200_000_000))'),
        fix: 'swap-pool',
        notes: ['Not checked: what `sum` does; its definition is not in this file.'],
      }));
    it('may have decorators of other files, which are mentioned', () =>
      checkNotes({
        before: program(`import timing\n\n\n@timing.logged\n${CRUNCH}`, 'submit(crunch, 20_000_000)'),
        fix: 'swap-pool',
        notes: [
          'Checked: neither `crunch` nor what it calls in this file changes globals or its arguments.',
          'Not checked: whether the decorators of `crunch` keep its name, which pickling needs.',
        ],
      }));
    it('may remember its results, which is mentioned', () =>
      checkNotes({
        before: program(`import functools\n\n\n@functools.cache\n${CRUNCH}`, 'submit(crunch, 20_000_000)'),
        fix: 'swap-pool',
        notes: [
          'Checked: neither `crunch` nor what it calls in this file changes globals or its arguments.',
          '`crunch` remembers its results; each process remembers its own.',
        ],
      }));
    it('must not have a decorator that hides its name', () =>
      blocks(
        program(
          `


def logged(function):
    def inner(n):
        return function(n)
    return inner


@logged
${CRUNCH}`,
          'submit(crunch, 20_000_000)',
        ),
        'The decorator of `crunch` puts another function in its place, which cannot be pickled; give that one `functools.wraps`.',
      ));
    it('must not raise what cannot be unpickled', () =>
      blocks(
        program(
          `


class Broken(Exception):
    def __init__(self, code, where):
        super().__init__(f"{code} at {where}")


def crunch(n):
${LOOP}    if total < 0:
        raise Broken(n, "here")
    return total
`,
          'submit(crunch, 20_000_000)',
        ),
        '`crunch` raises `Broken` (line 15), which cannot be unpickled: its constructor wants other arguments than it passes to its base class.',
      ));
    it('may ask in which process it runs, which is mentioned', () =>
      checkNotes({
        before: program(
          `import os\n\n\ndef crunch(n):\n${LOOP}    return total, os.getpid()\n`,
          'submit(crunch, 20_000_000)',
        ),
        fix: 'swap-pool',
        notes: [
          'Checked: neither `crunch` nor what it calls in this file changes globals or its arguments.',
          '`crunch` calls `os.getpid` (line 9), which says something else in a worker process.',
        ],
      }));
  });

  describe('methods', () => {
    const cls = (init: string, extra = ''): string => `import threading


class Job:
    def __init__(self, n):
        self.n = n
${init}
    def work(self):
        total = 0
        for i in range(self.n):
            total += i * i
${extra}        return total

`;
    it('take their object along', () =>
      checkNotes({
        before: program(cls(''), 'submit(job.work)', '    job = Job(20_000_000)\n'),
        fix: 'swap-pool',
        notes: [
          '`job` is pickled and sent along with every task.',
          'Checked: neither `Job.work` nor what it calls in this file changes globals or its arguments.',
        ],
      }));
    it('must not change it', () =>
      blocks(
        program(cls('', '        self.total = total\n'), 'submit(job.work)', '    job = Job(20_000_000)\n'),
        '`Job.work` changes `self` (line 13), which its caller hands in; the caller would not see it.',
      ));
    it('must not hold a lock', () =>
      blocks(
        program(
          cls('        self.lock = threading.Lock()\n'),
          'submit(job.work)',
          '    job = Job(20_000_000)\n',
        ),
        '`job` is sent along with every task, and its attribute `lock` is a thread lock, which cannot be pickled.',
      ));
    it('may hold one where the class says how to pickle it', () =>
      allows(
        program(
          cls(
            '        self.lock = threading.Lock()\n\n    def __getstate__(self):\n        return {"n": self.n}\n',
          ),
          'submit(job.work)',
          '    job = Job(20_000_000)\n',
        ),
      ));
    it('must not belong to a class inside a function', () =>
      blocks(
        program(
          '',
          'submit(job.work)',
          `    class Job:
        def work(self):
            total = 0
            for i in range(20_000_000):
                total += i * i
            return total

    job = Job()
`,
        ),
        'The class `Job` is defined inside a function and cannot be pickled.',
      ));
    it('of the class itself need no object', () =>
      allows(
        program(
          `

class Job:
    @staticmethod
    def work(n):
        total = 0
        for i in range(n):
            total += i * i
        return total

`,
          'submit(Job.work, 20_000_000)',
        ),
      ));
  });

  describe('arguments', () => {
    const work = (param: string): string =>
      `import queue\nimport threading\n\n\ndef crunch(n, ${param}):\n${LOOP}    return total\n`;
    const given = (setUp: string, param: string, reason: string): Promise<void> =>
      blocks(program(work(param), `submit(crunch, 20_000_000, ${param})`, setUp), reason);
    it('must not be locks', () =>
      given(
        '    lock = threading.Lock()\n',
        'lock',
        'The argument `lock` is a thread lock, which cannot be pickled.',
      ));
    it('must not be open files', () =>
      given(
        '    log = open("log")\n',
        'log',
        'The argument `log` is an open file, which cannot be pickled.',
      ));
    it('must not be queues', () =>
      given(
        '    out = queue.Queue()\n',
        'out',
        'The argument `out` is a queue between threads, which cannot be pickled.',
      ));
    it('must not be generators', () =>
      given(
        '    items = (i for i in range(3))\n',
        'items',
        'The argument `items` is a generator, which cannot be pickled.',
      ));
    it('must not be modules', () =>
      blocks(
        program(work('module'), 'submit(crunch, 20_000_000, threading)'),
        'The argument `threading` is a module, which cannot be pickled.',
      ));
    it('are looked into', () =>
      given(
        '    locks = [threading.Lock() for _ in range(4)]\n',
        'locks',
        'The argument `locks` is a thread lock, which cannot be pickled.',
      ));
    it('may be anything plain', () =>
      allows(program(work('scale'), 'submit(crunch, 20_000_000, (1, "two", [3.0]))')));
    it('that cannot be told are mentioned', () =>
      checkNotes({
        before:
          program(work('scale'), 'submit(crunch, 20_000_000, load())') +
          '\n\ndef load():\n    return object()\n',
        fix: 'swap-pool',
        notes: [
          'Checked: neither `crunch` nor what it calls in this file changes globals or its arguments.',
          'Not checked: whether `load()` can be pickled.',
        ],
      }));
    it('of map count by element', () =>
      checkNotes({
        before: `${TOP}


${CRUNCH}

def main(sizes):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(crunch, [20_000_000] * 4))
        return list(pool.map(crunch, sizes))


if __name__ == "__main__":
    main([1, 2])
`,
        fix: 'swap-pool',
        notes: [
          'Checked: neither `crunch` nor what it calls in this file changes globals or its arguments.',
          'Not checked: whether the elements of `sizes` can be pickled.',
        ],
      }));
  });

  describe('what others see', () => {
    const crunch = (body: string, globals = '', params = 'n'): string => `${globals}

def crunch(${params}):
${LOOP}${body}    return total
`;
    it('globals must not be bound anew', () =>
      blocks(
        program(
          crunch('    global grand\n    grand = total\n', '\ngrand = 0\n'),
          'submit(crunch, 20_000_000)',
        ),
        '`crunch` changes the global `grand` (line 11); each process would change its own copy.',
      ));
    it('nor changed in place', () =>
      blocks(
        program(crunch('    found.append(total)\n', '\nfound = []\n'), 'submit(crunch, 20_000_000)'),
        '`crunch` changes the global `found` (line 10); each process would change its own copy.',
      ));
    it('nor through another name', () =>
      blocks(
        program(
          crunch('    row = table["sums"]\n    row[n] = total\n', '\ntable = {"sums": {}}\n'),
          'submit(crunch, 20_000_000)',
        ),
        '`crunch` changes the global `table` (line 11); each process would change its own copy.',
      ));
    it('nor by a function that it calls', () =>
      blocks(
        program(
          `\nfound = []\n\n\ndef keep(total):\n    found.append(total)\n${crunch('    keep(total)\n')}`,
          'submit(crunch, 20_000_000)',
        ),
        '`crunch` changes the global `found` (line 7); each process would change its own copy.',
      ));
    it('nor attributes of classes', () =>
      blocks(
        program(
          crunch('    Stats.total += total\n', '\n\nclass Stats:\n    total = 0\n'),
          'submit(crunch, 20_000_000)',
        ),
        '`crunch` changes the global `Stats` (line 12); each process would change its own copy.',
      ));
    it('arguments must not be changed', () =>
      blocks(
        program(
          crunch('    out.append(total)\n', '', 'n, out'),
          'submit(crunch, 20_000_000, out)',
          '    out = []\n',
        ),
        '`crunch` changes `out` (line 8), which its caller hands in; the caller would not see it.',
      ));
    it('nor by a function that is given them', () =>
      blocks(
        program(
          `\n\ndef keep(where, total):\n    where.append(total)\n${crunch('    keep(out, total)\n', '', 'n, out')}`,
          'submit(crunch, 20_000_000, out)',
          '    out = []\n',
        ),
        '`crunch` changes `out` (line 12), which its caller hands in; the caller would not see it.',
      ));
    it('a copy may be changed', () =>
      allows(
        program(
          crunch('    out = list(out)\n    out.append(total)\n', '', 'n, out'),
          'submit(crunch, 20_000_000, [])',
        ),
      ));
    it('what the function makes itself may be changed', () =>
      allows(program(crunch('    found = []\n    found.append(total)\n'), 'submit(crunch, 20_000_000)')));
    it('locks do not reach over', () =>
      blocks(
        program(
          crunch('    with lock:\n        print(total)\n', 'import threading\n\nlock = threading.Lock()\n'),
          'submit(crunch, 20_000_000)',
        ),
        '`crunch` uses the global `lock` (line 11), a thread lock, of which each process would have its own.',
      ));
    it('globals that are set late may be missing', () =>
      blocks(
        program(crunch('    total *= scale\n'), 'submit(crunch, 20_000_000)').replace(
          '    main()',
          '    scale = 3\n    main()',
        ),
        '`crunch` reads the global `scale` (line 8), which is set only while the program runs; a worker process may not have it.',
      ));
    it('constants are there', () =>
      allows(program(crunch('    total *= SCALE\n', '\nSCALE = 3\n'), 'submit(crunch, 20_000_000)')));
  });

  describe('the pool', () => {
    const body = (text: string): string => `${TOP}


${CRUNCH}

def main():
    with ThreadPoolExecutor(4) as pool:
${text}

if __name__ == "__main__":
    main()
`;
    it('must not be handed on', () =>
      blocks(
        body('        list(pool.map(crunch, [20_000_000] * 4))\n        report(pool)\n') +
          '\n\ndef report(pool):\n    print(pool)\n',
        'What `report(pool)` in `main` (line 14) does with the pool cannot be seen.',
      ));
    it('must be fit for every task', () =>
      blocks(
        body('        pool.submit(lambda: None)\n        return list(pool.map(crunch, [20_000_000] * 4))\n'),
        'A lambda cannot be pickled; define a function at module level instead.',
      ));
    it('may be kept in an attribute', () =>
      allows(`${TOP}


${CRUNCH}

class Service:
    def __init__(self):
        self.pool = ThreadPoolExecutor(4)

    def run(self):
        return list(self.pool.map(crunch, [20_000_000] * 4))

    def stop(self):
        self.pool.shutdown()
`));
    it('must have written arguments', () =>
      blocks(
        `${TOP}


${CRUNCH}

def main(**options):
    with ThreadPoolExecutor(**options) as pool:
        return list(pool.map(crunch, [20_000_000] * 4))
`,
        'The arguments of the pool are not written out.',
      ));
  });
});
