"""Functions, recursion, closures, classes and exceptions."""

import math
from dataclasses import dataclass

from measure import report


def add(a, b):
    return a + b


def scaled(value, factor=2, offset=0):
    return value * factor + offset


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.entries = 0

    def deposit(self, amount):
        self.balance += amount
        self.entries += 1


class Vector:
    __slots__ = ('x', 'y')

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    @property
    def length(self):
        return math.sqrt(self.x * self.x + self.y * self.y)


@dataclass
class Point:
    x: float
    y: float
    z: float


class Shape:
    def area(self):
        return 1.0


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return super().area() * self.side * self.side


def call_in_loop():
    total = 0
    for i in range(200_000):
        total = add(total, i)
    return total


def call_with_keywords():
    total = 0
    for i in range(150_000):
        total += scaled(i, factor=3, offset=1)
    return total


def fib_25():
    return fib(25)


def factorial(n):
    return 1 if n <= 1 else n * factorial(n - 1)


def factorials():
    for _ in range(10_000):
        factorial(20)


def deposit_in_loop():
    account = Account(0)
    for i in range(200_000):
        account.deposit(i)
    return account.balance


def create_accounts():
    accounts = []
    for i in range(60_000):
        accounts.append(Account(i))
    return accounts


def add_vectors():
    total = Vector(0.0, 0.0)
    step = Vector(0.5, 0.25)
    for _ in range(60_000):
        total = total + step
    return total


def vector_lengths():
    vector = Vector(3.0, 4.0)
    total = 0.0
    for _ in range(150_000):
        total += vector.length
    return total


def create_points():
    total = 0.0
    for i in range(60_000):
        point = Point(i, i + 1.0, z=0.5)
        total += point.x + point.z
    return total


def square_areas():
    square = Square(2.0)
    total = 0.0
    for _ in range(100_000):
        total += square.area()
    return total


def closure_counter():
    count = 0

    def increment():
        nonlocal count
        count += 1

    for _ in range(300_000):
        increment()
    return count


def catch_errors():
    bad = 0
    for i in range(100_000):
        try:
            if i % 2:
                raise ValueError(i)
        except ValueError:
            bad += 1
    return bad


def safe_divide():
    total = 0.0
    for i in range(200_000):
        try:
            total += 100 / (i % 10)
        except ZeroDivisionError:
            total += 1
    return total


def n_queens():
    return place(0, 7, [], 0)


def place(row, size, columns, found):
    if row == size:
        return found + 1
    for column in range(size):
        free = True
        for other, taken in enumerate(columns):
            if taken == column or abs(taken - column) == row - other:
                free = False
                break
        if free:
            found = place(row + 1, size, columns + [column], found)
    return found


if __name__ == '__main__':
    report(
        call_in_loop,
        call_with_keywords,
        fib_25,
        factorials,
        deposit_in_loop,
        create_accounts,
        add_vectors,
        vector_lengths,
        create_points,
        square_areas,
        closure_counter,
        catch_errors,
        safe_divide,
        n_queens,
    )
