/** Every way to start concurrent work is found, with its kind, target and workers; what starts nothing is not. */
import assert from 'node:assert/strict';
import { analysed, checkSites } from '../../support/analysis';

const WORK = 'def work(*args):\n    for i in range(50_000_000): pass\n';

/** `text` stands behind a CPU-bound `work`, so its first line is line 3. */
const test = (title: string, text: string, expected: string, files = {}): void => {
  it(title, () => checkSites(WORK + text, expected, files));
};

describe('spawn sites: threads', () => {
  test(
    'threading.Thread with target by keyword, by position and by **kwargs',
    'import threading\nfrom threading import Thread as T\nthreading.Thread(target=work).start()\nT(None, work).start()\noptions = {"target": work}\nthreading.Thread(**options).start()\n',
    `
    5 thread threading.Thread work -> cpu; 3 literal, parallel, same-file
    6 thread threading.Thread work -> cpu; 3 literal, parallel, same-file
    8 thread threading.Thread threading.Thread(**options) -> cpu; 3 literal, parallel, same-file
    `,
  );
  test(
    'a loop of threads',
    'import threading\nfor _ in range(4):\n    threading.Thread(target=work).start()\n',
    '5 thread threading.Thread work -> cpu; 4 loop, parallel, same-file',
  );
  test(
    'a subclass with run, started by its constructor or by others',
    'import threading\nclass W(threading.Thread):\n    def __init__(self):\n        super().__init__()\n    def run(self):\n        work()\nW().start()\n',
    '9 thread threading.Thread W -> cpu; 1 literal, background, same-file',
  );
  test(
    'Timer and start_new_thread',
    'import threading, _thread\nthreading.Timer(5, work).start()\n_thread.start_new_thread(work, ())\nthreading._start_new_thread(work, ())\n',
    `
    4 thread threading.Timer work -> cpu; 3 literal, parallel, same-file
    5 thread _thread.start_new_thread work -> cpu; 3 literal, parallel, same-file
    6 thread _thread.start_new_thread work -> cpu; 3 literal, parallel, same-file
    `,
  );
  test(
    'a caller in sight tells more than what might be called',
    'import threading\ndef total(rows):\n    for row in rows:\n        for n in row:\n            str(n)\ndef start(rows):\n    threading.Thread(target=total, args=(rows,)).start()\nstart([[1, 2], [3, 4]])\n',
    '9 thread threading.Thread total -> trivial; 1 literal, background, same-file',
  );
  test(
    'of several callers the one whose target does something counts',
    'import threading, time, math\ndef start(func):\n    threading.Thread(target=func, args=(3,)).start()\nstart(math.sqrt)\nstart(time.sleep)\n',
    '5 thread threading.Thread func -> wait; 1 literal, background, library',
  );
  test(
    'an empty list as a default stands for what callers give',
    'import threading\nclass Game:\n    def start(self, players=[]):\n        if players:\n            for player in players:\n                threading.Thread(target=work).start()\n',
    '8 thread threading.Thread work -> cpu; 500 unknown, parallel, same-file',
  );
  test(
    'a loop over the pixels of a picture of Qt',
    'import threading\nfrom PyQt5.QtGui import QColor, QImage\ndef gray(image: QImage):\n    for y in range(1000):\n        for x in range(1000):\n            red = image.pixelColor(x, y).red()\n            image.setPixelColor(x, y, QColor(red, red, red))\nthreading.Thread(target=gray, args=(QImage("a.png"),)).start()\n',
    '10 thread threading.Thread gray -> cpu; 1 literal, background, same-file',
  );
  test(
    'QThread',
    'from PyQt5.QtCore import QThread\nclass W(QThread):\n    def run(self):\n        work()\nw = W()\nw.start()\n',
    '7 thread PyQt5.QtCore.QThread W -> cpu; 1 literal, background, same-file',
  );
  test(
    'not: a called target, a run that is called, a thread that is thrown away, a class of the same name',
    'import threading\nclass W(threading.Thread):\n    def run(self):\n        work()\nclass Thread:\n    def __init__(self, target): pass\nthreading.Thread(target=work())\nW().run()\nthreading.Thread(target=work)\nThread(target=work)\n',
    '',
  );
});

describe('spawn sites: thread pools', () => {
  test(
    'submit and map on a variable, in with, on self, and on an annotated parameter',
    'from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(4)\npool.submit(work, 1)\nwith ThreadPoolExecutor(max_workers=2) as inner:\n    inner.map(work, range(8))\nclass A:\n    def __init__(self):\n        self.pool = ThreadPoolExecutor()\n    def go(self):\n        self.pool.submit(work)\ndef g(executor: ThreadPoolExecutor):\n    for i in range(3):\n        executor.submit(work)\n',
    `
    5 thread-pool concurrent.futures.ThreadPoolExecutor.submit work -> cpu; 4 literal, background, same-file
    7 thread-pool concurrent.futures.ThreadPoolExecutor.map work -> cpu; 2 literal, parallel, same-file
    12 thread-pool concurrent.futures.ThreadPoolExecutor.submit work -> cpu; 8 default, background, same-file
    15 thread-pool concurrent.futures.ThreadPoolExecutor.submit work -> cpu; 8 default, parallel, same-file
    `,
  );
  test(
    'multiprocessing.pool.ThreadPool and multiprocessing.dummy',
    'from multiprocessing.pool import ThreadPool\nfrom multiprocessing.dummy import Pool\nThreadPool(3).imap_unordered(work, range(9))\nwith Pool(2) as p:\n    p.apply_async(work, (1,))\n    p.starmap(work, [(1, 2), (3, 4)])\n',
    `
    5 thread-pool multiprocessing.pool.ThreadPool.imap_unordered work -> cpu; 3 literal, parallel, same-file
    7 thread-pool multiprocessing.pool.ThreadPool.apply_async work -> cpu; 2 literal, background, same-file
    8 thread-pool multiprocessing.pool.ThreadPool.starmap work -> cpu; 2 literal, parallel, same-file
    `,
  );
  test(
    'a function that a branch defines and returns, with what it closes over',
    'from multiprocessing.pool import ThreadPool\ndef mapper(mode):\n    if mode == "threads":\n        pool = ThreadPool(2)\n        def run(items):\n            return pool.map(work, range(4))\n        return run\n    return map\n',
    '8 thread-pool multiprocessing.pool.ThreadPool.map work -> cpu; 2 literal, parallel, same-file',
  );
  test(
    'argument tuples that are written out',
    'from multiprocessing.pool import ThreadPool\ndef area(width, height):\n    for i in range(width * height): pass\ndef small(width, height):\n    for i in range(height): pass\nThreadPool(4).starmap(area, [(3000, 2000), (3000, 3000), (3000, 1000)])\nThreadPool(4).starmap(small, [(3_000_000, 2), (3_000_000, 3)])\n',
    `
    8 thread-pool multiprocessing.pool.ThreadPool.starmap area -> cpu; 4 literal, parallel, same-file
    9 thread-pool multiprocessing.pool.ThreadPool.starmap small -> trivial; 4 literal, parallel, same-file
    `,
  );
  test(
    'what a thread gives back is of the type that its function returns',
    'import asyncio\nfrom pypdf import PdfReader\nclass Page:\n    def text(self):\n        work()\ndef first(path) -> Page:\n    return load(path)\nasync def f(loop, path):\n    reader = await asyncio.to_thread(PdfReader, path)\n    await asyncio.to_thread(reader.pages[0].extract_text)\n    page = await loop.run_in_executor(None, first, path)\n    await asyncio.to_thread(page.text)\n',
    `
    11 thread-pool asyncio.to_thread PdfReader -> cpu; 8 default, background, library
    12 thread-pool asyncio.to_thread reader.pages[0].extract_text -> cpu; 8 default, background, library
    13 thread-pool asyncio.loop.run_in_executor first -> unknown; 8 default, background, same-file
    14 thread-pool asyncio.to_thread page.text -> cpu; 8 default, background, same-file
    `,
  );
  test(
    'event loops hand work to threads',
    'import asyncio, anyio, trio\nfrom starlette.concurrency import run_in_threadpool\nfrom asgiref.sync import sync_to_async\nasync def main():\n    await asyncio.to_thread(work, 1)\n    loop = asyncio.get_running_loop()\n    await loop.run_in_executor(None, work)\n    await anyio.to_thread.run_sync(work)\n    await trio.to_thread.run_sync(work)\n    await run_in_threadpool(work)\n    await sync_to_async(work)()\n',
    `
    7 thread-pool asyncio.to_thread work -> cpu; 8 default, background, same-file
    9 thread-pool asyncio.loop.run_in_executor work -> cpu; 8 default, background, same-file
    10 thread-pool anyio.to_thread.run_sync work -> cpu; 40 default, background, same-file
    11 thread-pool trio.to_thread.run_sync work -> cpu; 40 default, background, same-file
    12 thread-pool starlette.concurrency.run_in_threadpool work -> cpu; 40 default, background, same-file
    13 thread-pool asgiref.sync.sync_to_async work -> cpu; 8 default, background, same-file
    `,
  );
  test(
    'run_in_executor with a thread and a process executor',
    'import asyncio\nfrom concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor\nthreads = ThreadPoolExecutor(2)\nprocesses = ProcessPoolExecutor()\nasync def main(loop):\n    await loop.run_in_executor(threads, work)\n    await loop.run_in_executor(processes, work)\n',
    `
    8 thread-pool asyncio.loop.run_in_executor work -> cpu; 2 literal, background, same-file
    9 process-pool asyncio.loop.run_in_executor work -> cpu; 4 default, background, same-file
    `,
  );
  test(
    'gathered, they run at once',
    'import asyncio\nasync def main():\n    await asyncio.gather(asyncio.to_thread(work, 1), asyncio.to_thread(work, 2))\n',
    `
    5 thread-pool asyncio.to_thread work -> cpu; 8 default, parallel, same-file
    5 thread-pool asyncio.to_thread work -> cpu; 8 default, parallel, same-file
    `,
  );
  test(
    'joblib and tqdm',
    'from joblib import Parallel, delayed\nfrom tqdm.contrib.concurrent import process_map, thread_map\nParallel(n_jobs=2, backend="threading")(delayed(work)(i) for i in range(6))\nParallel(n_jobs=3)(delayed(work)(i) for i in range(6))\nthread_map(work, range(5), max_workers=4)\nprocess_map(work, range(5))\n',
    `
    5 thread-pool joblib.Parallel.__call__ work -> cpu; 2 literal, parallel, same-file
    6 process-pool joblib.Parallel.__call__ work -> cpu; 3 literal, parallel, same-file
    7 thread-pool tqdm.contrib.concurrent.thread_map work -> cpu; 4 literal, parallel, same-file
    8 process-pool tqdm.contrib.concurrent.process_map work -> cpu; 4 default, parallel, same-file
    `,
  );
});

describe('spawn sites: processes and interpreters', () => {
  test(
    'Process, Pool, executors',
    'import multiprocessing as mp\nfrom multiprocessing import Pool\nfrom concurrent.futures import InterpreterPoolExecutor, ProcessPoolExecutor\nmp.Process(target=work).start()\nmp.get_context("spawn").Process(target=work).start()\nwith Pool(3) as p:\n    p.map(work, range(6))\nwith ProcessPoolExecutor(2) as e:\n    e.submit(work)\nwith InterpreterPoolExecutor(2) as i:\n    i.map(work, range(4))\n',
    `
    6 process multiprocessing.Process work -> cpu; 2 literal, parallel, same-file
    7 process multiprocessing.Process work -> cpu; 2 literal, parallel, same-file
    9 process-pool multiprocessing.Pool.map work -> cpu; 3 literal, parallel, same-file
    11 process-pool concurrent.futures.ProcessPoolExecutor.submit work -> cpu; 2 literal, background, same-file
    13 interpreter-pool concurrent.futures.InterpreterPoolExecutor.map work -> cpu; 2 literal, parallel, same-file
    `,
  );
});

describe('spawn sites: targets', () => {
  test(
    'methods, lambdas, partials, nested functions, callables and decorated functions',
    'import functools, threading\nclass A:\n    def m(self):\n        work()\n    def __call__(self):\n        work()\na = A()\n@functools.wraps(work)\ndef d():\n    work()\ndef outer():\n    def inner():\n        work()\n    threading.Thread(target=inner).start()\nthreading.Thread(target=a.m).start()\nthreading.Thread(target=lambda: work()).start()\nthreading.Thread(target=functools.partial(work, 1)).start()\nthreading.Thread(target=a).start()\nthreading.Thread(target=d).start()\n',
    `
    16 thread threading.Thread inner -> cpu; 1 literal, background, same-file
    17 thread threading.Thread a.m -> cpu; 5 literal, parallel, same-file
    18 thread threading.Thread <lambda> -> cpu; 5 literal, parallel, same-file
    19 thread threading.Thread functools.partial(work, 1) -> cpu; 5 literal, parallel, same-file
    20 thread threading.Thread a -> cpu; 5 literal, parallel, same-file
    21 thread threading.Thread d -> cpu; 5 literal, parallel, same-file
    `,
  );
  test(
    'a target that arrives through a helper',
    'import threading\ndef background(func, *args):\n    threading.Thread(target=func, args=args).start()\nbackground(work, 1)\n',
    '5 thread threading.Thread func -> cpu; 1 literal, background, same-file',
  );
  test(
    'targets of other modules and of libraries, and targets nobody knows',
    'import threading, time, unknown_library\nfrom helper import crunch\nthreading.Thread(target=crunch).start()\nthreading.Thread(target=time.sleep, args=(3,)).start()\ndef g(callback):\n    threading.Thread(target=callback).start()\nthreading.Thread(target=unknown_library.work).start()\n',
    `
    5 thread threading.Thread crunch -> cpu; 2 literal, parallel, cross-file
    6 thread threading.Thread time.sleep -> wait; 3 literal, parallel, library
    8 thread threading.Thread callback -> unknown; 1 literal, background, unresolved
    9 thread threading.Thread unknown_library.work -> unknown; 2 literal, parallel, library
    `,
    { 'helper.py': 'def crunch():\n    for i in range(90_000_000): pass\n' },
  );
  test(
    'the name that reaches the use counts',
    'import threading\ndef job():\n    pass\nthreading.Thread(target=job).start()\njob = work\nthreading.Thread(target=job).start()\n',
    `
    6 thread threading.Thread job -> trivial; 2 literal, parallel, same-file
    8 thread threading.Thread job -> cpu; 1 literal, background, same-file
    `,
  );
});

describe('spawn sites: where they are', () => {
  test(
    'processes and threads of a context that is handed in',
    'import unittest\nclass Base(unittest.TestCase):\n    def go(self, context):\n        self.Process(target=work).start()\n        context.Process(target=work).start()\n        context.Thread(target=work).start()\n        context.Thread(7)\n        context.process(target=work)\n',
    `
    6 process multiprocessing.Process work -> cpu; 2 literal, parallel, same-file
    7 process multiprocessing.Process work -> cpu; 2 literal, parallel, same-file
    8 thread threading.Thread work -> cpu; 1 literal, background, same-file
    `,
  );
  test(
    'methods whose decorator hands back another function',
    'import threading\ndef guard(func):\n    def wrapper(*args):\n        return unknown(func, *args)\n    return wrapper\nclass Tests:\n    @guard\n    def test(self):\n        threading.Thread(target=work).start()\n',
    '11 thread threading.Thread work -> cpu; 1 literal, background, same-file',
  );
  test(
    'behind an attribute that starts as None and is set from a parameter',
    'import threading\nclass Pool:\n    def __init__(self):\n        self.inner = None\n    def use(self, inner):\n        self.inner = inner\n    def close(self):\n        if self.inner is None:\n            return\n        threading.Thread(target=work).start()\nPool().close()\n',
    '12 thread threading.Thread work -> cpu; 1 literal, background, same-file',
  );
  test(
    'behind a call that takes all the steps there are',
    `import threading\n${Array.from({ length: 40 }, (_, i) => `def f${i}(n):\n    f${(i + 1) % 40}(2 * n)\n    f${(i + 1) % 40}(2 * n + 1)\n`).join('')}f0(1)\nthreading.Thread(target=work).start()\n`,
    '125 thread threading.Thread work -> cpu; 1 literal, background, same-file',
  );
  test(
    'beside threads of unknown number',
    'import threading\ndef main(names):\n    for name in names:\n        threading.Thread(target=work).start()\n    threading.Thread(target=work).start()\n',
    `
    6 thread threading.Thread work -> cpu; 1000 unknown, parallel, same-file
    7 thread threading.Thread work -> cpu; 2 literal, parallel, same-file
    `,
  );
});

describe('spawn sites: imports', () => {
  test(
    'inside functions, conditional, star, and with a fallback',
    'from threading import *\ntry:\n    from concurrent.futures import ThreadPoolExecutor as Pool\nexcept ImportError:\n    Pool = None\ndef g():\n    import threading as t\n    t.Thread(target=work).start()\nThread(target=work).start()\nPool(2).submit(work)\n',
    `
    10 thread threading.Thread work -> cpu; 1 literal, background, same-file
    11 thread threading.Thread work -> cpu; 1 literal, background, same-file
    12 thread-pool concurrent.futures.ThreadPoolExecutor.submit work -> cpu; 2 literal, background, same-file
    `,
  );
});

describe('spawn sites: callers that do not name what they call', () => {
  test(
    'are those that make the object which `with` enters',
    'import _thread\nclass Bunch:\n    def __init__(self, func):\n        self.func = func\n    def __enter__(self):\n        _thread.start_new_thread(self.func, ())\n    def __exit__(self, *error): pass\ndef go():\n    with Bunch(work): pass\n',
    '8 thread _thread.start_new_thread self.func -> cpu; 1 literal, background, same-file',
  );
});

describe('spawn sites: broken code', () => {
  test(
    'what is whole still counts',
    'import threading\ndef broken(:\n    x = = 3\nthreading.Thread(target=work).start()\n',
    '6 thread threading.Thread work -> cpu; 1 literal, background, same-file',
  );
});

describe('spawn sites: pools that the code is handed', () => {
  it('or annotated as any of them', async () => {
    const text =
      'from concurrent.futures import Executor\nclass Evaluator:\n    def __init__(self):\n        self.pool = None\n    def use(self, pool: Executor):\n        self.pool = pool\n    def run(self):\n        self.pool.submit(work)\n';
    const { module } = await analysed(WORK + text);
    assert.deepEqual(
      module.sites.map(({ at, verdict, confidence }) => `${at.line} ${verdict} ${confidence}`),
      ['10 cpu low'],
    );
  });
  it('or one of several classes', async () => {
    const text =
      'from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor\ndef f(option):\n    if option:\n        Pool = ProcessPoolExecutor\n    else:\n        Pool = ThreadPoolExecutor\n    with Pool(max_workers=2) as pool:\n        pool.submit(work)\n';
    const { module } = await analysed(WORK + text);
    assert.deepEqual(
      module.sites.map(({ at, verdict, confidence }) => `${at.line} ${verdict} ${confidence}`),
      ['10 cpu low'],
    );
  });
  it('may be of processes, so nothing is sure', async () => {
    const text =
      'import asyncio\nasync def f(executor):\n    loop = asyncio.get_running_loop()\n    await loop.run_in_executor(None, work)\n    await loop.run_in_executor(executor, work)\n';
    const { module } = await analysed(WORK + text);
    assert.deepEqual(
      module.sites.map(({ at, verdict, confidence }) => `${at.line} ${verdict} ${confidence}`),
      ['6 cpu high', '7 cpu low'],
    );
  });
});

describe('spawn sites: guesses inside guesses', () => {
  it('do not outweigh a wait beside them', async () => {
    const text =
      'import threading\ndef serve(sock, tables):\n    for table in tables:\n        sock.recv(1024)\n        for row in table:\n            for cell in row:\n                handled = sum(k * cell for k in range(40))\ndef crunch(tables):\n    for table in tables:\n        for row in table:\n            for cell in row:\n                handled = sum(k * cell for k in range(40))\ndef main(sock, tables):\n    for i in range(4):\n        threading.Thread(target=serve, args=(sock, tables)).start()\n        threading.Thread(target=crunch, args=(tables,)).start()\n';
    const { module } = await analysed(WORK + text);
    assert.deepEqual(
      module.sites.map(({ target, verdict, confidence }) => `${target} ${verdict} ${confidence}`),
      ['serve cpu low', 'crunch cpu medium'],
    );
  });
});
