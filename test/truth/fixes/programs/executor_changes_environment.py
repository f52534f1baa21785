# possible: run-sequentially
import os
from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def work(n):
    os.environ["TOTAL"] = str(crunch(n))


def main():
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, [1_000_000] * 4))
    print(os.environ.get("TOTAL"))


if __name__ == "__main__":
    main()
