# possible: run-sequentially
from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


TOTALS = []
keep = TOTALS.append


def work(n):
    keep(crunch(n))


def main():
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(1_000_000, 1_000_004)))
    print(sorted(TOTALS))


if __name__ == "__main__":
    main()
