# possible: swap-pool
from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def main():
    found = []
    with ThreadPoolExecutor(4) as pool:
        for n in range(1_000_000, 1_000_004):
            pool.submit(crunch, n).add_done_callback(lambda future: found.append(future.result()))
    print(sorted(found))


if __name__ == "__main__":
    main()
