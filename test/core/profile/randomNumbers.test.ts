/** Random numbers lie between the bounds that the code gives. */
import { checkOutline } from '../../support/analysis';

const test = (title: string, text: string, expected: string): void => {
  it(title, () => checkOutline(`import random\n${text}`, 'f', expected));
};

describe('random numbers', () => {
  test(
    'loops run as often as on average',
    'def f():\n    for i in range(random.randint(10, 20)): pass\n    for i in range(random.randrange(1, 10)): pass\n    for i in range(random.randrange(101)): pass\n    for i in range(int(random.uniform(4, 8))): pass\n    for i in range(int(100 * random.random())): pass\n',
    `
    3 loop 15 constant
    4 loop 5 constant
    5 loop 50 constant
    6 loop 6 constant
    7 loop 50 constant
    `,
  );
  test(
    'of another generator too',
    'rng = random.Random(1)\ndef f():\n    for i in range(rng.randint(a=1, b=5)): pass\n',
    '4 loop 3 constant',
  );
  test(
    'what they decide is not decided',
    'def f():\n    if random.random() < 0.5:\n        for i in range(3): pass\n    if random.randint(1, 6) > 6:\n        for i in range(4): pass\n',
    `
    3 branch 50 %
      4 loop 3 literal
    `,
  );
  test(
    'bounds that are not known give none',
    'def f(n):\n    for i in range(random.randint(1, n)): pass\n    for i in range(random.randrange(0, 10, 2)): pass\n',
    `
    3 loop 1000 unknown
    4 loop 1000 unknown
    `,
  );
});
