/** What the interpreter makes of loops, constants, branches and calls: the shape of work profiles. */
import { checkOutline } from '../../support/analysis';

const test = (title: string, text: string, name: string, expected: string, files = {}): void => {
  it(title, () => checkOutline(text, name, expected, files));
};

describe('work profile: loop counts', () => {
  test('a literal range', 'def f():\n    for i in range(10):\n        pass\n', 'f', '2 loop 10 literal');
  test(
    'a range with start and step',
    'def f():\n    for i in range(2, 20, 3): pass\n',
    'f',
    '2 loop 6 literal',
  );
  test('a module constant', 'N = 500\ndef f():\n    for i in range(N): pass\n', 'f', '3 loop 500 constant');
  test('an argument of a call', 'def f(n):\n    for i in range(n): pass\nf(70)\n', 'f', '2 loop 70 argument');
  test(
    'a keyword argument and a default',
    'def f(n, m=3):\n    for i in range(n):\n        for j in range(m): pass\nf(n=70)\n',
    'f',
    `
    2 loop 70 argument
      3 loop 3 default
    `,
  );
  test(
    'an inner range that depends on the outer variable runs half as often',
    'def f():\n    for i in range(100):\n        for j in range(i): pass\n',
    'f',
    `
    2 loop 100 literal
      3 loop 50 constant
    `,
  );
  test(
    'the length of a list that is written out',
    'def f():\n    xs = [1, 2, 3]\n    for x in xs: pass\n    for i in range(len(xs)): pass\n',
    'f',
    `
    3 loop 3 literal
    4 loop 3 literal
    `,
  );
  test(
    'a list that a loop fills',
    'def f():\n    xs = []\n    for i in range(40):\n        xs.append(i)\n    for x in xs: pass\n',
    'f',
    `
    3 loop 40 literal
    5 loop 40 literal
    `,
  );
  test(
    'a list comprehension, sliced',
    'def f():\n    xs = [i * i for i in range(200)]\n    for x in xs[:50]: pass\n',
    'f',
    `
    2 loop 200 literal
    3 loop 50 literal
    `,
  );
  test('a string repeated', 'def f():\n    for c in "ab" * 30: pass\n', 'f', '2 loop 60 literal');
  test('unknown data', 'def f(data):\n    for x in data: pass\n', 'f', '2 loop 1000 unknown');
  test(
    'unknown data inside unknown data is taken to be smaller',
    'def f(rows):\n    for row in rows:\n        for x in row: pass\n',
    'f',
    `
    2 loop 1000 unknown
      3 loop 300 unknown
    `,
  );
  test(
    'a while that counts up, down, and by halves',
    'def f():\n    i = 0\n    while i < 30:\n        i += 2\n    n = 9\n    while n:\n        n -= 1\n    k = 1024\n    while k > 1:\n        k //= 2\n',
    'f',
    `
    3 loop 15 literal
    6 loop 9 literal
    9 loop 11 literal
    `,
  );
  test(
    'a loop without end',
    'def f():\n    while True:\n        g()\n',
    'f',
    '2 loop without end\n  3 unknown g',
  );
  test(
    'a loop that may be left halves its rounds, one that always is runs once',
    'def f(x):\n    for i in range(100):\n        if x == i: break\n    for i in range(100):\n        return i\n',
    'f',
    `
    2 loop 50 literal
    4 loop 1 literal
    `,
  );
  test(
    'itertools',
    'from itertools import combinations, permutations, product\ndef f():\n    for a in product(range(4), repeat=3): pass\n    for b in permutations("abcd"): pass\n    for c in combinations(range(10), 2): pass\n',
    'f',
    `
    3 loop 64 literal
    4 loop 24 literal
    5 loop 45 literal
    `,
  );
  test(
    'enumerate, zip, reversed and dict items',
    'def f():\n    for i, x in enumerate([1, 2, 3, 4]): pass\n    for a, b in zip(range(9), range(5)): pass\n    for r in reversed(range(7)): pass\n    for k, v in {"a": 1, "b": 2}.items(): pass\n',
    'f',
    `
    2 loop 4 literal
    3 loop 5 literal
    4 loop 7 literal
    5 loop 2 literal
    `,
  );
});

describe('work profile: control flow', () => {
  test(
    'code behind a return or a constant False is not there',
    'DEBUG = False\ndef f():\n    if DEBUG:\n        for i in range(9): pass\n    return 1\n    for i in range(8): pass\n',
    'f',
    '',
  );
  test(
    'a constant that a function rebinds is not one',
    'DEBUG = False\ndef on():\n    global DEBUG\n    DEBUG = True\ndef f():\n    if DEBUG:\n        for i in range(9): pass\n',
    'f',
    `
    6 branch 50 %
      7 loop 9 literal
    `,
  );
  test(
    'a handler counts where its body certainly raises',
    'def f():\n    try:\n        raise ValueError(1)\n    except ValueError:\n        for i in range(9): pass\n',
    'f',
    `
    2 branch 100 %
      5 loop 9 literal
    `,
  );
  test(
    'the main guard is true',
    'def f():\n    for i in range(3): pass\nif __name__ == "__main__":\n    f()\n',
    'f',
    '2 loop 3 literal',
  );
  test(
    'match arms',
    'def f(x):\n    match x:\n        case [a, b]:\n            for i in range(3): pass\n        case _:\n            for i in range(5): pass\n',
    'f',
    `
    2 branch 50 %
      4 loop 3 literal
    2 branch 50 %
      6 loop 5 literal
    `,
  );
});

describe('work profile: calls', () => {
  test(
    'same-file functions, methods and properties are followed',
    'class A:\n    def __init__(self, n):\n        self.n = n\n    @property\n    def size(self):\n        return self.n\n    def work(self):\n        for i in range(self.size): pass\ndef f():\n    A(12).work()\n',
    'f',
    `
    10 call A
    10 call A.work
      8 call size
      8 loop 12 argument
    `,
  );
  test(
    'partials, lambdas and callables in variables',
    'from functools import partial\ndef g(a, b):\n    for i in range(a): pass\ndef f():\n    h = partial(g, 5)\n    h(1)\n    (lambda n: g(n, 2))(6)\n',
    'f',
    `
    6 call g
      3 loop 5 argument
    7 call <lambda>
      7 call g
        3 loop 6 argument
    `,
  );
  test(
    'a decorator of the file is applied, one of a library handed through',
    'import functools\ndef twice(g):\n    @functools.wraps(g)\n    def wrapper(*args):\n        g(*args)\n        g(*args)\n    return wrapper\n@twice\ndef work(n):\n    for i in range(n): pass\n@functools.lru_cache\ndef once(n):\n    for i in range(n): pass\ndef f():\n    work(3)\n    once(4)\n',
    'f',
    `
    15 call twice.<locals>.wrapper
      5 call work
        10 loop 3 argument
      6 call work
        10 loop 3 argument
    16 call once
      13 loop 4 argument
    `,
  );
  test(
    'generators work when they are consumed',
    'def numbers(n):\n    for i in range(n):\n        yield i\ndef f():\n    made = numbers(20)\n    for x in made: pass\n    total = sum(i for i in range(30))\n',
    'f',
    `
    5 call numbers
      2 loop 20 argument
    6 loop 20 assumed
    7 loop 30 literal
    `,
  );
  test(
    'callbacks of sorted and map',
    'def key(x):\n    for i in range(2): pass\ndef f():\n    sorted([3, 1, 2], key=key)\n    list(map(key, range(4)))\n',
    'f',
    `
    4 loop 3 constant
      4 call key
        2 loop 2 literal
    5 loop 4 constant
      5 call key
        2 loop 2 literal
    `,
  );
  test(
    'recursion with known arguments is exact, without it is assumed',
    'def down(n):\n    if n == 0:\n        return\n    down(n - 1)\ndef f():\n    down(2)\n',
    'f',
    `
    6 call down
      4 call down
        4 call down
    `,
  );
  test(
    'inheritance and super',
    'class Base:\n    def work(self):\n        for i in range(4): pass\nclass Child(Base):\n    def work(self):\n        super().work()\ndef f():\n    Child().work()\n',
    'f',
    `
    8 call Child.work
      6 call Base.work
        3 loop 4 literal
    `,
  );
  test(
    'what a user states of a function',
    'def fast(x):  # gilscope: native\n    for i in range(9): pass\ndef f():\n    fast(1)\n',
    'f',
    '4 native fast',
  );
  test(
    'modules beside the file',
    'from helper import work\nimport package.inner as inner\ndef f():\n    work(5)\n    inner.more()\n',
    'f',
    `
    4 call work
      2 loop 5 argument
    5 call more
      2 loop 6 literal
    `,
    {
      'helper.py': 'def work(n):\n    for i in range(n): pass\n',
      'package/__init__.py': '',
      'package/inner.py': 'def more():\n    for i in range(6): pass\n',
    },
  );
  test(
    'locks, awaits and waits',
    'import asyncio, threading, time\nlock = threading.Lock()\nasync def f():\n    with lock:\n        time.sleep(1)\n    await asyncio.sleep(2)\n',
    'f',
    `
    4 guard lock
      5 wait time.sleep
    6 await
      6 wait asyncio.sleep
    `,
  );
  test(
    'objects that nobody knows, by the names of their methods',
    'def f(line, sock, self, model, thread, page):\n    words = line.strip().split(",")\n    self.rows.append(words)\n    sock.recv(10)\n    self.session.get("https://example.org")\n    self.page.get("x")\n    self.logger.info("done")\n    model.encode(words)\n    line.encode("utf-8")\n    thread.join()\n    page.join(words)\n',
    'f',
    `
    2 hold str.strip
    2 hold str.split
    4 io socket.socket.recv
    5 io requests.Session.get
    6 unknown self.page.get
    7 hold logging.Logger.info
    8 unknown model.encode
    9 hold str.encode
    10 wait threading.Thread.join
    11 unknown page.join
    `,
  );
  test(
    'the output of another process comes when it comes',
    'import subprocess\ndef f(other):\n    process = subprocess.Popen(["x"], stdout=subprocess.PIPE)\n    for line in process.stdout:\n        pass\n    process.stdout.readline()\n    for line in other.stdout:\n        pass\n    for line in iter(other.stdout.readline, b""):\n        pass\n',
    'f',
    `
    3 io subprocess.Popen
    4 loop 1000 unknown
      4 io process.stdout
    6 io sys.stdin.readline
    7 loop 1000 unknown
      7 io other.stdout
    9 loop 1000 constant
      9 io sys.stdin.readline
    9 loop 1000 unknown
    `,
  );
  test(
    'elements of a list that only the callee describes',
    'import time\nclass Job:\n    def run(self):\n        time.sleep(1)\ndef f(source):\n    jobs = [job for job in source]\n    work(jobs)\ndef work(jobs: list[Job]):\n    jobs[0].run()\n',
    'f',
    `
    6 loop 1000 unknown
    7 call work
      9 call Job.run
        4 wait time.sleep
    `,
  );
  test(
    'arguments that change what a call does',
    'import zipfile\ndef f(path):\n    archive = zipfile.ZipFile(path)\n    archive.extractall("a")\n    archive.extractall("b", pwd=b"secret")\n',
    'f',
    `
    3 io zipfile.ZipFile
    4 native zipfile.ZipFile.extractall
    5 hold zipfile.ZipFile.extractall
    `,
  );
  test(
    'waits that do not wait',
    'import threading\nfrom concurrent.futures import ThreadPoolExecutor\ndef f():\n    lock = threading.Lock()\n    lock.acquire(False)\n    lock.acquire(blocking=False)\n    lock.acquire()\n    ThreadPoolExecutor().shutdown(wait=False)\n',
    'f',
    `
    7 wait threading.Lock.acquire
    `,
  );
  test(
    'hostile names are no entries of our tables',
    'def f(x):\n    x.constructor()\n    x.toString()\n    hasOwnProperty(1)\n    __proto__(2)\n',
    'f',
    `
    2 unknown x.constructor
    3 unknown x.toString
    4 unknown hasOwnProperty
    5 unknown __proto__
    `,
  );
  test(
    'a function that a context of variables runs',
    'import contextvars, time\ndef g(seconds):\n    time.sleep(seconds)\ndef f():\n    ctx = contextvars.copy_context()\n    ctx.run(g, 2)\n    contextvars.Context().run(g, seconds=2)\n',
    'f',
    `
    5 hold contextvars.copy_context
    6 call g
      3 wait time.sleep
    7 hold contextvars.Context
    7 call g
      3 wait time.sleep
    `,
  );
  test(
    'the next element of something that nobody knows',
    'def f(rows):\n    return next(rows)\ndef g(n):\n    return next(i for i in range(n))\n',
    'f',
    '2 unknown next',
  );
  test(
    'a number of threads that comes from outside is about that of the cores',
    'import sys\nfrom math import ceil\nSIZE = 4000\ndef f():\n    num_threads = int(sys.argv[1])\n    for i in range(num_threads):\n        start = i * ceil(SIZE / num_threads)\n        end = min(SIZE, (i + 1) * ceil(SIZE / num_threads))\n        for j in range(start, end): pass\n',
    'f',
    `
    6 loop 4 assumed
      9 loop 1000 assumed
    `,
  );
});
