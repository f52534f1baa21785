# possible: run-sequentially, swap-pool
from concurrent.futures import ThreadPoolExecutor
from functools import partial


class Series:
    def __init__(self, factor):
        self.factor = factor

    def total(self, n, offset=0):
        total = offset
        for i in range(n):
            total += i * self.factor % 7
        return total


def main():
    series = Series(3)
    with ThreadPoolExecutor() as pool:
        futures = [pool.submit(partial(series.total, offset=1), 1_000_000 + i) for i in range(4)]
        results = [future.result() for future in futures]
    print(results)


if __name__ == "__main__":
    main()
