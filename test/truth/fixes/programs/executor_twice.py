# possible: run-sequentially, swap-pool
from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def first():
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(crunch, [1_000_000] * 4))


def second():
    with ThreadPoolExecutor(max_workers=2, thread_name_prefix="b") as pool:
        futures = [pool.submit(crunch, n) for n in (1_000_000, 1_000_001)]
        return [future.result() for future in futures]


def main():
    print(first(), second())


if __name__ == "__main__":
    main()
