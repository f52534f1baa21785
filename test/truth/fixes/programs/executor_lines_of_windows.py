# possible: run-sequentially, swap-pool
from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def main():
    with ThreadPoolExecutor(
        max_workers=4,  # as many as cores
        thread_name_prefix="x",
    ) as pool:
        print(list(pool.map(crunch, [1_000_000] * 4)))


if __name__ == "__main__":
    main()
