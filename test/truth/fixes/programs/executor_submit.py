# possible: run-sequentially, swap-pool
from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def main():
    with ThreadPoolExecutor(max_workers=4) as pool:
        futures = [pool.submit(crunch, n) for n in (1_000_000, 1_100_000, 1_200_000, 1_300_000)]
    results = [future.result() for future in futures]
    print(results)


if __name__ == "__main__":
    main()
