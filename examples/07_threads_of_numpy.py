"""Fact 7: extensions start threads that Python does not manage, and work on buffers in them.

NumPy releases the GIL, and its linear algebra library computes on all cores with threads of its own; a
pool of Python threads on top gains little. (Needs NumPy; Gilscope only reads it.)
"""

from concurrent.futures import ThreadPoolExecutor

import numpy


def product(n):
    a = numpy.ones((n, n))
    b = numpy.ones((n, n))
    return numpy.dot(a, b).sum()


def main():
    with ThreadPoolExecutor(max_workers=4) as pool:
        print(sum(pool.map(product, [3_000] * 4)))


if __name__ == "__main__":
    main()
