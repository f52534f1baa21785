# possible: swap-pool
from multiprocessing.pool import ThreadPool


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


factor = 1


def setup(value):
    global factor
    factor = value


def work(n):
    return crunch(n) * factor


def main():
    with ThreadPool(4, setup, (3,)) as pool:
        print(pool.map(work, range(1_000_000, 1_000_004)))


if __name__ == "__main__":
    main()
