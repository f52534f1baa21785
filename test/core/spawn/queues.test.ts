/** Workers that take their work from a queue: what they do follows from what the program puts into it, and when. */
import { checkSites } from '../../support/analysis';

const HEAD = `import queue, threading
q = queue.Queue()
def count(n):
    while n > 0:
        n -= 1
def worker():
    while True:
        item = q.get()
        if item is None:
            break
        count(item)
        q.task_done()
def check():
    while not q.empty():
        count(q.get_nowait())
`;

/** `text` stands behind two workers, so its first line is line 16. */
const test = (title: string, text: string, expected: string): void => {
  it(title, () => checkSites(HEAD + text, expected));
};

describe('queues', () => {
  test(
    'that the program fills, before or after it starts the workers',
    'for _ in range(4):\n    threading.Thread(target=worker).start()\nfor n in [3_000_000, 5_000_000]:\n    q.put(n)\n',
    '17 thread threading.Thread worker -> cpu; 4 loop, parallel, same-file',
  );
  test(
    'of rows of a table, however many',
    `rows = [(10, 1), (20_000_000, 2), (30_000_000, 3), (4, 40_000_000), (50_000_000, 5), (6, 60)]\nfor n, _ in rows:\n    q.put(n)\nthreading.Thread(target=worker).start()\n`,
    '19 thread threading.Thread worker -> cpu; 1 literal, background, same-file',
  );
  test(
    'filled at once with small work, and taken from without waiting',
    'for n in range(1000):\n    q.put(1000)\nfor _ in range(4):\n    threading.Thread(target=check).start()\n',
    '19 thread threading.Thread check -> cpu; 4 loop, parallel, same-file',
  );
  test(
    'filled now and then',
    'threading.Thread(target=worker).start()\nwhile True:\n    q.put(len(input()))\n',
    '16 thread threading.Thread worker -> wait; 1 literal, background, same-file',
  );
  test(
    'filled with tiny work now and then by somebody else',
    'threading.Thread(target=worker).start()\ndef pressed(button):\n    q.put(3)\n',
    '16 thread threading.Thread worker -> wait; 1 literal, background, same-file',
  );
});
