# possible: run-sequentially
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

totals = {}
lock = Lock()


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    with lock:
        totals[n] = total


def main():
    with ThreadPoolExecutor(max_workers=4) as pool:
        for n in range(1_000_000, 1_000_004):
            pool.submit(crunch, n)
    print(sorted(totals.items()))


if __name__ == "__main__":
    main()
