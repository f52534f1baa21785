# possible: run-sequentially
from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


settings = {}


def work(n):
    return crunch(n) * settings["factor"]


def main():
    settings["factor"] = 3
    with ThreadPoolExecutor(4) as pool:
        print(list(pool.map(work, [1_000_000] * 4)))


if __name__ == "__main__":
    main()
