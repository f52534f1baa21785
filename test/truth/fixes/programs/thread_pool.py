# possible: run-sequentially, swap-pool
from multiprocessing.pool import ThreadPool


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def main():
    with ThreadPool(4) as pool:
        totals = pool.map(crunch, [1_000_000] * 4)
        grand = sum(pool.imap_unordered(crunch, [1_000_000] * 4))
    print(totals, grand)


if __name__ == "__main__":
    main()
