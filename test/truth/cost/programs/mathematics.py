"""Numbers that grow, exact numbers, statistics, series, grids."""

import itertools
import math
import statistics
from decimal import Decimal
from fractions import Fraction

from measure import report


def long_fibonacci():
    a, b = 0, 1
    for _ in range(20_000):
        a, b = b, a + b
    return a


def long_powers():
    value = 3
    for _ in range(15):
        value = value * value
    return value % 1_000_007


def digits_of_power():
    return sum(int(digit) for digit in str(2**12_000))


def modular_powers():
    total = 0
    for base in range(2, 6_000):
        total += pow(base, 65_537, 1_000_003)
    return total


def collatz_lengths():
    longest = 0
    for start in range(1, 2_500):
        n = start
        steps = 0
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        longest = max(longest, steps)
    return longest


def is_prime(n):
    if n < 2:
        return False
    if n % 2 == 0:
        return n == 2
    divisor = 3
    while divisor * divisor <= n:
        if n % divisor == 0:
            return False
        divisor += 2
    return True


def count_primes():
    return sum(1 for n in range(20_000) if is_prime(n))


def digit_sums():
    total = 0
    for number in range(30_000):
        n = number
        while n > 0:
            total += n % 10
            n //= 10
    return total


def decimal_interest():
    balance = Decimal('1000.00')
    rate = Decimal('1.00042')
    for _ in range(40_000):
        balance = (balance * rate).quantize(Decimal('0.01'))
    return balance


def harmonic_fraction():
    total = Fraction(0)
    for n in range(1, 400):
        total += Fraction(1, n)
    return total.denominator


def summary_statistics():
    samples = [(i * 31) % 1009 / 7 for i in range(3_000)]
    return statistics.mean(samples), statistics.stdev(samples), statistics.median(samples)


def exponential_series():
    results = []
    for i in range(4_000):
        x = i / 1_000
        term = 1.0
        total = 1.0
        n = 1
        while n < 25:
            term *= x / n
            total += term
            n += 1
        results.append(total)
    return results


def heat_diffusion():
    size = 50
    grid = [[100.0 if i == 0 else 0.0 for _ in range(size)] for i in range(size)]
    for _ in range(12):
        following = [row[:] for row in grid]
        for i in range(1, size - 1):
            for j in range(1, size - 1):
                following[i][j] = (grid[i - 1][j] + grid[i + 1][j] + grid[i][j - 1] + grid[i][j + 1]) / 4
        grid = following
    return grid[1][1]


def gaussian_elimination():
    n = 45
    rows = [[1.0 / (i + j + 1) + (i == j) for j in range(n)] + [float(i)] for i in range(n)]
    for column in range(n):
        pivot = max(range(column, n), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(column + 1, n):
            factor = rows[row][column] / rows[column][column]
            for k in range(column, n + 1):
                rows[row][k] -= factor * rows[column][k]
    return rows[-1][-1]


def mandelbrot_escape():
    count = 0
    for py in range(50):
        for px in range(50):
            x0 = px / 25.0 - 1.5
            y0 = py / 25.0 - 1.0
            x = y = 0.0
            for iteration in range(100):
                if x * x + y * y > 4.0:
                    break
                x, y = x * x - y * y + x0, 2 * x * y + y0
                count += 1
    return count


def pythagorean_triples():
    return [
        (a, b, c)
        for a in range(1, 70)
        for b in range(a, 70)
        for c in range(b, 70)
        if a * a + b * b == c * c
    ]


def best_combination():
    weights = [3, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43]
    best = 0
    for size in range(1, 7):
        for chosen in itertools.combinations(weights, size):
            total = sum(chosen)
            if best < total <= 100:
                best = total
    return best


def pascal_triangle():
    rows = [[1]]
    for _ in range(250):
        last = rows[-1]
        rows.append([1] + [a + b for a, b in zip(last, last[1:])] + [1])
    return rows[-1][125]


def perfect_numbers():
    found = []
    for n in range(2, 2_000):
        if sum(d for d in range(1, n // 2 + 1) if n % d == 0) == n:
            found.append(n)
    return found


def great_circle_distances():
    places = [(i * 0.7 % 90, i * 1.3 % 180) for i in range(200)]
    longest = 0.0
    for i, (lat1, lon1) in enumerate(places):
        for lat2, lon2 in places[i + 1 :]:
            a = math.radians(lat1)
            b = math.radians(lat2)
            angle = math.acos(
                min(1.0, math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(math.radians(lon2 - lon1)))
            )
            longest = max(longest, 6371 * angle)
    return longest


if __name__ == '__main__':
    report(
        long_fibonacci,
        long_powers,
        digits_of_power,
        modular_powers,
        collatz_lengths,
        count_primes,
        digit_sums,
        decimal_interest,
        harmonic_fraction,
        summary_statistics,
        exponential_series,
        heat_diffusion,
        gaussian_elimination,
        mandelbrot_escape,
        pythagorean_triples,
        best_combination,
        pascal_triangle,
        perfect_numbers,
        great_circle_distances,
    )
