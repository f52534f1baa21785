# possible: run-sequentially
import random
from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def work(n):
    return crunch(n) + random.randrange(10)


def main():
    random.seed(3)
    with ThreadPoolExecutor(1) as pool:
        print(list(pool.map(work, [1_000_000] * 4)))


if __name__ == "__main__":
    main()
