/** Operators, comparisons, subscripts and iteration that run methods written in Python. */
import { checkOutline } from '../../support/analysis';

const test = (title: string, text: string, expected: string): void => {
  it(title, () => checkOutline(text, 'f', expected));
};

/** A class whose methods each run a loop of their own length. */
const CLASS = `
class C:
    def __add__(self, other):
        for i in range(1): pass
        return self
    def __iadd__(self, other):
        for i in range(2): pass
        return self
    def __rmul__(self, other):
        for i in range(3): pass
        return self
    def __lt__(self, other):
        for i in range(4): pass
        return True
    def __contains__(self, item):
        for i in range(5): pass
        return True
    def __getitem__(self, index):
        for i in range(6): pass
        return self
    def __setitem__(self, index, value):
        for i in range(7): pass
    def __delitem__(self, index):
        for i in range(8): pass
    def __len__(self):
        for i in range(9): pass
        return 70
`.trim();

describe('work profile: operators written in Python', () => {
  test(
    'arithmetic, also mirrored and in place',
    `${CLASS}\ndef f():\n    c = C()\n    c + c\n    2 * c\n    c += 1\n`,
    `
    29 call C.__add__
      3 loop 1 literal
    30 call C.__rmul__
      9 loop 3 literal
    31 call C.__iadd__
      6 loop 2 literal
    `,
  );
  test(
    'comparisons, also mirrored, and containment',
    `${CLASS}\ndef f():\n    c = C()\n    c < c\n    1 > c\n    1 in c\n`,
    `
    29 call C.__lt__
      12 loop 4 literal
    30 call C.__lt__
      12 loop 4 literal
    31 call C.__contains__
      15 loop 5 literal
    `,
  );
  test(
    'subscripts and length',
    `${CLASS}\ndef f():\n    c = C()\n    c[0]\n    c[0] = 1\n    del c[0]\n    for i in range(len(c)): pass\n`,
    `
    29 call C.__getitem__
      18 loop 6 literal
    30 call C.__setitem__
      21 loop 7 literal
    31 call C.__delitem__
      23 loop 8 literal
    32 call C.__len__
      25 loop 9 literal
    32 loop 70 literal
    `,
  );
  test(
    'sorting compares',
    `${CLASS}\ndef f():\n    cs = [C() for i in range(8)]\n    cs.sort()\n`,
    `
    28 loop 8 literal
    29 loop 24 assumed
      29 call C.__lt__
        12 loop 4 literal
    `,
  );
  test(
    'iteration over a generator method',
    'class C:\n    def __iter__(self):\n        for i in range(30):\n            yield i\ndef f():\n    for x in C(): pass\n',
    `
    5 call C.__iter__
      3 loop 30 literal
    6 loop 30 assumed
    `,
  );
  test(
    'an iterator that counts down',
    'class C:\n    def __init__(self, n):\n        self.n = n\n    def __iter__(self):\n        return self\n    def __next__(self):\n        if self.n <= 0:\n            raise StopIteration\n        self.n -= 1\n        return self.n\ndef f():\n    for x in C(50): pass\n',
    `
    12 call C
    11 call C.__iter__
    11 loop 50 literal
      11 call C.__next__
    12 loop 50 literal
    `,
  );
});
