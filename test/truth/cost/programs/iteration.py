"""Comprehensions, generators, iterator tools and sorting."""

import itertools

from measure import report


def squares_list():
    return [i * i for i in range(300_000)]


def even_cubes():
    return [i**3 for i in range(300_000) if i % 2 == 0]


def nested_comprehension():
    return [[row * column for column in range(300)] for row in range(300)]


def squares_dictionary():
    return {i: i * i for i in range(150_000)}


def residues_set():
    return {i % 1000 for i in range(300_000)}


def sum_generator_expression():
    return sum(i * i for i in range(300_000))


def counting_generator():
    def numbers(limit):
        current = 0
        while current < limit:
            yield current
            current += 1

    total = 0
    for number in numbers(200_000):
        total += number
    return total


def pipeline():
    def doubled(values):
        for value in values:
            yield value * 2

    def shifted(values):
        for value in values:
            yield value + 1

    total = 0
    for value in shifted(doubled(range(150_000))):
        total += value
    return total


def zip_products():
    left = list(range(200_000))
    right = list(range(200_000))
    total = 0
    for a, b in zip(left, right):
        total += a * b
    return total


def enumerate_list():
    values = [3] * 300_000
    total = 0
    for index, value in enumerate(values):
        total += index * value
    return total


def map_lambda():
    return list(map(lambda value: value * 2 + 1, range(300_000)))


def sort_numbers():
    values = [(i * 7919) % 100_003 for i in range(100_000)]
    return sorted(values)


def sort_by_key():
    records = [(i % 977, i) for i in range(50_000)]
    records.sort(key=lambda record: record[0])
    return records


def products():
    count = 0
    for a, b in itertools.product(range(400), range(400)):
        if a < b:
            count += 1
    return count


def any_all():
    rows = 0
    for row in range(3_000):
        if all(value >= 0 for value in range(50)):
            rows += 1
    return rows


def transpose():
    rows = [[row + column for column in range(200)] for row in range(200)]
    return [[row[column] for row in rows] for column in range(200)]


if __name__ == '__main__':
    report(
        squares_list,
        even_cubes,
        nested_comprehension,
        squares_dictionary,
        residues_set,
        sum_generator_expression,
        counting_generator,
        pipeline,
        zip_products,
        enumerate_list,
        map_lambda,
        sort_numbers,
        sort_by_key,
        products,
        any_all,
        transpose,
    )
