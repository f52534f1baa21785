# possible: run-sequentially, swap-pool
import functools
from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def twice(function):
    @functools.wraps(function)
    def inner(n):
        return 2 * function(n)
    return inner


@twice
def work(n):
    return crunch(n)


def main():
    with ThreadPoolExecutor(4) as pool:
        print(list(pool.map(work, [1_000_000] * 4)))


if __name__ == "__main__":
    main()
