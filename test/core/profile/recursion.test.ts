/** How often functions that call themselves run. */
import { checkOutline } from '../../support/analysis';

const test = (title: string, text: string, expected: string): void => {
  it(title, () => checkOutline(text, 'f', expected));
};

describe('work profile: recursion', () => {
  test(
    'a remembered function runs once for each combination of its arguments',
    `
from functools import lru_cache
@lru_cache(maxsize=None)
def paths(row, column):
    if row == 0 or column == 0:
        return 1
    return paths(row - 1, column) + paths(row, column - 1)
def f():
    paths(29, 19)
`.trim(),
    `
    8 call paths
      2 loop 600 argument
    `,
  );
  test(
    'arguments that never change make no combinations, those that count up go to their limit',
    `
import functools
@functools.cache
def best(items, at):
    if at == 40:
        return 0
    return max(best(items, at + 1), best(items, at + 2))
def f():
    best((1, 2, 3), 0)
`.trim(),
    `
    8 call best
      2 loop 41 argument
    `,
  );
  test(
    'parts of a list get smaller until one element is left',
    `
def halves(values):
    if len(values) < 2:
        return values
    middle = len(values) // 2
    return halves(values[:middle]) + halves(values[middle:])
def f():
    halves(list(range(4)))
`.trim(),
    `
    7 call halves
      5 call halves
        5 call halves
        5 call halves
      5 call halves
        5 call halves
        5 call halves
    `,
  );
  test(
    'a walk over a tree sees each node once',
    `
def walk(node):
    if node is None:
        return 0
    return 1 + walk(node.left) + walk(node.right)
def f(root):
    walk(root)
`.trim(),
    `
    6 call walk
      1 loop 1000 unknown
    `,
  );
  test(
    'a function of a size that is not told branches out',
    `
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
def f(n):
    fib(n)
`.trim(),
    `
    4 call fib
      1 loop 1e6 unknown
    `,
  );
  test(
    'most steps of a backtracking search do not fit',
    `
def place(row, taken):
    if row == 2:
        return
    for column in range(8):
        if column not in taken:
            place(row + 1, taken)
def f(taken):
    place(0, taken)
`.trim(),
    `
    8 call place
      4 loop 8 literal
        5 branch 40 %
          6 call place
            4 loop 8 literal
              5 branch 40 %
                6 call place
    `,
  );
  test(
    'a search that would take longer than anybody waits ends somewhere unknown',
    `
def f():
    solve([[0] * 9 for _ in range(9)])
def solve(grid):
    for r in range(9):
        for c in range(9):
            if grid[r][c] == 0:
                for v in range(1, 10):
                    grid[r][c] = v
                    if solve(grid):
                        return True
                    grid[r][c] = 0
                return False
    return True
`.trim(),
    `
    2 loop 9 literal
    2 call solve
      3 loop 1000 unknown
        4 loop 1 literal
          5 loop 1 literal
            7 loop 9 literal
    `,
  );
  test(
    'parts of a range are as many as it has elements',
    `
def order(values, low, high):
    if low < high:
        middle = (low + high) // 2
        order(values, low, middle)
        order(values, middle + 1, high)
def f(values, low, high):
    order(values, low, high)
`.trim(),
    `
    7 call order
      1 loop 1000 unknown
    `,
  );
  test(
    'ways through a grid are not',
    `
def ways(row, column):
    if row == 0 or column == 0:
        return 1
    return ways(row - 1, column) + ways(row, column - 1)
def f(row, column):
    ways(row, column)
`.trim(),
    `
    6 call ways
      1 loop 1e6 unknown
    `,
  );
});
