/** Rounds of `while` loops whose text tells when they end. */
import { checkOutline } from '../../support/analysis';

const test = (title: string, text: string, expected: string): void => {
  it(title, () => checkOutline(text, 'f', expected));
};

describe('work profile: rounds of while loops', () => {
  test(
    'bisection halves the distance each round',
    `
def f():
    low, high = 0, 1024
    while low < high:
        middle = (low + high) // 2
        if g(middle):
            low = middle + 1
        else:
            high = middle
`.trim(),
    `
    3 loop 11 constant
      5 unknown g
    `,
  );
  test(
    'Euclid takes as many rounds as the number has digits, less the constant',
    `
def f():
    a, b = 1000, 400
    while b:
        a, b = b, a % b
`.trim(),
    '3 loop 6.1 constant',
  );
  test(
    'a divisor up to the square root',
    `
def f():
    n = 10_000
    d = 2
    while d * d <= n:
        d += 2
`.trim(),
    '4 loop 50 constant',
  );
  test(
    'a factor is divided out as often as numbers have it',
    `
def f():
    n = 1_000_000
    while n % 2 == 0:
        n //= 2
    d = 3
    while d * d <= n:
        while n % d == 0:
            n = n // d
        d += 2
`.trim(),
    `
    3 loop 1 constant
    6 loop 100 unknown
      7 loop 0.016 assumed
    `,
  );
  test(
    'divmod divides',
    `
def f():
    n = 1_000_000
    while n:
        n, digit = divmod(n, 10)
`.trim(),
    '3 loop 7 literal',
  );
  test(
    'an attribute that counts',
    `
class C:
    pass
def f():
    c = C()
    c.at = 0
    while c.at < 40:
        c.at += 2
`.trim(),
    '6 loop 20 literal',
  );
  test(
    'a test with a second condition may end sooner',
    `
def f(xs):
    i = 0
    while i < 100 and xs[i]:
        i += 1
`.trim(),
    '3 loop 50 literal',
  );
  test(
    'merging two lists takes a round for each of their elements',
    `
def f():
    a = [0] * 50
    b = [0] * 50
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] < b[j]:
            i += 1
        else:
            j += 1
`.trim(),
    '5 loop 100 literal',
  );
  test(
    'a list that is worked off',
    `
def f():
    todo = [1, 2, 3, 4]
    while todo:
        todo.pop()
`.trim(),
    '3 loop 4 literal',
  );
  test(
    'a search through a graph sees an unknown number of nodes',
    `
from collections import deque
def f(graph):
    todo = deque([0])
    while todo:
        node = todo.popleft()
        todo.append(graph[node])
`.trim(),
    '4 loop 1000 unknown',
  );
  test(
    'what an inner loop moves on and the outer one never puts back is paid for once',
    `
def f(xs):
    j = 0
    for i in range(100):
        while j < i and xs[j] < xs[i]:
            j += 1
`.trim(),
    `
    3 loop 100 literal
      4 loop 1 assumed
    `,
  );
  test(
    'what the outer loop puts back is not',
    `
def f(xs):
    for i in range(100):
        j = 0
        while j < 40:
            j += 1
`.trim(),
    `
    2 loop 100 literal
      4 loop 40 literal
    `,
  );
  test(
    'a list that the loop fills is half full on average, and full afterwards',
    `
def f():
    xs = []
    for i in range(100):
        for x in xs: pass
        xs.append(i)
    for x in xs: pass
`.trim(),
    `
    3 loop 100 literal
      4 loop 50 literal
    6 loop 100 literal
    `,
  );
  test(
    'a return leaves all loops around it, so only the outermost has half its rounds, and once a call',
    `
def f(words):
    for a in range(20):
        for b in range(30):
            if g(a, b):
                print(a)
                return a
`.trim(),
    `
    2 loop 10 literal
      3 loop 30 literal
        4 unknown g
        4 branch 0 %
          5 io print
    `,
  );
  test(
    'a break leaves the innermost loop only',
    `
def f(words):
    for a in range(20):
        for b in range(30):
            if g(a, b):
                print(a)
                break
`.trim(),
    `
    2 loop 20 literal
      3 loop 15 literal
        4 unknown g
        4 branch 3 %
          5 io print
    `,
  );
  test(
    'computing until another thread says stop',
    `
import threading
stop = threading.Event()
def f():
    n = 0
    while not stop.is_set():
        n += 1
`.trim(),
    '5 loop without end',
  );
  test(
    'or another process',
    `
def f(the_end):
    n = 0
    while not the_end.value:
        n += 1
`.trim(),
    '3 loop without end',
  );
  test(
    'a search that the others end as well tries many candidates',
    `
import threading
found = threading.Event()
def f(target):
    n = 0
    while not found.is_set():
        if n * n % 1000003 == target:
            print(n)
            found.set()
            break
        n += 1
`.trim(),
    `
    5 loop 1e6 assumed
      6 branch 1 %
        7 io print
    `,
  );
  test(
    'what waits, reads or calls others in such a loop may be stopped soon',
    `
import time
def f(server):
    while server.running:
        time.sleep(1)
    while server.running:
        handle()
`.trim(),
    `
    3 loop 10 unknown
      4 wait time.sleep
    5 loop 100 unknown
      6 unknown handle
    `,
  );
  test(
    'a search for a digest that starts with zeros',
    `
import hashlib
def f(text, difficulty):
    nonce = 0
    while not hashlib.sha256(f"{text}{nonce}".encode()).hexdigest().startswith("0" * 5):
        nonce += 1
    while True:
        nonce += 1
        if hashlib.sha256(str(nonce).encode()).hexdigest()[:difficulty] == "0" * difficulty:
            break
    while hashlib.md5(str(nonce).encode()).hexdigest()[0 : 5] != "00000":
        nonce += 1
`.trim(),
    `
    4 loop 1e6 constant
    6 loop 33000 assumed
    10 loop 1e6 constant
    `,
  );
  test(
    'the same, with the condition in a function of its own',
    `
import hashlib
def f(last):
    proof = 0
    while valid(last, proof) is False:
        proof += 1
def valid(last, proof):
    digest = hashlib.sha256(f"{last}{proof}".encode()).hexdigest()
    return digest[:4] == "0000"
`.trim(),
    `
    4 loop 66000 constant
      4 call valid
    `,
  );
  test(
    'words of several lengths from an alphabet of the standard library',
    `
import itertools, string
from string import digits
def f(n):
    for length in range(1, 4):
        for word in itertools.product(string.ascii_lowercase, repeat=length):
            g(word)
    for word in itertools.product(digits, repeat=int(n)):
        pass
`.trim(),
    `
    4 loop 3 literal
      5 loop 6100 constant
        6 unknown g
    7 loop 10000 constant
    `,
  );
  test(
    'an endless loop in a try ends with the exception that says that there is no more',
    `
import queue
def f(messages):
    try:
        while True:
            handle(messages.get_nowait())
    except queue.Empty:
        pass
    try:
        while True:
            handle(1)
    except OSError:
        pass
`.trim(),
    `
    4 loop 100 unknown
      5 unknown messages.get_nowait
      5 unknown handle
    9 loop without end
      10 unknown handle
    `,
  );
});
