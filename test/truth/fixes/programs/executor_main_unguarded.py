# possible: run-sequentially, swap-pool
import concurrent.futures
import time


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def main():
    started = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(4, "crunch") as executor:
        totals = list(executor.map(crunch, [1_000_000] * 4))
    print(totals, time.perf_counter() - started < 600)


main()
