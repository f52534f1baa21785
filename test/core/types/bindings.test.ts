/** What a name or attribute holds that gets its value somewhere else: in another function, another method, by default None. */
import { checkSites } from '../../support/analysis';

const test = (title: string, text: string, expected: string): void => {
  it(title, () => checkSites(`import threading, socket\n${text}`, expected));
};

const start = (target: string): string => `threading.Thread(target=${target}).start()\n`;

describe('variables that a function sets', () => {
  test(
    'with global, from what it makes',
    `conn = None\ndef init():\n    global conn\n    conn = socket.create_connection(("a", 1))\ndef work():\n    conn.sendfile(None)\n${start('work')}`,
    '8 thread threading.Thread work -> io; 1 literal, background, same-file',
  );
  test(
    'in a branch, from a parameter with an annotation',
    `conn = None\ndef init(given: socket.socket):\n    global conn\n    if given:\n        conn = given\ndef work():\n    conn.sendfile(None)\n${start('work')}`,
    '9 thread threading.Thread work -> io; 1 literal, background, same-file',
  );
  test(
    'from a local name, which tells nothing',
    `conn = None\ndef init():\n    global conn\n    made = find()\n    conn = made\ndef work():\n    conn.sendfile(None)\n${start('work')}`,
    '9 thread threading.Thread work -> unknown; 1 literal, background, same-file',
  );
  test(
    'from each other, which tells nothing',
    `a = None\nb = None\ndef init():\n    global a, b\n    a = b\n    b = a\ndef work():\n    a.sendfile(None)\n${start('work')}`,
    '10 thread threading.Thread work -> unknown; 1 literal, background, same-file',
  );
  test(
    'by its annotation, where only None is in sight',
    `from typing import Optional\nconn: Optional[socket.socket] = None\ndef init(given):\n    global conn\n    conn = given\ndef work():\n    conn.sendfile(None)\n${start('work')}`,
    '9 thread threading.Thread work -> io; 1 literal, background, same-file',
  );
});

describe('attributes that another method sets', () => {
  test(
    'after None in the constructor',
    `class Link:\n    def __init__(self):\n        self.conn = None\n    def open(self):\n        self.conn = socket.create_connection(("a", 1))\n    def work(self):\n        self.conn.sendfile(None)\n${start('Link().work')}`,
    '9 thread threading.Thread Link().work -> io; 1 literal, background, same-file',
  );
  test(
    'by their annotation, where only None is in sight',
    `from typing import Optional\nclass Link:\n    backup: Optional[socket.socket] = None\n    def __init__(self):\n        self.conn: Optional[socket.socket] = None\n    def work(self):\n        self.conn.sendfile(None)\n    def more(self):\n        self.backup.sendfile(None)\n${start('Link().work')}${start('Link().more')}`,
    `
    11 thread threading.Thread Link().work -> io; 2 literal, parallel, same-file
    12 thread threading.Thread Link().more -> io; 2 literal, parallel, same-file
    `,
  );
});

describe('statements that set an attribute', () => {
  const made = 'socket.create_connection(("a", 1))';
  const forms: readonly (readonly [string, string])[] = [
    ['with an annotation', `self.conn: socket.socket = ${made}`],
    ['after another on the line', `print(); self.conn: socket.socket = ${made}`],
    ['on the next line', `self.conn \\\n            = ${made}`],
    ['together with others', `first = self.conn = ${made}`],
    ['as the target of a with', `with ${made} as self.conn:\n            pass`],
    ['as one of several such targets', `with (${made} as self.conn, open("a") as b):\n            pass`],
  ];
  for (const [title, statement] of forms) {
    const text = `class Link:\n    def open(self):\n        ${statement}\n    def work(self):\n        self.conn.sendfile(None)\n`;
    test(
      title,
      `${text}${start('Link().work')}`,
      `${text.split('\n').length + 1} thread threading.Thread Link().work -> io; 1 literal, background, same-file`,
    );
  }
  const others: readonly (readonly [string, string, string])[] = [
    ['not where it is only read', 'print(self.n, key(self.n), [\n            self.n])', 'cpu'],
    ['not where it is compared', 'if self.n == 5 or 5 <= self.n: pass', 'cpu'],
    ['among several targets', 'self.n, b = find()', 'trivial'],
    ['last of several targets', 'b, self.n = find()', 'trivial'],
    [
      'on a line of its own among them',
      '(\n            self.n,\n            b,\n        ) = find()',
      'trivial',
    ],
    ['by an operator', 'self.n //= 2', 'trivial'],
  ];
  for (const [title, statement, verdict] of others) {
    const text = `class Job:\n    def __init__(self):\n        self.n = 50_000_000\n    def more(self):\n        ${statement}\n    def work(self):\n        for i in range(self.n): pass\n`;
    test(
      title,
      `${text}${start('Job().work')}`,
      `${text.split('\n').length + 1} thread threading.Thread Job().work -> ${verdict}; 1 literal, background, same-file`,
    );
  }
});

describe('objects that annotations speak of', () => {
  const job = `class Job:\n    def __init__(self, n):\n        self.n = n\n    def go(self):\n        for i in range(self.n): pass\n`;
  const later = `Job(50_000_000)\ndef work(job: Job):\n    job.go()\n${start('work')}`;
  test(
    'are like the first that the code makes, also where an earlier annotation names the class',
    `${job}def keep(job: Job): pass\nkeep(find())\n${later}`,
    '12 thread threading.Thread work -> cpu; 1 literal, background, same-file',
  );
  test(
    'are made with unknown arguments where they are read before that',
    `${job}def keep(job: Job): job.n\nkeep(find())\n${later}`,
    '12 thread threading.Thread work -> trivial; 1 literal, background, same-file',
  );
});

describe('parts of library objects', () => {
  const client = 'from pymongo import MongoClient\nimport wave\nclient = MongoClient()\n';
  test(
    'what a subscript gives',
    `${client}items = client["shop"]["items"]\ndef work(x):\n    items.insert_one(x)\n${start('work, args=(1,)')}`,
    '8 thread threading.Thread work -> io; 1 literal, background, same-file',
  );
  test(
    'what any attribute gives, unless it is one of the class',
    `${client}def work(x):\n    client.shop.items.find_one(x)\n    client.close()\n${start('work, args=(1,)')}`,
    '8 thread threading.Thread work -> io; 1 literal, background, same-file',
  );
  test(
    'what open gives by its mode, and without one',
    `${client}def work(path):\n    with wave.open(path) as sound:\n        sound.readframes(9)\n${start('work, args=("a",)')}`,
    '8 thread threading.Thread work -> io; 1 literal, background, same-file',
  );
});
