/** Spawn sites whose target or class stands in another module, by every way to import it. */
import assert from 'node:assert/strict';
import { checkSites, type Files } from '../../support/analysis';

const WORK = 'def work(*args):\n    for i in range(50_000_000): pass\n';
const WORKER = `import threading\nclass Worker(threading.Thread):\n    def run(self):\n        for i in range(50_000_000): pass\n`;

const check = (title: string, files: Files, text: string, expected: string, path = 'a.py'): void => {
  it(title, () => checkSites(text, expected, files, path));
};

/** A site in line `line` that starts `work`. */
const started = (line: number, target = 'work', path = 'cross-file'): string =>
  `${line} thread threading.Thread ${target} -> cpu; 1 literal, background, ${path}`;

const start = (target: string): string => `threading.Thread(target=${target}).start()\n`;

describe('imports: absolute', () => {
  check('import', { 'm.py': WORK }, `import threading, m\n${start('m.work')}`, started(2, 'm.work'));
  check(
    'import as, of a module in a package',
    { 'p/__init__.py': '', 'p/m.py': WORK },
    `import threading\nimport p.m as q\n${start('q.work')}`,
    started(3, 'q.work'),
  );
  check(
    'a submodule by attribute',
    { 'p/__init__.py': '', 'p/q/__init__.py': '', 'p/q/m.py': WORK },
    `import threading\nimport p.q.m\n${start('p.q.m.work')}`,
    started(3, 'p.q.m.work'),
  );
  check(
    'two submodules of one package',
    { 'p/__init__.py': '', 'p/m.py': WORK, 'p/n.py': 'def other(): pass\n' },
    `import threading\nimport p.m\nimport p.n\n${start('p.m.work')}`,
    started(4, 'p.m.work'),
  );
  check(
    'from',
    { 'm.py': WORK },
    `import threading\nfrom m import work as w\n${start('w')}`,
    started(3, 'w'),
  );
  check(
    'from a package, a module',
    { 'p/__init__.py': '', 'p/m.py': WORK },
    `import threading\nfrom p import m\n${start('m.work')}`,
    started(3, 'm.work'),
  );
  check(
    'namespace packages, which have no file',
    { 'p/q/m.py': WORK },
    `import threading\nimport p.q.m\nfrom p.q import m as n\nfrom p.q.m import work\n${start('p.q.m.work')}${start('n.work')}${start('work')}`,
    [5, 6, 7]
      .map(
        (line, i) =>
          `${line} thread threading.Thread ${['p.q.m.work', 'n.work', 'work'][i]} -> cpu; 3 literal, parallel, cross-file`,
      )
      .join('\n'),
  );
});

describe('imports: roots', () => {
  check(
    'a script beside the modules, deep in a repository',
    { 'repo/src/net/conn.py': WORK, 'repo/src/state.py': WORK },
    `import threading\nimport state\nfrom net.conn import work\n${start('state.work')}`,
    started(4, 'state.work'),
    'repo/src/main.py',
  );
  check(
    'a module of a package that imports by the name of the folder above',
    { 'repo/src/state.py': WORK },
    `import threading\nimport state\n${start('state.work')}`,
    started(3, 'state.work'),
    'repo/src/net/conn.py',
  );
  check(
    'a src layout, seen from the tests',
    { 'repo/src/pkg/__init__.py': '', 'repo/src/pkg/m.py': WORK },
    `import threading\nfrom pkg.m import work\n${start('work')}`,
    started(3),
    'repo/tests/unit/test_m.py',
  );
  check(
    'two projects in one repository that have modules of the same name',
    { 'one/src/util.py': 'def work(): pass\n', 'two/src/util.py': WORK },
    `import threading\nfrom util import work\n${start('work')}`,
    started(3),
    'two/src/app/main.py',
  );
  check(
    'a file named like a module of the standard library does not hide it',
    { 'queue.py': WORK },
    `import threading, queue\n${start('queue.Queue().get')}`,
    '2 thread threading.Thread queue.Queue().get -> wait; 1 literal, background, library',
  );
});

describe('imports: relative', () => {
  check(
    'from the same package, from the one above, and the module itself',
    { 'p/__init__.py': WORK, 'p/q/__init__.py': '', 'p/q/m.py': WORK, 'p/n.py': WORK },
    `import threading\nfrom .m import work as a\nfrom ..n import work as b\nfrom . import m\nfrom .. import work as c\n${['a', 'b', 'm.work', 'c'].map(start).join('')}`,
    `
    6 thread threading.Thread a -> cpu; 4 literal, parallel, cross-file
    7 thread threading.Thread b -> cpu; 4 literal, parallel, cross-file
    8 thread threading.Thread m.work -> cpu; 4 literal, parallel, cross-file
    9 thread threading.Thread c -> cpu; 4 literal, parallel, cross-file
    `,
    'p/q/main.py',
  );
});

describe('imports: what a package hands on', () => {
  check(
    'names that __init__ imports',
    {
      'p/__init__.py': 'from .core.engine import work\n',
      'p/core/__init__.py': '',
      'p/core/engine.py': WORK,
    },
    `import threading, p\nfrom p import work\n${start('p.work')}`,
    started(3, 'p.work'),
  );
  check(
    'a star import brings what __all__ lists, underscores included, and nothing else',
    { 'm.py': `__all__ = ["_work"]\n${WORK.replace('work', '_work')}${WORK}` },
    `import threading\nfrom m import *\n${start('_work')}${start('work')}`,
    `
    3 thread threading.Thread _work -> cpu; 2 literal, parallel, cross-file
    4 thread threading.Thread work -> unknown; 2 literal, parallel, library
    `,
  );
  check(
    'a star import without __all__ brings all public names, through two modules',
    { 'm.py': 'from n import *\n', 'n.py': WORK },
    `import threading\nfrom m import *\n${start('work')}`,
    started(3),
  );
  check(
    'what a module has of a star import of a library',
    { 'm.py': 'from threading import *\n' },
    `${WORK}from m import Thread\nThread(target=work).start()\n`,
    started(4, 'work', 'same-file'),
  );
});

describe('imports: conditional and late', () => {
  check(
    'the branch that is there counts',
    { 'm.py': WORK },
    `import threading\ntry:\n    from fast import work\nexcept ImportError:\n    from m import work\n${start('work')}`,
    started(6),
  );
  check(
    'old and new names of a library module are one',
    {},
    `try:\n    import Queue as queue\nexcept ImportError:\n    import queue\nimport threading\nq = queue.Queue()\n${start('q.get')}`,
    '7 thread threading.Thread q.get -> wait; 1 literal, background, library',
  );
  check(
    'inside a function, a class whose thread it starts',
    { 'upnp.py': WORKER },
    `def main():\n    import upnp\n    worker = upnp.Worker()\n    worker.start()\nmain()\n`,
    '3 thread threading.Thread upnp.Worker -> cpu; 1 literal, background, cross-file',
  );
  check(
    'inside a function that nobody calls, with no word of threads in it',
    { 'upnp.py': WORKER.replace('class Worker', 'class Mapper') },
    `def main():\n    import upnp\n    worker = upnp.Mapper()\n    worker.start()\n`,
    '3 thread threading.Thread upnp.Mapper -> cpu; 1 literal, background, cross-file',
  );
  check(
    'under TYPE_CHECKING, for an annotation',
    { 'm.py': 'class Job:\n    def go(self):\n        for i in range(50_000_000): pass\n' },
    `import threading\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from m import Job\ndef run(job: "Job"):\n    ${start('job.go')}`,
    '6 thread threading.Thread job.go -> cpu; 1 literal, background, cross-file',
  );
  check(
    'importlib.import_module with a literal',
    { 'p/__init__.py': '', 'p/m.py': WORK },
    `import threading, importlib\nm = importlib.import_module("p.m")\n${start('m.work')}`,
    started(3, 'm.work'),
  );
  check(
    'in a circle',
    { 'm.py': `import a\nfrom n import work\nfrom a import start\n`, 'n.py': `import m\n${WORK}` },
    `import threading\nimport m\ndef start(): pass\n${start('m.work')}`,
    started(4, 'm.work'),
  );
  check(
    'a name that two modules import from each other is not known',
    { 'm.py': 'from n import work\n', 'n.py': 'from m import work\n' },
    `import threading\nfrom m import work\n${start('work')}`,
    '3 thread threading.Thread work -> unknown; 1 literal, background, unresolved',
  );
});

describe('imports: stubs', () => {
  check(
    'a stub where there is no source says what a compiled module returns, not what it costs',
    {
      'fast.pyi': 'import threading\ndef crunch(n: int) -> int: ...\ndef worker() -> threading.Thread: ...\n',
    },
    `import threading, fast\n${start('fast.crunch')}fast.worker().start()\n`,
    '2 thread threading.Thread fast.crunch -> unknown; 1 literal, background, cross-file',
  );
});

describe('imports: only what a chain reaches is read', () => {
  it('modules whose names nobody reads stay closed', async () => {
    const read: string[] = [];
    const text = `import threading, idle\nfrom lazy import unused\nfrom m import work\n${start('work')}`;
    const files = { 'm.py': WORK, 'idle.py': WORK, 'lazy.py': WORK };
    await checkSites(text, started(4), files, 'a.py', (path) => read.push(path));
    assert.deepEqual(read, ['m.py']);
  });
});

describe('imports: extension modules whose source lies beside', () => {
  const PYX =
    'def crunch(long n):\n    cdef long i, s = 0\n    for i in range(n):\n        s += i\n    return s\n\ndef blur(double[:] a):\n    cdef int i\n    with nogil:\n        for i in range(100):\n            a[i] = 0\n';
  const said = (effect: string): string =>
    `3 thread threading.Thread fast.${effect === 'cpu' ? 'crunch' : 'blur'} -> ${effect}; 1 literal, background, cross-file`;
  check(
    'Cython that keeps the GIL',
    { 'fast.pyx': PYX },
    `import threading\nimport fast\n${start('fast.crunch')}`,
    said('cpu'),
  );
  check(
    'Cython that releases it',
    { 'fast.pyx': PYX },
    `import threading\nimport fast\n${start('fast.blur')}`,
    said('native'),
  );
  check(
    'by a relative import',
    { 'p/__init__.py': '', 'p/fast.pyx': PYX },
    `import threading\nfrom . import fast\n${start('fast.crunch')}`,
    said('cpu'),
    'p/a.py',
  );
  check(
    'Python beside it counts first',
    { 'fast.pyx': PYX, 'fast.py': 'import time\ndef blur():\n    time.sleep(1)\n' },
    `import threading\nimport fast\n${start('fast.blur')}`,
    '3 thread threading.Thread fast.blur -> wait; 1 literal, background, cross-file',
  );
});
