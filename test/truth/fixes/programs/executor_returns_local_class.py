# possible: run-sequentially
from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def work(n):
    class Result:
        value = crunch(n)
    return Result()


def main():
    with ThreadPoolExecutor(4) as pool:
        print([r.value for r in pool.map(work, [1_000_000] * 4)])


if __name__ == "__main__":
    main()
