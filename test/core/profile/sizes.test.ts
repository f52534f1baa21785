/** Sizes that the interpreter works out: each text loops over what was made, so that the loop shows how long that is. */
import { checkOutline } from '../../support/analysis';

const test = (title: string, text: string, expected: string): void => {
  it(title, () => checkOutline(text, 'f', expected));
};

describe('work profile: integers beyond machine words', () => {
  test('a power', 'def f():\n    for d in str(2 ** 10_000): pass\n', '2 loop 3000 literal');
  test(
    'a product of a loop grows by the length of its factors',
    'def f():\n    x = 1\n    for i in range(1000):\n        x *= 1024\n    for d in str(x): pass\n',
    `
    3 loop 1000 literal
    5 loop 3000 assumed
    `,
  );
  test(
    'a product of loops in loops grows in all of them',
    'def f():\n    x = 1\n    for i in range(10):\n        for j in range(100):\n            x *= j + 1000\n    for d in str(x): pass\n',
    `
    3 loop 10 literal
      4 loop 100 literal
    6 loop 3000 assumed
    `,
  );
  test(
    'Fibonacci numbers',
    'def f():\n    a, b = 0, 1\n    for i in range(1000):\n        a, b = b, a + b\n    for d in str(a): pass\n',
    `
    3 loop 1000 literal
    5 loop 210 assumed
    `,
  );
  test(
    'repeated squaring doubles',
    'def f():\n    x = 4\n    for i in range(10):\n        x = x * x\n    for d in str(x): pass\n',
    `
    3 loop 10 literal
    5 loop 620 assumed
    `,
  );
  test(
    'a remainder keeps it short',
    'def f():\n    x = 4\n    for i in range(1000):\n        x = x * x % 1_000_007\n    for d in str(x): pass\n',
    `
    3 loop 1000 literal
    5 loop 8 assumed
    `,
  );
  test(
    'a sum does not outgrow a word',
    'def f():\n    x = 0\n    for i in range(1000):\n        x += i\n    for d in str(x): pass\n',
    `
    3 loop 1000 literal
    5 loop 8 assumed
    `,
  );
});

describe('work profile: data that is written out and read', () => {
  test(
    'JSON is as long as what it holds',
    'import json\ndef f():\n    rows = [{"a": 1, "b": 2}] * 100\n    for c in json.dumps(rows): pass\n',
    `
    4 hold json.dumps
    4 loop 2000 unknown
    `,
  );
  test(
    'Base64 adds a third',
    'import base64\ndef f():\n    for c in base64.b64encode(b"x" * 300): pass\n',
    '3 loop 400 unknown',
  );
  test(
    'a name ending in .log says that the file is large',
    'from pathlib import Path\ndef f():\n    for c in Path("server.log").read_text(): pass\n',
    `
    3 io pathlib.Path.read_text
    3 loop 2e7 unknown
    `,
  );
  test(
    'what loops of unknown length fill is large, but not beyond measure',
    'def f(rows, names):\n    table = {}\n    for row in rows:\n        for name in names:\n            for part in name:\n                table[part] = row\n    for key in table: pass\n',
    `
    3 loop 1000 unknown
      4 loop 300 unknown
        5 loop 10 unknown
    7 loop 10000 unknown
    `,
  );
  test(
    'a digest of a digest is as short as the first, and hashed with the GIL',
    'import hashlib\ndef f(text):\n    digest = hashlib.sha512(b"abc").digest()\n    for i in range(1000):\n        digest = hashlib.sha512(digest).digest()\n    for c in digest: pass\n',
    `
    4 loop 1000 literal
    6 loop 32 unknown
    `,
  );
  test(
    'a digest is short whatever the first round hashes',
    'import hashlib\ndef f(text):\n    value = b"seed"\n    for i in range(1000):\n        value = hashlib.sha256(value).digest()\n    word = "seed"\n    while i:\n        word = hashlib.md5(word.encode()).hexdigest()\n    for c in word: pass\n',
    `
    4 loop 1000 literal
    7 loop 100 unknown
    9 loop 64 unknown
    `,
  );
  test(
    'a digest of an object that the round makes itself',
    'import hashlib\ndef f(text):\n    value = b"seed"\n    for i in range(1000):\n        digest = hashlib.sha256()\n        digest.update(value)\n        value = digest.digest()\n        for c in value: pass\n',
    `
    4 loop 1000 literal
      8 loop 32 unknown
    `,
  );
  test(
    'what grows in every round is of unknown length',
    'def f(text):\n    value = "seed"\n    for i in range(1000):\n        value = value + "more"\n        for c in value: pass\n',
    `
    3 loop 1000 literal
      5 loop 1000 unknown
    `,
  );
});
