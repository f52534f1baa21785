# possible: swap-pool
from multiprocessing.pool import ThreadPool


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def power(a, b):
    return crunch(a) * b


def main():
    with ThreadPool(4) as pool:
        print(pool.starmap_async(power, zip(range(1_000_000, 1_000_004), range(4))).get())
        print(pool.map_async(crunch, [1_000_000] * 4).get())
        print(pool.apply(crunch, (1_000_000,)))


if __name__ == "__main__":
    main()
