# possible: run-sequentially, swap-pool
from multiprocessing.pool import ThreadPool


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def main():
    with ThreadPool(4) as pool:
        print(sorted(pool.imap_unordered(crunch, range(1_000_000, 1_000_004), chunksize=1)))


if __name__ == "__main__":
    main()
