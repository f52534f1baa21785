"""Statements that other programs use less: `with`, `while`, globals, unpacking, branches, locks."""

import threading

from measure import report

total_so_far = 0
LIMIT = 100_000


def global_counter():
    global total_so_far
    for i in range(300_000):
        total_so_far += i


def constant_bound():
    index = 0
    odd = 0
    while index < LIMIT:
        if index % 3 == 0:
            odd += 1
        elif index % 3 == 1:
            odd += 2
        else:
            odd += 3
        index += 1
    return odd


def locked_increments():
    lock = threading.Lock()
    value = 0
    for _ in range(100_000):
        with lock:
            value += 1
    return value


def unpack_rows():
    rows = [(i, i + 1, i + 2) for i in range(100_000)]
    total = 0
    for a, b, c in rows:
        total += a + b - c
    return total


def swap_pairs():
    a, b = 1, 2
    for _ in range(500_000):
        a, b = b, a
    return a


def greatest_common_divisors():
    total = 0
    for n in range(20_000):
        a, b = 832_040, 514_229 + n % 2
        for _ in range(12):
            if b:
                a, b = b, a % b
        total += a
    return total


def life():
    size = 40
    cells = [[(row * column) % 3 == 0 for column in range(size)] for row in range(size)]
    for _ in range(5):
        following = []
        for row in range(size):
            line = []
            for column in range(size):
                neighbours = 0
                for down in (-1, 0, 1):
                    for right in (-1, 0, 1):
                        if down or right:
                            neighbours += cells[(row + down) % size][(column + right) % size]
                line.append(neighbours == 3 or (cells[row][column] and neighbours == 2))
            following.append(line)
        cells = following
    return cells


def import_inside():
    total = 0
    for i in range(50_000):
        import math

        total += math.floor(i / 3)
    return total


def slices():
    values = list(range(1000))
    for _ in range(3_000):
        head = values[:500]
        tail = values[500:]
        values = tail + head
    return values


def membership():
    names = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta']
    hits = 0
    for _ in range(200_000):
        if 'theta' in names:
            hits += 1
    return hits


if __name__ == '__main__':
    report(
        global_counter,
        constant_bound,
        locked_increments,
        unpack_rows,
        swap_pairs,
        greatest_common_divisors,
        life,
        import_inside,
        slices,
        membership,
    )
