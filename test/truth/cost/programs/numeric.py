"""Loops over numbers."""

import math

from measure import report

STEPS = 200_000


def sum_of_squares():
    total = 0
    for i in range(500_000):
        total += i * i
    return total


def harmonic():
    total = 0.0
    for n in range(1, STEPS + 1):
        total += 1.0 / n
    return total


def leibniz():
    sign = 1.0
    total = 0.0
    for k in range(300_000):
        total += sign / (2 * k + 1)
        sign = -sign
    return 4 * total


def collatz():
    longest = 0
    for start in range(1, 3000):
        n = start
        length = 1
        for _ in range(75):
            if n % 2 == 0:
                n //= 2
            else:
                n = 3 * n + 1
            length += 1
        if length > longest:
            longest = length
    return longest


def mandelbrot():
    inside = 0
    for row in range(60):
        for column in range(60):
            c = complex(column / 400 - 0.1, row / 400 - 0.1)
            z = 0j
            for _ in range(50):
                z = z * z + c
            if abs(z) <= 2:
                inside += 1
    return inside


def newton_roots():
    total = 0.0
    for value in range(1, 10_000):
        guess = value / 2
        for _ in range(12):
            guess = (guess + value / guess) / 2
        total += guess
    return total


def trapezoid():
    steps = 150_000
    width = math.pi / steps
    area = 0.0
    for i in range(steps):
        x = i * width
        area += (math.sin(x) + math.sin(x + width)) * width / 2
    return area


def linear_congruential():
    seed = 12345
    hits = 0
    for _ in range(300_000):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        if seed > 0x3FFFFFFF:
            hits += 1
    return hits


def count_down():
    n = 600_000
    while n > 0:
        n -= 1
    return n


def bits():
    ones = 0
    for number in range(20_000):
        for shift in range(16):
            ones += (number >> shift) & 1
    return ones


def big_factorial():
    product = 1
    for n in range(1, 2000):
        product *= n
    return product


if __name__ == '__main__':
    report(
        sum_of_squares,
        harmonic,
        leibniz,
        collatz,
        mandelbrot,
        newton_roots,
        trapezoid,
        linear_congruential,
        count_down,
        bits,
        big_factorial,
    )
