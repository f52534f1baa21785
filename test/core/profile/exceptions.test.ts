/** Exceptions as control flow: what a loop with a handler in it does. */
import { checkOutline } from '../../support/analysis';

const test = (title: string, text: string, expected: string): void => {
  it(title, () => checkOutline(text, 'f', expected));
};

describe('work profile: exceptions', () => {
  test(
    'a raise that is caught in the same round does not end the loop',
    `
def f(xs):
    for i in range(100):
        try:
            if xs[i]:
                raise ValueError(i)
        except ValueError:
            for j in range(5): pass
`.trim(),
    `
    2 loop 100 literal
      3 branch 20 %
        7 loop 5 literal
    `,
  );
  test(
    'a raise that nobody catches does',
    `
def f(xs):
    for i in range(100):
        if xs[i]:
            for j in range(5): pass
            raise ValueError(i)
`.trim(),
    `
    2 loop 100 literal
      3 branch 1 %
        4 loop 5 literal
    `,
  );
});
